"""A sound of which any tenth of a second says where it belongs: what a recording lacks of it can be measured to the millisecond.

Every 100 ms has a frequency of its own, 6 Hz from the next, without a jump in phase. After 587 of them they come again in another
order, so that no two neighbours ever come twice. Under the tone lies noise, always the same: a tone alone looks nearly the same a
period later, and would be found some milliseconds off. Both stay below 4 kHz, where half a sample makes no difference.
`Listening` hears the same sound server beside the program: what it has heard by a moment is what had been played by then.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

RATE = 16_000
STEP_MS = 100
_STEP = RATE * STEP_MS // 1000
_LOWEST_HZ, _APART_HZ, _TONES = 400, 6, 587  # a prime: every stride goes through all of them
_AMPLITUDE, _NOISE = 6_000, 4_000
_REACH = 2 * RATE
"""A gap of so much to either side is found."""
_PIECE = 2 * _STEP
"""What is looked for: two neighbours, which never come twice."""
_ALIKE = 0.85
"""A likeness below this (1 is the same sound) is not the tone from one place: it is silence, or there is a gap in it."""
_MOST_STRANGE = 4
"""So many pieces in a row that are not the tone are no blurred moment."""
_TOLERATED = RATE // 1000
"""1 ms: resamplers shift by less."""

Samples = NDArray[np.int16]


def tone(seconds: float) -> Samples:
    """The tone from its beginning, at 16 kHz."""
    length = int(seconds * RATE)
    round_, place = np.divmod(np.arange(length // _STEP + 1), _TONES)
    hertz = _LOWEST_HZ + _APART_HZ * (place * (round_ + 1) % _TONES)
    phase = np.cumsum(np.repeat(2 * np.pi * hertz / RATE, _STEP))[:length]
    noise = soxr.resample(np.random.default_rng(0).standard_normal(length // 2 + 1), RATE // 2, RATE)[:length]
    return np.round(_AMPLITUDE * np.sin(phase) + _NOISE * noise).clip(-32_000, 32_000).astype(np.int16)


def write_tone(file: Path, seconds: float, rate: int = 48_000) -> Path:
    """The tone as a sound file of that rate."""
    soundfile.write(file, soxr.resample(tone(seconds), RATE, rate), rate, subtype="PCM_16")
    return file


def samples_of(audio: Path) -> Samples:
    """What a take's file holds behind its header, however it ended."""
    pcm = audio.read_bytes()[44:]
    return np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2")


class Ruler:
    """Says where pieces of a recording stand in the tone. seconds: how long the tone is that was played."""

    def __init__(self, seconds: float) -> None:
        self._tone = tone(seconds).astype(np.float32)

    def place(self, piece: Samples) -> int | None:
        """The sample of the tone with which a piece (200 ms or more) begins; None if it is not in there."""
        found, likeness = self._best(piece, 0, len(self._tone))
        return found if likeness > _ALIKE else None

    def end(self, recorded: Samples) -> int | None:
        """The sample of the tone that comes after the last one of a recording; None if it does not end in it."""
        begin = self.place(recorded[-_PIECE:])
        return None if begin is None else begin + min(_PIECE, len(recorded))

    def missing(self, recorded: Samples) -> list[Gap]:
        """Where a recording misses some of the tone, or holds something else for longer than a moment, once the tone has begun.

        In one shorter than what is looked for no gap can be told from another place; it need only be the tone.
        """
        if len(recorded) <= _PIECE and self.place(recorded) is not None:
            return []
        gaps: list[Gap] = []
        ahead: int | None = None
        strange = 0
        for at in range(0, len(recorded) - _PIECE, _STEP):
            piece = recorded[at : at + _PIECE]
            here = 0 if ahead is None else at + ahead
            first, past = (0, len(self._tone)) if ahead is None else (here - _REACH, here + _REACH + _PIECE)
            found, likeness = self._best(piece, max(0, first), min(len(self._tone), past))
            strange = strange + 1 if likeness < _ALIKE else 0
            if strange == _MOST_STRANGE and ahead is not None:
                gaps.append(Gap(at * 1000 // RATE, _MOST_STRANGE * STEP_MS))
            if not strange:
                if ahead is not None and abs(found - here) > _TOLERATED:
                    gaps.append(Gap(at * 1000 // RATE, (found - here) * 1000 // RATE))
                ahead = found - at
        return gaps if ahead is not None else [Gap(0, len(recorded) * 1000 // RATE)]

    def _best(self, piece: Samples, first: int, past: int) -> tuple[int, float]:
        """Where in that part of the tone a piece fits best, and how well (1: it is the same)."""
        where, wanted = self._tone[first:past], piece.astype(np.float32)
        size = 1 << (len(where) + len(wanted)).bit_length()
        match = np.fft.irfft(np.fft.rfft(where, size) * np.conj(np.fft.rfft(wanted, size)), size)
        at = int(match[: max(1, len(where) - len(wanted) + 1)].argmax())
        same = where[at : at + len(wanted)]
        strength = float(np.linalg.norm(same) * np.linalg.norm(wanted[: len(same)]))
        return first + at, float(match[at]) / strength if strength else 0.0


@dataclass(frozen=True)
class Gap:
    """So much is missing there (less than nothing: it came twice)."""

    at_ms: int
    lost_ms: int

    def __str__(self) -> str:
        return f"{self.lost_ms} ms missing at {self.at_ms / 1000:.1f} s"


class Listening:
    """Somebody else who hears the same microphone, and remembers when he had heard how much."""

    def __init__(self, source: str, env: Mapping[str, str]) -> None:
        self._child = subprocess.Popen(
            ["parec", f"--device={source}", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=20", "--raw"],
            env=dict(env), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._heard = bytearray()
        self._grown = threading.Condition()
        self._ahead = -float("inf")
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        assert self._child.stdout is not None
        while block := self._child.stdout.read1(65_536):  # type: ignore[attr-defined]
            now = time.monotonic()
            with self._grown:
                self._heard += block
                self._ahead = max(self._ahead, len(self._heard) / 2 - now * RATE)
                self._grown.notify_all()

    def by(self, moment: float, length: int = _PIECE) -> Samples:
        """The last samples that had been played by a moment of the monotonic clock, his own delay at its smallest."""
        with self._grown:
            past = int(moment * RATE + self._ahead) * 2
            if not self._grown.wait_for(lambda: len(self._heard) >= past, 10):
                raise TimeoutError("the sound server sends nothing any more")
            return np.frombuffer(bytes(self._heard[max(0, past - 2 * length) : past]), "<i2")

    def close(self) -> None:
        """Stop listening."""
        self._child.terminate()
        self._child.wait(10)
        self._thread.join(10)
        if self._child.stdout is not None:
            self._child.stdout.close()
