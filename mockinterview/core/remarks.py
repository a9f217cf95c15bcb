"""What a person can do to their opinion of an answer: give a verdict, write a note, mark words or take them away, set a bookmark.

Each deed makes another `Opinion`, or returns the same one if nothing changes. Times are integer ms on the take's own clock.
"""

from __future__ import annotations

from dataclasses import replace

from mockinterview.core.coverage import Coverage, Evidence, State, verdict_choices
from mockinterview.core.opinion import Bookmark, Opinion, Passage
from mockinterview.core.question import ChecklistItem, MinefieldKind
from mockinterview.core.review import Review, words_in
from mockinterview.core.transcript import Transcript

LONGEST_NOTE = 10_000
"""Characters of a note or of a bookmark's name. Whoever pastes more keeps its beginning."""

_SHORTEST_MS = 10
"""A passage that is longer loses nothing by a millisecond at either end."""


def decided(opinion: Opinion, item_id: str, state: State | None) -> Opinion:
    """A verdict given; None takes it back."""
    verdicts = {**opinion.verdicts, item_id: state}
    return replace(opinion, verdicts={item: given for item, given in verdicts.items() if given is not None})


def noted(opinion: Opinion, item_id: str, text: str) -> Opinion:
    """A note written; one without text is none."""
    notes = {**opinion.notes, item_id: text.strip()[:LONGEST_NOTE]}
    return replace(opinion, notes={item: note for item, note in notes.items() if note})


def marked(review: Review, item_id: str, first_word: int, last_word: int) -> Opinion:
    """Words marked as evidence for an item, both inclusive; the verdict they speak for is given if there was none.

    ValueError if there are no such words, or they have no times. KeyError if there is no such item.
    """
    item, transcript, opinion = review.attempt.question.item(item_id), review.transcript, review.opinion
    if transcript is None or not 0 <= first_word <= last_word < len(transcript.words):
        raise ValueError("no such words")
    passage = passage_of(transcript, item_id, first_word, last_word)
    there = any(
        span.own and (span.first_word, span.last_word) == (first_word, last_word) for span in review.evidence(item_id)
    )
    after = opinion if there else replace(opinion, added=tuple(sorted({*opinion.added, passage})))
    return after if item_id in opinion.verdicts else decided(after, item_id, with_words(item))


def unmarked(review: Review, item_id: str, which: int) -> Opinion:
    """Evidence of an item taken away, by its index in `review.evidence`: own words are marked no more, the program's count no more.

    With the last of the program's the opposite verdict is given if there was none. Taking own words away gives none: whoever rates
    themselves first would learn by it whether the program has any. ValueError if there is no such evidence, or its words have no
    times. KeyError if there is no such item.
    """
    item, transcript, opinion = review.attempt.question.item(item_id), review.transcript, review.opinion
    spans = review.evidence(item_id)
    if transcript is None or not 0 <= which < len(spans):
        raise ValueError("no such evidence")
    span = spans[which]
    if span.own:
        added = tuple(one for one in opinion.added if one.item_id != item_id or not _is(one, span, transcript))
        return replace(opinion, added=added)
    passage = passage_of(transcript, item_id, span.first_word, span.last_word)
    after = replace(opinion, removed=tuple(sorted({*opinion.removed, passage})))
    if item_id in opinion.verdicts or replace(review, opinion=after).evidence(item_id):
        return after
    return decided(after, item_id, without_words(item))


def bookmarked(opinion: Opinion, at_ms: int, text: str = "") -> Opinion:
    """A bookmark set at a place, or the one there named otherwise."""
    others = (one for one in opinion.bookmarks if one.at_ms != at_ms)
    return replace(opinion, bookmarks=tuple(sorted((*others, Bookmark(at_ms, text.strip()[:LONGEST_NOTE])))))


def bookmark_dropped(opinion: Opinion, at_ms: int) -> Opinion:
    """The bookmark at a place taken away."""
    return replace(opinion, bookmarks=tuple(one for one in opinion.bookmarks if one.at_ms != at_ms))


def with_words(item: ChecklistItem) -> State:
    """The verdict that words marked for an item speak for: it was covered, or tripped; of an omission, that it was not left out."""
    choices = verdict_choices(item)
    return choices[-1] if _trips(item) else choices[0]


def without_words(item: ChecklistItem) -> State:
    """The verdict on an item all of whose words were taken away: not found, or clear; of an omission, that it was left out."""
    choices = verdict_choices(item)
    return choices[0] if _trips(item) else choices[-1]


def _trips(item: ChecklistItem) -> bool:
    return item.is_minefield and item.minefield is not MinefieldKind.OMISSION


def passage_of(transcript: Transcript, item_id: str, first_word: int, last_word: int) -> Passage:
    """The time of some words, both inclusive: so much of it that it means these words and no others (`words_in`).

    ValueError if they have no times.
    """
    words = transcript.words[first_word : last_word + 1]
    start_ms, end_ms = words[0].start_ms, words[-1].end_ms
    if end_ms <= start_ms:
        raise ValueError("words without times")
    # A word that is put in beside them later may have no length, and lie just at their border.
    inside = Passage(start_ms + 1, end_ms - 1, item_id)
    if end_ms - start_ms > _SHORTEST_MS and _means(inside, transcript, first_word, last_word):
        return inside
    return Passage(start_ms, end_ms, item_id)


def _means(passage: Passage, transcript: Transcript, first_word: int, last_word: int) -> bool:
    return words_in(transcript, passage.start_ms, passage.end_ms) == (first_word, last_word)


def _is(passage: Passage, span: Evidence, transcript: Transcript) -> bool:
    return _means(passage, transcript, span.first_word, span.last_word)


def carried_by_time(coverage: Coverage, before: Transcript, after: Transcript) -> Coverage:
    """States that rest on the words of one transcript, on other words of the same sound: evidence stays where it was heard."""

    def moved(span: Evidence) -> Evidence | None:
        found = words_in(after, before.words[span.first_word].start_ms, before.words[span.last_word].end_ms)
        return (
            None
            if found is None
            else replace(span, first_word=found[0], last_word=found[1], text=after.span_text(*found))
        )

    return replace(
        coverage,
        items=tuple(
            replace(line, evidence=tuple(one for span in line.evidence if (one := moved(span)) is not None))
            for line in coverage.items
        ),
    )
