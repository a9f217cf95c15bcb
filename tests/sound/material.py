"""What the tests of the sound room are made of: labels, sounds, and waiting with an end."""

from __future__ import annotations

import threading
import time
import uuid
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from mockinterview.core.question import Question
from mockinterview.core.take import TakeLabel

DEADLINE_S = 10.0


def until(condition: Callable[[], object], deadline_s: float = DEADLINE_S) -> None:
    """Wait until something holds; fails if it does not in time."""
    pause, end = threading.Event(), time.monotonic() + deadline_s
    while not condition():
        if time.monotonic() > end:
            pytest.fail("what was waited for did not happen")
        pause.wait(0.005)


def new_label(take: int = 1) -> TakeLabel:
    """A label nobody has used."""
    return TakeLabel(str(uuid.uuid4()), Question("keep-a-secret", "When did you have to keep something secret?"), take)


def write_wav(path: Path, pcm: bytes, rate: int = 16_000, channels: int = 1) -> Path:
    """A WAV file of interleaved int16."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm)
    return path


def tone(ms: int, hertz: float = 440.0, amplitude: float = 8_000.0, rate: int = 16_000) -> bytes:
    """A sine of that length, mono int16."""
    # Heavy library: only where sound is made.
    import numpy as np

    times = np.arange(rate * ms // 1000) / rate
    return bytes((amplitude * np.sin(2 * np.pi * hertz * times)).astype("<i2").tobytes())
