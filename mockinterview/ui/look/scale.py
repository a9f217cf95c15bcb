"""Sizes: an 8 px grid, five sizes of type, and all of it growing with the text size of the system and of the settings."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

GAP = 8
"""The grid; half of it is the smallest inner gap."""

MARGIN = 24
"""Between a page's content and its edges."""

RADIUS = 8
"""Rounding of cards; controls use 6."""

TARGET = 32
"""Least height and width of anything that can be pressed (WCAG 2.2, 2.5.8 asks for 24)."""

TEXT_WIDTH = 1_100
"""Content that is read is never wider than this."""


class Size(IntEnum):
    """The type scale in pixels at 100 % text size."""

    SMALL = 12
    BODY = 14
    READING = 16
    TITLE = 20
    QUESTION = 28


def px(size: float) -> int:
    """A length that belongs to text (line heights, icons beside words, row heights) at the text size that holds now."""
    now = QApplication.font().pixelSize()
    return round(size * now / Size.BODY) if now > 0 else round(size)


def font(size: Size, *, bold: bool = False) -> QFont:
    """The system's font at one step of the scale, for what paints its own text."""
    made = QFont(QApplication.font())
    made.setPixelSize(px(size))
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made
