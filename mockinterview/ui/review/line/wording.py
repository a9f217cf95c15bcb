"""The time line in words: names of its rows, what a mark is, what the tool tip and a screen reader say of a place."""

from __future__ import annotations

from collections.abc import Sequence

from mockinterview.core.review import Lane, ReviewMark
from mockinterview.ui.look.states import state_word
from mockinterview.ui.widgets.times import count_words, minutes

ROW_WORDS = {
    Lane.EVIDENCE: "Evidence",
    Lane.PAUSE: "Pauses",
    Lane.FILLER: "Fillers",
    Lane.UNCLEAR: "Unclear",
    Lane.TAKE: "Recording",
    Lane.BOOKMARK: "Bookmarks",
}
"""What stands before each row."""

_MOST_NAMED = 6
"""So many marks of one place are named; the rest is counted."""


def mark_words(mark: ReviewMark) -> str:
    """What one mark is."""
    match mark.lane:
        case Lane.EVIDENCE:
            state = f" ({state_word(mark.state)})" if mark.state is not None else ""
            return f"Evidence for: {mark.label}{state}{', marked by you' if mark.own else ''}"
        case Lane.PAUSE:
            return f"Pause of {(mark.end_ms - mark.start_ms) / 1_000:.1f} s"
        case Lane.FILLER:
            return f"Filler: {mark.label}" if mark.sure else mark.label
        case Lane.TAKE:
            return f"In the recording: {mark.label}"
        case Lane.BOOKMARK:
            return f"Bookmark: {mark.label}" if mark.label else "Bookmark"
        case _:
            return mark.label


def place_lines(at_ms: int, found: Sequence[ReviewMark]) -> list[str]:
    """The time, and what stands there, one line each."""
    lines = [minutes(at_ms), *(mark_words(mark) for mark in found[:_MOST_NAMED])]
    if len(found) > _MOST_NAMED:
        lines.append(f"and {len(found) - _MOST_NAMED} more")
    return lines


def spoken(at_ms: int, found: Sequence[ReviewMark]) -> str:
    """The same as one sentence, for a screen reader."""
    return ". ".join(line.rstrip(".") for line in place_lines(at_ms, found)) + "."


def position_words(at_ms: int, duration_ms: int) -> str:
    """Where the playhead stands."""
    return f"{minutes(at_ms)} of {minutes(duration_ms)}"


def overview(found: Sequence[ReviewMark]) -> str:
    """How many marks of each kind there are; "" for none."""
    names = {
        Lane.EVIDENCE: "piece of evidence",
        Lane.PAUSE: "pause",
        Lane.FILLER: "filler",
        Lane.UNCLEAR: "unclear place",
        Lane.TAKE: "note on the recording",
        Lane.BOOKMARK: "bookmark",
    }
    many = {Lane.EVIDENCE: "pieces of evidence", Lane.TAKE: "notes on the recording"}
    counts = {lane: sum(mark.lane is lane and mark.sure for mark in found) for lane in names}
    return ", ".join(count_words(counts[lane], one, many.get(lane, "")) for lane, one in names.items() if counts[lane])
