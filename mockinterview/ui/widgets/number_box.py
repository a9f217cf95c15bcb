"""A number that can be typed, or stepped with the arrows and two buttons: a style sheet would take a QSpinBox's own arrows away."""

from __future__ import annotations

import re

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QSpinBox, QWidget

from mockinterview.core.measures import clock
from mockinterview.ui.look import GAP, TARGET
from mockinterview.ui.widgets.buttons import Button

_CLOCK = re.compile(r"\s*(\d{1,3}):([0-5]?\d)\s*")
_PLAIN = re.compile(r"\s*(\d{1,5})\s*")
_TYPED_SO_FAR = re.compile(r"[\d:\s]*")


class PlainBox(QSpinBox):
    """The part that is typed into. The wheel changes it only while it has the focus."""

    def __init__(self, name: str, none: str, most: int, step: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, most)
        self.setSingleStep(step)
        self.setSpecialValueText(none)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setKeyboardTracking(False)  # a number counts when it is typed whole, not digit by digit
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(name)
        self.setMinimumHeight(TARGET + 2)

    def sizeHint(self) -> QSize:
        """Room for the longest number and for the word for none."""
        texts = (self.textFromValue(self.maximum()), self.specialValueText())
        wide = max(self.fontMetrics().horizontalAdvance(text) for text in texts)
        return QSize(wide + 3 * GAP, max(TARGET + 2, self.fontMetrics().height() + 14))  # as buttons are

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ClockBox(PlainBox):
    """The same for seconds, written as m:ss; a number alone is taken for seconds. Nothing typed is none."""

    def textFromValue(self, value: int) -> str:
        return clock(value * 1_000)

    def valueFromText(self, text: str) -> int:
        written, plain = _CLOCK.fullmatch(text), _PLAIN.fullmatch(text)
        if written is not None:
            return int(written[1]) * 60 + int(written[2])
        return int(plain[1]) if plain is not None else 0

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        if text == self.specialValueText() or not text.strip():
            return QValidator.State.Acceptable, text, place
        whole = _CLOCK.fullmatch(text) or _PLAIN.fullmatch(text)
        if whole is not None and self.valueFromText(text) <= self.maximum():
            return QValidator.State.Acceptable, text, place
        so_far = _TYPED_SO_FAR.fullmatch(text) or self.specialValueText().startswith(text)
        return QValidator.State.Intermediate if so_far else QValidator.State.Invalid, text, place


class NumberBox(QWidget):
    """Less, the number, more. changed: the person has chosen another value; 0 is written as `none`."""

    changed = Signal(int)

    def __init__(
        self, name: str, none: str, most: int, step: int, *, as_clock: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.box = (ClockBox if as_clock else PlainBox)(name, none, most, step)
        self.less = Button(f"{name}: less", "minus", "icon")
        self.more = Button(f"{name}: more", "plus", "icon")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP // 4)
        for part in (self.less, self.box, self.more):
            row.addWidget(part)
        self.setFocusProxy(self.box)
        self.less.setAutoRepeat(True)
        self.more.setAutoRepeat(True)
        self.less.clicked.connect(self.box.stepDown)
        self.more.clicked.connect(self.box.stepUp)
        self.box.valueChanged.connect(self._on_changed)

    @property
    def value(self) -> int:
        """What it says."""
        return self.box.value()

    def say(self, value: int) -> None:
        """Show a value; `changed` is for what the person does."""
        with QSignalBlocker(self.box):
            self.box.setValue(value)
        self._fit()

    @Slot(int)
    def _on_changed(self, value: int) -> None:
        self._fit()
        self.changed.emit(value)

    def _fit(self) -> None:
        self.less.setEnabled(self.box.value() > self.box.minimum())
        self.more.setEnabled(self.box.value() < self.box.maximum())
