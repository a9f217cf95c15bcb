"""The right side of the review: checklist, question, sample answers, notes, takes; of lists only what the question carries."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QWidget

from mockinterview.core.measures import Fact
from mockinterview.core.review import Review
from mockinterview.ui.look import GAP
from mockinterview.ui.review.beside.columns import AboutQuestion, Notes, SampleAnswers
from mockinterview.ui.review.beside.takes_part import TakesPart
from mockinterview.ui.review.checklist.checklist_part import ChecklistPart
from mockinterview.ui.widgets.panels import Card
from mockinterview.ui.widgets.segments import Segments
from mockinterview.ui.widgets.stack import Stack

CHECKLIST, QUESTION, SAMPLES, NOTES, TAKES = range(5)

TABS = ("Checklist", "Question", "Samples", "Notes", "Takes")

LEAST_WIDTH, MOST_LEAST_WIDTH = 320, 476
"""The side is never narrower than its tabs in one line, unless that would take the words their room: then they take two."""


class Side(Card):
    """Tabs over one of five columns. Notes and takes are filled by `Surroundings`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=GAP, parent=parent)
        self._facts: Sequence[Fact] = ()
        self.tabs = Segments(TABS, wraps=True)
        self.judged = ChecklistPart()
        self.checklist, self.counts = self.judged.checklist, self.judged.counts
        self.question = AboutQuestion("The question")
        self.samples = SampleAnswers("Sample answers")
        self.notes = Notes("Your notes")
        self.takes = TakesPart()
        self._stack = Stack()
        for widget in (self.judged, self.question, self.samples, self.notes, self.takes):
            self._stack.addWidget(widget)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self._stack.setCurrentIndex)

    def show_review(self, review: Review, facts: Sequence[Fact], *, anew: bool) -> None:
        """Show a review. facts: what was measured of the delivery; anew: another attempt, which may lack the tab that is chosen."""
        question = review.attempt.question
        self._facts = facts
        self.show_verdicts(review)
        self.question.show_question(question)
        self.samples.show_question(question)
        if not anew:
            return
        there = (bool(question.items), True, bool(question.sample_answers), True, True)
        for tab, words in enumerate(TABS):
            self.tabs.say(tab, words, shown=there[tab])
        if not there[self.tabs.current]:
            self.tabs.choose(there.index(True))

    @Slot(object)
    def show_verdicts(self, review: Review) -> None:
        """The same attempt, judged otherwise."""
        self.judged.show_review(review, self._facts)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the tabs in one line at most text sizes, for each of them at any."""
        hint = super().minimumSizeHint()
        one_line = min(self.tabs.sizeHint().width() + 2 * GAP + 2, MOST_LEAST_WIDTH)
        return QSize(max(LEAST_WIDTH, one_line, self.tabs.minimumSizeHint().width()), hint.height())
