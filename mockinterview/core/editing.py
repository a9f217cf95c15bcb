"""Correcting a transcript by hand: words are fixed, inserted, deleted, split and joined, and their neighbours never move.

All of it is one deed: some words take the place of others. What is the same at both ends of the two is no part of the change, so
its times stay to the millisecond. New words share the time of those they replace, or the gap they are put into, by their letters.
Times are integer ms on the take's own clock.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage
from mockinterview.core.transcript import Note, Segment, Transcript, Word
from mockinterview.core.written import shared

LONGEST_WORD = 80
"""Letters of a word; the rest of a longer one is no word, and would break the page it is shown on."""

SLOWEST_LETTER_MS = 150
"""A word put into a long silence does not fill it: no letter lasts longer than this. Our choice: a word of four letters then lasts
600 ms, half as long again as one at 150 words a minute."""


@dataclass(frozen=True)
class Edit:
    """`texts` take the place of words[first_word:past_word]. An empty range inserts, empty texts delete.

    at_ms: where in the sound an inserted word was heard, if that is known; what was noted there without a word goes with it. With
    it, an empty range and no texts, the note alone goes: nothing was said there.
    """

    first_word: int
    past_word: int
    texts: tuple[str, ...]
    at_ms: int | None = None


def typed_words(text: str) -> tuple[str, ...]:
    """What a person typed as words: cut at white space, without what cannot be seen, none endlessly long."""
    seen = "".join(letter if letter.isprintable() else " " if letter.isspace() else "" for letter in text)
    return tuple(word[:LONGEST_WORD] for word in seen.split())


def edited(transcript: Transcript, edit: Edit) -> Transcript:
    """The transcript after an edit; the same one if nothing changes. ValueError if there are no such words.

    As many words as before keep each their time. `draft` stays; what the person wrote has no confidence.
    """
    return edited_all(transcript, (edit,))


def edited_all(transcript: Transcript, edits: Sequence[Edit]) -> Transcript:
    """The transcript after several edits, each in the words as the edits before it left them."""
    for batch in _batches(edits):
        changes = _changes(transcript, batch)
        if changes:
            transcript = _written(transcript, changes)
    return transcript


def carried(coverage: Coverage, before: Transcript, edit: Edit) -> Coverage:
    """The coverage of the words before an edit, for the words after it.

    Evidence follows its words and takes in what replaces them; what has lost all its words falls away. States stay.
    """
    return carried_all(coverage, before, (edit,))


def carried_all(coverage: Coverage, before: Transcript, edits: Sequence[Edit]) -> Coverage:
    """The same for several edits, each in the words as the edits before it left them."""
    for batch in _batches(edits):
        changes = _changes(before, batch)
        if changes:
            after = _written(before, changes)
            moves = _Moves(before, changes)
            coverage = replace(coverage, items=tuple(_followed(line, moves, after) for line in coverage.items))
            before = after
    return coverage


def place_of(transcript: Transcript, at_ms: int) -> int:
    """Before which word something heard at a time belongs; the number of words if behind the last."""
    return bisect_right(transcript.words, 2 * at_ms, key=lambda word: word.start_ms + word.end_ms)


# ------------------------------------------------------------ what an edit really changes


@dataclass(frozen=True)
class _Change:
    """Words that take the place of words[first:past], with their times. to_former: they belong to the segment before them."""

    first: int
    past: int
    words: tuple[Word, ...]
    to_former: bool
    note: Note | None = None

    @property
    def shift(self) -> int:
        """By how many places the words behind it move."""
        return len(self.words) - (self.past - self.first)


def _batches(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """The edits, those together that run from the last to the first and do not touch: none of them shifts another."""
    batch: list[Edit] = []
    for edit in edits:
        if batch and not _apart(edit, batch[-1]):
            yield batch
            batch = []
        batch.append(edit)
    if batch:
        yield batch


def _apart(edit: Edit, later: Edit) -> bool:
    if edit.past_word != later.first_word:
        return edit.past_word < later.first_word
    return edit.first_word < edit.past_word and later.first_word < later.past_word


def _changes(transcript: Transcript, batch: Sequence[Edit]) -> list[_Change]:
    found = (_change(transcript, edit) for edit in reversed(batch))
    return [change for change in found if change is not None]


def _change(transcript: Transcript, edit: Edit) -> _Change | None:
    words, first, past = transcript.words, edit.first_word, edit.past_word
    if not 0 <= first <= past <= len(words):
        raise ValueError(f"no words {first} to {past} among {len(words)}")
    texts = [word for text in edit.texts for word in typed_words(text)]
    head = 0
    while head < min(len(texts), past - first) and texts[head] == words[first + head].text.strip():
        head += 1
    tail = 0
    while tail < min(len(texts), past - first) - head and texts[-1 - tail] == words[past - 1 - tail].text.strip():
        tail += 1
    first, past, texts = first + head, past - tail, texts[head : len(texts) - tail]
    if first == past and not texts and (edit.at_ms is None or _note_at(transcript, first, edit.at_ms) is None):
        return None
    to_former = first == len(words) or (head > 0 and first == past)
    if len(texts) == past - first > 0:
        kept = zip(words[first:past], texts, strict=True)
        fixed = (word if word.text == text else Word(text, word.start_ms, word.end_ms) for word, text in kept)
        return _Change(first, past, tuple(fixed), to_former)
    note = _note_at(transcript, first, edit.at_ms) if first == past else None
    start_ms, end_ms = _stretch(transcript, first, past, texts, note, edit.at_ms)
    timed = zip(texts, shared(texts, start_ms, end_ms), strict=True)
    return _Change(first, past, tuple(Word(text, *times) for text, times in timed), to_former, note)


# ------------------------------------------------------------ times of new words


def _gap(transcript: Transcript, place: int) -> tuple[int, int]:
    """From when to when nothing is said before a word; of no length where the words overlap."""
    words = transcript.words
    start = words[place - 1].end_ms if place else 0
    end = words[place].start_ms if place < len(words) else max(transcript.duration_ms, start)
    return min(start, end), end


def _note_at(transcript: Transcript, place: int, at_ms: int | None) -> Note | None:
    """What was noted where words are put in: at a time, or else the most of it that lies in the gap."""
    if at_ms is not None:
        here = (note for note in transcript.notes if note.start_ms <= at_ms <= note.end_ms)
        return next(here, None)
    start, end = _gap(transcript, place)
    lengths = [(min(end, note.end_ms) - max(start, note.start_ms), -note.start_ms, note) for note in transcript.notes]
    length, _, note = max(lengths, key=lambda one: one[:2], default=(0, 0, None))
    return note if length > 0 else None


def _stretch(
    transcript: Transcript, first: int, past: int, texts: Sequence[str], note: Note | None, at_ms: int | None
) -> tuple[int, int]:
    """From when to when the new words are said."""
    words = transcript.words
    if first < past:
        start, end = words[first].start_ms, words[past - 1].end_ms
        if past < len(words):
            end = min(end, words[past].start_ms)
        return start, max(start, end)
    start, end = _gap(transcript, first)
    if note is not None:
        start, end = min(max(start, note.start_ms), end), max(min(end, note.end_ms), start)
        return start, max(start, end)
    length = min(end - start, SLOWEST_LETTER_MS * sum(map(len, texts)))
    if at_ms is not None:
        start = max(start, min(at_ms, end - length))
    elif not words:
        return start, end
    elif first == 0:
        start = end - length
    elif first < len(words):
        start += (end - start - length) // 2
    return start, start + length


# ------------------------------------------------------------ words, segments, evidence


def _written(transcript: Transcript, changes: Sequence[_Change]) -> Transcript:
    words: list[Word] = []
    upto = 0
    for change in changes:
        words += transcript.words[upto : change.first]
        words += change.words
        upto = change.past
    words += transcript.words[upto:]
    gone = {id(change.note) for change in changes if change.note is not None}
    return replace(
        transcript,
        words=tuple(words),
        segments=_segments(transcript, changes, words),
        notes=tuple(note for note in transcript.notes if id(note) not in gone) if gone else transcript.notes,
        edited=True,
    )


def _segments(transcript: Transcript, changes: Sequence[_Change], words: Sequence[Word]) -> tuple[Segment, ...]:
    """The segments around the same words; those without any fall away."""
    if not transcript.words and words:
        return (Segment(words[0].start_ms, words[-1].end_ms, 0, len(words) - 1),)
    moves, found = _Moves(transcript, changes), []
    for segment in transcript.segments:
        first, past = moves.border(segment.first_word), moves.border(segment.last_word + 1)
        if first >= past:
            continue
        same_start = words[first].start_ms == transcript.words[segment.first_word].start_ms
        same_end = words[past - 1].end_ms == transcript.words[segment.last_word].end_ms
        start_ms = segment.start_ms if same_start else words[first].start_ms
        end_ms = segment.end_ms if same_end else words[past - 1].end_ms
        found.append(Segment(start_ms, max(start_ms, end_ms), first, past - 1))
    return tuple(found)


class _Moves:
    """Where the borders between words lie after changes, which are sorted and apart. Border n is the one before word n."""

    def __init__(self, transcript: Transcript, changes: Sequence[_Change]) -> None:
        self._words = transcript.words
        self._changes = changes
        self._pasts = [change.past for change in changes]
        self._shifts = list(accumulate((change.shift for change in changes), initial=0))

    def border(self, border: int) -> int:
        """A border between segments: a word put in there belongs to one of them."""
        shift, inside = self._around(border)
        if inside is None:
            return border + shift
        if inside.first == border:
            return border + shift + (len(inside.words) if inside.to_former else 0)
        if inside.shift == 0:
            return border + shift
        began = sum(word.start_ms < self._words[border].start_ms for word in inside.words)
        return inside.first + shift + began

    def span(self, first_word: int, last_word: int) -> tuple[int, int] | None:
        """An inclusive span of words, with all that replaces any of them, without what is put in beside; None if all are gone."""
        first, past = self._opening(first_word), self._closing(last_word + 1)
        return (first, past - 1) if first < past else None

    def _around(self, border: int) -> tuple[int, _Change | None]:
        """By how much the changes wholly before a border shift it, and the change it lies in, if it does."""
        place = bisect_left(self._pasts, border)
        if place < len(self._changes) and self._changes[place].first < border == self._changes[place].past:
            place += 1
        inside = self._changes[place] if place < len(self._changes) else None
        if inside is not None and not (inside.first < border < inside.past or inside.first == border == inside.past):
            inside = None
        return self._shifts[place], inside

    def _opening(self, border: int) -> int:
        shift, inside = self._around(border)
        if inside is None or inside.shift == 0:
            return border + shift
        if inside.first == border:
            return border + shift + len(inside.words)
        began = bisect_right(inside.words, self._words[border].start_ms, key=_start)
        return inside.first + shift + (max(0, began - 1) if self._timed(inside) else 0)

    def _closing(self, border: int) -> int:
        shift, inside = self._around(border)
        if inside is None or inside.shift == 0 or inside.first == border:
            return border + shift
        began = bisect_left(inside.words, self._words[border - 1].end_ms, key=_start)
        most = len(inside.words)
        return inside.first + shift + (min(most, max(1, began)) if self._timed(inside) else most)

    def _timed(self, change: _Change) -> bool:
        return self._words[change.first].start_ms < self._words[change.past - 1].end_ms


def _start(word: Word) -> int:
    return word.start_ms


def _followed(line: ItemCoverage, moves: _Moves, after: Transcript) -> ItemCoverage:
    """An item's line with its evidence at its words' new places."""
    spans: dict[Evidence, None] = {}
    for span in line.evidence:
        moved = moves.span(span.first_word, span.last_word)
        if moved is not None:
            text, sentence = after.span_text(*moved), _sentence(after, moved[0])
            spans[replace(span, first_word=moved[0], last_word=moved[1], text=text, sentence=sentence)] = None
    return line if tuple(spans) == line.evidence else replace(line, evidence=tuple(spans))


def _sentence(transcript: Transcript, word: int) -> int:
    """The index of the segment a word lies in."""
    return max(0, bisect_right(transcript.segments, word, key=lambda segment: segment.first_word) - 1)
