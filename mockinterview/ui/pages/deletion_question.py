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
        self.setFixedHeight(column.totalHeightForWidth(self.width()))
        self.setAccessibleDescription(" ".join(sentences))


def attempts_question(attempts: Sequence[Attempt], parent: QWidget) -> DeletionQuestion:
    """About attempts."""
    length = minutes(sum(attempt.duration_ms for attempt in attempts))
    first = attempts[0]
    if len(attempts) == 1:
        title, which = "Delete this answer for good?", f"Take {first.take}: {first.question.text}"
    else:
        title = f"Delete {len(attempts)} answers for good?"
        which = f"{len(attempts)} takes of {_questions(attempts)}"
    goes = f"The sound ({length} min), the words, your verdicts and your notes go. This cannot be undone."
    return DeletionQuestion(title, (which, goes, "A backup that you made yourself keeps what is in it."), parent)


def put_aside_question(names: Sequence[str], parent: QWidget) -> DeletionQuestion:
    """About damaged files that were put aside."""
    one = len(names) == 1
    what = "It was put aside when the history was damaged, and" if one else "They were put aside as damaged, and"
    return DeletionQuestion(
        "Delete the damaged file for good?" if one else f"Delete {len(names)} damaged files for good?",
        (
            ", ".join(names),
            f"{what} may hold words, verdicts and notes of other answers that are nowhere else. Your recordings are not touched. "
            "This cannot be undone.",
        ),
        parent,
    )


def _questions(attempts: Sequence[Attempt]) -> str:
    return count_words(len({attempt.question.id for attempt in attempts}), "question")
