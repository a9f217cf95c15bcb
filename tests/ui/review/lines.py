"""A time line alone, with a review made for it: evidence in every state, overlapping; pauses, fillers, notes, bookmarks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QPoint

from mockinterview.core.attempt import Attempt, MarkKind, TakeMark
from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State
from mockinterview.core.delivery import Levels, Pause, measure
from mockinterview.core.opinion import Bookmark, Opinion, Passage
from mockinterview.core.question import ChecklistItem, ItemKind, Question
from mockinterview.core.review import Lane, Review
from mockinterview.core.transcript import Note, NoteKind, Transcript, Word
from mockinterview.ui.review.line.layout import head_height
from mockinterview.ui.review.line.time_line import TimeLine

WORD_MS = 500


def review_with(
    spans: dict[str, tuple[State, tuple[tuple[int, int], ...]]],
    *,
    words: int = 120,
    bookmarks: tuple[Bookmark, ...] = (),
    own: tuple[Passage, ...] = (),
    marks: tuple[TakeMark, ...] = (),
    notes: tuple[Note, ...] = (),
    pauses: tuple[Pause, ...] = (),
    attempt_id: str = "a",
) -> Review:
    """A review of an answer of `words` words, half a second each; spans: by item, its state and its evidence in words."""
    said = tuple(Word("um" if n % 40 == 7 else f"w{n}", n * WORD_MS, n * WORD_MS + 420, 0.9) for n in range(words))
    length = words * WORD_MS
    transcript = Transcript("fake", "", "en", length, said, notes=notes)
    items = tuple(ChecklistItem(name, ItemKind.KEY_POINT, name.capitalize()) for name in spans)
    lines = tuple(
        ItemCoverage(item, spans[item.id][0], 0.7, tuple(Evidence(a, b, "") for a, b in spans[item.id][1]))
        for item in items
    )
    question = Question("q", "Why?", items=items)
    attempt = Attempt(attempt_id, question, 1, datetime(2026, 3, 1, tzinfo=UTC), length, marks=marks)
    opinion = Opinion(added=own, bookmarks=bookmarks)
    return Review(attempt, measure(transcript, pauses, length), transcript, Coverage("fake", lines), opinion)


def every_state() -> Review:
    """One minute: each state with evidence, some over others, and one of each other mark."""
    spans = {state.value: (state, ((4 + 13 * n, 12 + 13 * n),)) for n, state in enumerate(State)}
    spans["over"] = (State.COVERED, ((8, 20), (60, 64)))
    return review_with(
        spans,
        bookmarks=(Bookmark(9_000, "the slip"), Bookmark(41_000)),
        own=(Passage(35_000, 37_000, "over"),),
        marks=(TakeMark(MarkKind.MICROPHONE_CHANGED, 20_000), TakeMark(MarkKind.GAP, 44_000, lost_ms=700)),
        notes=(Note(NoteKind.POSSIBLE_FILLER, 15_000, 15_400), Note(NoteKind.NOT_UNDERSTOOD, 50_000, 53_000)),
        pauses=(Pause(25_000, 27_500), Pause(38_000, 39_200)),
    )


def with_bookmark(review: Review, bookmark: Bookmark) -> Review:
    """The review with one bookmark more."""
    return replace(
        review,
        opinion=replace(review.opinion, bookmarks=tuple(sorted((*review.opinion.bookmarks, bookmark)))),
    )


def noise(duration_ms: int) -> Levels:
    """Some loudness curve."""
    return Levels(20, tuple(-55.0 + (n * 37 % 41) for n in range(duration_ms // 20)))


def emitted(signal: Any) -> list[tuple[Any, ...]]:
    """Everything a signal says from now on."""
    found: list[tuple[Any, ...]] = []
    signal.connect(lambda *values: found.append(values))
    return found


def place(line: TimeLine, at_ms: int, lane: Lane | None = None, item_id: str = "") -> QPoint:
    """Where on the track a time stands, on the wave or in a row."""
    track = line.track
    y = head_height() // 2
    for found in track.layout_of_rows.lines:
        if lane is found.row.lane and item_id in ("", found.row.item_id):
            y = track.layout_of_rows.on_widget(found, track.rows_hidden_above) + 3
            break
    return QPoint(round(track.stretch.x(at_ms)), y)
