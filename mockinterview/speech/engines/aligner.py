"""Known words put to their sound: PocketSphinx looks for nothing but these words in their order.

The grammar of a window is the chain of its words, with silence and noise between any two (PocketSphinx adds them). Sound that was
not written is taken by a loop of single phones, words that were not said are passed over; both cost so much that they happen only
where the words do not fit. The answer is walked through in windows that overlap: only what lies well inside one is believed, so
memory and time do not grow with the length, and a window can recover from what went wrong in the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.core.written import Cue, bounds, shared
from mockinterview.speech.gate import Stretch
from mockinterview.speech.pieces import Piece
from mockinterview.speech.pronunciation import pronounced, spoken
from mockinterview.speech.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

WINDOW_MS = 24_000
SURE_MS = 16_000
"""What a window places before this is kept; the rest is placed again by the next one, which knows what follows."""
STAMP_MS = 1_000
"""Time stamps of whole seconds are rounded down, so what stands before one may last so much longer."""
WORDS_A_SECOND = 5
WORDS_AHEAD = 25
"""A window is given the words that fast speech (300 a minute) could hold, and so many more, which may not have been said."""
DITHER = 3e-4
"""Noise added (-70 dBFS): digital silence, which made-up sounds hold, has no logarithm, and the search loses its way in it."""

_SOUNDS = "AH EH IY UW ER S T N K L"
_UNWRITTEN = tuple(_SOUNDS.split())
"""Phones that stand for all sound that was not written."""
_UNWRITTEN_ODDS = 1e-20
_UNSAID_ODDS = 1e-40
"""For each phone of sound not written, and for each run of words not said. With 1e-12 and 1e-20, 4 % of the right words were not
placed, as if they had not been said."""
_BEAM = 1e-60
"""Wide enough for one run of words not said; 1e-40 lost a third of the words after one."""
_REACH = 3
"""A run of words not said is so short, or goes on to the beginning of a sentence: with any length, time grew with its square."""
_LONGEST_SENTENCE = 12
"""Spoken words after which one may go on as if a sentence began: text by hand has few full stops."""
_WELL_FOUND = 0.7
"""The part of the words found below which the whole sound is looked through, pauses and all."""
_AGAIN_MS = 15 * 60_000
"""Only in sounds so long: there is no progress to tell meanwhile, and whoever waits must not take that for the end."""
_LONGEST_WORD_MS = 2_000
"""What is longer is a word with a pause or another sound in it."""
_FRAME_MS = 10


@dataclass(frozen=True)
class Timed:
    """The time of one word in ms on the sound's own clock. found: heard there, not merely put between its neighbours."""

    start_ms: int
    end_ms: int
    found: bool


def _unheard(_at_ms: int) -> None:
    """Nobody wants to know how far it is."""


class Aligner:
    """PocketSphinx without its language model, loaded in 0.1 s. For one thread."""

    def __init__(self) -> None:
        from pocketsphinx import Decoder

        # Its log holds the words; bestpath would give another path than the one through the grammar, or none.
        self._decoder = Decoder(
            loglevel="FATAL",
            samprate=RATE,
            lm=None,
            bestpath=False,
            lw=1,
            wip=1,
            pip=1,
            beam=_BEAM,
            wbeam=_BEAM,
            pbeam=_BEAM,
        )
        for phone in _UNWRITTEN:
            self._decoder.add_word(f"?{phone}", phone, False)
        self._named: set[str] = set()

    def times(
        self,
        samples: Samples,
        stretches: Sequence[Stretch],
        cues: Sequence[Cue],
        heard_to: Callable[[int], None] = _unheard,
    ) -> list[list[Timed]]:
        """The time of every word of every cue: in order, inside the sound and inside the cue's bounds where it has any.

        samples: float32 mono at 16 kHz. stretches: where somebody speaks. heard_to: told how far in the sound the work is, in ms.
        """
        duration_ms = len(samples) * 1000 // RATE
        found: list[list[Timed]] = []
        for group, begin, end in _blocks(cues, duration_ms):
            words = [word for cue in group for word in cue.words]
            placed = self._block(_Speech(samples, stretches, begin, end), words, heard_to)
            if _share(placed) < _WELL_FOUND and end - begin <= _AGAIN_MS:  # too much, perhaps, was held to be no speech
                again = self._block(_Speech(samples, [Stretch(begin, end)], begin, end), words, _unheard)
                placed = max(placed, again, key=_share)
            start = max(begin, found[-1][-1].end_ms if found else 0)
            timed = iter(_filled(words, placed, *_spoken_bounds(stretches, start, end)))
            found += [[next(timed) for _ in cue.words] for cue in group]
        return found

    def forced(self, samples: Samples, piece: Piece, words: Sequence[str]) -> list[Timed]:
        """The times of words of a short piece in which every word was said and nothing else: four times faster, and not robust.

        Empty if they do not fit at all.
        """
        speech = _Speech(samples, piece.stretches, piece.start_ms, piece.end_ms)
        chain = self._chain(words)
        places: list[_Place] = [None] * len(words)
        for one, start, end in self.place(speech.sound(0, speech.length_ms), [word for word, _ in chain]):
            index = chain[one][1]
            places[index] = ((places[index] or (speech.clock(start), 0))[0], speech.clock(end))
        return _filled(words, places, piece.start_ms, piece.end_ms) if any(places) else []

    def _chain(self, words: Sequence[str]) -> list[tuple[str, int]]:
        """The spoken words, and of which written word each is a part."""
        lookup = self._decoder.lookup_word
        return [(word, index) for index, token in enumerate(words) for word in spoken(token, lookup)]

    def _block(self, speech: _Speech, words: Sequence[str], heard_to: Callable[[int], None]) -> list[_Place]:
        """Walk through the speech window by window; None for words that were not found."""
        chain = self._chain(words)
        places: list[_Place] = [None] * len(words)
        at_ms, next_word = 0, 0
        while at_ms < speech.length_ms and next_word < len(chain):
            until_ms = min(at_ms + WINDOW_MS, speech.length_ms)
            ahead = chain[next_word : next_word + WORDS_AHEAD + WORDS_A_SECOND * (until_ms - at_ms) // 1000]
            sure_ms = until_ms if until_ms == speech.length_ms else at_ms + SURE_MS
            openings = _openings([words[index] for _, index in ahead])
            hits = self.place(speech.sound(at_ms, until_ms), [word for word, _ in ahead], openings)
            kept = [(one, start + at_ms, end + at_ms) for one, start, end in hits if end + at_ms <= sure_ms]
            for one, start, end in kept:
                index = ahead[one][1]
                first = places[index] or (speech.clock(start), 0)
                places[index] = (first[0], speech.clock(end))
            if kept:
                next_word += kept[-1][0] + 1
                at_ms = sure_ms if sure_ms == until_ms else max(kept[-1][2], at_ms + SURE_MS // 2)
            else:
                at_ms = sure_ms
            heard_to(speech.clock(at_ms))
        return places

    def place(
        self, sound: Samples, words: Sequence[str], openings: Collection[int] | None = None
    ) -> list[tuple[int, int, int]]:
        """(index, start ms, end ms) of every one of these spoken words that is in the sound, in order; empty if nothing fits.

        openings: words that begin a sentence. None: every word was said and nothing else, which is four times faster.
        """
        names = self._names(words)
        decoder = self._decoder
        decoder.add_fsg("words", decoder.create_fsg("words", 0, len(names) + 1, _grammar(names, openings)))
        decoder.activate_search("words")
        decoder.start_utt()
        decoder.process_raw(_pcm(sound), no_search=False, full_utt=True)
        decoder.end_utt()
        index_of = {name: index for index, name in enumerate(names)}
        found = []
        for one in decoder.seg() or ():
            index = index_of.get(one.word.partition("(")[0])
            if index is not None:
                found.append((index, one.start_frame * _FRAME_MS, (one.end_frame + 1) * _FRAME_MS))
        return found

    def _names(self, words: Sequence[str]) -> list[str]:
        """A name for each word that is its own in this window: "the" said twice is the#0 and the#1, pronounced the same."""
        counts: dict[str, int] = {}
        names = []
        for word in words:
            name = f"{word}#{counts.get(word, 0)}"
            counts[word] = counts.get(word, 0) + 1
            if name not in self._named:
                self._named.add(name)
                self._learn(name, word)
            names.append(name)
        return names

    def _learn(self, name: str, word: str) -> None:
        self._decoder.add_word(name, pronounced(word, self._decoder.lookup_word) or "AH", False)
        number = 2
        while (other := self._decoder.lookup_word(f"{word}({number})")) is not None:
            self._decoder.add_word(f"{name}({number})", other, False)
            number += 1


_Place = tuple[int, int] | None


class _Speech:
    """The stretches of speech between two times as one sound, and the way back to the sound's own clock."""

    def __init__(self, samples: Samples, stretches: Sequence[Stretch], start_ms: int, end_ms: int) -> None:
        self._samples = samples
        self._parts: list[tuple[int, Stretch]] = []  # where it begins here, and on the clock
        self.length_ms = 0
        for one in stretches:
            part = Stretch(max(one.start_ms, start_ms), min(one.end_ms, end_ms))
            if part.end_ms > part.start_ms:
                self._parts.append((self.length_ms, part))
                self.length_ms += part.end_ms - part.start_ms

    def sound(self, start_ms: int, end_ms: int) -> Samples:
        import numpy as np

        found = []
        for begin, part in self._parts:
            first = part.start_ms + max(0, start_ms - begin)
            last = min(part.end_ms, part.start_ms + end_ms - begin)
            if first < last:
                found.append(self._samples[first * RATE // 1000 : last * RATE // 1000])
        return np.concatenate(found) if found else np.zeros(0, np.float32)

    def clock(self, at_ms: int) -> int:
        begin, part = self._parts[0]
        for one in self._parts:
            if one[0] > at_ms:
                break
            begin, part = one
        return min(part.start_ms + at_ms - begin, part.end_ms)


def _blocks(cues: Sequence[Cue], duration_ms: int) -> list[tuple[list[Cue], int, int]]:
    """Runs of cues between which no bound is known, each with the time it has."""
    blocks: list[tuple[list[Cue], int, int]] = []
    open_end = False
    for cue, (start, end) in zip(cues, bounds(cues, duration_ms), strict=True):
        if blocks and open_end and cue.start_ms is None:
            group, first, _ = blocks[-1]
            group.append(cue)
            blocks[-1] = (group, first, end)
        else:
            if blocks and open_end:
                blocks[-1] = (*blocks[-1][:2], min(blocks[-1][2] + STAMP_MS, duration_ms))
            blocks.append(([cue], start, end))
        open_end = cue.end_ms is None
    return blocks


def _openings(tokens: Sequence[str]) -> set[int]:
    """Which of these begin a sentence, as far as one can tell."""
    found = {0}
    for index in range(1, len(tokens)):
        if tokens[index - 1].rstrip("\"')”’")[-1:] in (".", "?", "!") or index - max(found) >= _LONGEST_SENTENCE:
            found.add(index)
    return found


_Arc = tuple[int, int, float, str] | tuple[int, int, float]


def _grammar(names: Sequence[str], openings: Collection[int] | None) -> list[_Arc]:
    """State i: i words are over. The last state ends it."""
    last = len(names) + 1
    arcs: list[_Arc] = [(state, state + 1, 1.0, name) for state, name in enumerate(names)]
    if openings is None:
        return [*arcs, (last - 1, last, 1.0)]
    for state in range(last):
        arcs += [(state, state, _UNWRITTEN_ODDS, f"?{phone}") for phone in _UNWRITTEN]
        near = min(state + _REACH, last - 1)
        far = (opening for opening in openings if opening > near)
        arcs += [(state, later, _UNSAID_ODDS) for later in (*range(state + 1, near + 1), *far)]
        arcs.append((state, last, 1.0))
    return arcs


def _share(places: Sequence[_Place]) -> float:
    return sum(place is not None for place in places) / max(1, len(places))


def _spoken_bounds(stretches: Sequence[Stretch], start_ms: int, end_ms: int) -> tuple[int, int]:
    """The part of a time in which somebody speaks; all of it if nobody does."""
    inside = [one for one in stretches if one.start_ms < end_ms and one.end_ms > start_ms]
    return (max(start_ms, inside[0].start_ms), min(end_ms, inside[-1].end_ms)) if inside else (start_ms, end_ms)


def _filled(words: Sequence[str], places: Sequence[_Place], start_ms: int, end_ms: int) -> list[Timed]:
    """A time for every word: those that were not found share their gap by length in letters."""
    found: list[Timed] = []
    index, at_ms = 0, start_ms
    while index < len(words):
        place = places[index]
        if place is not None:
            start = max(place[0], at_ms)
            at_ms = max(start, min(place[1], start + _LONGEST_WORD_MS))
            found.append(Timed(start, at_ms, True))
            index += 1
            continue
        after = next((later for later in range(index, len(words)) if places[later] is not None), len(words))
        following = places[after] if after < len(words) else None
        gap_end = max(at_ms, following[0] if following is not None else end_ms)
        found += [Timed(start, end, False) for start, end in shared(words[index:after], at_ms, gap_end)]
        index, at_ms = after, gap_end
    return found


def _pcm(sound: Samples) -> bytes:
    import numpy as np

    noisy = sound + np.random.default_rng(0).normal(0, DITHER, len(sound)).astype(np.float32)
    raw: bytes = np.round(np.clip(noisy, -1, 1) * 32767).astype(np.int16).tobytes()
    return raw
