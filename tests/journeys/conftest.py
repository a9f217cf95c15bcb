"""What the journeys share: the program as a person starts it, a folder with an awkward name, and a voice to speak with."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

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
