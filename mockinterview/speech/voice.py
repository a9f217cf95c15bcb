"""What a voice is known by, moment for moment: that it repeats itself, at which pitch, how loud it is, the shape of its spectrum.

The pitch is Boersma's (1993): the autocorrelation of a windowed frame divided by the window's own. Here of the band in which voices
are strongest, since hiss above and rumble below it would drown them.
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

WINDOW_MS = 40
HIGHEST_HZ = 400
"""Voices are lower; what repeats itself faster whistles, squeaks or rings."""
_LOWEST_HZ = 70
_BAND_HZ = (70, 1_300)
_SHORTEST_LAG = RATE // _BAND_HZ[1]
_EDGES_HZ = (100, 300, 500, 750, 1050, 1500, 2100, 2900, 4000, 6000)
_NEARLY = 0.9
"""Of several peaks about as high, the first is the period; a voice repeats itself after two and three of them, too."""
_STEP_SEMITONES = 2.0
"""No voice moves further within 20 ms; an octave error does."""
_FFT = 1024
_AT_ONCE = 3_000


@dataclass(frozen=True)
class Voice:
    """One value a frame of 40 ms, one frame every hop from time 0.

    strength: how well it repeats itself, 0..1. semitones: its pitch, on a scale from the sample rate down. high: it repeats itself
    faster than a voice can. level: of the voice's band; crisp: of all bands with the higher ones raised as ears do, both in dBFS.
    shape: (frames, bands), the level of each band against the mean of all, in dB.
    """

    strength: Samples
    semitones: Samples
    high: Flags
    level: Samples
    crisp: Samples
    shape: Samples


def listen(samples: Samples, hop_ms: int) -> Voice:
    """Look at a sound. samples: float32 mono at 16 kHz."""
    import numpy as np

    size, hop = WINDOW_MS * RATE // 1000, hop_ms * RATE // 1000
    count = len(samples) // hop
    before, behind = np.zeros((size - hop) // 2, np.float32), np.zeros(size, np.float32)
    whole = np.concatenate([before, samples[: count * hop], behind])
    frames = np.lib.stride_tricks.sliding_window_view(whole, size)[::hop][:count]
    parts = [_look(frames[start : start + _AT_ONCE]) for start in range(0, max(1, count), _AT_ONCE)]
    return Voice(*(np.concatenate(several) for several in zip(*parts, strict=True)))


def tracks(voice: Voice, voiced: Flags, least: int) -> list[tuple[int, int]]:
    """(first, past the last) of every run of at least `least` voiced frames whose pitch goes on without a jump."""
    import numpy as np

    goes_on = np.abs(np.diff(voice.semitones)) <= _STEP_SEMITONES
    found: list[tuple[int, int]] = []
    first = -1
    for index, here in enumerate([*voiced.tolist(), False]):
        if first >= 0 and not (here and goes_on[index - 1]):
            if index - first >= least:
                found.append((first, index))
            first = -1
        if here and first < 0:
            first = index
    return found


def _look(frames: Samples) -> tuple[Samples, Samples, Flags, Samples, Samples, Samples]:
    import numpy as np

    size = frames.shape[1]
    window = np.hanning(size + 2)[1:-1].astype(np.float32)
    hertz = np.fft.rfftfreq(_FFT, 1 / RATE)
    power = np.square(np.abs(np.fft.rfft((frames - frames.mean(axis=1, keepdims=True)) * window, _FFT, axis=1)))
    band = power * ((hertz >= _BAND_HZ[0]) & (hertz <= _BAND_HZ[1]))
    strength, lag = _period(band, window)
    bands = 10 * np.log10(np.add.reduceat(power, [one * _FFT // RATE for one in _EDGES_HZ], axis=1)[:, :-1] + 1e-9)
    scale = _FFT * size
    return (
        strength,
        (12 * np.log2(RATE / lag)).astype(np.float32),
        lag < RATE / HIGHEST_HZ,
        (10 * np.log10(band.sum(axis=1) / scale + 1e-12)).astype(np.float32),
        (10 * np.log10((power * (hertz / 1000)).sum(axis=1) / scale + 1e-12)).astype(np.float32),
        (bands - bands.mean(axis=1, keepdims=True)).astype(np.float32),
    )


def _period(band: Samples, window: Samples) -> tuple[Samples, Samples]:
    """How strongly each frame repeats itself, and after how many samples (with a fraction, by a parabola through the peak)."""
    import numpy as np

    longest = RATE // _LOWEST_HZ
    own = np.fft.irfft(np.square(np.abs(np.fft.rfft(window, _FFT))))[: longest + 2]
    repeats = np.fft.irfft(band, _FFT, axis=1)[:, : longest + 2]
    fair = repeats / np.maximum(repeats[:, :1], 1e-12) * (own[0] / own)
    body = fair[:, _SHORTEST_LAG : longest + 1]
    peak = np.zeros(body.shape, bool)
    peak[:, 1:-1] = (body[:, 1:-1] >= body[:, :-2]) & (body[:, 1:-1] > body[:, 2:])
    highest = np.where(peak, body, -1.0).max(axis=1, keepdims=True)
    best = (peak & (body >= _NEARLY * highest)).argmax(axis=1)
    rows, at = np.arange(len(best)), best + _SHORTEST_LAG
    left, middle, right = fair[rows, at - 1], fair[rows, at], fair[rows, at + 1]
    bend = left - 2 * middle + right
    aside = np.where(np.abs(bend) > 1e-9, 0.5 * (left - right) / np.where(np.abs(bend) > 1e-9, bend, 1.0), 0.0)
    strength = np.where(highest[:, 0] > 0, middle, 0.0)
    return strength.astype(np.float32), (at + np.clip(aside, -0.5, 0.5)).astype(np.float32)
