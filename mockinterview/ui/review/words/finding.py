"""Find and replace in the words: what is found is marked in the text, and all is replaced as one step that can be undone."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QObject, Qt, Slot

from mockinterview.core.editing import Edit, edited_all
from mockinterview.core.replacing import find, replacing
from mockinterview.core.transcript import Transcript
from mockinterview.ui.review.sound.esc_key import EscKey
from mockinterview.ui.review.words.find_bar import FindBar
from mockinterview.ui.review.words.transcript_view import TranscriptView
from mockinterview.ui.widgets.announcing import announce

NONE_FOUND = "None found"

MOST_SOUGHT = 6
"""Selected words up to so many are taken for what is looked for; more are a passage."""


class Finding(QObject):
    """Joins the bar with the view."""

    def __init__(self, view: TranscriptView, bar: FindBar) -> None:
        super().__init__(bar)
        self._view = view
        self._bar = bar
        self._hits: tuple[tuple[int, int], ...] = ()
        self._hit = -1
        self._from = 0
        self._said = ""
        bar.sought.connect(self._on_sought)
        bar.next_wished.connect(self.next)
        bar.previous_wished.connect(self.previous)
        bar.replace_wished.connect(self.replace)
        bar.replace_all_wished.connect(self.replace_all)
        bar.closed.connect(self.close)
        view.words_changed.connect(self._on_words_changed)
        self._esc = EscKey(bar, self._is_in_the_way, self.close)

    @property
    def _words(self) -> Transcript | None:
        return self._view.review.transcript if self._view.review is not None else None

    # ------------------------------------------------------------ wishes

    @Slot()
    def find(self) -> None:
        """Open the bar, with the selected words to look for if there are a few."""
        self._open(replacing=self._bar.isVisible() and self._bar.replacing)

    @Slot()
    def find_and_replace(self) -> None:
        """Open it with what stands for replacing too."""
        self._open(replacing=True)

    def _open(self, *, replacing: bool) -> None:
        chosen, words = self._view.selected_words, self._words
        few = chosen is not None and chosen[1] - chosen[0] < MOST_SOUGHT
        self._from = chosen[0] if chosen is not None else self._view.caret_word or 0
        self._bar.open(words.span_text(*chosen) if words is not None and chosen and few else "", replacing=replacing)
        self._look(self._from)

    @Slot()
    def close(self) -> None:
        """Close the bar; the caret stands at what was found."""
        self._bar.hide()
        if self._hit >= 0:
            self._view.go_to(self._hits[self._hit][0])
        self._hits, self._hit = (), -1
        self._view.show_hits(())
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def next(self) -> None:
        """Go to the next, from the last to the first; open the bar if it is closed."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Go to the one before, from the first to the last."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if not self._bar.isVisible():
            self.find()
        elif self._hits:
            self._show((self._hit + step) % len(self._hits))
            announce(self._bar.field, f"{self._bar.count.text()}: {self._quoted()}")

    @Slot()
    def replace(self) -> None:
        """Put the other words in the place of what is found here, and go on to the next."""
        if self._hit >= 0:
            hit = self._hits[self._hit]
            edits = self._edits((hit,))
            self._from = hit[0] + len(edits[0].texts) if edits else 0
            if not self._wish(edits):
                self.next()

    @Slot()
    def replace_all(self) -> None:
        """Put them in the place of all that is found."""
        edits = self._edits(self._hits)
        self._said, self._from = f"{len(self._hits)} replaced", 0
        if self._wish(edits):
            announce(self._bar.field, f"{len(edits)} replaced")
        else:
            self._said = ""

    def _edits(self, hits: tuple[tuple[int, int], ...]) -> tuple[Edit, ...]:
        if self._words is None:
            return ()
        bar = self._bar
        return replacing(self._words, hits, bar.instead.text(), bar.field.text(), bar.case.isChecked())

    def _wish(self, edits: tuple[Edit, ...]) -> bool:
        if self._words is None or not self._view.editable or edited_all(self._words, edits) is self._words:
            return False
        self._view.edit_wished.emit(edits)
        return True

    def _is_in_the_way(self) -> bool:
        """Esc lets go of selected words first."""
        return self._view.selected_words is None

    # ------------------------------------------------------------ looking

    @Slot()
    def _on_sought(self) -> None:
        self._said = ""
        self._look(self._from)

    @Slot()
    def _on_words_changed(self) -> None:
        """How many were replaced is told until something else is done."""
        if self._bar.isVisible():
            self._look(self._from)
            self._said = ""

    def _look(self, since: int) -> None:
        """Find anew, and stand at the first at or behind a word, else at the first of all."""
        words, bar = self._words, self._bar
        sought = bar.field.text()
        whole, case = bar.whole.isChecked(), bar.case.isChecked()
        self._hits = find(words, sought, whole, case) if words is not None else ()
        place = bisect_left(self._hits, (since, 0))
        self._show(place % len(self._hits) if self._hits else -1)

    def _show(self, hit: int) -> None:
        self._hit = hit
        if hit >= 0:
            self._from = self._hits[hit][0]
        count = f"{hit + 1} of {len(self._hits)}" if hit >= 0 else NONE_FOUND if self._bar.field.text().strip() else ""
        self._bar.say(self._said or count, found=hit >= 0, editable=self._view.editable)
        self._view.show_hits(self._hits, hit)

    def _quoted(self) -> str:
        return self._words.span_text(*self._hits[self._hit]) if self._words is not None else ""
