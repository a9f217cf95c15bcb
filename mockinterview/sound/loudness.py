"""How loud sound is, in dBFS: RMS against a full-scale square wave, so 0 is the most there can be and silence is -120."""

from __future__ import annotations

import math
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.core.delivery import Levels
from mockinterview.core.take import Level
from mockinterview.sound.take_file import HEADER_BYTES, RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FLOOR_DBFS = -120.0
"""Digital silence; 16-bit sound cannot be quieter than -90 without being nothing at all."""

FRAME_MS = 20
"""Length of one loudness value: short enough for the pauses between words, long enough for one period of a deep voice."""

_FULL_SCALE = 32_768.0
_FRAME = RATE * FRAME_MS // 1000
_BLOCK_FRAMES = 512
"""Values computed at a time (10 s of sound): memory stays the same however long the take is."""


def dbfs(amplitude: float) -> float:
    """An amplitude (0..32768) on the decibel scale, never under -120."""
    return 20 * math.log10(max(amplitude / _FULL_SCALE, 10 ** (FLOOR_DBFS / 20)))


def level_of(samples: NDArray[np.int16]) -> Level:
    """Loudness of one block of samples of any shape; silence if it is empty."""
    # Heavy library: only where sound is at hand.
    import numpy as np

    if not samples.size:
        return Level()
    wide = samples.astype(np.float64)
    return Level(dbfs(math.sqrt(float(np.mean(wide * wide)))), dbfs(float(np.abs(wide).max())))


def levels_of(audio: Path) -> Levels:
    """Loudness every 20 ms of a take's file; a last stretch shorter than that is left out. OSError if it cannot be read."""
    # Heavy library: only where sound is at hand.
    import numpy as np

    values = array("d")  # 3 MB for two hours; a tuple of floats would be 12
    with audio.open("rb") as file:
        file.seek(HEADER_BYTES)
        while block := file.read(_BLOCK_FRAMES * _FRAME * 2):
            samples = np.frombuffer(block[: len(block) // 2 * 2], "<i2").astype(np.float64)
            frames = samples[: samples.size // _FRAME * _FRAME].reshape(-1, _FRAME)
            rms = np.sqrt((frames * frames).mean(axis=1)) / _FULL_SCALE
            values.frombytes((20 * np.log10(np.maximum(rms, 10 ** (FLOOR_DBFS / 20)))).round(2).tobytes())
    return Levels(FRAME_MS, values)
