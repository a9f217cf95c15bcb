"""The menu of words: everything that can be done with them, each with its key."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from mockinterview.core.question import ChecklistItem
from mockinterview.core.review import NOTE_WORDS, Review
from mockinterview.ui.commands import line_words
from mockinterview.ui.look import px, theme_of
from mockinterview.ui.look.icons import icon
from mockinterview.ui.look.states import hue_of, state_icon
from mockinterview.ui.review.wording import KINDS
from mockinterview.ui.review.words.places import Place
from mockinterview.ui.review.words.word_wishes import FILLERS, Deed, Wish

MOST_IN_ONE_LIST = 10
"""With more items each kind has its own list: a longer one does not stay in sight."""

LONGEST_QUOTE = 24

ORIGINAL = "Bring back the recogniser's words"


@dataclass(frozen=True)
class Chosen:
    """Words, both inclusive, with what the menu must know of them. places: those without a word just before the first."""

    review: Review
    first: int
    last: int
    selected_item: str = ""
    editable: bool = True
    places: tuple[Place, ...] = ()

    @property
    def quote(self) -> str:
        """The words, as far as they fit into a line of a menu."""
        text = self.review.transcript.span_text(self.first, self.last) if self.review.transcript is not None else ""
        return f"“{text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1].rstrip() + '…'}”"

    @property
    def filler(self) -> bool:
        """Whether it is one word, and that an "um" or its like."""
        return self.first == self.last and any(one.word == self.first for one in self.review.delivery.fillers)


class WordMenu(QMenu):
    """wished: a `Wish`. Made for the words it is opened on, and done with afterwards."""

    wished = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wishes: dict[QAction, Wish] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.triggered.connect(self._on_triggered)

    @property
    def wishes(self) -> dict[Wish, QAction]:
        """Everything that can be wished here."""
        return {wish: action for action, wish in self._wishes.items()}

    def line(
        self, menu: QMenu, words: str, wish: Wish, key: str = "", icon_name: str = "", *, enabled: bool = True
    ) -> None:
        """A line of this menu or of one inside it."""
        plain = words.replace("&", "&&")
        action = menu.addAction(line_words(key, plain) if key else plain)
        if icon_name:
            action.setIcon(icon(icon_name, theme_of(self.palette()).colour("muted"), px(16)))
        action.setEnabled(enabled)
        self._wishes[action] = wish

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        if action in self._wishes:
            self.wished.emit(self._wishes[action])


def word_menu(parent: QWidget, chosen: Chosen) -> WordMenu:
    """The menu of some words."""
    menu, one = WordMenu(parent), chosen.first == chosen.last
    menu.line(menu, "Play from here" if one else "Play these words", Wish(Deed.PLAY), "hear_word", "play")
    menu.line(menu, "Play over and over", Wish(Deed.LOOP), "loop_words", "loop")
    menu.addSeparator()
    _add_places(menu, chosen)
    _add_corrections(menu, chosen)
    menu.addSeparator()
    marking = menu.addMenu("Mark as evidence for")
    marking.setIcon(icon("plus", theme_of(parent.palette()).colour("muted"), px(16)))
    _add_items(menu, marking, chosen)
    _add_taking_away(menu, chosen)
    menu.addSeparator()
    menu.line(menu, "Copy", Wish(Deed.COPY), icon_name="copy")
    menu.line(menu, "Find and replace…", Wish(Deed.FIND), "replace_words", "search")
    transcript = chosen.review.transcript
    if transcript is not None and transcript.edited:
        menu.line(menu, ORIGINAL, Wish(Deed.ORIGINAL), icon_name="undo", enabled=chosen.editable)
    return menu


def evidence_menu(parent: QWidget, chosen: Chosen) -> WordMenu:
    """The items alone that words may be evidence for."""
    menu = WordMenu(parent)
    _add_items(menu, menu, chosen)
    return menu


def _add_corrections(menu: WordMenu, chosen: Chosen) -> None:
    one, can, quote = chosen.first == chosen.last, chosen.editable, chosen.quote
    words = chosen.review.transcript.words if chosen.review.transcript is not None else ()
    more = chosen.last + 1 < len(words)
    menu.line(menu, f"Correct {quote}…", Wish(Deed.FIX), "edit_words", "edit", enabled=can)
    if one:
        menu.line(menu, "Split…", Wish(Deed.SPLIT), enabled=can)
    if not one or more:
        join = "Join with the next word" if one else "Join to one word"
        menu.line(menu, join, Wish(Deed.JOIN), "join_words", enabled=can)
    menu.line(menu, "Insert before…", Wish(Deed.INSERT_BEFORE), "insert_words", "plus", enabled=can)
    menu.line(menu, "Insert after…", Wish(Deed.INSERT_AFTER), enabled=can)
    if one and not chosen.filler:
        menu.line(
            menu, f"Insert “{FILLERS[0]}” before", Wish(Deed.FILLER, text=FILLERS[0]), "insert_filler", enabled=can
        )
    delete = f"Take {quote} away" if chosen.filler else f"Delete {quote}"
    menu.line(menu, delete, Wish(Deed.DELETE), "delete_words", "trash", enabled=can)


def _add_places(menu: WordMenu, chosen: Chosen) -> None:
    for which, place in enumerate(chosen.places):
        inner = menu.addMenu(f"{NOTE_WORDS[place.note.kind]}, before {chosen.quote}".replace("&", "&&"))
        menu.line(inner, "Hear it", Wish(Deed.HEAR_PLACE, which=which), icon_name="play")
        if place.possible_filler:
            for text in FILLERS:
                wish = Wish(Deed.WRITE_PLACE, which=which, text=text)
                menu.line(inner, f"Write “{text}”", wish, enabled=chosen.editable)
        menu.line(inner, "Write what was said…", Wish(Deed.NAME_PLACE, which=which), enabled=chosen.editable)
        menu.line(inner, "Nothing was said here", Wish(Deed.DISMISS_PLACE, which=which), enabled=chosen.editable)
    if chosen.places:
        menu.addSeparator()


def _add_items(menu: WordMenu, into: QMenu, chosen: Chosen) -> None:
    """The selected item first, then all by kind."""
    items = chosen.review.attempt.question.items
    into.setEnabled(bool(items))
    first = next((item for item in items if item.id == chosen.selected_item), None)
    if first is not None:
        _add_item(menu, into, chosen, first, "mark_evidence")
    several = len(items) > MOST_IN_ONE_LIST
    for kind, words in KINDS.items():
        here = [item for item in items if item.kind is kind]
        if not here:
            continue
        inner = into.addMenu(words) if several else into
        if not several:
            into.addSeparator()
            into.addAction(words).setEnabled(False)
        for item in here:
            _add_item(menu, inner, chosen, item)


def _add_item(menu: WordMenu, into: QMenu, chosen: Chosen, item: ChecklistItem, key: str = "") -> None:
    verdict = chosen.review.verdict(item.id)
    menu.line(into, item.name, Wish(Deed.MARK, item.id), key)
    if verdict is not None:
        colour = theme_of(menu.palette()).colour(hue_of(verdict.standing))
        into.actions()[-1].setIcon(icon(state_icon(verdict.standing), colour, px(16)))


def _add_taking_away(menu: WordMenu, chosen: Chosen) -> None:
    """For every piece of evidence at these words, the way to take it away."""
    for item in chosen.review.attempt.question.items:
        for which, span in enumerate(chosen.review.evidence(item.id)):
            if span.first_word <= chosen.last and span.last_word >= chosen.first:
                menu.line(menu, f"No evidence for {item.name}", Wish(Deed.UNMARK, item.id, which), icon_name="close")
