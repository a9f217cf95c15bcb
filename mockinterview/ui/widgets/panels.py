"""Boxes: the card, the notice with one button, the designed empty state, and the centred column of what is read."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from mockinterview.ui.look import GAP, MARGIN, px, theme_of
from mockinterview.ui.look.icons import paint_icon
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.text import Label

LOW_EMPTY = 200
"""Under this height (at 100 % text) an icon, a sentence of two lines and a button do not stand under each other."""

MOST_LINES_BESIDE = 4
"""A sentence that would take more lines beside its button has the button below it."""


class Glyph(QWidget):
    """An icon that is only looked at; the words beside it say the same."""

    def __init__(self, name: str, size: int = 20, token: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size, self._token = name, size, token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, token: str) -> None:
        """Another icon, in the colour of a theme token."""
        self._name, self._token = name, token
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, self._name, QRectF(self.rect()), theme_of(self.palette()).colour(self._token))
        painter.end()


class Card(QFrame):
    """A surface with a hairline; `body` is its layout. look: "card", "notice" or "trouble"."""

    def __init__(self, look: str = "card", *, margin: int = 2 * GAP, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", look)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(GAP)


class Notice(Card):
    """One sentence and at most one button, in place: what happened and what to do. Hidden until it has something to say."""

    pressed = Signal()

    def __init__(self, look: str = "notice", *, parent: QWidget | None = None) -> None:
        super().__init__(look, margin=GAP + GAP // 2, parent=parent)
        self._token = "warning" if look == "trouble" else "accent_text"
        self._icon = "warning" if look == "trouble" else "info"
        self._glyph = Glyph(self._icon, 20, self._token)
        self._label = Label()
        self.button = Button("", look="")
        self._below = False
        self._row = row = QGridLayout()
        row.setHorizontalSpacing(GAP + GAP // 2)
        row.setVerticalSpacing(GAP)
        row.setColumnStretch(1, 1)
        row.addWidget(self._glyph, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._label, 0, 1)
        row.addWidget(self.button, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.button.clicked.connect(self.pressed)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._label.text()

    def _place_button(self) -> None:
        """Beside the sentence; below it where the sentence would become a narrow column."""
        below = self._is_crowded()
        if below != self._below:
            self._below = below
            self._row.removeWidget(self.button)
            if below:
                self._row.addWidget(self.button, 1, 1, Qt.AlignmentFlag.AlignLeft)
            else:
                self._row.addWidget(self.button, 0, 2, Qt.AlignmentFlag.AlignVCenter)

    def _is_crowded(self) -> bool:
        margins, metrics = self.body.contentsMargins(), self._label.fontMetrics()
        taken = margins.left() + margins.right() + 2 * self._row.horizontalSpacing()
        taken += self._glyph.sizeHint().width() + self.button.sizeHint().width()
        box = QRect(0, 0, max(1, self.width() - taken), 10_000)
        lines = metrics.boundingRect(box, int(Qt.TextFlag.TextWordWrap), self.text).height() / metrics.lineSpacing()
        return not self.button.isHidden() and lines > MOST_LINES_BESIDE + 0.5

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def say(self, text: str, button: str = "", icon_name: str = "") -> None:
        """Show a sentence, with a button and another icon if they are named; an empty text hides the notice."""
        self._glyph.show_icon(icon_name or self._icon, self._token)
        self._label.setText(text)
        self.button.say(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self._place_button()


class EmptyState(QWidget):
    """What stands where a list would: an icon, a sentence, one button. Where it is low, the icon makes room for the sentence."""

    pressed = Signal()

    def __init__(self, icon_name: str, text: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = Glyph(icon_name, 40)
        self._label = Label(text, "muted")
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = Button(button)
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        self._column.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._label)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(3)
        self._give_room(low=False)
        self.button.clicked.connect(self.pressed)

    def _give_room(self, *, low: bool) -> None:
        self._glyph.setVisible(not low)
        self._column.setSpacing(GAP if low else 2 * GAP)
        margin = GAP if low else MARGIN
        self._column.setContentsMargins(margin, margin, margin, margin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room(low=self.height() < px(LOW_EMPTY))

    @property
    def text(self) -> str:
        """What it says now."""
        return self._label.text()

    def say(self, text: str, button: str) -> None:
        """Change sentence and button."""
        self._label.setText(text)
        self.button.say(button)


class Column(QScrollArea):
    """One column that scrolls, never wider than `width` (at 100 % text), centred or at the left; `body` is its layout."""

    def __init__(
        self, width: int, *, margin: int = MARGIN, centred: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._width = width
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget()
        self.inside.setMaximumWidth(px(width))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(margin, margin, margin, margin)
        row.addWidget(self.inside, 1)
        if not centred:
            row.addStretch(0)
            row.setAlignment(self.inside, Qt.AlignmentFlag(0))
        self.body = QVBoxLayout(self.inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GAP)
        self.setWidget(holder)  # which makes both viewport and holder fill their ground with the window's colour
        holder.setAutoFillBackground(False)
        self.setProperty("look", "column")
