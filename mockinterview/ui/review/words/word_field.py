"""The small field in which words are corrected where they stand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from mockinterview.ui.look import GAP, TARGET, Size, font, px
from mockinterview.ui.widgets.text import Label

HINT = "Enter keeps · Esc leaves · Tab: next word"
SHORT_HINT = "Enter keeps"
DESCRIPTION = (
    "Several words may be typed; nothing deletes. Enter keeps, Escape leaves, Tab keeps and goes to the next word."
)

LEAST_WIDTH = 120
"""At 100 % text: the hint below must be readable."""

_AWAY = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
"""Focus that goes for a while and comes back."""


class WordField(QFrame):
    """Hidden until it is opened over words. kept: what was typed, and 1 to go on with the next word, -1 with the one before.

    left: nothing is to change. hear_wished: hear the words again. Whoever looks elsewhere keeps what was typed: it can be undone.
    """

    kept = Signal(str, int)
    left = Signal()
    hear_wished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = parent
        self.setProperty("look", "card")
        self.box = QLineEdit()
        self.box.setAccessibleDescription(DESCRIPTION)
        self._hint = Label(HINT, "small", wrap=False)
        self._hint.setIndent(GAP)
        self._over = QRect()
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP // 2, GAP // 2, GAP // 2, GAP // 2)
        column.setSpacing(GAP // 4)
        column.addWidget(self.box)
        column.addWidget(self._hint)
        self.box.installEventFilter(self)
        self.box.textChanged.connect(self._fit)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    @property
    def open(self) -> bool:
        """Whether words are being corrected."""
        return not self.isHidden()

    def open_over(self, rect: QRect, text: str, name: str, *, caret: int | None = None) -> None:
        """Open over words of the parent. name: what it is for; caret: where to type, else all is selected."""
        self._over = QRect(rect)
        self.box.setFont(font(Size.READING))
        self.box.setMinimumHeight(TARGET)
        self.box.setAccessibleName(name)
        self.show()
        self.raise_()
        # The focus before the text: else a screen reader does not say what is typed here.
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.setText(text)
        self.box.setCursorPosition(0)
        self._fit()
        if caret is None:
            self.box.selectAll()
        else:
            self.box.setCursorPosition(caret)

    def move_over(self, rect: QRect) -> None:
        """The words are elsewhere now: the text was scrolled, or broken into other lines."""
        self._over = QRect(rect)
        self._fit()

    def shut(self) -> None:
        """Close, with nothing kept."""
        if self.open:
            self.hide()

    @Slot()
    def _fit(self) -> None:
        """As wide as what is typed, as far as there is room; the typed words stand where the others stood."""
        place = self._place
        wanted = self.box.fontMetrics().horizontalAdvance(self.box.text() + "mm") + px(3 * GAP)
        self._hint.setText(HINT)
        if self._hint.sizeHint().width() + 2 * GAP > place.width():
            self._hint.setText(SHORT_HINT)
        least = max(px(LEAST_WIDTH), self._hint.sizeHint().width())
        width = min(max(wanted, least, self._over.width()) + 2 * GAP, place.width())
        height = self.sizeHint().height()
        left = max(0, min(self._over.left() - px(GAP), place.width() - width))
        top = self._over.center().y() - self.box.sizeHint().height() // 2 - GAP // 2
        self.setGeometry(left, max(0, min(top, place.height() - height)), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """All keys belong to what is typed, but for those that end it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if plain and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35:
                event.accept()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        elif event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._look_away(event)
        return super().eventFilter(watched, event)

    def _look_away(self, event: QFocusEvent) -> None:
        if self.open and event.reason() not in _AWAY:
            self.kept.emit(self.box.text(), 0)

    def _press(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.kept.emit(self.box.text(), 0)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            back = key == Qt.Key.Key_Backtab or event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.kept.emit(self.box.text(), -1 if back else 1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_F8 or (
            key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.hear_wished.emit()
        else:
            return key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the box has no use for is not for the words under it either: what is typed would be lost."""
        event.accept()
