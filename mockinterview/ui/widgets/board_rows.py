"""How the rows of a question in work are painted: the question, its lists with their entries, and what was left over."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mockinterview.ui.look import GAP, Size, Theme, font, px, theme_of
from mockinterview.ui.look.icons import paint_icon
from mockinterview.ui.widgets.rows import ASIDE_ROLE, ICON_ROLE, TITLE_ROLE, UNDER_ROLE

FORM_ROLE = TITLE_ROLE + 10
"""Which form a row has: one of the four below."""
QUESTION, HEADING, ENTRY, LEFT = range(4)
MARK_ROLE = FORM_ROLE + 1
"""A row that something is wrong with says so with a mark in the warning colour."""

Index = QModelIndex | QPersistentModelIndex

_MIDDLE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class BoardRows(QStyledItemDelegate):
    """Every row but an entry with two texts is one line high; a row's height depends on its form alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        form = index.data(FORM_ROLE)
        if form == HEADING:
            return QSize(px(120), px(Size.BODY * 1.5) + GAP + GAP // 2)
        tall = form == QUESTION or bool(index.data(UNDER_ROLE))
        return QSize(px(120), px(Size.BODY * 1.45) + (px(Size.SMALL * 1.5) if tall else 0) + 2 * GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = theme_of(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(2, 1, -2, -1)
        form = index.data(FORM_ROLE)
        self._paint_ground(painter, box, option.state, theme, form)
        inner = box.adjusted(GAP, 0, -GAP, 0)
        if form in (ENTRY, LEFT):
            inner.setLeft(inner.left() + GAP)
        if icon_name := index.data(ICON_ROLE):
            name, _, token = str(icon_name).partition(":")
            side = px(15)
            top = inner.center().y() - side / 2
            paint_icon(painter, name, QRectF(inner.left(), top, side, side), theme.colour(token or "muted"))
            inner.setLeft(inner.left() + side + GAP)
        self._paint_words(painter, inner, index, theme, form)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, theme: Theme, form: object
    ) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver) and form != HEADING
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if not (selected or hovered or focused):
            return
        painter.setPen(QPen(theme.colour("focus"), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_wash" if selected else "raised"))
        painter.drawRoundedRect(box, 6, 6)

    def _paint_words(self, painter: QPainter, inner: QRectF, index: Index, theme: Theme, form: object) -> None:
        title, under = str(index.data(TITLE_ROLE) or ""), str(index.data(UNDER_ROLE) or "")
        aside, wrong = str(index.data(ASIDE_ROLE) or ""), bool(index.data(MARK_ROLE))
        above = px(Size.BODY * 1.45)
        below = px(Size.SMALL * 1.5) if under else 0
        top = inner.top() + (inner.height() - above - below) / 2
        if aside:
            painter.setFont(font(Size.SMALL))
            painter.setPen(theme.colour("warning" if wrong else "muted"))
            painter.drawText(QRectF(inner.left(), top, inner.width(), above), _RIGHT, aside)
            inner.setWidth(inner.width() - painter.fontMetrics().horizontalAdvance(aside) - GAP)
        painter.setFont(font(Size.BODY, bold=form in (QUESTION, HEADING)))
        painter.setPen(theme.colour("accent_text" if form == HEADING else "muted" if form == LEFT else "text"))
        words = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(QRectF(inner.left(), top, inner.width(), above), _MIDDLE, words)
        if under:
            painter.setFont(font(Size.SMALL))
            painter.setPen(theme.colour("muted"))
            words = painter.fontMetrics().elidedText(under, Qt.TextElideMode.ElideRight, int(inner.width()))
            painter.drawText(QRectF(inner.left(), top + above, inner.width(), below), _MIDDLE, words)
