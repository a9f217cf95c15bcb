"""What is on the screen while the program behind it is still being put together: the window itself, in its place and its colours.

It needs nothing but Qt and the settings. It neither writes nor paints anything by itself: looking for a font, or making the first
QPainter in Python, takes longer than all the rest of it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QMainWindow, QWidget

from mockinterview.settings import Settings, table
from mockinterview.ui.look.theme import theme_of

SIDEBAR = 176
"""Width of the sidebar at 100 % text: the first frame already shows its ground, so that nothing jumps."""

_WISHED = QSize(1_280, 760)
_TITLE_BAR = 48
"""What desktops put around a window, at most: how much it is cannot be asked before the window is there."""

NAME = "Mock Interview"

_TALLER_THAN_ANY_SCREEN = 10_000


class FirstFrame(QMainWindow):
    """A window without contents, where it was left the last time. painted: it is on the screen; the rest may follow."""

    painted = Signal()
    _furnish: Callable[[], None] | None = None

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._seen = False
        self.setWindowTitle(NAME)
        self.setMinimumSize(960, 600)
        kept = settings.get(table.WINDOW_GEOMETRY)
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))):
            self.resize(self._first_size())
        self._sidebar_ground = QWidget(self)
        self._sidebar_ground.resize(SIDEBAR * settings.get(table.TEXT_PERCENT) // 100, _TALLER_THAN_ANY_SCREEN)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, theme_of(colours).colour("sidebar"))
        self._sidebar_ground.setPalette(colours)
        self._sidebar_ground.setAutoFillBackground(True)

    def furnish_when_painted(self, furnish: Callable[[], None]) -> None:
        """Have the contents made as soon as the frame is on the screen."""
        self._furnish = furnish
        self.painted.connect(self._on_painted)

    def _first_size(self) -> QSize:
        """As large as is pleasant, and never so tall that what is said at the bottom lies outside a small screen."""
        screen = self.screen().availableGeometry().size()
        return _WISHED.boundedTo(QSize(screen.width(), screen.height() - _TITLE_BAR))

    @Slot()
    def _on_painted(self) -> None:
        if self._furnish is not None:
            self._furnish()

    @property
    def furnished(self) -> bool:
        """Whether the contents are there."""
        return self.centralWidget() is not None

    def end_first_frame(self) -> None:
        """The contents are here: they draw their own ground."""
        self._sidebar_ground.deleteLater()

    @Slot()
    def come_to_front(self) -> None:
        """Show the window to a person who asked for it again: out of the task bar if need be, before the others, with the focus."""
        from PySide6.QtCore import Qt  # what the first frame must not wait for
        from PySide6.QtWidgets import QApplication

        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)  # where the desktop does not let a window come forward by itself

    def geometry_words(self) -> str:
        """Place and size as the settings keep them."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.painted.emit)
