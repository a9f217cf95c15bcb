"""What stands above the checklist while the person rates themselves first, and after: how far they are, how far both agree."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from mockinterview.core.rating import agreement, is_concealed, progress
from mockinterview.core.review import Review
from mockinterview.ui.look import GAP
from mockinterview.ui.review.judged_words import agreed, rated
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.flow_row import FlowRow
from mockinterview.ui.widgets.panels import Card
from mockinterview.ui.widgets.text import Label

ASKED = "Rate each item yourself; then you see what the program found."

REVEAL = "Show it now"


class RatingPanel(Card):
    """Hidden where there is nothing to say. reveal_pressed: show the program's view before everything is rated."""

    reveal_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("notice", margin=GAP + GAP // 2, parent=parent)
        self.body.setSpacing(GAP // 2)
        self._words = Label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.count = Label("", "strong", wrap=False)
        self.reveal = Button(REVEAL, "eye", "plain")
        self.reveal.setAccessibleName("Show the program's view now")
        self.reveal.clicked.connect(self.reveal_pressed)
        foot = QWidget()
        row = FlowRow(foot, GAP)
        row.addWidget(self.count)
        row.addWidget(self.reveal)
        self._foot = foot
        for widget in (self._words, self._bar, foot):
            self.body.addWidget(widget)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence it shows."""
        return self._words.text() if not self.isHidden() else ""

    def show_review(self, review: Review) -> None:
        """Progress of a concealed review; agreement once all of an open one is rated; nothing else."""
        far = progress(review)
        hidden = is_concealed(review)
        self._bar.setVisible(hidden)
        self._foot.setVisible(hidden)
        if hidden:
            self._words.setText(ASKED)
            self._bar.setRange(0, far.items)
            self._bar.setValue(far.rated)
            self._bar.setAccessibleName(rated(far))
            self.count.setText(rated(far))
        elif far.items and far.complete and review.coverage is not None:
            self._words.setText(agreed(agreement(review)))
        self.setVisible(hidden or bool(far.items and far.complete and review.coverage is not None))
