"""What was measured, in one row: value over name. They tell and do not judge; each opens what stands behind it.

Where the window is too narrow for all of them, the last ones wait in the menu at the end of the row: nothing is cut.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLayout, QMenu, QVBoxLayout, QWidget

from mockinterview.core.manner import Aspect
from mockinterview.core.measures import ABOUT, Fact
from mockinterview.ui.look import GAP, TARGET, theme_of
from mockinterview.ui.review.wording import tip
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.text import Label


class FactCell(QAbstractButton):
    """One fact, its value above its name; its definition is its tool tip and its accessible description."""

    def __init__(self, aspect: Aspect, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.aspect = aspect
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._value = Label("", "strong", wrap=False)
        self._name = Label(ABOUT[aspect].name, "small", wrap=False)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP // 4, GAP, GAP // 4)
        column.setSpacing(0)
        for label in (self._value, self._name):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)

    def show_fact(self, fact: Fact) -> None:
        """Show another value of the same measure."""
        self._value.setText(fact.short)
        self.setToolTip(tip(fact.name, fact.value, fact.told))
        self.setAccessibleName(f"{fact.name}: {fact.value}")
        self.setAccessibleDescription(fact.told)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = self._column.sizeHint()
        return QSize(max(hint.width(), TARGET), max(hint.height(), TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as a click does; Space and the arrows are the page's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        lit = self.underMouse() or self.isDown()
        if not lit and not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised") if lit else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


class FactsBar(QWidget):
    """fact_chosen: an Aspect to tell about; show_wished: an Aspect to show or to hide; settings_wished: the way to all of it."""

    fact_chosen = Signal(object)
    show_wished = Signal(object, bool)
    settings_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = {aspect: FactCell(aspect) for aspect in ABOUT}
        self._facts: dict[Aspect, Fact] = {}
        self._hidden: frozenset[Aspect] = frozenset()
        self.more = Button("More measures", "more", "icon")
        self.more.setAccessibleDescription("Choose which measures are shown, and bring back hidden ones.")
        self.menu = QMenu(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # what does not fit is hidden, see `_fit`
        self._row.setSpacing(GAP // 2)
        for cell in self._cells.values():
            cell.hide()
            cell.clicked.connect(self._on_cell)
            self._row.addWidget(cell)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self.setAccessibleName("What was measured")
        self.more.clicked.connect(self._on_more)
        self.menu.triggered.connect(self._on_menu)

    def show_facts(self, found: Sequence[Fact], hidden: Collection[Aspect] = ()) -> None:
        """Show these facts and no others. hidden: the measures that are switched off."""
        self._facts = {fact.aspect: fact for fact in found}
        self._hidden = frozenset(hidden)
        for aspect, fact in self._facts.items():
            self._cells[aspect].show_fact(fact)
        self._fit()

    @property
    def texts(self) -> list[str]:
        """What is shown, also of those for which there is no room."""
        return [self._cells[aspect].accessibleName() for aspect in self._facts]

    @property
    def crowded_out(self) -> list[Aspect]:
        """The measures for which there is no room; the menu has them."""
        return [aspect for aspect in self._facts if self._cells[aspect].isHidden()]

    def take_focus(self) -> None:
        """Give the focus to the first fact, or to the menu where none is shown."""
        first = next((cell for cell in self._cells.values() if not cell.isHidden()), self.more)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def opener(self, aspect: Aspect) -> QWidget:
        """The widget from which a measure is opened: its own, or the menu's button."""
        cell = self._cells[aspect]
        return self.more if cell.isHidden() else cell

    def minimumSizeHint(self) -> QSize:
        """Room for the menu's button: all others may give way."""
        return QSize(self.more.minimumSizeHint().width(), super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Show as many as fit beside the menu's button, in their order."""
        left = self.width() - self.more.sizeHint().width()
        for aspect, cell in self._cells.items():
            there = aspect in self._facts
            if there:
                left -= cell.sizeHint().width() + self._row.spacing()
            cell.setVisible(there and left >= 0)

    # ------------------------------------------------------------ the menu

    def _fill_menu(self) -> None:
        self.menu.clear()
        for aspect in self.crowded_out:
            action = self.menu.addAction(self._cells[aspect].accessibleName().replace("&", "&&"))
            action.setData(("open", aspect))
        if self.crowded_out:
            self.menu.addSeparator()
        for aspect, about in ABOUT.items():
            action = self.menu.addAction(about.name)
            action.setCheckable(True)
            action.setChecked(aspect not in self._hidden)
            action.setToolTip(about.definition)
            action.setData(("show", aspect))
        self.menu.addSeparator()
        self.menu.addAction("Measures and targets in the settings").setData(("settings", None))

    # ------------------------------------------------------------ slots

    @Slot()
    def _on_cell(self) -> None:
        cell = self.sender()
        if isinstance(cell, FactCell):
            self.fact_chosen.emit(cell.aspect)

    @Slot()
    def _on_more(self) -> None:
        self._fill_menu()
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    @Slot(QAction)
    def _on_menu(self, action: QAction) -> None:
        deed, aspect = action.data()
        if deed == "open":
            self.fact_chosen.emit(aspect)
        elif deed == "show":
            self.show_wished.emit(aspect, action.isChecked())
        else:
            self.settings_wished.emit()

    # ------------------------------------------------------------ Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_soon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self._fit_soon()

    def _fit_soon(self) -> None:
        """Showing and hiding lays the row out anew, which must not happen while that is going on."""
        QTimer.singleShot(0, self, self._fit)
