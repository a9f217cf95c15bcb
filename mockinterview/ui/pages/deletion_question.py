"""The one question before something is deleted for good: what goes, how much of it, and that it cannot be undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.attempt import Attempt
from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.text import Label
from mockinterview.ui.widgets.times import count_words, minutes

DELETE = "Delete for good"


class DeletionQuestion(QDialog):
    """accepted: yes. The safe answer is the one that Enter and Esc give."""

    def __init__(self, title: str, sentences: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(DELETE)
        self.setFixedWidth(px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(2 * GAP)
        column.addWidget(Label(title, "title"))
        for sentence in sentences:
            column.addWidget(Label(sentence))
        self.keep = Button("Keep", look="primary")
        self.delete = Button(DELETE, "trash")
        self.delete.setAutoDefault(False)
        self.keep.setDefault(True)
        deeds = QHBoxLayout()
        deeds.setSpacing(GAP)
        deeds.addStretch(1)
        deeds.addWidget(self.delete)
        deeds.addWidget(self.keep)
        column.addLayout(deeds)
        self.keep.clicked.connect(self.reject)
        self.delete.clicked.connect(self.accept)
        self.keep.setFocus()
        self.setAccessibleDescription(" ".join(sentences))


def attempts_question(attempts: Sequence[Attempt], parent: QWidget) -> DeletionQuestion:
    """About attempts."""
    length = minutes(sum(attempt.duration_ms for attempt in attempts))
    one = len(attempts) == 1
    title = "Delete this answer for good?" if one else f"Delete {len(attempts)} answers for good?"
    whose = f"to “{attempts[0].question.text}”" if one else f"to {_questions(attempts)}"
    goes = f"The sound ({length} min), the words and your verdicts go: {count_words(len(attempts), 'take')} {whose}."
    return DeletionQuestion(title, (goes, "This cannot be undone."), parent)


def put_aside_question(names: Sequence[str], parent: QWidget) -> DeletionQuestion:
    """About damaged files that were put aside."""
    one = len(names) == 1
    what = "This damaged file was put aside" if one else "These damaged files were put aside"
    holds = f"{what} when the history was damaged: {', '.join(names)}. It may hold words and verdicts of other answers that "
    if not one:
        holds = holds.replace("It may hold", "They may hold")
    return DeletionQuestion(
        "Delete the damaged file for good?" if one else f"Delete {len(names)} damaged files for good?",
        (f"{holds}are nowhere else. Your recordings are not touched.", "This cannot be undone."),
        parent,
    )


def _questions(attempts: Sequence[Attempt]) -> str:
    return count_words(len({attempt.question.id for attempt in attempts}), "question")
