"""Earlier answers to the question, beside the one that is open: hear one, open its review, put it beside this one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from mockinterview.core.attempt import Attempt
from mockinterview.ui.look import GAP
from mockinterview.ui.models.takes import TakeModel
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.rows import RowDelegate
from mockinterview.ui.widgets.text import Label

ONLY_ONE = "This is the only take of this question so far. Record another one, and you can hear and compare them here."
THIS_ONE = "This take is open already."
NO_SOUND = "The sound of this take is missing."


class TakesList(QListView):
    """The list alone. Enter opens; letters and Space are keys of the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(RowDelegate(1, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setAccessibleName("Takes of this question")

    def show_model(self, model: TakeModel) -> None:
        """Show the takes of a model. To be called once."""
        self.setModel(model)
        model.restated.connect(self._on_restated)

    @Slot(QModelIndex)
    def _on_restated(self, index: QModelIndex) -> None:
        self.update(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().strip() or event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)


class TakesPart(QWidget):
    """Every take of the question, newest first. `show_model` gives it what it shows. The signals carry an attempt's id."""

    hear_wished = Signal(str)
    open_wished = Signal(str)
    compare_wished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: TakeModel | None = None
        self._shown = ""
        self._heard = ""
        self.list = TakesList()  # before the buttons, as Tab goes
        self._alone = Label(ONLY_ONE, "muted")
        self._alone.setContentsMargins(GAP, GAP, GAP, 0)
        self.hear = Button("Hear it", "play")
        self.open = Button("Open", "chevron-right")
        self.compare = Button("Compare", "compare")
        self._row = QHBoxLayout()
        self._row.setContentsMargins(GAP // 2, 0, GAP // 2, 0)
        self._row.setSpacing(GAP // 2)
        for button in (self.hear, self.open, self.compare):
            self._row.addWidget(button)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self._alone)
        self._column.addLayout(self._row)
        self.hear.clicked.connect(self._on_hear)
        self.open.clicked.connect(self._on_open)
        self.compare.clicked.connect(self._on_compare)

    def show_model(self, model: TakeModel) -> None:
        """Show the takes of a model. To be called once."""
        self._model = model
        self.list.show_model(model)
        self.list.activated.connect(self._on_open)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        model.modelReset.connect(self._on_reset)
        model.restated.connect(self._show_choice)

    def show_attempt(self, attempt_id: str) -> None:
        """The take whose review is open; the next newest one is chosen, since this one is at hand already."""
        self._shown = attempt_id
        self._on_reset()

    def show_heard(self, attempt_id: str) -> None:
        """Which take is to be heard now, "" if none."""
        self._heard = attempt_id
        self._show_choice()

    @property
    def chosen(self) -> Attempt | None:
        """The take the buttons are about."""
        if self._model is None:
            return None
        return self._model.take(self.list.currentIndex().row())

    @Slot()
    def _on_reset(self) -> None:
        if self._model is None:
            return
        several = self._model.rowCount() > 1
        self._alone.setVisible(not several)
        row = self._model.row_of(self._shown)
        other = row + 1 if row + 1 < self._model.rowCount() else max(0, row - 1)
        self.list.setCurrentIndex(self._model.index(other))
        self._show_choice()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_choice()

    @Slot()
    def _show_choice(self) -> None:
        """The buttons as they fit the chosen take; one that is of no use says why."""
        chosen = self.chosen
        other = chosen is not None and chosen.id != self._shown
        sound = chosen is not None and self._model is not None and self._model.sound_of(chosen.id)
        heard = chosen is not None and chosen.id == self._heard
        name = f"take {chosen.take}" if chosen is not None else ""
        self.hear.say("Pause" if heard else "Hear it", "pause" if heard else "play")
        tips = {
            self.hear: f"Hear {name}",
            self.open: f"Open the review of {name}",
            self.compare: f"Put {name} beside this one",
        }
        for button, usable in ((self.hear, other and sound), (self.open, other), (self.compare, other)):
            button.setEnabled(usable)
            button.setToolTip(tips[button] if usable else THIS_ONE if not other else NO_SOUND)
            button.setVisible(self._model is not None and self._model.rowCount() > 1)

    @Slot()
    def _on_hear(self) -> None:
        if self.chosen is not None:
            self.hear_wished.emit(self.chosen.id)

    @Slot()
    def _on_open(self) -> None:
        if self.chosen is not None and self.chosen.id != self._shown:
            self.open_wished.emit(self.chosen.id)

    @Slot()
    def _on_compare(self) -> None:
        if self.chosen is not None:
            self.compare_wished.emit(self.chosen.id)
