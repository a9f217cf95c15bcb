"""The right side of the review: checklist, sample answers, tips; only what the question carries."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mockinterview.core.review import Review
from mockinterview.ui.look import GAP
from mockinterview.ui.review.beside import SampleAnswers, Tips
from mockinterview.ui.review.checklist import Checklist
from mockinterview.ui.review.wording import hoped_for
from mockinterview.ui.widgets.panels import Card
from mockinterview.ui.widgets.segments import Segments
from mockinterview.ui.widgets.text import Label

CHECKLIST, SAMPLES, TIPS = range(3)

LEAST_WIDTH = 320


class Side(Card):
    """Tabs over one of three columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=GAP, parent=parent)
        self._facts = ""
        self.tabs = Segments(("Checklist", "Sample answers", "Tips"))
        self.counts = Label("", "small")
        self.counts.setContentsMargins(GAP + 4, 0, GAP, 0)
        self.checklist = Checklist()
        self.samples = SampleAnswers("Sample answers")
        self.tips = Tips("Tips")
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        column.addWidget(self.counts)
        column.addWidget(self.checklist, 1)
        self._stack = QStackedWidget()
        for widget in (first, self.samples, self.tips):
            self._stack.addWidget(widget)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self._stack.setCurrentIndex)

    def show_review(self, review: Review, facts: str, *, anew: bool) -> None:
        """Show a review. facts: the delivery in one line; anew: another attempt, so begin with the first tab there is."""
        question = review.attempt.question
        self._facts = facts
        self.show_verdicts(review)
        self.samples.show_question(question)
        self.tips.show_question(question)
        if not anew:
            return
        there = (bool(question.items), bool(question.sample_answers), bool(question.tips))
        for tab, words in enumerate(("Checklist", "Sample answers", "Tips")):
            self.tabs.say(tab, words, shown=there[tab])
        if not there[self.tabs.current]:
            self.tabs.choose(there.index(True) if any(there) else CHECKLIST)

    @Slot(object)
    def show_verdicts(self, review: Review) -> None:
        """The same attempt, judged otherwise."""
        self.counts.setText(hoped_for(review))
        self.counts.setVisible(bool(self.counts.text()))
        self.checklist.show_review(review, self._facts)

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that a tab's word is cut, at any text size."""
        hint = super().minimumSizeHint()
        return QSize(max(LEAST_WIDTH, self.tabs.minimumSizeHint().width() + 2 * GAP + 2), hint.height())
