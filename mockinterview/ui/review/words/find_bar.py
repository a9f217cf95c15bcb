"""The bar above the words in which one looks for words and puts others in their place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from mockinterview.ui.commands import key_words
from mockinterview.ui.look import GAP, TARGET, px
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.text import Label

LEAST_FIELD = 96
"""Width of a field at 100 % text, where the words have the least room."""


ROOMY = 360
"""From this width on, at 100 % text, everything fits in."""


class FindBar(QWidget):
    """Hidden until it is opened. sought: what is looked for, or how, changed. closed: the person is done."""

    sought = Signal()
    next_wished = Signal()
    previous_wished = Signal()
    replace_wished = Signal()
    replace_all_wished = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = self._field("Find in the words", "Find")
        self.instead = self._field("Replace with", "Replace with")
        self.count = Label("", "muted", wrap=False)
        self.case = self._choice("Aa", "Match case")
        self.whole = self._choice("|ab|", "Whole words only")
        self.previous = Button("Found before", "arrow-up", "icon", key=key_words("find_previous"))
        self.next = Button("Next that was found", "arrow-down", "icon", key=key_words("find_next"))
        self.close_it = Button("Close", "close", "icon", key="Esc")
        self.replace = Button("Replace")
        self.replace_all = Button("Replace all")
        self._lay_out()
        self.field.textChanged.connect(self.sought)
        self.case.toggled.connect(self.sought)
        self.whole.toggled.connect(self.sought)
        self.previous.clicked.connect(self.previous_wished)
        self.next.clicked.connect(self.next_wished)
        self.close_it.clicked.connect(self.closed)
        self.replace.clicked.connect(self.replace_wished)
        self.replace_all.clicked.connect(self.replace_all_wished)
        self.hide()

    def _field(self, name: str, shown: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(shown)
        field.setMinimumWidth(px(LEAST_FIELD))
        field.installEventFilter(self)
        return field

    def _choice(self, shown: str, name: str) -> Button:
        made = Button(shown, look="plain")
        made.setCheckable(True)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setMinimumWidth(TARGET)
        return made

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(GAP // 2)
        for widget in (self.count, self.case, self.whole, self.previous, self.next, self.close_it):
            above.addWidget(widget)
        for widget in (self.replace, self.replace_all):
            below.addWidget(widget)
        below.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP // 2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.field, 0, 0)
        grid.addLayout(above, 0, 1)
        grid.addWidget(self.instead, 1, 0)
        grid.addLayout(below, 1, 1)
        QWidget.setTabOrder(self.field, self.instead)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what is typed and the ways on matter most."""
        super().resizeEvent(event)
        roomy = self.width() >= px(ROOMY)
        for widget in (self.count, self.case, self.whole, self.replace):
            widget.setVisible(roomy and (widget is not self.replace or self.replacing))

    @property
    def replacing(self) -> bool:
        """Whether what stands for replacing is shown."""
        return not self.instead.isHidden()

    def open(self, text: str, *, replacing: bool) -> None:
        """Show the bar and type in it. text: what to look for, "" for what was looked for last."""
        for widget in (self.instead, self.replace, self.replace_all):
            widget.setVisible(replacing and (widget is not self.replace or self.width() >= px(ROOMY)))
        if text:
            self.field.setText(text)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def say(self, count: str, *, found: bool, editable: bool) -> None:
        """How many were found; whether there is any to go to, and whether the words may be changed."""
        self.count.setText(count)
        self.field.setAccessibleDescription(count)
        for button in (self.previous, self.next):
            button.setEnabled(found)
        for button in (self.replace, self.replace_all):
            button.setEnabled(found and editable)

    def event(self, event: QEvent) -> bool:
        """Esc closes the bar, wherever in it the focus is, and does not leave the page."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.closed.emit()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the fields Enter goes on, or replaces."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        wish = self._wish_of(event, watched)
        if wish is None:
            return super().eventFilter(watched, event)
        wish.emit()
        return True

    def _wish_of(self, event: QKeyEvent, field: QObject) -> SignalInstance | None:
        key, enter = event.key(), event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and field is self.instead:
            return self.replace_wished
        if key == Qt.Key.Key_Up or (enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            return self.previous_wished
        return self.next_wished if enter or key == Qt.Key.Key_Down else None
