"""What a test puts on the application is taken off again: the next one must not look, or measure, otherwise for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication


@contextmanager
def as_it_was(app: QApplication) -> Iterator[None]:
    """Style sheet, font and palette are afterwards what they were before."""
    sheet, font, palette = app.styleSheet(), app.font(), app.palette()
    try:
        yield
    finally:
        app.setStyleSheet(sheet)
        app.setFont(font)
        app.setPalette(palette)
