"""What is on the screen while the program behind it is still being put together: the window itself, in its place, calm and named.

It needs nothing but Qt and the settings, so that the person sees at once that the program is there.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from mockinterview.settings import Settings, table
from mockinterview.ui.look.scale import MARGIN, Size, font, px
from mockinterview.ui.look.theme import theme_of

SIDEBAR = 176
"""Width of the sidebar at 100 % text: the first frame already shows its ground, so that nothing jumps."""


class FirstFrame(QMainWindow):
    """A window without contents, where it was left the last time. painted: it is on the screen; the rest may follow."""

    painted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._seen = False
        self.setWindowTitle("Mock Interview")
        self.setMinimumSize(960, 600)
        kept = settings.get(table.WINDOW_GEOMETRY)
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))):
            self.resize(1_280, 760)

    def geometry_words(self) -> str:
        """Place and size as the settings keep them."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.centralWidget() is None:
            painter = QPainter(self)
            theme = theme_of(self.palette())
            painter.fillRect(QRect(0, 0, px(SIDEBAR), self.height()), theme.colour("sidebar"))
            painter.setPen(theme.colour("muted"))
            painter.setFont(font(Size.TITLE))
            place = QRectF(px(SIDEBAR) + MARGIN, MARGIN, self.width(), px(Size.TITLE * 2))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), "Mock Interview")
            painter.end()
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.painted.emit)
