"""The list of questions as Qt's views want it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mockinterview.core.attempt import Tally
from mockinterview.core.question import Question
from mockinterview.ui.widgets.rows import ASIDE_ROLE, TITLE_ROLE, UNDER_ROLE
from mockinterview.ui.widgets.times import count_words, day_words

Index = QModelIndex | QPersistentModelIndex


class QuestionModel(QAbstractListModel):
    """Questions with how often each was answered. Thousands are no matter: rows are made when they are looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._questions: Sequence[Question] = ()
        self._tallies: Mapping[str, Tally] = {}

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show these, in this order."""
        self.beginResetModel()
        self._questions = questions
        self.endResetModel()

    def show_tallies(self, tallies: Mapping[str, Tally]) -> None:
        """Show how often each was answered."""
        self._tallies = tallies
        if self._questions:
            self.dataChanged.emit(self.index(0), self.index(len(self._questions) - 1))

    def question(self, row: int) -> Question | None:
        """The question in a row; None if there is no such row."""
        return self._questions[row] if 0 <= row < len(self._questions) else None

    def row_of(self, question_id: str) -> int:
        """The row of a question, -1 if it is not shown."""
        return next((row for row, question in enumerate(self._questions) if question.id == question_id), -1)

    def tally(self, question_id: str) -> Tally:
        """How often a question was answered, and when last."""
        return self._tallies.get(question_id, Tally())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._questions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        question = self.question(index.row())
        if question is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{question.text} {self._under(question)}"
            case _ if role == TITLE_ROLE:
                return question.text
            case _ if role == UNDER_ROLE:
                return self._under(question)
            case _ if role == ASIDE_ROLE:
                return "favourite" if question.favourite else ""
            case _:
                return None

    def _under(self, question: Question) -> str:
        parts = [question.role or question.theme]
        tally = self.tally(question.id)
        if tally.attempts:
            parts.append(count_words(tally.attempts, "take"))
        if tally.last_at is not None:
            parts.append(day_words(tally.last_at, datetime.now(UTC)))
        return " · ".join(part for part in parts if part)
