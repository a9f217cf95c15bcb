"""What stands above the checklist while the person rates themselves first, and after: how far they are, how far both agree."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from mockinterview.core.rating import Agreement, Progress
from mockinterview.ui.look import GAP
from mockinterview.ui.review.checklist.judged_words import agreed, rated
from mockinterview.ui.widgets.text import Label

ASKED = "Judge each item for yourself. Then you see what the program found."


class RatingPanel(QWidget):
    """Hidden where there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + 4, 0, GAP + 4, GAP // 2)
        column.setSpacing(GAP // 2)
        column.addWidget(self._bar)
        column.addWidget(self._words)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence it shows."""
        return self._words.text() if not self.isHidden() and not self._words.isHidden() else ""

    def show_progress(self, progress: Progress) -> None:
        """How far the person is; what it is all about until the first item is rated."""
        self._bar.setRange(0, progress.items)
        self._bar.setValue(progress.rated)
        self._bar.setAccessibleName(rated(progress))
        self._say(ASKED if not progress.rated else "", rating=True)

    def show_agreement(self, agreement: Agreement) -> None:
        """How far both agree, now that everything is rated."""
        self._say(agreed(agreement), rating=False)

    def show_nothing(self) -> None:
        """There is nothing to say."""
        self._say("", rating=False)

    def _say(self, words: str, *, rating: bool) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._bar.setVisible(rating)
        self.setVisible(rating or bool(words))
