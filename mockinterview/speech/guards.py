"""What a recogniser may not claim, and what is said in its place: the same for every engine.

Recognisers repeat themselves without end, put words where nobody spoke, and stay silent where somebody did. What is dropped here,
and speech that got no word at all, becomes a note at its place, so that nothing heard disappears without a trace.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from mockinterview.core.transcript import Note, NoteKind, Word
from mockinterview.speech.gate import EDGE_MS, Stretch
from mockinterview.speech.pieces import Heard, Piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

WORDLESS_MS = 700
"""Speech as long as this without a word is noted: two slow syllables. Less may be a breath, a cough, or words whose times drift."""
LOOP_TIMES = 4
"""People say the same words three times for weight; from the fourth on it is looked at whether they could have."""
FASTEST_WORDS_A_SECOND = 7.0
"""Nobody repeats words faster: auctioneers reach some 400 a minute. Words of no length are Whisper's way to fill a window."""
CERTAIN_TIMES = 6
"""Nobody says several words this often in a row, at whatever speed."""
LOOP_RATIO = 2.4
"""Repeated words that zlib packs better than this are a loop (the threshold of openai-whisper's own guard)."""
STRAY_MS = 700
"""A word this far from any speech was invented; nearer ones are believed, since word times are not exact."""
_LONGEST_PHRASE = 6


def guarded(piece: Piece, sentences: Iterable[Sequence[Word]], samples: Samples, language: str = "en") -> Heard:
    """What may be shown of an engine's words in a piece, with notes for what may not and for speech that got no word.

    samples: the whole sound the piece lies in, float32 mono at 16 kHz: places without a word are looked at for hesitation.
    """
    from mockinterview.speech.hesitation import hesitations  # numpy: nothing of ours imports it with its own name

    said = [(number, word) for number, sentence in enumerate(sentences) for word in sentence]
    words = [word for _, word in said]
    gone = looped(words, piece.stretches) | strays(words, piece.stretches)
    kept = [one for index, one in enumerate(said) if index not in gone]
    dropped = [words[index] for index in sorted(gone)]
    empty = wordless(piece.stretches, [word for _, word in kept])
    possible = [note for span in empty for note in hesitations(samples, span)]
    notes = [*possible, *not_understood(empty, dropped, possible)]
    parts = (tuple(word for _, word in group) for _, group in groupby(kept, key=itemgetter(0)))
    return Heard(piece, tuple(parts), tuple(sorted(notes, key=_start)), language)


@dataclass(frozen=True)
class Repetition:
    """`times` times the same `phrase` words, beginning with the word `first`."""

    first: int
    phrase: int
    times: int

    @property
    def end(self) -> int:
        """Index past its last word."""
        return self.first + self.phrase * self.times


def looped(words: Sequence[Word], stretches: Sequence[Stretch]) -> set[int]:
    """Indices of words that only a recogniser repeats. The first time stays: it was probably said."""
    return {
        index
        for one in repetitions(words)
        if _is_loop(one, words, stretches)
        for index in range(one.first + one.phrase, one.end)
    }


def repetitions(words: Sequence[Word]) -> Iterator[Repetition]:
    """Every place where the same one to six words stand at least four times in a row; the shortest phrase that explains it."""
    plain = [word.text.strip(" .,;:!?…").lower() for word in words]
    at = 0
    while at < len(plain):
        found = max((_repeated(plain, at, phrase) for phrase in range(1, _LONGEST_PHRASE + 1)), key=_reach)
        if found.times >= LOOP_TIMES:
            yield found
            at = found.end
        else:
            at += 1


def strays(words: Sequence[Word], stretches: Sequence[Stretch]) -> set[int]:
    """Indices of words too far from any speech to be believed."""
    return {
        index
        for index, word in enumerate(words)
        if min((_apart(word, one) for one in stretches), default=STRAY_MS + 1) > STRAY_MS
    }


def wordless(stretches: Sequence[Stretch], words: Sequence[Word]) -> list[Stretch]:
    """The parts of the speech, without the gate's edges, that no word covers; in order."""
    parts: list[Stretch] = []
    covered = sorted((word.start_ms, word.end_ms) for word in words)
    for one in stretches:
        at, end = one.start_ms + EDGE_MS, one.end_ms - EDGE_MS
        for first, last in covered:
            if first >= end:
                break
            if first > at:
                parts.append(Stretch(at, first))
            at = max(at, last)
        if at < end:
            parts.append(Stretch(at, end))
    return parts


def not_understood(empty: Iterable[Stretch], dropped: Sequence[Word], explained: Sequence[Note]) -> list[Note]:
    """A note for every wordless part that is long, or in which a word was dropped, unless a hesitation explains it."""
    notes: list[Note] = []
    for span in empty:
        rest = span.end_ms - span.start_ms - sum(_shared(span, note) for note in explained)
        was_dropped = any(word.start_ms < span.end_ms and word.end_ms > span.start_ms for word in dropped)
        if rest >= WORDLESS_MS or (was_dropped and rest > 0):
            notes.append(Note(NoteKind.NOT_UNDERSTOOD, span.start_ms, span.end_ms))
    return notes


def _repeated(plain: Sequence[str], at: int, phrase: int) -> Repetition:
    times = 1
    while plain[at + times * phrase : at + (times + 1) * phrase] == plain[at : at + phrase]:
        times += 1
    return Repetition(at, phrase, times)


def _reach(one: Repetition) -> tuple[int, int]:
    """How much a repetition explains; of two that explain the same, the shorter phrase."""
    return (one.phrase * one.times if one.times >= LOOP_TIMES else 0, -one.phrase)


def _is_loop(one: Repetition, words: Sequence[Word], stretches: Sequence[Stretch]) -> bool:
    run = words[one.first : one.end]
    lasts_s = (run[-1].end_ms - run[0].start_ms) / 1000
    if len(run) > FASTEST_WORDS_A_SECOND * lasts_s:
        return True
    if 2 * sum(not _in_speech(word, stretches) for word in run) >= len(run):
        return True
    return one.phrase > 1 and one.times >= CERTAIN_TIMES and _packing(run) > LOOP_RATIO


def _packing(words: Sequence[Word]) -> float:
    text = " ".join(word.text for word in words).encode()
    return len(text) / len(zlib.compress(text))


def _in_speech(word: Word, stretches: Sequence[Stretch]) -> bool:
    middle = (word.start_ms + word.end_ms) // 2
    return any(one.start_ms <= middle <= one.end_ms for one in stretches)


def _apart(word: Word, stretch: Stretch) -> int:
    return max(stretch.start_ms - word.end_ms, word.start_ms - stretch.end_ms)


def _shared(span: Stretch, note: Note) -> int:
    return max(0, min(span.end_ms, note.end_ms) - max(span.start_ms, note.start_ms))


def _start(note: Note) -> int:
    return note.start_ms
