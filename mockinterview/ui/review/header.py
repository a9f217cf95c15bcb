"""The head of the review: the question, which take, and what one may do with it. Where there is little room it takes less."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mockinterview.core.attempt import Attempt
from mockinterview.core.measures import clock
from mockinterview.ui.commands import key_words
from mockinterview.ui.commands import tip as keyed
from mockinterview.ui.look import GAP, TARGET
from mockinterview.ui.review.wording import take_of, tip, when
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.text import Label, OneLine

ONLY_TAKE = "This is the only take of this question."

ONLY_ONE = "This is the only take of this question: there is nothing to compare it with yet."


class Title(Label):
    """The question: in as many lines as it needs, or in one that ends in an ellipsis. Its tool tip is all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "title", parent=parent)
        self._low = False
        self.make_selectable()

    def say(self, text: str) -> None:
        """Another question."""
        self.setText(text)
        self.setToolTip(tip("The question", text))

    def make_room(self, *, low: bool) -> None:
        """One line, or all of it."""
        if low == self._low:
            return
        self._low = low
        self.setWordWrap(not low)
        if low:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        else:
            self.make_selectable()
        self.setMinimumHeight(TARGET if low else 0)  # in line with the button before it
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 6), hint.height()) if self._low else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._low:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()


class Header(QWidget):
    """take_chosen: the id of another attempt at the question."""

    back_pressed = Signal()
    retake_pressed = Signal()
    export_pressed = Signal()
    compare_pressed = Signal()
    take_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attempt_id = ""
        self._listed: tuple[tuple[str, str, str], ...] = ()
        self._build()
        self._wire()

    def _build(self) -> None:
        self.back = Button("Back", "arrow-left", "icon", key=key_words("go_back"))
        self.question = Title()
        self.about = OneLine("", "muted")
        self.take = Choice("Take", typing=False)
        self.words = Button("Your words: recognise again, type or import them", "edit", "icon")
        self.compare = Button("Compare", "compare")
        self.export = Button("Export…", "export")
        keyed(self.export, "Write this review into a file ({})", "export")
        self.retake = Button("Answer again", "record", "primary")
        keyed(self.retake, "Answer this question once more ({}). This take is kept.", "retake")
        self._deeds = QHBoxLayout()
        self._deeds.setSpacing(GAP)
        self._deeds.addWidget(self.about, 1)
        for widget in (self.take, self.words, self.compare, self.export, self.retake):
            self._deeds.addWidget(widget)
        words = QVBoxLayout()
        words.setSpacing(GAP // 2)
        words.addWidget(self.question)
        words.addLayout(self._deeds)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def _wire(self) -> None:
        self.back.clicked.connect(self.back_pressed)
        self.retake.clicked.connect(self.retake_pressed)
        self.export.clicked.connect(self.export_pressed)
        self.compare.clicked.connect(self.compare_pressed)
        self.take.activated.connect(self._on_take)

    def offer(self, menu: QMenu) -> None:
        """What may be done with the words."""
        self._menu = menu
        self.words.clicked.connect(self._on_words)

    def show_attempt(self, attempt: Attempt, attempts: Sequence[Attempt]) -> None:
        """Show an attempt among the attempts at its question."""
        self._attempt_id = attempt.id
        question = attempt.question
        self.question.say(question.text)
        now = datetime.now(UTC)
        parts = (question.role, question.theme, when(attempt.started_at, now))
        self.about.setText(" · ".join(part for part in parts if part))
        self.about.setToolTip(self.about.text())
        others = [other for other in attempts if other.id != attempt.id]
        self._list(
            tuple(
                (other.id, take_of(other, attempts), f"{when(other.started_at, now)} · {clock(other.duration_ms)}")
                for other in sorted([attempt, *others], key=lambda other: other.take)
            )
        )
        self.take.setEnabled(bool(others))
        self.take.setToolTip("Another take of this question" if others else ONLY_TAKE)
        self.compare.setEnabled(bool(others))
        keyed(self.compare, *(("Put this take beside another one ({})", "compare") if others else (ONLY_ONE,)))
        self._squeeze()

    def make_room(self, *, low: bool) -> None:
        """Leave room to what stands below where the page is low: the question in one line."""
        self.question.make_room(low=low)

    def _list(self, takes: tuple[tuple[str, str, str], ...]) -> None:
        """Id, name and day of every take."""
        with QSignalBlocker(self.take):
            if takes != self._listed:
                self._listed = takes
                self.take.clear()
                for place, (attempt_id, name, day) in enumerate(takes):
                    self.take.addItem(name, attempt_id)
                    self.take.setItemData(place, day, Qt.ItemDataRole.ToolTipRole)
            self.take.setCurrentIndex(self.take.findData(self._attempt_id))

    def _squeeze(self) -> None:
        """Where the words of all deeds do not stand beside what the take is about, some show their icon alone."""
        self.compare.setText(" Compare")
        self.export.setText(" Export…")
        for button in (self.export, self.compare):
            deeds = (self.back, self.take, self.words, self.compare, self.export, self.retake)
            wanted = self._least_about() + sum(deed.sizeHint().width() + GAP for deed in deeds)
            if wanted <= self.width():
                return
            button.setText("")

    def _least_about(self) -> int:
        """Room for most of what a take is about."""
        return min(self.about.sizeHint().width(), self.about.fontMetrics().averageCharWidth() * 30)

    @Slot()
    def _on_words(self) -> None:
        self._menu.popup(self.words.mapToGlobal(self.words.rect().bottomLeft()))

    @Slot(int)
    def _on_take(self, place: int) -> None:
        chosen = self.take.itemData(place)
        if chosen and chosen != self._attempt_id:
            self.take.setCurrentIndex(self.take.findData(self._attempt_id))  # until that take is really shown
            self.take_chosen.emit(chosen)

    # ------------------------------------------------------------ Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._squeeze()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self._squeeze()
