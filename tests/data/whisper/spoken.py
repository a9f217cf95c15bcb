"""Synthetic speech with the true time of every word, from the espeak-ng library: what the recogniser of the tests is made of.

The command `espeak-ng` gives the sound only; the library also tells when each word begins, so it is called here through ctypes.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

RATE = 16_000
"""Samples a second of everything `Speaker.say` returns."""

_SYNCHRONOUS = 2
_EVENT_WORD = 1
_PARAMETER_RATE = 1
_PARAMETER_PITCH = 3
_UTF8 = 1
_BY_CHARACTER = 1

SENTENCES = tuple(Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines())
"""The sentences the checkpoint knows."""


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("name", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True)
class Utterance:
    """sound: float32 mono at 16 kHz in -1..1, silence at both ends cut. words: (text, start s, end s) in order."""

    text: str
    sound: NDArray[np.float32]
    words: tuple[tuple[str, float, float], ...]

    @property
    def seconds(self) -> float:
        return len(self.sound) / RATE


class Speaker:
    """The one espeak-ng of this process; not safe for two threads at once."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL("libespeak-ng.so.1")
        self._rate = self._library.espeak_Initialize(_SYNCHRONOUS, 0, None, 0)
        if self._rate <= 0:
            raise RuntimeError("espeak-ng did not start")
        self._pieces: list[NDArray[np.int16]] = []
        self._starts: list[tuple[int, float]] = []
        self._callback = _Callback(self._heard)
        self._library.espeak_SetSynthCallback(self._callback)

    def _heard(self, samples, count, events) -> int:  # type: ignore[no-untyped-def]
        if count > 0:
            self._pieces.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while events[index].type != 0:
            if events[index].type == _EVENT_WORD:
                self._starts.append((events[index].text_position - 1, events[index].audio_position / 1000))
            index += 1
        return 0

    def say(self, text: str, voice: str = "en-gb", words_per_minute: int = 165, pitch: int = 50) -> Utterance:
        """Speak a text of words divided by spaces."""
        self._pieces, self._starts = [], []
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"no voice {voice}")
        self._library.espeak_SetParameter(_PARAMETER_RATE, words_per_minute, 0)
        self._library.espeak_SetParameter(_PARAMETER_PITCH, pitch, 0)
        raw = text.encode() + b"\0"
        self._library.espeak_Synth(raw, ctypes.c_size_t(len(raw)), 0, _BY_CHARACTER, 0, _UTF8, None, None)
        sound = soxr.resample(np.concatenate(self._pieces).astype(np.float32) / 32768, self._rate, RATE)
        loud = np.flatnonzero(np.abs(sound) > 0.003)
        first, last = int(loud[0]), int(loud[-1]) + 1
        return Utterance(text, sound[first:last], self._words(text, first / RATE, last / RATE))

    def _words(self, text: str, begin: float, end: float) -> tuple[tuple[str, float, float], ...]:
        """Each word lasts until the next one the library announced; words run together share their stretch by length."""
        known = dict(self._starts)
        found: list[tuple[str, float | None]] = []
        position = 0
        for word in text.split():
            position = text.index(word, position)
            found.append((word, known.get(position)))
            position += len(word)
        times = [at for _, at in found] + [end]
        times[0] = begin
        index = 0
        while index < len(found):
            after = next(later for later in range(index + 1, len(times)) if times[later] is not None)
            letters = [len(word) for word, _ in found[index:after]]
            start, stop = times[index], times[after]
            for inner in range(index + 1, after):
                times[inner] = start + (stop - start) * sum(letters[: inner - index]) / sum(letters)
            index = after
        return tuple((word, times[i] - begin, times[i + 1] - begin) for i, (word, _) in enumerate(found))
