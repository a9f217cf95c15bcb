"""An answer whose every word is a tone of its own, and an ear at the sound server that knows when it heard which.

Both clocks are the monotonic one. What the ear hears comes from the monitor of a sink that exists only in memory
(tests/journeys/soundcard.py); its samples arrive in blocks, each a little late. Of the arrivals of each second the earliest say
when its samples were made; that line, against the clock, is the time of every sample. (One line for all of it would not do: a
server that is held up leaves some out.) It still lies before or after what the server itself calls the moment a sample is played,
so it is calibrated: before and after the measurement clicks are played through a client of our own, the server is asked how long
each takes to be heard (`pa_simple_get_latency`), and the middle of the differences is taken off all times. How far apart the middle
half of the clicks still are is reported: no figure is truer than that. It is 1 to 16 ms on PulseAudio.
"""

from __future__ import annotations

import ctypes
import os
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from mockinterview.core.transcript import Segment, Transcript, Word

RATE = 48_000
TAKE_RATE = 16_000
_TONES = tuple(500 + 260 * number for number in range(12))
_WINDOW, _HOP = RATE * 15 // 1000, RATE // 500
"""15 ms tell the tones apart; a step is 2 ms."""
_LEAST_STEPS = 15
"""A tone heard for less than 30 ms is the seam between two."""

Samples = NDArray[np.float64]


@dataclass(frozen=True)
class CodedAnswer:
    """Words without a gap, 180 to 420 ms each, no tone beside itself or its neighbours."""

    words: tuple[Word, ...]
    tones: tuple[int, ...]

    @property
    def transcript(self) -> Transcript:
        """As a recogniser would have written it."""
        end = self.words[-1].end_ms
        return Transcript("coded", "", "en", end, self.words, (Segment(0, end, 0, len(self.words) - 1),))

    def write(self, file: Path) -> Path:
        """The sound, as a take holds it."""
        hertz = np.repeat(
            [float(_TONES[tone]) for tone in self.tones],
            [(word.end_ms - word.start_ms) * RATE // 1000 for word in self.words],
        )
        sound = 0.4 * np.sin(np.cumsum(2 * np.pi * hertz / RATE))
        soundfile.write(file, soxr.resample(sound, RATE, TAKE_RATE), TAKE_RATE, subtype="PCM_16")
        return file


def coded_answer(words: int, seed: int = 3) -> CodedAnswer:
    """An answer of so many words, always the same."""
    dice = np.random.default_rng(seed)
    tones, made, at = [0], [], 0
    while len(tones) < words:
        tone = int(dice.integers(len(_TONES)))
        if all(abs(tone - before) > 1 for before in tones[-2:]):
            tones.append(tone)
    for number, length in enumerate(dice.integers(180, 420, words)):
        made.append(Word(f"word{number}", at, at + int(length), 0.9))
        at += int(length)
    return CodedAnswer(tuple(made), tuple(tones))


class Ear:
    """Hears a sink from its making on. After `stop`, `sound` holds all of it, and `moment` says when a sample was heard."""

    def __init__(self, source: str, env: Mapping[str, str]) -> None:
        self._child = subprocess.Popen(
            ["parec", f"--device={source}", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=5", "--raw"],
            env=dict(env), stdout=subprocess.PIPE,
        )  # fmt: skip
        self._heard = bytearray()
        self._ahead: dict[int, float] = {}
        self.correction = 0.0
        self.sound: Samples = np.zeros(0)
        self._first = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        if not self._first.wait(20):
            raise RuntimeError("nothing can be heard")

    def _listen(self) -> None:
        assert self._child.stdout is not None
        while block := os.read(self._child.stdout.fileno(), 65_536):
            now = time.monotonic()
            self._heard += block
            if len(self._heard) > RATE:  # the first half second comes as it pleases
                heard_s = len(self._heard) / 2 / RATE
                ahead = self._ahead.get(int(heard_s), -float("inf"))
                self._ahead[int(heard_s)] = max(ahead, heard_s - now)
                self._first.set()

    def stop(self) -> None:
        """Stop listening."""
        self._child.terminate()
        self._child.wait(10)
        self._thread.join(10)
        if self._child.stdout is not None:
            self._child.stdout.close()
        self.sound = np.frombuffer(bytes(self._heard), "<i2").astype(float)

    def moment(self, sample: float) -> float:
        """When a sample was heard, on the monotonic clock."""
        heard_s = sample / RATE
        return heard_s - self._ahead_at(heard_s) + self.correction

    def sample(self, moment: float) -> int:
        """The sample that was heard at a moment."""
        moment -= self.correction
        about = moment + self._ahead_at(moment + next(iter(self._ahead.values())))
        return int((moment + self._ahead_at(about)) * RATE)

    def _ahead_at(self, heard_s: float) -> float:
        """How far what was heard was ahead of the clock, in the second around a place of it."""
        nearest = min(self._ahead, key=lambda second: abs(second + 0.5 - heard_s))
        return self._ahead[nearest]


class _Spec(ctypes.Structure):
    _fields_ = (("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8))


class _Buffer(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize"))


_INT16, _PLAYBACK, _AS_YOU_LIKE = 3, 1, 2**32 - 1


def play_clicks(number: int) -> list[float]:
    """Play clicks to the default sink; when each is heard by the sound server's own account."""
    library = ctypes.CDLL("libpulse-simple.so.0")
    library.pa_simple_new.restype = ctypes.c_void_p
    library.pa_simple_get_latency.restype = ctypes.c_uint64
    error = ctypes.c_int()
    free = [_AS_YOU_LIKE] * 3
    stream = library.pa_simple_new(
        None, b"calibration", _PLAYBACK, None, b"clicks", ctypes.byref(_Spec(_INT16, RATE, 1)), None,
        ctypes.byref(_Buffer(_AS_YOU_LIKE, RATE // 10, *free)), ctypes.byref(error),
    )  # fmt: skip
    if not stream:
        raise RuntimeError(f"the sound server takes no stream: {error.value}")
    handle = ctypes.c_void_p(stream)
    silence = np.zeros(RATE // 5, "<i2").tobytes()
    click = np.zeros(RATE // 20, "<i2")
    click[:480] = np.round(12_000 * np.sin(2 * np.pi * 1_000 * np.arange(480) / RATE))
    heard = []
    for _ in range(number):
        library.pa_simple_write(handle, silence, len(silence), ctypes.byref(error))
        before = time.monotonic()
        latency = library.pa_simple_get_latency(handle, ctypes.byref(error)) / 1e6
        heard.append((before + time.monotonic()) / 2 + latency)
        library.pa_simple_write(handle, click.tobytes(), click.nbytes, ctypes.byref(error))
    library.pa_simple_drain(handle, ctypes.byref(error))
    library.pa_simple_free(handle)
    return heard


def calibrate(ear: Ear, clicks: Sequence[float]) -> float:
    """Put the ear's clock right by clicks it has heard; how far apart the middle half of them still are, in ms."""
    off = []
    for moment in clicks:
        begin = ear.sample(moment - 0.15)
        loud = np.nonzero(np.abs(ear.sound[begin : begin + RATE * 3 // 10]) > 3_000)[0]
        if len(loud):
            off.append(moment - ear.moment(begin + loud[0]))
    if len(off) < len(clicks) // 2 + 1:
        raise RuntimeError("the clicks were not heard")
    ear.correction += statistics.median(off)
    low, _, high = statistics.quantiles(off, n=4, method="inclusive")
    return (high - low) * 1000


class Melody:
    """Which tone is heard when, in a piece of what an ear heard."""

    def __init__(self, ear: Ear, since: float, until: float) -> None:
        self._ear = ear
        self._first = max(0, ear.sample(since))
        sound = ear.sound[self._first : ear.sample(until)]
        frames = np.lib.stride_tricks.sliding_window_view(sound, _WINDOW)[::_HOP] * np.hanning(_WINDOW)
        waves = np.exp(-2j * np.pi * np.outer(np.arange(_WINDOW), _TONES) / RATE)
        self._powers = np.abs(frames @ waves) ** 2
        loud = self._powers.max(1) > 0.05 * max(1.0, float(np.percentile(self._powers.max(1), 99)))
        self.top = np.where(loud, self._powers.argmax(1), -1)

    def moment(self, step: int) -> float:
        """When a step was heard: its middle."""
        return self._ear.moment(self._first + step * _HOP + _WINDOW / 2)

    def beginnings(self, tones: Sequence[int], first: int = 0) -> dict[int, float]:
        """When each word began, by its place in `tones`: where its tone grows stronger than the one before. In their order."""
        found: dict[int, float] = {}
        word, at = first, 0
        while at < len(self.top):
            end = at
            while end < len(self.top) and self.top[end] == self.top[at]:
                end += 1
            if end - at >= _LEAST_STEPS and word < len(tones) and self.top[at] == tones[word]:
                found[word] = self.moment(self._seam(at, tones[word], tones[word - 1] if word else -1))
                word += 1
            at = end
        return found

    def _seam(self, at: int, tone: int, before: int) -> int:
        while at > 0 and self._powers[at - 1, tone] > (self._powers[at - 1, before] if before >= 0 else 0):
            if self.top[at - 1] == -1:
                break
            at -= 1
        return at

    def first(self, tone: int) -> float | None:
        """When a tone begins, after whatever else; None if it is not heard."""
        for at in range(len(self.top) - _LEAST_STEPS):
            if (self.top[at : at + _LEAST_STEPS] == tone).all():
                return self.moment(at)
        return None

    def length_ms(self, tone: int) -> float:
        """How long a tone is heard, in all."""
        return float((self.top == tone).sum() * _HOP * 1000 / RATE)
