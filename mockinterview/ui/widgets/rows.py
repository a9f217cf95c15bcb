"""How a row of a list is painted: a title of at most two lines, a quiet line under it, and an icon for its state.

Between title and quiet line may stand an excerpt in which words are marked; a badge may stand at the end of the title.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mockinterview.ui.look import GAP, Size, Theme, font, px, theme_of
from mockinterview.ui.look.icons import paint_icon
from mockinterview.ui.widgets.excerpt import lay_out_excerpt

TITLE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
UNDER_ROLE = TITLE_ROLE + 1
ICON_ROLE = TITLE_ROLE + 2
"""The name of an icon, and after a colon the token of its colour."""
ASIDE_ROLE = TITLE_ROLE + 3
"""A few words at the right end of the line under the title."""
HEADING_ROLE = TITLE_ROLE + 4
"""Words over the row when it begins a group, else empty."""
EXCERPT_ROLE = TITLE_ROLE + 5
"""Plain text of up to two lines between the title and the line under it, else empty."""
MARKED_ROLE = TITLE_ROLE + 6
"""The spans of the excerpt that are marked, as half-open pairs of character positions."""
BADGE_ROLE = TITLE_ROLE + 7
"""One word that is told of this row and not of its neighbours, else empty."""
FADED_ROLE = TITLE_ROLE + 8
"""Whether something that belongs to the row is gone."""

WITH_HEADING, WITH_EXCERPT = 1, 2
"""What the shape of a row is added up from."""

_EXCERPT_LINES = 2

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints title, line under it, icon and heading from the roles above. lines: how many lines a title may take.

    shape_of: the shape of a row by its number, where they are not all 0. No role: a list asks it of all its thousands of rows
    whenever it lays itself out, and a role would take twice as long.
    """

    def __init__(
        self, lines: int = 2, parent: QObject | None = None, shape_of: Callable[[int], int] | None = None
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._shape_of = shape_of
        self._sizes: dict[int, QSize] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Asked of every row: the few sizes there are hold until the list lays itself out anew, which begins with its first row."""
        row = index.row()
        if row == 0:
            self._sizes.clear()
        shape = self._shape_of(row) if self._shape_of is not None else 0
        size = self._sizes.get(shape)
        if size is None:
            size = self._sizes[shape] = self._measure(shape)
        return size

    def _measure(self, shape: int) -> QSize:
        height = px(Size.BODY * 1.45) * self._lines + px(Size.SMALL * 1.5) + 3 * GAP
        height += _EXCERPT_LINES * px(Size.BODY * 1.45) if shape & WITH_EXCERPT else 0
        height += self._heading_height() if shape & WITH_HEADING else 0
        return QSize(px(200), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = theme_of(option.palette)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heading = index.data(HEADING_ROLE)
        if heading:
            rect = self._paint_heading(painter, rect, str(heading), theme)
        box = QRectF(rect).adjusted(2, 2, -2, -2)
        self._paint_ground(painter, box, state, theme)
        inner = box.adjusted(GAP + 2, GAP, -GAP - 2, -GAP)
        icon_name = index.data(ICON_ROLE)
        if icon_name:
            name, _, token = str(icon_name).partition(":")
            size = px(18)
            top = inner.center().y() - size / 2
            paint_icon(painter, name, QRectF(inner.left(), top, size, size), theme.colour(token or "muted"))
            inner.setLeft(inner.left() + size + GAP + GAP // 2)
        self._paint_words(painter, inner, index, theme)
        painter.restore()

    def _heading_height(self) -> int:
        return px(Size.BODY) + 3 * GAP

    def _paint_heading(self, painter: QPainter, rect: QRect, words: str, theme: Theme) -> QRect:
        height = self._heading_height()
        painter.setFont(font(Size.BODY, bold=True))
        painter.setPen(theme.colour("muted"))
        place = QRect(rect.left() + GAP // 2, rect.top(), rect.width() - GAP, height - GAP)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), words)
        return rect.adjusted(0, height, 0, 0)

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, theme: Theme) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if not (selected or hovered or focused):
            return
        painter.setPen(QPen(theme.colour("focus"), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_wash" if selected else "raised"))
        painter.drawRoundedRect(box, 6, 6)
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(box.left() + 2, box.top() + 10, 3, box.height() - 20), 1.5, 1.5)

    def _paint_words(self, painter: QPainter, inner: QRectF, index: Index, theme: Theme) -> None:
        badge = str(index.data(BADGE_ROLE) or "")
        title_width = inner.width() - (_paint_badge(painter, inner, badge, theme) if badge else 0)
        lines = _break(str(index.data(TITLE_ROLE) or ""), font(Size.BODY), title_width, self._lines)
        line_height, under_height = px(Size.BODY * 1.45), px(Size.SMALL * 1.5)
        text, marked = str(index.data(EXCERPT_ROLE) or ""), index.data(MARKED_ROLE) or ()
        excerpt, excerpt_height = lay_out_excerpt(
            text, marked, font(Size.BODY), theme, inner.width(), line_height, _EXCERPT_LINES if text else 0
        )
        used = len(lines) * line_height + excerpt_height + under_height
        top = inner.top() + (inner.height() - used) / 2
        painter.setFont(font(Size.BODY))
        painter.setPen(theme.colour("muted" if index.data(FADED_ROLE) else "text"))
        left_middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for line in lines:
            painter.drawText(QRectF(inner.left(), top, title_width, line_height), left_middle, line)
            top += line_height
        painter.setPen(theme.colour("muted"))
        excerpt.draw(painter, QPointF(inner.left(), top))
        top += excerpt_height
        painter.setFont(font(Size.SMALL))
        place = QRectF(inner.left(), top, inner.width(), under_height)
        aside = str(index.data(ASIDE_ROLE) or "")
        if aside:
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), aside)
            place.setWidth(place.width() - painter.fontMetrics().horizontalAdvance(aside) - GAP)
        under = str(index.data(UNDER_ROLE) or "")
        words = painter.fontMetrics().elidedText(under, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, left_middle, words)


def _paint_badge(painter: QPainter, inner: QRectF, words: str, theme: Theme) -> float:
    """Paint it at the right end of the title; the width it takes."""
    painter.setFont(font(Size.SMALL))
    width = painter.fontMetrics().horizontalAdvance(words) + 2 * GAP
    height = px(Size.SMALL * 1.6)
    box = QRectF(inner.right() - width, inner.top() + (px(Size.BODY * 1.45) - height) / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("unsure_wash"))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setPen(theme.colour("unsure"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
    return width + GAP


def _break(text: str, with_font: QFont, width: float, most: int) -> list[str]:
    """Text broken into at most `most` lines, the last one cut with an ellipsis."""
    metrics = QFontMetricsF(with_font)
    layout = QTextLayout(text, with_font)
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start, end = line.textStart(), line.textStart() + line.textLength()
        last = len(lines) == most - 1 and end < len(text)
        lines.append(metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, width) if last else text[start:end])
    layout.endLayout()
    return lines
