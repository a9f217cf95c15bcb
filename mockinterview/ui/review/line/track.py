"""The time line under the mouse and the keyboard: clicks, drags, the wheel, tool tips, and steps of the playhead."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication, QToolTip, QWidget

from mockinterview.core.playback import JUMP_MS, loop
from mockinterview.core.review import Lane, ReviewMark
from mockinterview.ui.look import px
from mockinterview.ui.review.line.layout import head_height, ruler_height
from mockinterview.ui.review.line.sight import Sight
from mockinterview.ui.review.line.wording import place_lines
from mockinterview.ui.review.wording import tip

PAGE_MS = 10_000

_Action = QAbstractSlider.SliderAction
_STEPS_MS = {
    _Action.SliderSingleStepAdd: JUMP_MS,
    _Action.SliderSingleStepSub: -JUMP_MS,
    _Action.SliderPageStepAdd: PAGE_MS,
    _Action.SliderPageStepSub: -PAGE_MS,
}

NEAR = 4
"""A mark, or an end of the loop, is pointed at from so many pixels away."""

_NOTCH = 120
"""What a wheel reports for one notch."""

_NOTCH_ZOOM = 1.25


class Track(Sight):
    """Wishes of the person, times in milliseconds. seek_requested: hear from there; span_chosen: loop this.

    item_chosen: its evidence was clicked. flag_chosen: a double click on a bookmark, by the time it is kept under.
    """

    seek_requested = Signal(int)
    span_chosen = Signal(int, int)
    item_chosen = Signal(str)
    flag_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: tuple[QPoint, int] | None = None
        self.setMouseTracking(True)
        self.setSingleStep(JUMP_MS // 1_000)
        self.setPageStep(PAGE_MS // 1_000)
        self.actionTriggered.connect(self._on_action)
        self.valueChanged.connect(self._on_value)

    # ------------------------------------------------------------ places

    def marks_at(self, point: QPoint) -> tuple[ReviewMark, ...]:
        """The marks under a point; on the wave those of every row."""
        y = self.layout_of_rows.in_all(point.y(), self.rows_hidden_above)
        line = self.layout_of_rows.line_at(y)
        if line is None:
            if point.y() >= head_height():
                return ()
            rows = [self.layout_of_rows.flags, *(line.row for line in self.layout_of_rows.lines)]
        else:
            rows = [line.row]
        start_ms, end_ms = (self.stretch.time(point.x() + reach) for reach in (-NEAR, NEAR))
        found = [pair for row in rows for pair in row.between(start_ms, end_ms)]
        if line is not None and line.row.depth > 1:
            level = int((y - line.top) / line.level_height)
            found = [pair for pair in found if pair[1] == level] or found
        return tuple(mark for mark, _ in found)

    def tip_at(self, point: QPoint) -> str:
        """What the tool tip says at a point: the time, and what stands there."""
        return tip(*place_lines(self.stretch.time(point.x()), self.marks_at(point)))

    def _edge_at(self, x: float) -> int | None:
        """If an end of the loop is there: the time of its other end."""
        for at, other in (self._loop, self._loop[::-1]) if self._loop is not None else ():
            if abs(self.stretch.x(at) - x) <= NEAR:
                return other
        return None

    # ------------------------------------------------------------ slots

    @Slot(int)
    def _on_action(self, action: int) -> None:
        """A key for a step, from where the playhead is: the slider's value is that of when it last stood still."""
        whole_ms, at_ms = self.stretch.duration_ms, self._position_ms
        ends = {_Action.SliderToMinimum: 0, _Action.SliderToMaximum: whole_ms}
        to_ms = ends.get(_Action(action), at_ms + _STEPS_MS.get(_Action(action), 0))
        self.seek_requested.emit(min(max(0, to_ms), whole_ms))
        self.setSliderPosition(self._position_ms // 1_000)

    @Slot(int)
    def _on_value(self, value: int) -> None:
        """A screen reader sets the value itself."""
        if value != self._position_ms // 1_000:
            self.seek_requested.emit(min(value * 1_000, self.stretch.duration_ms))

    # ------------------------------------------------------------ Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            x = event.position().x()
            other = self._edge_at(x)
            self._pressed = event.position().toPoint(), self.stretch.time(x) if other is None else other

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            near_edge = self._edge_at(event.position().x()) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if near_edge else Qt.CursorShape.ArrowCursor)
            return
        point, anchor_ms = self._pressed
        x = event.position().x()
        far = abs(x - point.x()) >= QApplication.startDragDistance()
        if self._dragged is None and not far:
            return
        if not 0 <= x <= self.width():
            self.scroll_to(self.stretch.left + round(x if x < 0 else x - self.width()))
        self._dragged = anchor_ms, self.stretch.time(x)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed, ends, self._dragged = None, self._dragged, None
        span = loop(*ends, self.stretch.duration_ms) if ends is not None else None
        if span is not None:
            self.span_chosen.emit(span.start_ms, span.end_ms)
        else:
            self._click(event.position().toPoint())  # or a hand that shook while it clicked
        self.update()

    def _click(self, point: QPoint) -> None:
        """Go there; if it is on evidence, choose its item, too."""
        if point.y() >= head_height():
            chosen = [mark.item_id for mark in self.marks_at(point) if mark.lane is Lane.EVIDENCE]
            if chosen:
                after = chosen.index(self._selected) + 1 if self._selected in chosen else 0
                self.item_chosen.emit(chosen[after % len(chosen)])
        self._following = True
        self.seek_requested.emit(self.stretch.time(point.x()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a flag names it; elsewhere on the ruler it shows the whole take."""
        point = event.position().toPoint()
        flags = [mark.bookmark for mark in self.marks_at(point) if mark.bookmark is not None]
        if point.y() < head_height() and flags:
            self.flag_chosen.emit(flags[0].at_ms)
        elif point.y() < ruler_height():
            self.zoom_fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl zooms around the pointer; else it scrolls: the items' rows over them, the take elsewhere."""
        turned, aside = event.angleDelta().y(), event.angleDelta().x()
        on_rows = head_height() <= event.position().y() < self.layout_of_rows.evidence_seen_end
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_NOTCH_ZOOM ** ((turned or aside) / _NOTCH), event.position().x())
        elif on_rows and self.layout_of_rows.hidden and not aside:
            self.scroll_rows(self.rows_hidden_above - turned * px(45) // _NOTCH)
        elif not self.stretch.whole:
            self.scroll_to(self.stretch.left - (aside or turned) * self.width() // (8 * _NOTCH))
        else:
            event.ignore()
            return
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down are the page's, which goes from item to item with them; so is every key with Ctrl, Alt or Shift."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().event(event)
