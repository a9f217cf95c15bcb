"""What happened to the sound of a take, in words: the same in the window, in exports and on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mockinterview.core.attempt import MarkKind, TakeMark

WORDS: Mapping[MarkKind, str] = {
    MarkKind.PAUSED: "Paused",
    MarkKind.OVERFLOW: "A moment of sound is missing",
    MarkKind.GAP: "Some sound is missing",
    MarkKind.DEVICE_LOST: "The microphone stopped",
    MarkKind.MICROPHONE_CHANGED: "Another microphone",
    MarkKind.SLEPT: "The computer slept",
    MarkKind.SILENT_INPUT: "Silence",
    MarkKind.QUIET_INPUT: "Very quiet",
    MarkKind.CLIPPED: "Too loud, cut off",
    MarkKind.DISK_LOW: "The disk was nearly full",
    MarkKind.DISK_SLOW: "The disk was slow",
    MarkKind.RECOVERED: "Brought back after a crash",
    MarkKind.IMPORTED: "Imported",
    MarkKind.OTHER: "Something happened here",
}
"""What each kind of mark is called."""

MISSING = frozenset({MarkKind.OVERFLOW, MarkKind.GAP, MarkKind.SLEPT, MarkKind.MICROPHONE_CHANGED})
"""Kinds of which the length of what is missing is worth telling."""

OWN_DOING = frozenset({MarkKind.PAUSED, MarkKind.IMPORTED})
"""What the person did: no news to them."""


def length(ms: int) -> str:
    """A length of missing sound: `0.8 s`, `2:05`."""
    if ms < 60_000:
        return f"{max(ms, 100) / 1_000:.1f} s"
    return f"{ms // 60_000}:{ms // 1_000 % 60:02}"


def title(mark: TakeMark) -> str:
    """What happened in a few words, with how much is missing if that is known."""
    words = WORDS[mark.kind]
    if not mark.lost_ms:
        return words
    if mark.kind in (MarkKind.GAP, MarkKind.OVERFLOW):
        return f"{length(mark.lost_ms)} missing"
    return f"{words}, {length(mark.lost_ms)} missing"


def detail(mark: TakeMark) -> str:
    """The take's own sentence about it, "" if it says no more than the title."""
    return "" if mark.text.rstrip(".") == title(mark) else mark.text


def sentence(mark: TakeMark) -> str:
    """Title and detail, on one line."""
    more = detail(mark)
    return f"{title(mark)}. {more}" if more else title(mark)


def news(marks: Iterable[TakeMark]) -> tuple[TakeMark, ...]:
    """The marks a person has not made themselves."""
    return tuple(mark for mark in marks if mark.kind not in OWN_DOING)


def lost_ms(marks: Iterable[TakeMark]) -> int:
    """How much sound is missing in all, as far as that is known."""
    return sum(mark.lost_ms for mark in marks)


def count(marks: Iterable[TakeMark]) -> str:
    """`2 notes on the sound`; "" for none."""
    number = len(tuple(marks))
    return "" if not number else "1 note on the sound" if number == 1 else f"{number} notes on the sound"
