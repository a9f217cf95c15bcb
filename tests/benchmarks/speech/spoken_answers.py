"""Answers by espeak-ng with the pauses people make, and the recorder's part: a take that grows as they are spoken."""

from __future__ import annotations

import json
import random
import threading
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mockinterview.sound.take_file import TakeFile
from tests.data.whisper.spoken import RATE, SENTENCES, Speaker

BLOCK_S = 0.05
VOICES = ("gmw/en", "gmw/en-US", "gmw/en-GB-x-rp")
Sound = NDArray[np.float32]


@dataclass(frozen=True)
class Answer:
    """sound: float32 mono at 16 kHz. words: (text, start ms, end ms)."""

    sound: Sound
    words: tuple[tuple[str, int, int], ...]

    @property
    def seconds(self) -> float:
        return len(self.sound) / RATE


def answer(speaker: Speaker, seconds: float, dice: random.Random) -> Answer:
    """Sentences with pauses and a little room noise; the last is followed by what people take to press Stop."""
    voice = dice.choice(VOICES)
    parts = [np.zeros(int(dice.uniform(0.3, 1.5) * RATE), np.float32)]
    words: list[tuple[str, int, int]] = []
    while (count := sum(map(len, parts))) < seconds * RATE:
        said = speaker.say(dice.choice(SENTENCES), voice, dice.randint(150, 175))
        shift_ms = count * 1000 // RATE
        words += [
            (text, shift_ms + round(1000 * start), shift_ms + round(1000 * end)) for text, start, end in said.words
        ]
        parts.append(said.sound * np.float32(0.5))
        parts.append(np.zeros(int(dice.lognormvariate(np.log(0.55), 0.5) * RATE), np.float32))
    parts[-1] = np.zeros(int(dice.uniform(0.3, 1.8) * RATE), np.float32)
    sound = np.concatenate(parts)
    noise = np.random.default_rng(dice.randint(0, 1 << 30)).standard_normal(len(sound)) * 0.0005
    return Answer((sound + noise).astype(np.float32), tuple(words))


def end_of(spoken: Answer, seconds: float) -> Answer:
    """About the last so many seconds of an answer, begun in the widest pause there."""
    from_ms = round(1000 * (spoken.seconds - seconds))
    gaps = [
        (after[1] - before[2], (before[2] + after[1]) // 2)
        for before, after in pairwise(spoken.words)
        if from_ms <= after[1] <= from_ms + round(1000 * seconds) // 4
    ]
    at_ms = max(gaps)[1] if gaps else 0
    words = tuple((text, start - at_ms, end - at_ms) for text, start, end in spoken.words if start >= at_ms)
    return Answer(spoken.sound[at_ms * RATE // 1000 :], words)


def repeated(spoken: Answer, times: int) -> Answer:
    """The same answer several times in a row."""
    shifts = [number * len(spoken.sound) * 1000 // RATE for number in range(times)]
    words = tuple((text, start + shift, end + shift) for shift in shifts for text, start, end in spoken.words)
    return Answer(np.tile(spoken.sound, times), words)


def pcm(sound: Sound) -> bytes:
    """Little-endian int16."""
    return np.round(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()


def record(sound: Sound, take: TakeFile, speed: float = 1.0) -> None:
    """Write the sound as it would be heard; blocks until it is over."""
    raw = pcm(sound)
    began, block = time.monotonic(), 2 * int(BLOCK_S * RATE)
    for at in range(0, len(raw), block):
        wait = began + at / 2 / RATE / speed - time.monotonic()
        if wait > 0:
            threading.Event().wait(wait)
        take.write(raw[at : at + block])
    take.close()


def script_of(take: Path) -> Path:
    """Where the words of a take stand for a recogniser that cannot hear them (babbling_child.py)."""
    return take.with_suffix(".words.json")


def write_script(take: Path, spoken: Answer) -> None:
    script_of(take).write_text(json.dumps(spoken.words), "utf-8")
