"""Which system's settings the advice must speak of."""

from __future__ import annotations

import pytest

from mockinterview.core.microphone import System
from mockinterview.system.surroundings import this_system


@pytest.mark.parametrize(
    ("platform", "environment", "system"),
    [
        ("linux", {}, System.LINUX),
        ("linux", {"FLATPAK_ID": "org.example.App"}, System.FLATPAK),
        ("linux", {"SNAP": "/snap/app/1"}, System.SNAP),
        ("darwin", {}, System.MACOS),
        ("win32", {}, System.WINDOWS),
    ],
)
def test_every_system_is_told_apart(platform: str, environment: dict[str, str], system: System) -> None:
    assert this_system(platform, environment) is system
