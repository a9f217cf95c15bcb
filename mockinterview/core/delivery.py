"""How the answer was delivered: length, time to first word, pace, pauses, fillers, hedges, repetitions. Facts, never a grade.

Pauses come from the sound, not from gaps between words: recognisers swallow pauses into the next word. What each measure means, and
what it cannot tell, stands in `core/measures`; the whole of it, with the sources, in docs/measures.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mockinterview.core.hedges import Hedge, find_hedges
from mockinterview.core.pace import PacePoint, pace_curve
from mockinterview.core.repeats import Repeat, find_repeats
from mockinterview.core.transcript import Transcript

FILLERS = frozenset({"um", "umm", "uhm", "uh", "er", "erm", "err", "ah", "eh", "hm", "hmm", "mm", "mmm", "mhm"})
"""Filled pauses as recognisers spell them (Clark & Fox Tree 2002 treat um and uh as words; the rest are spellings of them).

Those of English alone: in German "um" is a preposition and "er" a pronoun, in Portuguese "um" is an article.
"""

PAUSE_MS = 1_000
"""A silence this long is listed as a pause. Psycholinguistics counts from 250 ms (Goldman-Eisler 1968), which is ordinary
phrasing; a listener notices a silence from about one second on (Jefferson 1989, "standard maximum silence")."""

_CLOSURE_MS = 150
"""A dip shorter than this is part of speech: the closure of a stop consonant lasts up to about 150 ms (Byrd 1993)."""

_SHORTEST_SPEECH_MS = 120
"""A louder stretch shorter than this is a click or a smack of the lips, and does not end a pause: the shortest words said alone
("a", "uh") last longer."""

_LEAST_CONTRAST_DB = 6.0
"""Voice and room closer together than this cannot be told apart; steady noise alone spreads by 1 to 2 dB."""

_SPEECH_RANGE_DB = 32.0
"""What lies further below the voice is breath and room, however quiet the room is: the weakest consonants are some 30 dB below the
strongest vowels (Fletcher 1953)."""

_QUIETEST_SPEECH_DBFS = -75.0
"""Nothing below this is speech: the noise of a quiet microphone with its gain turned down."""


@dataclass(frozen=True)
class Levels:
    """Loudness of the sound: one RMS value in dBFS (full-scale square wave is 0) per `frame_ms`, from time 0."""

    frame_ms: int
    dbfs: Sequence[float] = ()


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
    (speech rate as in Tauroza & Allison 1990); pace_curve is the same along the answer. fillers: at least these;
    recognisers leave many out. listed: whether the lists of words are for the language spoken; where they are not, fillers, hedges
    and repeats are empty and say nothing.
    """

    duration_ms: int
    first_word_ms: int | None = None
    words_per_minute: float | None = None
    words: int = 0
    pauses: tuple[Pause, ...] = ()
    fillers: tuple[Filler, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    pace_curve: tuple[PacePoint, ...] = ()
    listed: bool = True

    @property
    def longest_pause_ms(self) -> int:
        """Length of the longest pause, 0 if there is none."""
        return max((pause.end_ms - pause.start_ms for pause in self.pauses), default=0)


def bare(word: str) -> str:
    """A word as it is compared: lower case, no punctuation around it."""
    return word.strip(" \t.,;:!?…\"'()[]-–—“”‘’").lower()


def in_english(transcript: Transcript) -> bool:
    """Whether the lists of words are for its language; one that is not known is taken for English, where the settings begin."""
    return transcript.language.replace("_", "-").split("-", maxsplit=1)[0].lower() in ("", "en", "english")


def _said(transcript: Transcript) -> list[str]:
    """Every word as it is compared, with straight apostrophes."""
    return [bare(word.text).replace("’", "'") for word in transcript.words]


def _fillers(transcript: Transcript, said: Sequence[str]) -> tuple[Filler, ...]:
    return tuple(
        Filler(index, text, transcript.words[index].start_ms) for index, text in enumerate(said) if text in FILLERS
    )


def _speech_threshold(levels: Levels) -> float:
    """The loudness above which a frame counts as speech, in dBFS; infinite if nothing stands out from the room.

    Half way, in decibels, between the room (10th percentile) and the voice (80th percentile of what stands out: neither a cough
    nor a long silence moves it). Tried on read sentences with silences of 1.1 to 5 s between them and white noise 40, 30, 20, 15
    and 10 dB under the voice: all found, their ends within 40 ms (median); a third of the way up ran pauses in noise together.
    """
    room = sorted(levels.dbfs)[len(levels.dbfs) // 10]
    standing_out = sorted(
        value for value in levels.dbfs if value > max(room + _LEAST_CONTRAST_DB, _QUIETEST_SPEECH_DBFS)
    )
    if len(standing_out) * levels.frame_ms < _SHORTEST_SPEECH_MS:
        return float("inf")
    voice = standing_out[len(standing_out) * 8 // 10]
    return max(_QUIETEST_SPEECH_DBFS, voice - _SPEECH_RANGE_DB, (room + voice) / 2)


def find_speech(levels: Levels) -> tuple[tuple[int, int], ...]:
    """Stretches of speech as (start_ms, end_ms), in time order, from loudness alone."""
    if not levels.dbfs:
        return ()
    threshold = _speech_threshold(levels)
    stretches: list[tuple[int, int]] = []
    for index, value in enumerate(levels.dbfs):
        if value <= threshold:
            continue
        start, end = index * levels.frame_ms, (index + 1) * levels.frame_ms
        if stretches and start - stretches[-1][1] < _CLOSURE_MS:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return tuple((start, end) for start, end in stretches if end - start >= _SHORTEST_SPEECH_MS)


def find_pauses(levels: Levels, least_ms: int = PAUSE_MS) -> tuple[Pause, ...]:
    """Silences of at least `least_ms` between the first and the last stretch of speech."""
    speech = find_speech(levels)
    return tuple(Pause(before[1], after[0]) for before, after in pairwise(speech) if after[0] - before[1] >= least_ms)


def measure(transcript: Transcript | None, pauses: tuple[Pause, ...], duration_ms: int) -> Delivery:
    """All delivery facts of one attempt; without a transcript only what the sound alone tells. pauses: see `find_pauses`."""
    if transcript is None or not transcript.words:
        return Delivery(duration_ms, pauses=pauses)
    words, said = transcript.words, _said(transcript)
    listed = in_english(transcript)
    fillers = _fillers(transcript, said) if listed else ()
    silent = {filler.word for filler in fillers}
    spoken = [word for index, word in enumerate(words) if index not in silent]
    start_ms, end_ms = words[0].start_ms, words[-1].end_ms
    length_ms = end_ms - start_ms
    timed = length_ms > 0 and len(spoken) > 1
    return Delivery(
        duration_ms,
        start_ms,
        len(spoken) * 60_000 / length_ms if timed else None,
        len(spoken),
        pauses,
        fillers,
        find_hedges(words, said) if listed else (),
        find_repeats(words, said, silent) if listed else (),
        pace_curve(spoken, start_ms, end_ms) if timed else (),
        listed,
    )
