"""The review in words: times, counts, verdicts, facts. Plain, short, and never a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mockinterview.core.attempt import Attempt, MarkKind
from mockinterview.core.coverage import State
from mockinterview.core.delivery import PAUSE_MS, Delivery
from mockinterview.core.question import ItemKind, Level, MinefieldKind
from mockinterview.core.review import Review, Verdict, possible_fillers
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


def seconds(ms: int) -> str:
    """A short length as seconds with one decimal."""
    return f"{ms / 1_000:.1f} s"


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


@dataclass(frozen=True)
class Shown:
    """Which facts the settings let through, and the length aimed for (0: none)."""

    target_ms: int = 120_000
    pace: bool = True
    pauses: bool = True
    fillers: bool = True


@dataclass(frozen=True)
class Fact:
    """One timing fact: what it is called, what it is, and how it was measured."""

    name: str
    value: str
    definition: str


def facts(review: Review, shown: Shown, measured: bool = True) -> tuple[Fact, ...]:
    """The timing facts to show. measured: whether the pauses are known yet."""
    delivery = review.delivery
    target = f", target {minutes(shown.target_ms)}" if shown.target_ms else ""
    found = [
        Fact(
            "Length",
            minutes(delivery.duration_ms) + target,
            "The recorded sound from beginning to end. Settings hold the target.",
        )
    ]
    if delivery.first_word_ms is not None:
        found.append(
            Fact(
                "First word",
                f"after {seconds(delivery.first_word_ms)}",
                "From the start of the take to the first word.",
            )
        )
    if shown.pace and delivery.words_per_minute is not None:
        found.append(
            Fact(
                "Pace",
                f"{delivery.words_per_minute:.0f} words a minute",
                "Words from the first to the last, pauses included, fillers left out.",
            )
        )
    if shown.pauses and measured:
        found.append(_pauses(delivery))
    if shown.fillers and delivery.first_word_ms is not None:
        found.append(_fillers(review))
    return tuple(found)


def _fillers(review: Review) -> Fact:
    possible = possible_fillers(review)
    definition = "Um, uh and the like, as the recogniser wrote them. Recognisers leave many out."
    if possible:
        definition += (
            " Where the sound alone suggests one, the time line shows an empty diamond; these are not counted."
        )
    more = f", possibly {possible} more" if possible else ""
    return Fact("Fillers", f"at least {len(review.delivery.fillers)}{more}", definition)


def _pauses(delivery: Delivery) -> Fact:
    number = len(delivery.pauses)
    value = "none" if not number else f"{number}, longest {seconds(delivery.longest_pause_ms)}"
    return Fact(
        "Pauses",
        value,
        f"Silences of {PAUSE_MS // 1_000} second or more between the first and the last sound of speech, "
        "found in the sound itself.",
    )


def facts_line(found: Sequence[Fact]) -> str:
    """The same facts in one line of text, for where they stand beside something else."""
    return " · ".join(f"{fact.name}: {fact.value}" for fact in found)


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
