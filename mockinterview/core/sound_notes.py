"""What happened to the sound of a take, in words: the same in the window, in exports and on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mockinterview.core.attempt import MarkKind, TakeMark

WORDS: Mapping[MarkKind, str] = {
    MarkKind.PAUSED: "Paused",
    MarkKind.OVERFLOW: "A moment of sound is missing",
    MarkKind.GAP: "Uneven sound",
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

GATHER_MS = 3_000
"""Marks of one kind that come closer than this are one note: a busy computer makes hundreds in a row."""

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


def sentence(mark: TakeMark) -> str:
    """What happened, in the take's own words where it has some, and how much is missing."""
    text = " ".join(mark.text.split())
    if not text:
        return title(mark)
    if not mark.lost_ms:
        return text
    missing = f"{length(mark.lost_ms)} missing"
    if mark.kind in (MarkKind.GAP, MarkKind.OVERFLOW):
        return f"{missing}. {text}"
    return f"{text.rstrip('.')}. {missing[0].upper()}{missing[1:]}."


def news(marks: Iterable[TakeMark]) -> tuple[TakeMark, ...]:
    """The marks a person has not made themselves."""
    return tuple(mark for mark in marks if mark.kind not in OWN_DOING)


def gathered(marks: Iterable[TakeMark]) -> tuple[TakeMark, ...]:
    """The marks with those of one kind in quick succession as one, at the place of the first and with all that they miss."""
    found: list[TakeMark] = []
    last_ms = 0
    for mark in marks:
        before = found[-1] if found else None
        if before is not None and before.kind is mark.kind and 0 <= mark.at_ms - last_ms < GATHER_MS:
            found[-1] = replace(before, lost_ms=before.lost_ms + mark.lost_ms)
        else:
            found.append(mark)
        last_ms = mark.at_ms
    return tuple(found)


def lost_ms(marks: Iterable[TakeMark]) -> int:
    """How much sound is missing in all, as far as that is known."""
    return sum(mark.lost_ms for mark in marks)


def count(marks: Iterable[TakeMark]) -> str:
    """`2 notes on the sound`; "" for none."""
    number = len(tuple(marks))
    return "" if not number else "1 note on the sound" if number == 1 else f"{number} notes on the sound"
