"""What the journeys share: the program as a person starts it, a folder with an awkward name, and a voice to speak with."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.soundcard import VirtualSoundCard
from tests.ui.as_it_was import as_it_was

ROOT = Path(__file__).parents[2]
SPEAKING = "en-us+m3"
_PATIENCE_S = 180


@dataclass
class Program:
    """The command line, as a process of its own, with one data folder."""

    data: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
        """One command; whatever it ends with."""
        return subprocess.run(
            [sys.executable, "-m", "mockinterview", "--data-dir", str(data or self.data), *arguments],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_PATIENCE_S,
            check=False,
        )

    def json(self, *arguments: str) -> Any:
        """What a command prints with --json; it must succeed."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder with a space, an accent and Chinese characters in its path."""
    return tmp_path / "José's 面试 data"


@pytest.fixture
def program(data_dir: Path) -> Program:
    return Program(data_dir)


def speak(text: str, target: Path, voice: str = SPEAKING, words_per_minute: int = 150) -> Path:
    """A sound file in which a synthetic voice says the text (22.05 kHz mono)."""
    subprocess.run(
        ["espeak-ng", "-v", voice, "-s", str(words_per_minute), "-w", str(target), "--stdin"],
        input=text.encode(),
        check=True,
    )
    return target


class OpenWindow:
    """The program with its window on this process's event loop."""

    def __init__(self, data: Path, qtbot: QtBot) -> None:
        from mockinterview.app import Desktop

        self._desktop = Desktop(data)
        self.window = self._desktop.window
        self.window.show()
        qtbot.waitUntil(lambda: self.window.furnished, timeout=20_000)
        self.house = self.window.house
        self._qtbot = qtbot
        self._closed = False

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, to whatever has the focus. (A window drawn into memory loses its being active now and then.)"""
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifiers)

    def close(self) -> None:
        """As when the person closes it; harmless when called twice."""
        if not self._closed:
            self._closed = True
            self.window.close()
            self._desktop.close()


WindowMaker = Callable[[], OpenWindow]


@pytest.fixture
def window_maker(
    qtbot: QtBot, qapp: QApplication, sound_card: VirtualSoundCard, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WindowMaker]:
    """Opens the window, on the virtual sound card; whatever is still open at the end is closed."""
    opened: list[OpenWindow] = []

    def make() -> OpenWindow:
        opened.append(OpenWindow(data_dir, qtbot))
        return opened[-1]

    with as_it_was(qapp):
        yield make
        for one in opened:
            one.close()
