"""What is offered for words: a bar beside those that were selected or clicked, and a menu with everything that can be done.

The bar never takes the focus by itself, and a click plays as it always does; whoever never looks at the bar loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent

from mockinterview.core.review import LEAD_IN_MS
from mockinterview.ui.commands import key_words
from mockinterview.ui.review.page_keys import PageKeys
from mockinterview.ui.review.sound.esc_key import EscKey
from mockinterview.ui.review.words.correcting import Correcting
from mockinterview.ui.review.words.places import Place, spot
from mockinterview.ui.review.words.transcript_view import TranscriptView
from mockinterview.ui.review.words.word_bar import Offer, WordBar
from mockinterview.ui.review.words.word_menu import Chosen, WordMenu, evidence_menu, word_menu
from mockinterview.ui.review.words.word_wishes import FILLERS, Deed, Wish


class Offering(QObject):
    """Joined to a view and what corrects its words. find: opens the search."""

    def __init__(self, view: TranscriptView, correcting: Correcting, find: Callable[[], object]) -> None:
        super().__init__(view)
        self._view = view
        self._correcting = correcting
        self.bar = WordBar(view.viewport())
        self.menu: WordMenu | None = None
        self._about: tuple[int, int] | Place | None = None
        self._deeds: dict[Deed, Callable[[], object]] = {
            **correcting.deeds,
            Deed.PLAY: self.play,
            Deed.LOOP: self.loop,
            Deed.EVIDENCE: self.offer_items,
            Deed.MORE: self.open_menu,
            Deed.COPY: self.copy,
            Deed.FIND: find,
            Deed.ORIGINAL: view.original_wished.emit,
        }
        self._keys = PageKeys({"hear_word": self.play, "loop_words": self.loop, "word_menu": self.open_menu})
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.moved.connect(self._on_moved)
        view.words_changed.connect(self._hide)
        view.selection_changed.connect(self._on_selected)
        view.word_pressed.connect(self._on_word_pressed)
        view.place_pressed.connect(self._on_place_pressed)
        self.bar.wished.connect(self._on_bar)
        self._esc = EscKey(view, self._is_offering, self._put_away)

    # ------------------------------------------------------------ the deeds

    @Slot()
    def play(self) -> None:
        """Play from the chosen word, or exactly the chosen words with what leads into them."""
        chosen, view = self._view.chosen_words, self._view
        if chosen is None or view.review is None or view.review.transcript is None:
            return
        words = view.review.transcript.words
        if chosen[0] == chosen[1]:
            view.word_chosen.emit(chosen[0])
        else:
            view.range_wished.emit(max(0, words[chosen[0]].start_ms - LEAD_IN_MS), words[chosen[1]].end_ms)

    @Slot()
    def loop(self) -> None:
        """Play the chosen words over and over."""
        chosen, view = self._view.chosen_words, self._view
        if chosen is not None and view.review is not None and view.review.transcript is not None:
            words = view.review.transcript.words
            view.loop_wished.emit(words[chosen[0]].start_ms, words[chosen[1]].end_ms)

    @Slot()
    def copy(self) -> None:
        """Put the chosen words on the clipboard."""
        if (chosen := self._view.chosen_words) is not None:
            self._view.choose_words(*chosen)
            self._view.copy()

    @Slot()
    def open_menu(self) -> None:
        """Open the menu of the chosen words at them."""
        if (chosen := self._chosen()) is not None:
            self._popup(word_menu(self._view, chosen), self._under(chosen.last))

    @Slot()
    def offer_items(self) -> None:
        """Offer the items that the chosen words may be evidence for."""
        if (chosen := self._chosen()) is not None:
            self._popup(evidence_menu(self._view, chosen), self._under(chosen.last))

    @Slot(object)
    def do(self, wish: Wish) -> None:
        """Do what was wished of the chosen words."""
        chosen, view = self._view.chosen_words, self._view
        if wish.deed in self._deeds:
            self._deeds[wish.deed]()
        elif wish.deed is Deed.MARK and chosen is not None:
            view.evidence_wished.emit(wish.item_id, *chosen)
        elif wish.deed is Deed.UNMARK:
            view.evidence_unwished.emit(wish.item_id, wish.which)
        elif chosen is not None:
            places = view.places_before(chosen[0])
            if wish.which < len(places):
                self._do_at(places[wish.which], wish)

    def _do_at(self, place: Place, wish: Wish) -> None:
        """What is wished of a place without a word."""
        if wish.deed is Deed.HEAR_PLACE:
            self._view.range_wished.emit(max(0, place.note.start_ms - LEAD_IN_MS), place.note.end_ms + LEAD_IN_MS)
        elif wish.deed is Deed.WRITE_PLACE:
            self._correcting.write(place, wish.text)
        elif wish.deed is Deed.NAME_PLACE:
            self._correcting.name(place)
        elif wish.deed is Deed.DISMISS_PLACE:
            self._correcting.dismiss(place)

    @Slot(object)
    def _on_bar(self, wish: Wish) -> None:
        """The keyboard goes back to the text, and what the bar was about is what is meant."""
        about = self._about
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(about, Place):
            self._hide()
            self._do_at(about, wish)
            return
        if about is not None and self._view.selected_words is None:
            self._view.go_to(about[0])
        if wish.deed not in (Deed.PLAY, Deed.LOOP, Deed.EVIDENCE, Deed.MORE):
            self._hide()
        self.do(wish)

    # ------------------------------------------------------------ the bar

    @Slot(int, int)
    def _on_selected(self, first: int, last: int) -> None:
        """Words are selected: offer what can be done with them."""
        if first < 0:
            if not isinstance(self._about, Place):
                self._hide()
            return
        can = self._view.editable
        offers = [
            Offer(Wish(Deed.PLAY), "Play these words", "play"),
            Offer(Wish(Deed.LOOP), "Play them over and over", "loop", key=key_words("loop_words")),
        ]
        if can:
            offers += [
                Offer(Wish(Deed.FIX), "Correct", "edit", key=key_words("edit_words")),
                Offer(Wish(Deed.DELETE), "Delete", "trash", key=key_words("delete_words")),
                Offer(Wish(Deed.EVIDENCE), "Evidence for…", "plus", shown=True),
            ]
        offers.append(Offer(Wish(Deed.MORE), "More", "more", key=key_words("word_menu")))
        self._offer((first, last), "", offers)

    @Slot(int)
    def _on_word_pressed(self, word: int) -> None:
        """A word was clicked, and plays. Of a filler it is offered to take it away."""
        view = self._view
        chosen = self._chosen_at(word, word)
        if chosen is None or not chosen.filler or not view.editable:
            self._hide()
            return
        offers = [
            Offer(Wish(Deed.DELETE), "Take away", "trash", shown=True),
            Offer(Wish(Deed.FIX), "Correct", "edit", key=key_words("edit_words")),
        ]
        self._offer((word, word), chosen.quote, offers)

    @Slot(object)
    def _on_place_pressed(self, place: Place) -> None:
        """A place without a word was clicked, and plays: what may be written there is offered."""
        if not self._view.editable:
            return
        offers = [Offer(Wish(Deed.NAME_PLACE), "Write it…", "edit", shown=not place.possible_filler)]
        if place.possible_filler:
            write = Wish(Deed.WRITE_PLACE, text=FILLERS[0])
            offers.insert(0, Offer(write, f"Write “{FILLERS[0]}”", "plus", shown=True))
        offers.append(Offer(Wish(Deed.DISMISS_PLACE), "Nothing was said here", "close"))
        self._offer(place, "Perhaps an um" if place.possible_filler else "Not understood", offers)

    def _offer(self, about: tuple[int, int] | Place, said: str, offers: Sequence[Offer]) -> None:
        self._about = about
        self.bar.offer(self._about_rect(), said, offers)

    def _about_rect(self) -> QRect:
        if isinstance(self._about, Place):
            return spot(self._view, self._about)
        assert self._about is not None
        return self._view.word_rect(self._about[0]).united(self._view.word_rect(self._about[1]))

    @Slot()
    def _hide(self) -> None:
        self._about = None
        self.bar.hide()

    # ------------------------------------------------------------ the menu

    def _popup(self, menu: WordMenu, at: QPoint) -> None:
        if self.menu is not None:
            return  # some desktops tell of the Menu key twice
        self.menu = menu
        menu.wished.connect(self.do)
        menu.aboutToHide.connect(self._on_menu_gone)
        menu.popup(at)

    @Slot()
    def _on_menu_gone(self) -> None:
        self.menu = None

    def _under(self, word: int) -> QPoint:
        return self._view.viewport().mapToGlobal(self._view.word_rect(word).bottomLeft())

    def _chosen(self) -> Chosen | None:
        words = self._view.chosen_words
        return None if words is None else self._chosen_at(*words)

    def _chosen_at(self, first: int, last: int) -> Chosen | None:
        view = self._view
        if view.review is None or view.review.transcript is None or last >= view.count:
            return None
        return Chosen(view.review, first, last, view.selected_item, view.editable, view.places_before(first))

    # ------------------------------------------------------------ what happens in the view

    @Slot()
    def _on_moved(self) -> None:
        if self._about is not None:
            rect = self._about_rect()
            self.bar.setVisible(rect.bottom() > 0 and rect.top() < self._view.viewport().height())
            self.bar.move_over(rect)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent):
            self._on_menu_asked(event)
            return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._keys.press(event)
        return False

    def _is_offering(self) -> bool:
        return self._about is not None or self._view.selected_words is not None

    def _put_away(self) -> None:
        """Esc lets selected words go, and puts away what is offered of a word that was clicked."""
        self._view.let_go()
        self._hide()

    def _on_menu_asked(self, event: QContextMenuEvent) -> None:
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            self.open_menu()
            return
        view = self._view
        at = view.viewport().mapFromGlobal(event.globalPos())
        place, word, chosen = view.place_at(at), view.word_at(at), view.selected_words
        if place is not None:
            word = min(place.word, view.count - 1)
        if word is None:
            return
        if chosen is None or not chosen[0] <= word <= chosen[1]:
            view.go_to(word)
            view.setFocus(Qt.FocusReason.MouseFocusReason)
        if (about := self._chosen()) is not None:
            self._popup(word_menu(view, about), event.globalPos())
