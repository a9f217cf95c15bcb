"""What the loudness of a stream says about its microphone: silent, far too quiet, or so loud that it is cut off.

Thresholds were found by trial, with synthetic speech at peaks from -20 to -60 dBFS in room noise from -75 to -55 dBFS, and with
noise alone. All here is pure: sound is handed in, and time is its own length.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.take import Level
from mockinterview.sound.loudness import dbfs, level_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SILENT_DBFS = -70.0
"""Quieter than this is no room with a working microphone in it: those stay above -65, a muted one gives zeros."""

SILENT_MS = 2_000
"""Silence this long is worth a hint, soon enough to start again."""

QUIET_DBFS = -55.0
"""The loudest twentieth of speech stays below: its peaks are under -41 then. A poor microphone at arm's length reaches -40."""

QUIET_MS = 10_000
"""So long a stretch is judged: it holds words whatever the pauses."""

SPOKEN_DB = 6.0
"""The loudest twentieth of speech stands so far above its quietest tenth, even in noise nearly as loud. In steady noise it is 1."""

HEARD_DBFS = -50.0
"""A frame this loud is a voice at arm's length: for `HEARD_MS` after one the microphone is well, and the person is thinking."""

HEARD_MS = 30_000

FULL_SCALE = 32_760
"""A sample from here on is at the end of the scale, give or take what a resampler does to it."""

CLIPPED_RUN = 3
"""Samples at full scale on end that a sound cut off has and a loud one has not."""

CLIPPED_RUNS = 3
"""So many such runs, none `CALM_MS` after the one before, are an episode; one or two are a knock at the table."""

CALM_MS = 4_000
"""With no cut-off sound for so long an episode has ended."""

SILENT_WORDS = "The microphone hears nothing. Check that it is not muted and that it is the right one."
QUIET_WORDS = "You are hard to hear. Come closer to the microphone, or turn its volume up."
CLIPPED_WORDS = "Too loud: the loudest moments are cut off. Move back a little, or turn the microphone's volume down."

_FRAME_MS = 25
_FRAMES = QUIET_MS // _FRAME_MS
_STEP_FRAMES = 1_000 // _FRAME_MS


class InputLevel:
    """Listens to one stream of interleaved int16. What it finds is a mark when it begins, and a hint while it lasts."""

    def __init__(self, rate: int, channels: int) -> None:
        self._samples_a_ms = rate * channels / 1000
        self._channels = channels
        self.level = Level()
        """Loudness of the last block."""
        self.forget()

    def forget(self) -> None:
        """Sound pauses here: begin anew."""
        self.level = Level()
        self.silent = self.quiet = self.clipped = False
        self._silent_ms = 0.0
        self._calm_ms, self._runs = 0.0, 0
        self._since_voice_ms = float(HEARD_MS)
        self._frames: deque[float] = deque(maxlen=_FRAMES)
        self._new_frames = 0
        self._rest: list[NDArray[np.int16]] = []

    @property
    def hint(self) -> str:
        """What the person should do about it, "" if all is well."""
        if self.silent:
            return SILENT_WORDS
        return CLIPPED_WORDS if self.clipped else QUIET_WORDS if self.quiet else ""

    def hear(self, samples: NDArray[np.int16], place_ms: int) -> list[TakeMark]:
        """Take one block in; place_ms: where in the take it ends."""
        block_ms = samples.size / self._samples_a_ms
        self.level = level_of(samples)
        found = (
            self._watch_silence(block_ms, place_ms),
            self._watch_clipping(samples, block_ms, place_ms),
            self._watch_quiet(samples, block_ms, place_ms),
        )
        return [mark for mark in found if mark is not None]

    def _watch_silence(self, block_ms: float, place_ms: int) -> TakeMark | None:
        if self.level.rms_dbfs >= SILENT_DBFS:
            self._silent_ms, self.silent = 0.0, False
            return None
        self._silent_ms += block_ms
        if self._silent_ms < SILENT_MS or self.silent:
            return None
        self.silent, self.quiet = True, False
        return TakeMark(MarkKind.SILENT_INPUT, max(0, place_ms - round(self._silent_ms)), SILENT_WORDS)

    def _watch_clipping(self, samples: NDArray[np.int16], block_ms: float, place_ms: int) -> TakeMark | None:
        runs = _full_runs(samples, self._channels) if self.level.peak_dbfs >= dbfs(FULL_SCALE) else 0
        if not runs:
            self._calm_ms += block_ms
            if self._calm_ms >= CALM_MS:
                self._runs, self.clipped = 0, False
            return None
        self._calm_ms = 0.0
        self._runs += runs
        if self.clipped or self._runs < CLIPPED_RUNS:
            return None
        self.clipped = True
        return TakeMark(MarkKind.CLIPPED, max(0, place_ms - round(block_ms)), CLIPPED_WORDS)

    def _watch_quiet(self, samples: NDArray[np.int16], block_ms: float, place_ms: int) -> TakeMark | None:
        self._since_voice_ms += block_ms
        for value in self._frame_values(samples):
            self._frames.append(value)
            self._new_frames += 1
            if value >= HEARD_DBFS:
                self._since_voice_ms, self.quiet = 0.0, False
        if self._new_frames < _STEP_FRAMES or len(self._frames) < _FRAMES:
            return None
        self._new_frames = 0
        faint = self._since_voice_ms >= HEARD_MS and not self.silent and _is_faint_speech(self._frames)
        if not faint or self.quiet:
            return None
        self.quiet = True
        return TakeMark(MarkKind.QUIET_INPUT, max(0, place_ms - QUIET_MS), QUIET_WORDS)

    def _frame_values(self, samples: NDArray[np.int16]) -> list[float]:
        """Loudness of every whole frame, together with what was left over of the blocks before."""
        # Heavy library: only where sound is at hand.
        import numpy as np

        size = max(1, round(_FRAME_MS * self._samples_a_ms))
        self._rest.append(samples)
        if sum(part.size for part in self._rest) < size:
            return []
        together = np.concatenate(self._rest)
        whole = together.size // size * size
        self._rest = [together[whole:]]
        frames = together[:whole].reshape(-1, size).astype(np.float64)
        return [dbfs(rms) for rms in np.sqrt((frames * frames).mean(axis=1)).tolist()]


def _is_faint_speech(frames: deque[float]) -> bool:
    """Whether somebody speaks there, far too quietly: loudness that moves, and never far up."""
    ordered = sorted(frames)
    loud, floor = ordered[len(ordered) * 95 // 100], ordered[len(ordered) // 10]
    return SILENT_DBFS <= loud < QUIET_DBFS and loud - floor >= SPOKEN_DB


def _full_runs(samples: NDArray[np.int16], channels: int) -> int:
    """Runs of at least `CLIPPED_RUN` samples at full scale."""
    # Heavy library: only where sound is at hand.
    import numpy as np

    frames = samples[: samples.size // channels * channels].reshape(-1, channels)
    full = np.abs(frames.astype(np.int32)) >= FULL_SCALE
    inside = full[: -(CLIPPED_RUN - 1)].copy()
    for shift in range(1, CLIPPED_RUN):
        inside &= full[shift : full.shape[0] - (CLIPPED_RUN - 1) + shift]
    begins = inside[1:] & ~inside[:-1]
    return int(begins.sum() + inside[:1].sum())
