"""The person's note on an item: read in a line of its own, written in place. What is typed is never lost by looking elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mockinterview.ui.commands import tip
from mockinterview.ui.review.checklist.passage_button import PassageButton
from mockinterview.ui.widgets.field import TextBox

MOST_LINES = 8


class NoteField(QWidget):
    """written: the note as it is to be kept, "" for none. changed: it takes more or less room now. closed: writing ended by a key.

    Enter keeps, Shift+Enter begins a line, Escape leaves the note as it was; going elsewhere keeps.
    """

    written = Signal(str)
    changed = Signal()
    closed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._note = ""
        self._shut = False
        self.line = PassageButton("", ("edit",))
        tip(self.line, "Edit your note ({})", "note_item")
        self.box: TextBox | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.line)
        self.line.clicked.connect(self.edit)

    def show_note(self, note: str, *, long: bool) -> None:
        """Show a note; while one is written, what is typed stays. long: all of it."""
        self._note = note
        self.line.show_words(" ".join(note.split()) if not long else note)
        self.line.show_hue("quiet", long=long)
        self.line.setAccessibleName(f"Your note on {self._name}: {note}")
        self._arrange()

    @property
    def editing(self) -> bool:
        """Whether it is being written."""
        return self.box is not None and not self.box.isHidden()

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through."""
        return [self.box] if self.box is not None and self.editing else [self.line] if self._note else []

    @Slot()
    def edit(self) -> None:
        """Write, or go on writing."""
        if self.box is None:
            self.box = TextBox(f"Your note on {self._name}", least=2, most=MOST_LINES)
            self.box.setPlaceholderText("A note for yourself. Enter keeps it.")
            self.box.setUndoRedoEnabled(True)
            self.box.setAccessibleDescription("Enter keeps it, Escape leaves it as it was.")
            self.box.installEventFilter(self)
            self.box.edited.connect(self._on_edited)
            self._column.addWidget(self.box)
            self.box.hide()
        if not self.editing:
            self._shut = False
            self.box.say(self._note)
            self.box.show()
            self._arrange()
            self.box.moveCursor(self.box.textCursor().MoveOperation.End)
        self.box.setFocus()

    def keep(self) -> None:
        """End writing; what was typed is the note."""
        if self.box is not None and self.editing and not self._shut:
            text = self.box.toPlainText().strip()
            self._close()
            if text != self._note:
                self.show_note(text, long=True)
                self.written.emit(text)

    def _close(self) -> None:
        assert self.box is not None
        self._shut = True
        focused = self.box.hasFocus()
        self.box.hide()
        self._arrange()
        if focused:
            self.closed.emit()

    def _arrange(self) -> None:
        self.line.setVisible(bool(self._note) and not self.editing)
        self.setVisible(bool(self._note) or self.editing)
        self.updateGeometry()
        self.changed.emit()

    @Slot()
    def _on_edited(self) -> None:
        self.changed.emit()

    # ------------------------------------------------------------ Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.box:
            return False
        if event.type() is QEvent.Type.FocusOut:
            self.keep()
        elif event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()  # else it would lead back to the page before
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.keep()
        else:
            return False
        return True
