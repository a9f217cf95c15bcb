"""Places that sound like an "um" where no word was written: recognisers leave fillers out, a steady voice gives them away.

A filled pause holds one vowel at one pitch (O'Shaughnessy 1992: flat or gently falling, steady formants, 200 ms and longer), while
words move. What is found here is offered to the person and never counted. Measured on 26 fillers in human clips, with these figures
chosen in view of them: half are found, and five in six that are offered are fillers; behind the draft recogniser, which writes many
of them down as other words, a quarter is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockinterview.core.transcript import Note, NoteKind
from mockinterview.speech.gate import Stretch, runs
from mockinterview.speech.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

HOP_MS = 10
LEAST_MS = 200
"""The shortest filled pause worth showing; "uh" lasts 200 to 400 ms, "um" 300 to 700 (Clark & Fox Tree 2002)."""
LONGEST_MS = 1_500
"""Steadier sound than this is a machine's, or somebody sings."""
VOICED = 0.6
"""Autocorrelation at the pitch of a steady vowel."""
STEP_SEMITONES = 1.0
"""The pitch of a filled pause moves less than this from one hop to the next; octave errors are folded away."""
RANGE_SEMITONES = 2.5
"""From its tenth to its ninetieth percentile."""
CHANGE_DB = 5.0
"""Mean change of the coarse spectrum within 40 ms, in dB a band: steady vowels stay under it, words do not."""
_BACK_MS = 40
_BRIDGE = 2


def hesitations(samples: Samples, span: Stretch) -> list[Note]:
    """Possible fillers in a part of the sound that has no word. samples: float32 mono at 16 kHz, the whole sound."""
    if span.end_ms - span.start_ms < LEAST_MS:
        return []
    # numpy stands behind it: nothing of ours imports that with its own name
    from mockinterview.speech.voice import listen

    voice = listen(samples[span.start_ms * RATE // 1000 : span.end_ms * RATE // 1000], HOP_MS)
    voiced = (voice.strength > VOICED) & ~voice.high
    steady = voiced & (_change(voice.shape) < CHANGE_DB) & (_moves(voice.semitones) < STEP_SEMITONES)
    notes: list[Note] = []
    for first, last in runs(steady, _BRIDGE):
        begun = max(0, first - _BACK_MS // HOP_MS)  # what is like the sound of 40 ms before began there
        start, end = span.start_ms + begun * HOP_MS, min(span.start_ms + last * HOP_MS, span.end_ms)
        if LEAST_MS <= end - start <= LONGEST_MS and _range(voice.semitones[first:last]) <= RANGE_SEMITONES:
            notes.append(Note(NoteKind.POSSIBLE_FILLER, start, end))
    return notes


def _moves(semitones: Samples) -> Samples:
    """How far the pitch moves from the frame before; jumps by an octave are the meter's, not the voice's."""
    import numpy as np

    steps = np.abs(np.diff(semitones, prepend=semitones[:1]))
    folded: Samples = np.minimum(steps, np.abs(steps - 12))
    return folded


def _range(semitones: Samples) -> float:
    import numpy as np

    low, high = np.percentile(semitones, (10, 90))
    return float(high - low)


def _change(shape: Samples) -> Samples:
    """Mean change of the spectrum's shape from 40 ms before to now, in dB a band."""
    import numpy as np

    back = _BACK_MS // HOP_MS
    before = np.concatenate([np.repeat(shape[:1], min(back, len(shape)), axis=0), shape[:-back]])
    change: Samples = np.abs(shape - before).mean(axis=1)
    return change
