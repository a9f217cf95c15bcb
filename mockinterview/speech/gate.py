"""Where somebody speaks: the gate in front of every recogniser, so that silence, hum and typing give no words.

Whisper writes "Thank you for watching" over silence, and PocketSphinx hears short words in noise; neither is asked about sound in
which nothing rises above the room and nothing is voiced.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.speech.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    Flags = NDArray[np.bool_]

FRAME_MS = 20
FLOOR_DBFS = -62.0
"""Quieter than this counts as silence. A judgement: synthetic speech turned down by 30 dB still passes,
real quiet voices are untried."""
RISE_DB = 8.0
"""So far above the room's own noise (tenth percentile) a frame must rise. Measured on made-up noise: white 1.5 dB, hum 0, a
wavering fan 7.6, which leaves little room."""
VOICED = 0.55
"""Autocorrelation at the pitch above which a frame is voiced. Measured: four in five loud frames of synthetic speech lie above it;
white noise, typing and breath stay under 0.25; a rumbling fan reaches 0.7 and is kept out only because it does not rise."""
LEAST_VOICED_MS = 60
"""A stretch with less voice in it than half a syllable is not speech."""
BRIDGE_MS = 300
"""Gaps up to this belong to the stretch: between words, and closures before stops."""
EDGE_MS = 200
"""Kept on both sides, for soft beginnings and endings ("h", "f", "s") that do not rise."""
_PITCH_HZ = (70, 400)
_ROOM_S = 10


@dataclass(frozen=True)
class Stretch:
    """Sound in which somebody speaks, in milliseconds."""

    start_ms: int
    end_ms: int


def spoken_stretches(samples: Samples) -> list[Stretch]:
    """The stretches of speech, in order and apart from each other; none for silence and steady or unvoiced noise.

    samples: float32 mono at 16 kHz.
    """
    size = RATE * FRAME_MS // 1000
    count = len(samples) // size
    if count == 0:
        return []
    frames = samples[: count * size].reshape(count, size)
    loud = _rises(_loudness(frames))
    found: list[Stretch] = []
    for first, last in _runs(loud, BRIDGE_MS // FRAME_MS):
        if _voiced_ms(samples, loud, first, last) >= LEAST_VOICED_MS:
            start = max(first * FRAME_MS - EDGE_MS, found[-1].end_ms if found else 0)
            found.append(Stretch(start, min(last * FRAME_MS + EDGE_MS, len(samples) * 1000 // RATE)))
    return found


def _loudness(frames: Samples) -> Samples:
    """dBFS of every frame with the steady part and the lowest rumble taken out (a difference of neighbours: +6 dB an octave)."""
    import numpy as np

    steep = np.diff(frames, axis=1, prepend=frames[:, :1])
    power = 0.5 * np.mean(np.square(frames - frames.mean(axis=1, keepdims=True)), axis=1) + np.mean(
        np.square(steep), axis=1
    )
    loudness: Samples = (10 * np.log10(power + 1e-12)).astype(np.float32)
    return loudness


def _rises(loudness: Samples) -> Flags:
    """Which frames stand out of the room, whose noise is the tenth percentile of the ten seconds around."""
    import numpy as np

    window = _ROOM_S * 1000 // FRAME_MS
    rises = np.zeros(len(loudness), bool)
    for start in range(0, len(loudness), window // 2):
        around = loudness[max(0, start - window // 2) : start + window]
        room = float(np.percentile(around, 10))
        part = slice(start, start + window // 2)
        rises[part] = loudness[part] > max(FLOOR_DBFS, room + RISE_DB)
    return rises


def _runs(flags: Flags, bridge: int) -> list[tuple[int, int]]:
    """(first, past the last) of every run of set frames, gaps up to `bridge` frames filled."""
    import numpy as np

    runs: list[tuple[int, int]] = []
    for index in np.flatnonzero(flags).tolist():
        if runs and index - runs[-1][1] <= bridge:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _voiced_ms(samples: Samples, loud: Flags, first: int, last: int) -> int:
    """How much of a run is voiced, counted only as far as it matters."""
    size, voiced = RATE * FRAME_MS // 1000, 0
    for frame in range(first, last):
        if loud[frame]:
            start = max(0, frame * size - size // 2)
            voiced += FRAME_MS * _is_voiced(samples[start : start + 2 * size])
            if voiced >= LEAST_VOICED_MS:
                break
    return voiced


def _is_voiced(piece: Samples) -> bool:
    """Whether 40 ms of sound repeat themselves at the pitch of a voice."""
    import numpy as np

    piece = piece - piece.mean()
    spectrum = np.fft.rfft(piece, 2048)
    repeats = np.fft.irfft(np.square(np.abs(spectrum)))[: len(piece)]
    if repeats[0] <= 0:
        return False
    low, high = RATE // _PITCH_HZ[1], min(RATE // _PITCH_HZ[0], len(piece) - 1)
    if high <= low:
        return False
    lags = np.arange(low, high)
    # Fewer samples overlap at a longer lag; without this low voices would look unvoiced.
    fair = repeats[low:high] / repeats[0] * (len(piece) / (len(piece) - lags))
    return bool(fair.max() > VOICED)
