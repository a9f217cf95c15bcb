"""Everything about one attempt as marks on one time line. The user's verdict wins; the program's stays beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from mockinterview.core.attempt import Attempt, MarkKind
from mockinterview.core.coverage import UNSURE_CONFIDENCE, Coverage, Evidence, ItemCoverage, State
from mockinterview.core.delivery import Delivery
from mockinterview.core.opinion import Bookmark, Opinion, Passage
from mockinterview.core.question import ItemKind, MinefieldKind
from mockinterview.core.sound_notes import gathered, sentence
from mockinterview.core.transcript import Note, NoteKind, Transcript, Word

LEAD_IN_MS = 300
"""Evidence is played from a little before its first word, so that the ear has something to hold on to."""

PARAGRAPH_GAP_MS = 1_500
"""A gap between two words as long as this begins a new paragraph: longer than a breath, as a reader would set it."""

PARAGRAPH_WORDS = 90
"""After this many words the next segment begins a new paragraph, and half as many again begin one anywhere: a page, not a wall."""


NOTE_WORDS: Mapping[NoteKind, str] = {
    NoteKind.NOT_UNDERSTOOD: "Something was heard here but not understood",
    NoteKind.POSSIBLE_FILLER: "Possibly an um",
}
"""What is said of a place where a recogniser wrote no word."""


class Lane(StrEnum):
    """The rows of the time line."""

    EVIDENCE = "evidence"
    PAUSE = "pause"
    FILLER = "filler"
    UNCLEAR = "unclear"
    TAKE = "take"
    BOOKMARK = "bookmark"


@dataclass(frozen=True)
class ReviewMark:
    """One thing on the time line, 0 <= start_ms <= end_ms <= duration. take: set for `Lane.TAKE` only.

    item_id, state, own: set for evidence only; state is the verdict that stands, own says that the person marked it.
    sure: False for what is only offered, such as a possible filler. bookmark: as it is kept, for `Lane.BOOKMARK` only.
    """

    lane: Lane
    start_ms: int
    end_ms: int
    label: str
    item_id: str = ""
    sure: bool = True
    take: MarkKind | None = None
    state: State | None = None
    own: bool = False
    bookmark: Bookmark | None = None


@dataclass(frozen=True)
class Verdict:
    """What the program proposed for an item, and what the user decided (None: has not).

    omission: the item is a trap by what is left out, so that the program's "not found" is the user's "tripped".
    """

    program: State
    user: State | None = None
    omission: bool = False

    @property
    def standing(self) -> State:
        """The one that counts."""
        return self.user or self.program

    @property
    def agrees(self) -> bool | None:
        """Whether the two say the same; None while the user has not decided or the program left it to them."""
        if self.user is None or self.program in (State.YOUR_CALL, State.NOT_SURE):
            return None
        left_out = self.omission and self.program is State.NOT_FOUND
        return self.user is (State.TRIPPED if left_out else self.program)


@dataclass(frozen=True)
class Review:
    """One attempt with all that is known of it so far; transcript and coverage are None until they arrive."""

    attempt: Attempt
    delivery: Delivery
    transcript: Transcript | None = None
    coverage: Coverage | None = None
    opinion: Opinion = field(default_factory=Opinion)

    def line(self, item_id: str) -> ItemCoverage | None:
        """The program's proposal for an item, None before the line-up."""
        if self.coverage is None:
            return None
        return self.coverage.of(item_id)

    def verdict(self, item_id: str) -> Verdict | None:
        """Both verdicts of an item; None while there is neither."""
        user = self.opinion.verdicts.get(item_id)
        line = self.line(item_id)
        if line is None:
            return None if user is None else Verdict(State.NOT_SURE, user)
        return Verdict(line.state, user, line.item.minefield is MinefieldKind.OMISSION)

    def evidence(self, item_id: str) -> tuple[Evidence, ...]:
        """The words an item rests on, in text order: the person's own, and the program's without those the person took away.

        Words that both name stand once, as the person's.
        """
        return self._evidence.get(item_id, ())

    def taken_away(self, item_id: str) -> tuple[Evidence, ...]:
        """The program's evidence for an item that the person took away."""
        line = self.line(item_id)
        spans = line.evidence if line is not None else ()
        return tuple(span for span in spans if self._holds(span) and self._taken(item_id, span))

    @cached_property
    def _evidence(self) -> Mapping[str, tuple[Evidence, ...]]:
        transcript = self.transcript
        if transcript is None:
            return {}
        found: dict[str, dict[tuple[int, int], Evidence]] = {}
        for passage in self.opinion.added:
            if (words := words_in(transcript, passage.start_ms, passage.end_ms)) is not None:
                span = Evidence(*words, transcript.span_text(*words), own=True)
                found.setdefault(passage.item_id, {})[words] = span
        for line in self.coverage.items if self.coverage is not None else ():
            for span in line.evidence:
                if self._holds(span) and not self._taken(line.item.id, span):
                    found.setdefault(line.item.id, {}).setdefault((span.first_word, span.last_word), span)
        return {item_id: tuple(spans[words] for words in sorted(spans)) for item_id, spans in found.items()}

    def _holds(self, span: Evidence) -> bool:
        """Whether there are such words: a damaged history, or two programs at work on one, may hold states of other words."""
        return self.transcript is not None and 0 <= span.first_word <= span.last_word < len(self.transcript.words)

    def _taken(self, item_id: str, span: Evidence) -> bool:
        transcript = self.transcript
        assert transcript is not None
        return any(passage.item_id == item_id and _means(passage, transcript, span) for passage in self.opinion.removed)

    def evidence_range(self, item_id: str, which: int = 0) -> tuple[int, int] | None:
        """From when to when to play for an item's evidence, lead-in included; None if it has none or words have no times."""
        spans = self.evidence(item_id)
        if self.transcript is None or which >= len(spans):
            return None
        start = self.transcript.words[spans[which].first_word].start_ms
        end = self.transcript.words[spans[which].last_word].end_ms
        heard = max(0, start - LEAD_IN_MS), min(end, self.attempt.duration_ms)
        return heard if end > start and heard[1] > heard[0] else None

    def counts(self, kinds: Collection[ItemKind] = tuple(ItemKind)) -> Mapping[State, int]:
        """How many items of these kinds stand in each state. Counts, never a score."""
        totals: dict[State, int] = {}
        for item in self.attempt.question.items:
            if item.kind not in kinds:
                continue
            verdict = self.verdict(item.id)
            if verdict is not None:
                totals[verdict.standing] = totals.get(verdict.standing, 0) + 1
        return totals


def words_in(transcript: Transcript, start_ms: int, end_ms: int) -> tuple[int, int] | None:
    """First and last word whose middle lies between two times; None if there is none."""
    first = bisect_left(transcript.words, 2 * start_ms, key=_middle)
    past = bisect_right(transcript.words, 2 * end_ms, key=_middle)
    return (first, past - 1) if first < past and end_ms > start_ms else None


def _middle(word: Word) -> int:
    """Twice the time of a word's middle, to stay with whole numbers."""
    return word.start_ms + word.end_ms


def _means(passage: Passage, transcript: Transcript, span: Evidence) -> bool:
    """Whether a passage covers more than half of a span's time."""
    start_ms, end_ms = transcript.words[span.first_word].start_ms, transcript.words[span.last_word].end_ms
    shared = min(end_ms, passage.end_ms) - max(start_ms, passage.start_ms)
    return shared > 0 and 2 * shared > end_ms - start_ms


def marks(review: Review) -> tuple[ReviewMark, ...]:
    """Everything on the time line, sorted by start, clipped to the attempt's length.

    Marks of one row (a lane, or one item's evidence) never cross: where two overlap they are one if they say the same, else the
    later one begins where the earlier ends. Words without times have no marks.
    """
    end = review.attempt.duration_ms
    rows: dict[tuple[Lane, str], list[ReviewMark]] = {}
    for mark in (*_word_marks(review), *_sound_marks(review)):
        start_ms = min(max(mark.start_ms, 0), end)
        end_ms = min(max(mark.end_ms, mark.start_ms, 0), end)
        rows.setdefault((mark.lane, mark.item_id), []).append(replace(mark, start_ms=start_ms, end_ms=end_ms))
    found = (mark for row in rows.values() for mark in _side_by_side(row))
    return tuple(sorted(found, key=lambda mark: (mark.start_ms, mark.end_ms, mark.lane, mark.item_id)))


def _word_marks(review: Review) -> Iterator[ReviewMark]:
    """What the words say: evidence, fillers, and what was heard without a word."""
    transcript = review.transcript
    if transcript is None:
        return
    words = transcript.words
    if words and words[-1].end_ms > 0:
        for item in review.attempt.question.items:
            spans = review.evidence(item.id)
            verdict = review.verdict(item.id) if spans else None
            state = verdict.standing if verdict is not None else None
            for span in spans:
                start_ms, end_ms = words[span.first_word].start_ms, words[span.last_word].end_ms
                yield ReviewMark(Lane.EVIDENCE, start_ms, end_ms, item.name, item.id, state=state, own=span.own)
        for filler in review.delivery.fillers:
            yield ReviewMark(Lane.FILLER, filler.start_ms, words[filler.word].end_ms, filler.text)
    for note in _open_notes(review):
        possible = note.kind is NoteKind.POSSIBLE_FILLER
        lane = Lane.FILLER if possible else Lane.UNCLEAR
        yield ReviewMark(lane, note.start_ms, note.end_ms, NOTE_WORDS[note.kind], sure=not possible)


def _sound_marks(review: Review) -> Iterator[ReviewMark]:
    """What the sound, its recording and the person say of places."""
    for pause in review.delivery.pauses:
        yield ReviewMark(Lane.PAUSE, pause.start_ms, pause.end_ms, "pause")
    for bookmark in review.opinion.bookmarks:
        yield ReviewMark(Lane.BOOKMARK, bookmark.at_ms, bookmark.at_ms, bookmark.text, bookmark=bookmark)
    for mark in gathered(review.attempt.marks):
        yield ReviewMark(Lane.TAKE, mark.at_ms, mark.at_ms, sentence(mark), take=mark.kind)


def _side_by_side(row: list[ReviewMark]) -> list[ReviewMark]:
    """The marks of one row, sorted, none over another."""
    found: list[ReviewMark] = []
    for mark in sorted(row, key=lambda mark: (mark.start_ms, mark.end_ms, not mark.sure, mark.label)):
        before = found[-1] if found else None
        if before is None or mark.start_ms >= before.end_ms:
            found.append(mark)
        elif (mark.label, mark.sure) == (before.label, before.sure):
            both = before.own and mark.own
            found[-1] = replace(before, end_ms=max(before.end_ms, mark.end_ms), own=both)
        else:
            found.append(replace(mark, start_ms=before.end_ms, end_ms=max(before.end_ms, mark.end_ms)))
    return found


def _open_notes(review: Review) -> tuple[Note, ...]:
    """What was heard without a word. A possible filler is none any more where a filler is written."""
    transcript = review.transcript
    if transcript is None:
        return ()
    fillers = review.delivery.fillers

    def written(note: Note) -> bool:
        before = bisect_left(fillers, note.end_ms, key=lambda filler: filler.start_ms)
        return before > 0 and transcript.words[fillers[before - 1].word].end_ms > note.start_ms

    return tuple(note for note in transcript.notes if note.kind is not NoteKind.POSSIBLE_FILLER or not written(note))


def possible_fillers(review: Review) -> int:
    """How many places may be an "um" that was not written. They are offered, and never counted as fillers."""
    return sum(note.kind is NoteKind.POSSIBLE_FILLER for note in _open_notes(review))


@dataclass(frozen=True)
class Run:
    """Neighbouring words that the same items rest on. Both word indices are inclusive; items in the checklist's order."""

    first_word: int
    last_word: int
    item_ids: tuple[str, ...]


def evidence_runs(review: Review) -> tuple[Run, ...]:
    """The words some item rests on, cut wherever the set of items changes: sorted, never overlapping, inside the transcript."""
    if review.transcript is None:
        return ()
    items = review.attempt.question.items
    begin: dict[int, list[int]] = {}
    end: dict[int, list[int]] = {}
    for place, item in enumerate(items):
        for span in review.evidence(item.id):
            begin.setdefault(span.first_word, []).append(place)
            end.setdefault(span.last_word + 1, []).append(place)
    runs: list[Run] = []
    open_places: list[int] = []
    since = 0
    for word in sorted(begin.keys() | end.keys()):
        if open_places and word > since:
            here = sorted(set(open_places))
            runs.append(Run(since, word - 1, tuple(items[place].id for place in here)))
        for place in end.get(word, ()):
            open_places.remove(place)
        open_places.extend(begin.get(word, ()))
        since = word
    return tuple(runs)


def paragraphs(transcript: Transcript) -> tuple[int, ...]:
    """The index of each paragraph's first word, for reading: at long gaps, and at segments once a paragraph is long enough."""
    if not transcript.words:
        return ()
    segment_starts = {segment.first_word for segment in transcript.segments}
    starts = [0]
    for index in range(1, len(transcript.words)):
        gap = transcript.words[index].start_ms - transcript.words[index - 1].end_ms
        length = index - starts[-1]
        long_enough = length >= PARAGRAPH_WORDS and index in segment_starts
        if gap >= PARAGRAPH_GAP_MS or long_enough or length >= PARAGRAPH_WORDS * 3 // 2:
            starts.append(index)
    return tuple(starts)


def hard_to_hear(word: Word) -> bool:
    """Whether the recogniser was so unsure of a word that the reader should know."""
    return word.confidence is not None and word.confidence < UNSURE_CONFIDENCE
