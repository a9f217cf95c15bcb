"""What the person says of the items: what keys, buttons and the transcript ask for is a wish to `house.reviewing.revising`.

It is shown at once, and kept in the background. While the person rates themselves first, what is shown is concealed here, once for
the whole page: nobody else needs to know.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.coverage import State, flipped, verdict_choices
from mockinterview.core.problems import Problem, UsageProblem
from mockinterview.core.rating import agreement, is_concealed, next_unrated, progress
from mockinterview.core.review import Review
from mockinterview.flow.reviewing import Reviewing
from mockinterview.ui.review.checklist.checklist_part import ChecklistPart
from mockinterview.ui.review.checklist.item_details import SELECT_FIRST
from mockinterview.ui.review.checklist.judged_words import agreed, both_verdicts, rated
from mockinterview.ui.review.checklist.rate_first import RateFirst
from mockinterview.ui.widgets.announcing import announce

NOTHING_CHOSEN = "No item of the checklist is chosen."


class Judging(QObject):
    """Verdicts, notes and evidence on the items of one review; meant is the chosen item, unless another is named.

    judged: the review as it is to be shown now. problem_met: a wish that could not be met. Whether one could be kept is told as of
    any job.
    """

    judged = Signal(object)
    problem_met = Signal(object)

    def __init__(
        self, reviewing: Reviewing, part: ChecklistPart, rate_first: RateFirst, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._part = part
        self._rate_first = rate_first
        self._review: Review | None = None
        self._selection = (-1, -1)
        self._wire()

    def _wire(self) -> None:
        checklist, part = self._part.checklist, self._part
        checklist.verdict_requested.connect(self.decide)
        checklist.mark_requested.connect(self.mark)
        checklist.unmark_requested.connect(self.unmark)
        checklist.note_written.connect(self.note)
        part.undo.clicked.connect(self.undo)
        part.redo.clicked.connect(self.redo)
        part.rate_first.clicked.connect(self._rate_first.toggle)
        part.reveal.clicked.connect(self.reveal)
        self._rate_first.changed.connect(self._on_curtain)
        part.show_rate_first(self._rate_first.on)

    def show_review(self, review: Review) -> Review:
        """The person's words are on this review from now on; as it is to be shown."""
        if self._review is not None and self._review.attempt.id != review.attempt.id:
            self._part.checklist.keep_note()  # on the answer it was written for
        self._review = review
        self._show_steps()
        return self._rate_first.shown(review)

    @property
    def shown(self) -> Review | None:
        """The review as it is to be shown."""
        return self._rate_first.shown(self._review) if self._review is not None else None

    # ------------------------------------------------------------ verdicts

    @Slot()
    def flip(self) -> None:
        """Turn the verdict over."""
        review, item_id = self.shown, self._chosen
        verdict = review.verdict(item_id) if review is not None and item_id else None
        if review is not None and verdict is not None:
            over = flipped(review.attempt.question.item(item_id), verdict.standing)
            announce(self._part, self._decide(item_id, over))

    @Slot(str, object)
    def decide(self, item_id: str, state: State | None) -> None:
        """Keep a verdict, or take it back with None; only where something is proposed, or judged already, or rated first.

        Who rates themselves first is led on to the next item without a verdict.
        """
        before = self.shown
        told = self._decide(item_id, state)
        if told and before is not None and is_concealed(before) and state is not None:
            told = f"{told}. {self._go_on(item_id)}"
        announce(self._part, told)

    def _decide(self, item_id: str, state: State | None) -> str:
        """Keep a verdict; what both say of the item then, "" if it was not kept."""
        review = self.shown
        if review is None or not item_id or review.verdict(item_id) is None:
            return ""
        if not self._ask(partial(self._reviewing.revising.decide, review.attempt.id, item_id, state)):
            return ""
        now = self.shown
        verdict = now.verdict(item_id) if now is not None else None
        if now is None or verdict is None:
            return ""
        return f"{self._name(item_id)}. {both_verdicts(verdict, concealed=is_concealed(now))}"

    def _go_on(self, item_id: str) -> str:
        """Go to the next item that is not rated; how far the person has come, and where that is unless the list says so."""
        review, checklist = self.shown, self._part.checklist
        assert review is not None
        if is_concealed(review):
            checklist.choose(next_unrated(review, item_id))
            far = rated(progress(review))
            return far if checklist.hasFocus() else f"{far}. {checklist.row_of(checklist.item_id).spoken}"
        return f"All rated. {agreed(agreement(review))}" if review.coverage is not None else ""

    def _name(self, item_id: str) -> str:
        assert self._review is not None
        return self._review.attempt.question.item(item_id).name

    @Slot()
    def first(self) -> None:
        """The first of the item's states."""
        self._decide_by_number(0)

    @Slot()
    def second(self) -> None:
        """The second of the item's states."""
        self._decide_by_number(1)

    @Slot()
    def third(self) -> None:
        """The third of the item's states, if it has so many."""
        self._decide_by_number(2)

    @Slot()
    def take_back(self) -> None:
        """Let the program's proposal stand again."""
        announce(self._part, self._decide(self._chosen, None))

    def _decide_by_number(self, number: int) -> None:
        item_id = self._chosen
        if self._review is None or not item_id:
            return
        choices = verdict_choices(self._review.attempt.question.item(item_id))
        if number < len(choices):
            self.decide(item_id, choices[number])

    # ------------------------------------------------------------ evidence and notes

    @Slot(int, int)
    def set_selection(self, first: int, last: int) -> None:
        """Which words are selected in the transcript, both inclusive; -1 and -1 for none."""
        self._selection = (first, last)
        self._part.checklist.show_selection(first >= 0)

    @Slot()
    def mark_chosen(self) -> None:
        """Make the selected words evidence for the chosen item, or say what is still to do."""
        if self._selection[0] < 0:
            self.problem_met.emit(UsageProblem("No words are selected.", "", f"{SELECT_FIRST}."))
        elif not self._chosen:
            self.problem_met.emit(UsageProblem(NOTHING_CHOSEN, "", "Choose the one that the words are evidence for."))
        else:
            self.mark(self._chosen)

    @Slot(str)
    def mark(self, item_id: str) -> None:
        """Make the selected words evidence for an item."""
        if self._selection[0] >= 0:
            self.mark_words(item_id, *self._selection)

    @Slot(str, int, int)
    def mark_words(self, item_id: str, first: int, last: int) -> None:
        """Make words evidence for an item, both inclusive."""
        if self._review is not None:
            attempt_id, seen = self._review.attempt.id, self._review.transcript
            done = self._ask(partial(self._reviewing.revising.mark, attempt_id, item_id, first, last, seen))
            if done and seen is not None:
                announce(self._part, f"Evidence for {self._name(item_id)}: {seen.span_text(first, last)}")

    @Slot(str, int)
    def unmark(self, item_id: str, which: int) -> None:
        """Take away a piece of evidence, by its place among those that are shown."""
        review, shown = self._review, self.shown
        if review is None or shown is None or not 0 <= which < len(shown.evidence(item_id)):
            return
        there, meant = self._reviewing.shown(review).evidence(item_id), shown.evidence(item_id)[which]
        place = there.index(meant) if meant in there else len(there)  # others may have arrived that are not shown yet
        if self._ask(partial(self._reviewing.revising.unmark, review.attempt.id, item_id, place)):
            announce(self._part, f"No evidence for {self._name(item_id)} any more: {meant.text}")

    @Slot(str, str)
    def note(self, item_id: str, text: str) -> None:
        """Keep a note on an item; no text for none."""
        if self._review is not None:
            self._ask(partial(self._reviewing.revising.note, self._review.attempt.id, item_id, text))

    # ------------------------------------------------------------ back and forth

    @Slot()
    def undo(self) -> None:
        """Take back what was done last to this review: an opinion, or a word of the transcript."""
        self._step(self._reviewing.revising.undo, "Undone")

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self._reviewing.revising.redo, "Done again")

    def _step(self, verb: Callable[[str], str], words: str) -> None:
        self._part.checklist.keep_note()
        if self._review is not None and (what := verb(self._review.attempt.id)):
            self._show_now()
            announce(self._part, f"{words}: {what}")

    # ------------------------------------------------------------ rating oneself first

    @Slot()
    def rate_first(self) -> None:
        """Rate oneself first from now on, or not."""
        self._rate_first.toggle()
        announce(self._part, f"Rate yourself first: {'on' if self._rate_first.on else 'off'}")

    @Slot()
    def reveal(self) -> None:
        """Show the program's view of this answer now."""
        if self._review is not None:
            self._rate_first.reveal(self._review.attempt.id)
            self._part.checklist.setFocus()

    @Slot()
    def _on_curtain(self) -> None:
        self._part.show_rate_first(self._rate_first.on)
        if self._review is not None:
            self._show_now()

    # ------------------------------------------------------------ inside

    @property
    def _chosen(self) -> str:
        return self._part.checklist.item_id

    def _ask(self, wish: Callable[[], None]) -> bool:
        try:
            wish()
        except Problem as problem:
            self.problem_met.emit(problem)
            return False
        self._show_now()
        return True

    def _show_now(self) -> None:
        assert self._review is not None
        self._review = self._reviewing.shown(self._review)
        self._show_steps()
        self.judged.emit(self._rate_first.shown(self._review))

    def _show_steps(self) -> None:
        assert self._review is not None
        revising, attempt_id = self._reviewing.revising, self._review.attempt.id
        self._part.show_steps(revising.undoable(attempt_id), revising.redoable(attempt_id))
