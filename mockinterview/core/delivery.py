"""How the answer was delivered: length, time to first word, pace, pauses, fillers. Facts with definitions, never a grade.

Pauses come from the sound, not from gaps between words: recognisers swallow pauses into the next word.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from mockinterview.core.transcript import Transcript

FILLERS = frozenset({"um", "umm", "uhm", "uh", "er", "erm", "err", "ah", "eh", "hm", "hmm", "mm", "mmm", "mhm"})
"""Filled pauses as recognisers spell them (Clark & Fox Tree 2002 treat um and uh as words; the rest are spellings of them)."""

PAUSE_MS = 1_000
"""A silence this long is listed as a pause. Psycholinguistics counts from 250 ms (Goldman-Eisler 1968), which is ordinary
phrasing; a listener notices a silence from about one second on (Jefferson 1989, "standard maximum silence")."""

_SHORTEST_SPEECH_MS = 80
"""A louder stretch shorter than this is a click, not speech, and does not end a pause."""

_QUIETEST_SPEECH_DBFS = -62.0
"""Nothing below this is speech, however quiet the rest is."""


@dataclass(frozen=True)
class Levels:
    """Loudness of the sound: one RMS value in dBFS (full-scale square wave is 0) per `frame_ms`, from time 0."""

    frame_ms: int
    dbfs: tuple[float, ...] = ()


@dataclass(frozen=True)
class Pause:
    """A silence between the first and the last sound of speech."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True)
class Filler:
    """An "um" or its like, as recognised. word: index into the transcript's words."""

    word: int
    text: str
    start_ms: int


@dataclass(frozen=True)
class Delivery:
    """Timing facts of one attempt. first_word_ms and words_per_minute are None where nothing was recognised.

    words_per_minute counts words that are not fillers from the first word's start to the last word's end, pauses included
    (speech rate as in Tauroza & Allison 1990). fillers: at least these; recognisers leave many out.
    """

    duration_ms: int
    first_word_ms: int | None = None
    words_per_minute: float | None = None
    words: int = 0
    pauses: tuple[Pause, ...] = ()
    fillers: tuple[Filler, ...] = ()

    @property
    def longest_pause_ms(self) -> int:
        """Length of the longest pause, 0 if there is none."""
        return max((pause.end_ms - pause.start_ms for pause in self.pauses), default=0)


def bare(word: str) -> str:
    """A word as it is compared: lower case, no punctuation around it."""
    return word.strip(" \t.,;:!?…\"'()[]-–—“”‘’").lower()


def find_fillers(transcript: Transcript) -> tuple[Filler, ...]:
    """The filled pauses among the recognised words, in time order."""
    return tuple(
        Filler(index, bare(word.text), word.start_ms)
        for index, word in enumerate(transcript.words)
        if bare(word.text) in FILLERS
    )


def _speech_threshold(levels: Levels) -> float:
    """The loudness above which a frame counts as speech, in dBFS.

    Between the room (10th percentile) and the voice (95th percentile), a third of the way up, as energy detectors commonly set
    it; never under `_QUIETEST_SPEECH_DBFS`.
    """
    ranked = sorted(levels.dbfs)
    room = ranked[len(ranked) // 10]
    voice = ranked[min(len(ranked) - 1, len(ranked) * 95 // 100)]
    return max(_QUIETEST_SPEECH_DBFS, room + (voice - room) / 3)


def find_speech(levels: Levels) -> tuple[tuple[int, int], ...]:
    """Stretches of speech as (start_ms, end_ms), in time order, from loudness alone."""
    if not levels.dbfs:
        return ()
    threshold = _speech_threshold(levels)
    stretches: list[tuple[int, int]] = []
    began: int | None = None
    for index, value in enumerate((*levels.dbfs, float("-inf"))):
        if value > threshold:
            began = index if began is None else began
        elif began is not None:
            stretches.append((began * levels.frame_ms, index * levels.frame_ms))
            began = None
    return tuple((start, end) for start, end in stretches if end - start >= _SHORTEST_SPEECH_MS)


def find_pauses(levels: Levels, least_ms: int = PAUSE_MS) -> tuple[Pause, ...]:
    """Silences of at least `least_ms` between the first and the last stretch of speech."""
    speech = find_speech(levels)
    return tuple(Pause(before[1], after[0]) for before, after in pairwise(speech) if after[0] - before[1] >= least_ms)


def measure(transcript: Transcript | None, levels: Levels, duration_ms: int) -> Delivery:
    """All delivery facts of one attempt; without a transcript only what the sound alone tells."""
    pauses = find_pauses(levels)
    if transcript is None or not transcript.words:
        return Delivery(duration_ms, pauses=pauses)
    fillers = find_fillers(transcript)
    spoken = len(transcript.words) - len(fillers)
    first, last = transcript.words[0], transcript.words[-1]
    length_ms = last.end_ms - first.start_ms
    pace = spoken * 60_000 / length_ms if length_ms > 0 and spoken > 1 else None
    return Delivery(duration_ms, first.start_ms, pace, spoken, pauses, fillers)
