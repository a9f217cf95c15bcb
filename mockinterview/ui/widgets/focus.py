"""Who has the keyboard in a window, also behind another one: work that ends meanwhile must not lose the person's place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def has_place(widget: QWidget) -> bool:
    """Whether keys go to a widget, or will as soon as its window is in front. (`hasFocus` is false behind another window.)"""
    return widget.window().focusWidget() is widget


def holds_place(widget: QWidget) -> bool:
    """The same of a widget or anything in it. (Its own `focusWidget` is who in it had the keyboard last, wherever that is now.)"""
    focused = widget.window().focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))
