"""Places that sound like an "um" where no word was written: recognisers leave fillers out, a steady voice gives them away.

A filled pause holds one vowel at one pitch (O'Shaughnessy 1992: flat or gently falling, steady formants, 200 ms and longer), while
words move. What is found here is offered to the person and never counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockinterview.core.transcript import Note, NoteKind
from mockinterview.speech.gate import Stretch
from mockinterview.speech.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    Flags = NDArray[np.bool_]

HOP_MS = 10
LEAST_MS = 200
"""The shortest filled pause worth showing; "uh" lasts 200 to 400 ms, "um" 300 to 700 (Clark & Fox Tree 2002)."""
LONGEST_MS = 1_500
"""Steadier sound than this is a machine's, or somebody sings."""
VOICED = 0.6
"""Autocorrelation at the pitch of a steady vowel."""
STEP_SEMITONES = 1.0
"""The pitch of a filled pause moves less than this from one hop to the next; octave errors are folded away."""
RANGE_SEMITONES = 4.0
"""From its tenth to its ninetieth percentile."""
FLUX_DB = 4.0
"""Mean change of the coarse spectrum within 40 ms, in dB a band: steady vowels stay under it, words do not."""
_PITCH_HZ = (70, 400)
_WINDOW_MS = 40
_BANDS_HZ = (100, 300, 500, 700, 900, 1200, 1500, 1900, 2400, 3000, 4000)
_BRIDGE = 2
_NEARLY = 0.9


def hesitations(samples: Samples, span: Stretch) -> list[Note]:
    """Possible fillers in a part of the sound that has no word. samples: float32 mono at 16 kHz, the whole sound."""
    if span.end_ms - span.start_ms < LEAST_MS:
        return []
    import numpy as np

    sound = samples[span.start_ms * RATE // 1000 : span.end_ms * RATE // 1000]
    size, hop = _WINDOW_MS * RATE // 1000, HOP_MS * RATE // 1000
    if len(sound) < size:
        return []
    frames = np.lib.stride_tricks.sliding_window_view(sound, size)[::hop]
    frames = frames - frames.mean(axis=1, keepdims=True)
    strength, semitones = _pitch(frames)
    steady = (strength > VOICED) & (_flux(frames) < FLUX_DB) & (_moves(semitones) < STEP_SEMITONES)
    notes: list[Note] = []
    for first, last in _runs(steady):
        start, end = span.start_ms + first * HOP_MS, span.start_ms + (last - 1) * HOP_MS + _WINDOW_MS
        low, high = np.percentile(semitones[first:last], (10, 90))
        if LEAST_MS <= end - start <= LONGEST_MS and high - low <= RANGE_SEMITONES:
            notes.append(Note(NoteKind.POSSIBLE_FILLER, start, min(end, span.end_ms)))
    return notes


def _pitch(frames: Samples) -> tuple[Samples, Samples]:
    """How strongly each frame repeats itself (0..1), and at which pitch, in semitones."""
    import numpy as np

    size = frames.shape[1]
    spectrum = np.fft.rfft(frames, 2048, axis=1)
    repeats = np.fft.irfft(np.square(np.abs(spectrum)), axis=1)[:, :size]
    low, high = RATE // _PITCH_HZ[1], min(RATE // _PITCH_HZ[0], size - 1)
    lags = np.arange(low, high)
    fair = repeats[:, low:high] / np.maximum(repeats[:, :1], 1e-9) * (size / (size - lags))
    peaks = fair >= _NEARLY * fair.max(axis=1, keepdims=True)
    peaks[:, 1:-1] &= (fair[:, 1:-1] >= fair[:, :-2]) & (fair[:, 1:-1] >= fair[:, 2:])
    best = peaks.argmax(axis=1)  # the shortest: a voice repeats itself after two and three of its periods, too
    strength = np.take_along_axis(fair, best[:, None], 1)[:, 0]
    return strength.astype(np.float32), (12 * np.log2(RATE / lags[best])).astype(np.float32)


def _moves(semitones: Samples) -> Samples:
    """How far the pitch moves from the frame before; jumps by an octave are the meter's, not the voice's."""
    import numpy as np

    steps = np.abs(np.diff(semitones, prepend=semitones[:1]))
    folded: Samples = np.minimum(steps, np.abs(steps - 12))
    return folded


def _flux(frames: Samples) -> Samples:
    """Mean change of the band levels, the loudness taken out, from 40 ms before to now, in dB."""
    import numpy as np

    power = np.square(np.abs(np.fft.rfft(frames * np.hanning(frames.shape[1]), axis=1)))
    edges = [hertz * frames.shape[1] // RATE for hertz in _BANDS_HZ]
    bands = 10 * np.log10(np.add.reduceat(power, edges, axis=1)[:, :-1] + 1e-9)
    shape = bands - bands.mean(axis=1, keepdims=True)
    back = _WINDOW_MS // HOP_MS
    before = np.concatenate([np.repeat(shape[:1], min(back, len(shape)), axis=0), shape[:-back]])
    flux: Samples = np.abs(shape - before).mean(axis=1)
    return flux


def _runs(flags: Flags) -> list[tuple[int, int]]:
    """(first, past the last) of every run of set frames, gaps of up to 20 ms bridged."""
    import numpy as np

    runs: list[tuple[int, int]] = []
    for index in np.flatnonzero(flags).tolist():
        if runs and index - runs[-1][1] <= _BRIDGE:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs
