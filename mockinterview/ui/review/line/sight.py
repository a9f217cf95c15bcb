"""What is seen of a take on the time line: its tiles, zoomed and scrolled, with the playhead and the loop over them.

To screen readers it is a slider, whose value is the position in whole seconds.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from mockinterview.core.lanes import Row
from mockinterview.ui.look import theme_of
from mockinterview.ui.review.line.layout import Layout, head_height, lay_out, ruler_height
from mockinterview.ui.review.line.picture import Picture
from mockinterview.ui.review.line.stretch import Stretch, all_of
from mockinterview.ui.review.line.tiles import TILE, Tiles
from mockinterview.ui.review.line.waveform import Peaks

_KEY_ZOOM = 1.6


class Sight(QAbstractSlider):
    """Shows a stretch of a take. stretch_changed: another one is seen. rows_scrolled: rows moved. Times are in ms."""

    stretch_changed = Signal()
    rows_scrolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._peaks: Peaks | None = None
        self._tiles = Tiles()
        self._selected = ""
        self._position_ms = 0
        self._loop: tuple[int, int] | None = None
        self._begun: int | None = None
        self._dragged: tuple[int, int] | None = None
        self._following = True
        self.layout_of_rows = Layout()
        self.stretch = all_of(0, 1)
        self.rows_hidden_above = 0
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Time line")

    # ------------------------------------------------------------ what is shown

    def show_rows(self, rows: tuple[Row, ...], peaks: Peaks | None, duration_ms: int, *, anew: bool) -> None:
        """Show these rows. anew: another take, seen whole again; else zoom and place stay."""
        if anew or duration_ms != self.stretch.duration_ms:
            self.stretch = all_of(duration_ms, self.width())
            self._following, self._loop, self._begun, self.rows_hidden_above = True, None, None, 0
            with QSignalBlocker(self):  # a value that a shorter take cuts off is nobody's wish
                self.setRange(0, -(-duration_ms // 1_000))
                self.settle()
        self._rows, self._peaks = rows, peaks
        self._lay_out()
        self.stretch_changed.emit()

    def select_item(self, item_id: str) -> None:
        """Light the evidence of an item, "" for none, and have its row in sight."""
        self._selected = item_id
        for line in self.layout_of_rows.lines:
            if item_id and line.row.item_id == item_id:
                seen = self.layout_of_rows.evidence_seen_end - head_height()
                below = line.top - head_height()
                self.scroll_rows(min(max(self.rows_hidden_above, below + line.height - seen), below))
        self._paint_anew()

    def show_position(self, at_ms: int) -> None:
        """Move the playhead, painting no more than its two places unless the page is turned."""
        before = round(self.stretch.x(self._position_ms))
        self._position_ms = at_ms
        if self._following:
            self._show(self.stretch.following(at_ms))
        after = round(self.stretch.x(at_ms))
        if before != after:
            for x in (before, after):
                self.update(x - 6, 0, 12, self.height())

    def show_loop(self, start_ms: int | None, end_ms: int | None) -> None:
        """Show the span that is played over and over. No end: it is only begun; no start: there is none."""
        loop = (start_ms, end_ms) if start_ms is not None and end_ms is not None and end_ms > start_ms else None
        begun = start_ms if end_ms is None else None
        if (loop, begun) != (self._loop, self._begun):
            self._loop, self._begun = loop, begun
            self.update()

    @property
    def loop(self) -> tuple[int, int] | None:
        """The loop that is shown."""
        return self._loop

    @property
    def loop_begun(self) -> int | None:
        """Where the loop that is shown begins, while its end is not yet said."""
        return self._begun

    @property
    def position_ms(self) -> int:
        """Where the playhead stands."""
        return self._position_ms

    def follow_again(self) -> None:
        """Have the playhead in sight again, after the person looked elsewhere."""
        self._following = True
        self._show(self.stretch.following(self._position_ms))

    def settle(self) -> None:
        """Tell the keyboard and screen readers where it stands: when the sound has come to rest, not sixty times a second."""
        self.setValue(self._position_ms // 1_000)

    # ------------------------------------------------------------ zoom and scroll

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Closer, or further away below 1; around a place of the window, or the playhead, or the middle."""
        if x is None:
            playhead = self.stretch.x(self._position_ms)
            x = playhead if 0 <= playhead <= self.width() else self.width() / 2
        self._show(self.stretch.zoomed(factor, x))

    @Slot()
    def zoom_in(self) -> None:
        """A step closer."""
        self.zoom(_KEY_ZOOM)

    @Slot()
    def zoom_out(self) -> None:
        """A step further away."""
        self.zoom(1 / _KEY_ZOOM)

    @Slot()
    def zoom_fit(self) -> None:
        """All of the take."""
        self._following = True
        self._show(self.stretch.fitted())

    def scroll_to(self, left: int) -> None:
        """See the take from another place; the person wants to look there, so the playhead is not followed."""
        if left != self.stretch.left:
            self._following = False
            self._show(self.stretch.scrolled(left))

    def show_span(self, start_ms: int, end_ms: int) -> None:
        """Have a span in sight."""
        self._show(self.stretch.showing(start_ms, end_ms))

    def scroll_rows(self, to: int) -> None:
        """Scroll the items' rows."""
        to = min(max(0, to), self.layout_of_rows.hidden)
        if to != self.rows_hidden_above:
            self.rows_hidden_above = to
            self._paint_anew()
            self.rows_scrolled.emit()

    def _show(self, stretch: Stretch) -> None:
        if stretch == self.stretch:
            return
        self.stretch = stretch
        self.update()
        self.stretch_changed.emit()

    def _lay_out(self) -> None:
        self.layout_of_rows = lay_out(self._rows)
        self.scroll_rows(self.rows_hidden_above)
        self.updateGeometry()
        self._paint_anew()

    def _paint_anew(self) -> None:
        """Paint if anything has changed."""
        theme, above = theme_of(self.palette()), self.rows_hidden_above
        picture = Picture(self.layout_of_rows, above, self._peaks, self.stretch, self._selected, theme)
        if self._tiles.show(picture, self.devicePixelRatioF()):
            self.update()

    # ------------------------------------------------------------ Qt

    def sizeHint(self) -> QSize:
        return QSize(600, self.layout_of_rows.seen_height or head_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.layout_of_rows.height:
            return
        self._paint_anew()
        painter = QPainter(self)
        for rect in event.region():  # type: ignore[attr-defined]  # a QRegion has QRects; the stubs leave it out
            painter.setClipRect(rect)
            self._paint(painter, rect)
        painter.end()

    def _paint(self, painter: QPainter, rect: QRect) -> None:
        ratio, left, height = self.devicePixelRatioF(), self.stretch.left, self.layout_of_rows.seen_height
        past = min(rect.right() + left, self.stretch.length + TILE // 8)
        for index in range((rect.left() + left) // TILE, past // TILE + 1):
            tile = self._tiles.tile(index)
            place = QRectF(index * TILE - left, 0, TILE, height)
            painter.drawPixmap(place, tile, QRectF(0, 0, TILE * ratio, height * ratio))
        self._paint_loop(painter)
        self._paint_playhead(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme_of(self.palette()).colour("focus"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_loop(self, painter: QPainter) -> None:
        """A wash with a bracket at either end; the first bracket alone where a loop is only begun."""
        loop = self._dragged or self._loop
        theme = theme_of(self.palette())
        top, bottom = ruler_height() - 2, self.height() - 2
        ends: tuple[tuple[float, int], ...] = ()
        if loop is not None:
            start, end = (self.stretch.x(at_ms) for at_ms in sorted(loop))
            wash = theme.colour("accent")
            wash.setAlphaF(0.13)
            painter.fillRect(QRectF(start, top, end - start, bottom - top), wash)
            ends = ((start, 5), (end, -5))
        elif self._begun is not None:
            ends = ((self.stretch.x(self._begun), 5),)
        painter.setPen(QPen(theme.colour("accent"), 2))
        for x, inwards in ends:
            painter.drawPolyline([QPoint(round(x) + inwards, top), QPoint(round(x), top), QPoint(round(x), bottom)])
            painter.drawLine(QPoint(round(x) + inwards, bottom), QPoint(round(x), bottom))

    def _paint_playhead(self, painter: QPainter) -> None:
        """A line with a head, and a rim of the ground around it, without which it would be lost in the wave."""
        theme, x = theme_of(self.palette()), self.stretch.x(self._position_ms)
        accent = theme.colour("accent")
        if -1 <= x <= self.width():
            x = min(max(x, 1), self.width() - 1)
        painter.fillRect(QRectF(round(x) - 2, ruler_height(), 4, self.height()), theme.colour("surface"))
        painter.fillRect(QRectF(round(x) - 1, 0, 2, self.height()), accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(round(x) - 4, ruler_height() - 4, 8, 8))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show(self.stretch.resized(max(1, self.width())))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._lay_out()
            self.rows_scrolled.emit()
