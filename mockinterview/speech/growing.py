"""The sound of an answer that is still being given: read as the file grows, and where in it somebody speaks.

The child reads the take's own file, so that recording and recognising share nothing but the disk: neither can hold up the other.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.core.problems import SpeechProblem
from mockinterview.speech.gate import EDGE_MS, Stretch, spoken_stretches
from mockinterview.speech.sound import LONGEST_S, RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

HEADER_BYTES = 44
"""What stands before the sound in a take's file."""
SAMPLE_BYTES = 2
CONTEXT_MS = 10_000
"""Sound before what is looked at: the gate learns the room's noise from it."""
_ROOM_S = 60
_HUM_MS = 60
"""Loudness is looked at over so long: shorter, and the closure of a "t" would pass for the gap between two words."""


class GrowingSound:
    """A take's file as far as it is written: 16 kHz mono int16 behind a header. SpeechProblem if it cannot be read."""

    def __init__(self, audio: Path) -> None:
        import numpy as np

        self._audio = audio
        self._buffer = np.zeros(_ROOM_S * RATE, np.float32)
        self._count = 0

    @property
    def samples(self) -> Samples:
        """All of it so far: float32 mono at 16 kHz, a view that the next `read` may leave behind."""
        return self._buffer[: self._count]

    @property
    def length_ms(self) -> int:
        """How much there is."""
        return self._count * 1000 // RATE

    @property
    def certain_ms(self) -> int:
        """Up to here the gate knows whether somebody speaks: it lets speech begin before it is loud."""
        return max(0, self.length_ms - EDGE_MS)

    def read(self) -> bool:
        """Take in what was written since; whether there was anything."""
        import numpy as np

        try:
            with self._audio.open("rb") as source:
                source.seek(HEADER_BYTES + self._count * SAMPLE_BYTES)
                raw = source.read()
        except OSError as error:
            raise SpeechProblem(
                f"The sound file {self._audio.name} cannot be read.",
                f"{error.strerror}.",
                "Check that the recording was not moved or deleted.",
            ) from error
        fresh = np.frombuffer(raw[: len(raw) // SAMPLE_BYTES * SAMPLE_BYTES], "<i2")
        end = self._count + len(fresh)
        if end > LONGEST_S * RATE:
            raise SpeechProblem(
                f"The sound file {self._audio.name} is too long to recognise.", "The limit is four hours."
            )
        if end > len(self._buffer):
            larger = np.zeros(max(2 * len(self._buffer), end), np.float32)
            larger[: self._count] = self.samples
            self._buffer = larger
        self._buffer[self._count : end] = fresh / np.float32(32768)
        self._count = end
        return bool(len(fresh))

    def stretches(self, from_ms: int) -> list[Stretch]:
        """Where somebody speaks, on the file's own clock; what ends before from_ms is left out."""
        start = max(0, from_ms - CONTEXT_MS) * RATE // 1000
        shift_ms = start * 1000 // RATE
        found = spoken_stretches(self.samples[start:])
        moved = [Stretch(one.start_ms + shift_ms, one.end_ms + shift_ms) for one in found]
        return [one for one in moved if one.end_ms > from_ms]

    def quietest(self, earliest_ms: int, latest_ms: int) -> int:
        """The quietest moment between two times; see `quietest_moment`."""
        return quietest_moment(self.samples, earliest_ms, latest_ms)


def quietest_moment(samples: Samples, earliest_ms: int, latest_ms: int) -> int:
    """The middle of the quietest 60 ms between two times: where a cut harms least when nobody pauses."""
    import numpy as np

    first, last = earliest_ms * RATE // 1000, min(latest_ms * RATE // 1000, len(samples))
    width = _HUM_MS * RATE // 1000
    if last - first <= width:
        return (earliest_ms + latest_ms) // 2
    energy = np.cumsum(np.square(samples[first:last], dtype=np.float64))
    quiet = int(np.argmin(energy[width:] - energy[:-width])) + width // 2
    return earliest_ms + quiet * 1000 // RATE
