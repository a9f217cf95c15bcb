"""The icon of each thing that can happen to a take's sound, and its hue: the same in lists, notices and on the time line."""

from __future__ import annotations

from typing import NamedTuple

from mockinterview.core.attempt import MarkKind


class MarkLook(NamedTuple):
    """icon: every kind has one of its own shape. token: a colour of the theme; it never tells alone."""

    icon: str
    token: str


_LOOKS = {
    MarkKind.PAUSED: MarkLook("pause", "muted"),
    MarkKind.OVERFLOW: MarkLook("mark-overflow", "warning"),
    MarkKind.GAP: MarkLook("mark-gap", "warning"),
    MarkKind.DEVICE_LOST: MarkLook("mark-lost", "warning"),
    MarkKind.MICROPHONE_CHANGED: MarkLook("mark-changed", "warning"),
    MarkKind.SLEPT: MarkLook("moon", "warning"),
    MarkKind.SILENT_INPUT: MarkLook("mark-silent", "warning"),
    MarkKind.QUIET_INPUT: MarkLook("mark-quiet", "partly"),
    MarkKind.CLIPPED: MarkLook("mark-clipped", "partly"),
    MarkKind.DISK_LOW: MarkLook("mark-disk", "warning"),
    MarkKind.DISK_SLOW: MarkLook("mark-disk-slow", "partly"),
    MarkKind.RECOVERED: MarkLook("retake", "muted"),
    MarkKind.IMPORTED: MarkLook("download", "muted"),
    MarkKind.OTHER: MarkLook("info", "muted"),
}


def mark_look(kind: MarkKind) -> MarkLook:
    """How a kind of mark is shown."""
    return _LOOKS[kind]
