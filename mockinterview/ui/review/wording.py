"""The review in words: times, counts, verdicts. Plain, short, and never a score. What is measured says `core.measures`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from mockinterview.core.attempt import Attempt, MarkKind
from mockinterview.core.coverage import State
from mockinterview.core.question import ItemKind, Level, MinefieldKind
from mockinterview.core.review import Review, Verdict
from mockinterview.ui.look.states import state_word
from mockinterview.ui.widgets.times import day_words, minutes

KINDS: Mapping[ItemKind, str] = {
    ItemKind.KEY_POINT: "Key points",
    ItemKind.COMPETENCY: "Competencies",
    ItemKind.MOTIVATION: "Motivations",
    ItemKind.MINEFIELD: "Minefields",
}
"""The headings of the checklist, in the order in which they stand."""

LEVELS: Mapping[Level, str] = {Level.BASIC: "Basic", Level.SOLID: "Solid", Level.EXCEPTIONAL: "Exceptional"}

TRAPS: Mapping[MinefieldKind, str] = {
    MinefieldKind.COMMISSION: "Shows in what is said.",
    MinefieldKind.OMISSION: "Shows in what is left out.",
    MinefieldKind.MANNER: "",  # the reason says it
}

AGAIN, DISMISS = "Record again", "Dismiss"

_ENDINGS: Mapping[MarkKind, tuple[str, str]] = {
    MarkKind.DEVICE_LOST: (
        "The microphone stopped sending sound at {at}, so the recording ended. All that came before is here.",
        AGAIN,
    ),
    MarkKind.SLEPT: (
        "The computer went to sleep at {at}, so the recording ended. All that came before is here.",
        AGAIN,
    ),
    MarkKind.RECOVERED: (
        "The program ended before this take was stopped. All that was written until then is here.",
        DISMISS,
    ),
}
"""What is said of a take that something else ended than the person, and the button that helps."""

END_MS = 1_000
"""A full disk noted so shortly before the end ended the take; one that was only nearly full did not."""

_HOPED_FOR = (ItemKind.KEY_POINT, ItemKind.COMPETENCY, ItemKind.MOTIVATION)


def when(moment: datetime, now: datetime) -> str:
    """A day and a time as a person says them."""
    local = moment.astimezone()
    day = day_words(moment, now)
    return f"{day[0].upper()}{day[1:]}, {local.hour:02}:{local.minute:02}"


def early_end(attempt: Attempt) -> tuple[str, str]:
    """Why a take ended before the person stopped it, and what to do; two empty texts if they did."""
    for mark in reversed(attempt.marks):
        if mark.kind in _ENDINGS:
            words, button = _ENDINGS[mark.kind]
            return words.format(at=minutes(mark.at_ms)), button
        if mark.kind is MarkKind.DISK_LOW and mark.at_ms >= attempt.duration_ms - END_MS:
            return mark.text, DISMISS
    return "", ""


def take_of(attempt: Attempt, attempts: Sequence[Attempt]) -> str:
    """Which take this is of how many were made."""
    most = max((other.take for other in attempts), default=attempt.take)
    return f"Take {attempt.take} of {max(most, attempt.take)}"


def state_counts(totals: Mapping[State, int]) -> str:
    """How many items stand where, without a total."""
    return " · ".join(f"{totals[state]} {state_word(state)}" for state in State if totals.get(state))


def hoped_for(review: Review) -> str:
    """The line above the checklist: where everything but the minefields stands; "" before there are states."""
    return state_counts(review.counts(_HOPED_FOR))


def counts(review: Review) -> str:
    """Where all items stand, the minefields apart."""
    traps = state_counts(review.counts((ItemKind.MINEFIELD,)))
    parts = (hoped_for(review), f"Minefields: {traps}" if traps else "")
    return ". ".join(part for part in parts if part)


def verdicts(verdict: Verdict) -> str:
    """Both verdicts, once the user has given one; else ""."""
    if verdict.user is None:
        return ""
    if verdict.agrees:
        return f"You and the program agree: {state_word(verdict.user)}"
    return f"Program: {state_word(verdict.program)} · You: {state_word(verdict.user)}"


def progress(done_ms: int, total_ms: int, elapsed_ms: int, began_at_ms: int = 0) -> str:
    """How far the recogniser is in the sound, and about how long it will take.

    elapsed_ms: working time since it stood at began_at_ms.
    """
    if not total_ms:
        return "Starting the recogniser."
    words = f"{minutes(done_ms)} of {minutes(total_ms)} recognised"
    if done_ms <= began_at_ms or elapsed_ms < 1_000:
        return words
    left = elapsed_ms * max(0, total_ms - done_ms) // (done_ms - began_at_ms)
    return f"{words}, about {minutes(left + 999)} left"


def tip(*lines: str) -> str:
    """Text for a tool tip that Qt never takes for markup, whatever the data in it.

    Qt looks for markup up to the first line break, so the first line must be ours and the data come after it.
    """
    return "\n".join(line for line in lines if line)
