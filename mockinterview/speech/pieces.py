"""The sound in pieces: cut at pauses, recognised one by one, and joined to one transcript again.

A piece is what a recogniser hears in one go, at most as long as Whisper's window. Nobody speaks at its edges, so no word is cut in
two and none is heard twice; only who speaks for longer than that without a pause is cut off, where it is quietest. While an answer
is being recorded the same rules say which pieces are finished, whatever comes: a piece once heard is never heard again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mockinterview.core.transcript import Note, Segment, Transcript, Word
from mockinterview.speech.gate import Stretch


@dataclass(frozen=True)
class Piece:
    """A part of the sound, in milliseconds of the sound's own clock, and where somebody speaks in it: at least one stretch."""

    start_ms: int
    end_ms: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Heard:
    """What was heard in a piece: sentences of words on the sound's own clock, and what is no word.

    language: as found, or as asked for.
    """

    piece: Piece
    sentences: tuple[tuple[Word, ...], ...] = ()
    notes: tuple[Note, ...] = ()
    language: str = "en"

    @property
    def found_language(self) -> str:
        """The language that later pieces can be taken to have; "" where no word tells it, as in a cough."""
        return self.language if any(self.sentences) else ""


def language_of(heard: Sequence[Heard], wished: str) -> str:
    """The language of an answer: that of the first piece with words in it, and before there is one, the one asked for."""
    return next((one.found_language for one in heard if one.found_language), wished)


Quietest = Callable[[int, int], int]
"""The quietest moment between two times, in milliseconds: where a long stretch is cut."""

_SHARES = (3, 10)
"""A piece that would grow too long ends at a pause behind this part of its longest length, or else this: a scrap is heard badly."""
REMNANT_MS = 300
"""What is left of a stretch behind a cut, and no longer than this, is the edge that the gate keeps around speech, and a breath."""


@dataclass(frozen=True)
class Rules:
    """When a piece ends. ends: (so long a piece, so long a pause) ends it; none is longer than longest_ms, in milliseconds."""

    longest_ms: int
    ends: tuple[tuple[int, int], ...]


def whole_rules(gap_ms: int, longest_ms: int) -> Rules:
    """For sound that is all there: as few pieces as can be, cut at every pause of gap_ms."""
    return Rules(longest_ms, ((0, gap_ms),))


LIVE_ENDS = ((2_500, 1_000), (6_000, 300), (9_000, 0))
"""(length, pause) that end a piece of growing sound. Chosen by what is left at Stop (tests/benchmarks/speech/tails.py): of three
manners of speaking 95 % of the answers leave 8.4 to 11 s, half leave under 3 s, at 5 to 7 pieces a minute. Ends at (8 s, 300 ms)
and none below left 12 to 24 s."""


def live_rules(gap_ms: int, longest_ms: int) -> Rules:
    """For sound that still grows: little must be left when it ends, yet pieces be long enough to be understood.

    Pauses are the gate's, which keeps 200 ms on both sides of speech: 300 ms here are 700 to the ear, and 0 are 400.
    """
    return Rules(longest_ms, ((0, gap_ms), *LIVE_ENDS))


def cut(
    stretches: Sequence[Stretch], rules: Rules, quietest: Quietest | None = None, until_ms: int | None = None
) -> list[Piece]:
    """The pieces, in order, of whole stretches: a stretch that is too long is cut where it is quietest.

    until_ms: the sound goes on, and up to here it is known (a stretch that may go on ends later): only pieces that the rest cannot
    change. quietest: without it such a stretch makes a longer piece.
    """
    pieces: list[Piece] = []
    rest = list(stretches)
    while rest and (count := _first(rest, rules, until_ms, divisible=quietest is not None)) is not None:
        if count:
            taken, rest = rest[:count], rest[count:]
        else:
            assert quietest is not None
            taken, rest = _divided(rest, rules, quietest)
        pieces.append(Piece(taken[0].start_ms, taken[-1].end_ms, tuple(taken)))
    return pieces


def behind(stretches: Sequence[Stretch], from_ms: int) -> list[Stretch]:
    """The speech behind a cut. What is left there of a stretch that was heard already is dropped if it is no word."""
    rest = [Stretch(max(one.start_ms, from_ms), one.end_ms) for one in stretches if one.end_ms > from_ms]
    if rest and rest[0].start_ms == from_ms > 0 and rest[0].end_ms - from_ms <= REMNANT_MS:
        del rest[0]
    return rest


def _first(rest: Sequence[Stretch], rules: Rules, until_ms: int | None, *, divisible: bool) -> int | None:
    """How many stretches the first piece has; 0 if it ends inside one; None if that is not known yet."""
    start_ms = rest[0].start_ms
    for index, one in enumerate(rest):
        length_ms = one.end_ms - start_ms
        if length_ms > rules.longest_ms:
            return _widest(rest[: index + 1], rules.longest_ms, divisible=divisible)
        after_ms = rest[index + 1].start_ms if index + 1 < len(rest) else until_ms
        if after_ms is None or any(length_ms >= long and after_ms - one.end_ms >= pause for long, pause in rules.ends):
            return index + 1
    return None


def _widest(group: Sequence[Stretch], longest_ms: int, *, divisible: bool) -> int:
    """Behind how many stretches the widest pause lies that is far enough from the start; without one, what `_first` says."""
    pauses = [(after.start_ms - one.end_ms, n + 1) for n, (one, after) in enumerate(pairwise(group))]
    for share in _SHARES:
        far = [(pause, n) for pause, n in pauses if group[n - 1].end_ms - group[0].start_ms >= longest_ms // share]
        if far:
            return max(far)[1]
    if divisible and group[-1].start_ms < group[0].start_ms + longest_ms:
        return 0
    return max(pauses)[1] if pauses else 1


def _divided(rest: Sequence[Stretch], rules: Rules, quietest: Quietest) -> tuple[list[Stretch], list[Stretch]]:
    """The stretches on both sides of the quietest moment of the stretch that is too long."""
    latest_ms = rest[0].start_ms + rules.longest_ms
    at = next(index for index, one in enumerate(rest) if one.end_ms > latest_ms)
    long = rest[at]
    earliest_ms = max(long.start_ms, latest_ms - rules.longest_ms // _SHARES[0]) + 1
    moment = min(max(quietest(earliest_ms, latest_ms), earliest_ms), latest_ms)
    before, after = Stretch(long.start_ms, moment), Stretch(moment, long.end_ms)
    return [*rest[:at], before], [after, *rest[at + 1 :]]


def joined(
    heard: Sequence[Heard], engine: str, model: str, language: str, duration_ms: int, *, draft: bool = False
) -> Transcript:
    """One transcript of all pieces, in their order. Times never run backwards across a seam, and stay inside the sound."""
    words: list[Word] = []
    segments: list[Segment] = []
    for one in heard:
        for sentence in one.sentences:
            if sentence:
                first = len(words)
                words += _in_order(sentence, words[-1].start_ms if words else 0, duration_ms)
                segments.append(Segment(words[first].start_ms, words[-1].end_ms, first, len(words) - 1))
    notes = tuple(note for one in heard for note in one.notes)
    return Transcript(
        engine, model, language_of(heard, language), duration_ms, tuple(words), tuple(segments), draft, notes
    )


def _in_order(words: Sequence[Word], earliest_ms: int, latest_ms: int) -> list[Word]:
    placed: list[Word] = []
    for word in words:
        start = min(max(word.start_ms, earliest_ms), latest_ms)
        placed.append(Word(word.text, start, min(max(word.end_ms, start), latest_ms), word.confidence))
        earliest_ms = start
    return placed
