"""Steps on a disk: what a sync asks of the system."""

from __future__ import annotations

import fcntl
import os
import sys

import pytest

from mockinterview.sound.safe_files import sync


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system was asked for."""
    asked: list[str] = []
    for name in ("fsync", "fdatasync"):
        monkeypatch.setattr(os, name, lambda fd, name=name: asked.append(name), raising=False)
    return asked


@pytest.mark.parametrize(("dates", "wanted"), [(True, "fsync"), (False, "fdatasync")])
def test_the_cheaper_sync_is_for_sound_alone(asked: list[str], dates: bool, wanted: str) -> None:
    sync(0, dates=dates)
    assert asked == [wanted]


@pytest.mark.parametrize("refused", [False, True])
def test_on_macos_the_drives_own_memory_is_emptied_too(
    asked: list[str], monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    def full(fd: int, wish: int) -> int:
        asked.append("F_FULLFSYNC")
        if refused:
            raise OSError(45, "Operation not supported")
        return 0

    with monkeypatch.context() as patched:
        patched.setattr(sys, "platform", "darwin")
        patched.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
        patched.setattr(fcntl, "fcntl", full)
        sync(0)
    assert asked == ["F_FULLFSYNC", "fsync"][: 1 + refused]
