"""Where in an answer a measure found what it counts: places to be shown and heard."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from mockinterview.core.manner import Aspect
from mockinterview.core.measures import seconds
from mockinterview.core.pace import WINDOW_MS, PacePoint
from mockinterview.core.review import LEAD_IN_MS, Lane, Review, marks
from mockinterview.core.transcript import Transcript

_AROUND = 3
"""So many words before and after tell one "um" from the others."""


@dataclass(frozen=True)
class Place:
    """One of them. before, text, after: its words and those around it; text may say what it is instead, then `spoken` is False.

    word: index of the first word, None where there is none; hear_from_ms: where to play from, lead-in included.
    """

    start_ms: int
    end_ms: int
    hear_from_ms: int
    text: str
    before: str = ""
    after: str = ""
    word: int | None = None
    spoken: bool = True


def places(review: Review, aspect: Aspect) -> tuple[Place, ...]:
    """The places of a measure in time order; empty where it has none, or where words have no times."""
    transcript = review.transcript
    found: list[Place] = []
    match aspect:
        case Aspect.PAUSES:
            found.extend(_pauses(review))
        case Aspect.PACE:
            found.extend(_extremes(review))
        case Aspect.FIRST_WORD if transcript is not None and transcript.words:
            found.append(_words(transcript, 0, 0))
        case Aspect.FILLERS if transcript is not None:
            found.extend(_words(transcript, filler.word, filler.word) for filler in review.delivery.fillers)
            found.extend(_possible(review))
        case Aspect.HEDGES if transcript is not None:
            found.extend(_words(transcript, hedge.first_word, hedge.last_word) for hedge in review.delivery.hedges)
        case Aspect.REPEATS if transcript is not None:
            found.extend(_words(transcript, repeat.first_word, repeat.last_word) for repeat in review.delivery.repeats)
    if not any(place.end_ms for place in found):
        return ()
    return tuple(sorted(found, key=lambda place: (place.start_ms, place.end_ms)))


def _words(transcript: Transcript, first: int, last: int) -> Place:
    start_ms, end_ms = transcript.words[first].start_ms, transcript.words[last].end_ms
    return Place(
        start_ms,
        end_ms,
        max(0, start_ms - LEAD_IN_MS),
        transcript.span_text(first, last),
        transcript.span_text(max(0, first - _AROUND), first - 1) if first else "",
        transcript.span_text(last + 1, last + _AROUND),
        first,
    )


def _possible(review: Review) -> Iterator[Place]:
    """Where the sound alone suggests a filler, and none is written yet."""
    for mark in marks(review):
        if mark.lane is Lane.FILLER and not mark.sure:
            yield Place(mark.start_ms, mark.end_ms, max(0, mark.start_ms - LEAD_IN_MS), mark.label, spoken=False)


def _pauses(review: Review) -> Iterator[Place]:
    """Each is heard from the words before it: silence alone says nothing."""
    words = review.transcript.words if review.transcript is not None else ()
    for pause in review.delivery.pauses:
        middle = (pause.start_ms + pause.end_ms) // 2
        past = bisect_left(words, middle, key=lambda word: word.start_ms)
        before = " ".join(word.text for word in words[max(0, past - _AROUND) : past])
        after = " ".join(word.text for word in words[past : past + _AROUND])
        hear_from_ms = max(0, pause.start_ms - 2 * LEAD_IN_MS)
        text = seconds(pause.end_ms - pause.start_ms)
        yield Place(pause.start_ms, pause.end_ms, hear_from_ms, text, before, after, spoken=False)


def _extremes(review: Review) -> Iterator[Place]:
    """The windows in which the pace was highest and lowest, where the two differ."""
    curve = review.delivery.pace_curve
    if len({point.words_per_minute for point in curve}) < 2:
        return
    for what, point in (
        ("Quickest", max(curve, key=lambda point: point.words_per_minute)),
        ("Slowest", min(curve, key=lambda point: point.words_per_minute)),
    ):
        yield _window(curve, what, point)


def _window(curve: tuple[PacePoint, ...], what: str, point: PacePoint) -> Place:
    first, last = curve[0].at_ms, curve[-1].at_ms
    start_ms = min(max(point.at_ms - WINDOW_MS // 2, first), last - WINDOW_MS)
    text = f"{what}: {point.words_per_minute:.0f} a minute"
    return Place(start_ms, start_ms + WINDOW_MS, start_ms, text, spoken=False)
