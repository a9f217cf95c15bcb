"""The words of a review on a desk of their own: what is wished of them is done at once, or when the test says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.core.attempt import Attempt
from mockinterview.core.delivery import measure
from mockinterview.core.editing import Edit, carried_all, edited_all
from mockinterview.core.review import Review
from mockinterview.core.transcript import Transcript
from mockinterview.ui.review.words.correcting import Correcting
from mockinterview.ui.review.words.find_bar import FindBar
from mockinterview.ui.review.words.finding import Finding
from mockinterview.ui.review.words.offering import Offering
from mockinterview.ui.review.words.transcript_view import TranscriptView
from tests.ui.review.scenes import CONFIDENTIAL, lined_up, spoken


def a_review(transcript: Transcript | None = None) -> Review:
    """The answer of the scenes, lined up."""
    words = transcript or spoken()
    attempt = Attempt("take-1", CONFIDENTIAL, 1, datetime(2026, 3, 3, 16, 2, tzinfo=UTC), words.duration_ms)
    return Review(attempt, measure(words, (), words.duration_ms), words, lined_up(words))


class Desk(QObject):
    """A view with all that corrects its words. late: edits wait for `answer`."""

    def __init__(self, qtbot: QtBot, review: Review, *, late: bool = False) -> None:
        super().__init__()
        self.review = review
        self.late = late
        self.wished: list[tuple[Edit, ...]] = []
        self.heard: list[object] = []
        self.evidence: list[object] = []
        self.window = QWidget()
        self.bar = FindBar()
        self.view = TranscriptView()
        self.finding = Finding(self.view, self.bar)
        self.correcting = Correcting(self.view)
        self.offering = Offering(self.view, self.correcting, self.finding.find_and_replace)
        self.field = self.correcting.field
        column = QVBoxLayout(self.window)
        column.addWidget(self.bar)
        column.addWidget(self.view)
        self.view.edit_wished.connect(self._on_edits)
        self.view.word_chosen.connect(self.heard.append)
        self.view.range_wished.connect(self._on_range)
        self.view.evidence_wished.connect(self._on_evidence)
        self.view.evidence_unwished.connect(self._on_evidence)
        self.view.show_review(review)
        qtbot.addWidget(self.window)
        self.window.resize(640, 260)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.view.setFocus()

    @property
    def texts(self) -> list[str]:
        """The words there are."""
        assert self.review.transcript is not None
        return [word.text for word in self.review.transcript.words]

    def word(self, text: str, number: int = 0) -> int:
        """The index of a word by its text."""
        return [index for index, word in enumerate(self.texts) if word == text][number]

    def point(self, word: int) -> QPoint:
        """The middle of a word."""
        return self.view.word_rect(word).center()

    def click(self, word: int, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Click a word once."""
        QTest.mouseClick(self.view.viewport(), button, pos=self.point(word))

    def double_click(self, word: int) -> None:
        """What a mouse does on a double click: a click, and then the second."""
        self.click(word)
        QTest.mouseDClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=self.point(word))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the focus is."""
        where = self.window.focusWidget()
        assert where is not None
        QTest.keyClick(where, key, modifiers)

    def type(self, text: str) -> None:
        """Letters where the focus is."""
        where = self.window.focusWidget()
        assert where is not None
        QTest.keyClicks(where, text)

    def answer(self) -> None:
        """Do what was wished last."""
        before = self.review
        assert before.transcript is not None
        edits = self.wished[-1]
        words = edited_all(before.transcript, edits)
        coverage = carried_all(before.coverage, before.transcript, edits) if before.coverage is not None else None
        delivery = measure(words, before.delivery.pauses, words.duration_ms)
        self.show(replace(before, transcript=words, coverage=coverage, delivery=delivery))

    def show(self, review: Review) -> None:
        """Show another review."""
        self.review = review
        self.view.show_review(review)

    @Slot(object)
    def _on_edits(self, edits: Sequence[Edit]) -> None:
        self.wished.append(tuple(edits))
        if not self.late:
            self.answer()

    @Slot(int, int)
    def _on_range(self, start_ms: int, end_ms: int) -> None:
        self.heard.append((start_ms, end_ms))

    @Slot(str, int)
    @Slot(str, int, int)
    def _on_evidence(self, *wish: object) -> None:
        self.evidence.append(wish)
