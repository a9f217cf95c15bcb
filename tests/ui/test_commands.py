"""The table of commands."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence

from mockinterview.system.places import resources
from mockinterview.ui import commands
from mockinterview.ui.commands import COMMANDS, Command, Place


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.id)
def test_command_is_whole(command: Command) -> None:
    assert command.words
    assert (resources() / "icons" / f"{command.icon}.svg").is_file()
    for key in command.keys:
        assert not QKeySequence(key).isEmpty()


@pytest.mark.parametrize("key", ["Ctrl+X", "F1"])
def test_a_doubled_key_is_a_mistake(key: str) -> None:
    everywhere = Command("a", "A", "plus", ("F1",), Place.EVERYWHERE)
    one, other = (Command(name, name, "plus", (key,), Place.REVIEW) for name in "bc")
    with pytest.raises(AssertionError):
        commands._table(everywhere, one, other)


def test_the_same_key_may_mean_two_things_in_two_places() -> None:
    assert COMMANDS["record"].keys == COMMANDS["play"].keys == ("Space",)
