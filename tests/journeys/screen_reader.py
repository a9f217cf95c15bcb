"""The window as a screen reader has it: names, roles and states in a tree, and what can be done with each."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


class Reader:
    """Finds its way by names alone."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def every(self, role: QAccessible.Role) -> list[QAccessibleInterface]:
        """What can be seen and has that role, in the tree's order."""
        root = QAccessible.queryAccessibleInterface(self._window)
        assert root is not None
        return [one for one in _tree(root) if one.role() == role]

    def find(self, role: QAccessible.Role, begins: str) -> QAccessibleInterface:
        """The one of that role whose name begins so."""
        named = {one.text(NAME): one for one in reversed(self.every(role))}
        found = [one for name, one in named.items() if name.startswith(begins)]
        assert found, f"no {role.name} “{begins}” among {list(named)}"
        return found[-1]

    def press(self, begins: str) -> None:
        """Press a button."""
        actions = self.find(QAccessible.Role.Button, begins).actionInterface()
        assert actions is not None
        assert "Press" in actions.actionNames(), f"{begins} cannot be pressed"
        actions.doAction("Press")


def _tree(one: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    if one.state().invisible:
        return
    yield one
    for number in range(one.childCount()):
        child = one.child(number)
        if child is not None:
            yield from _tree(child)
