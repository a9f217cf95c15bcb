"""One recorded answer, and what happened to the sound while it was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mockinterview.core.question import Question


class MarkKind(StrEnum):
    """What can happen to the sound of a take; kept with it and shown in its review."""

    PAUSED = "paused"
    OVERFLOW = "overflow"
    GAP = "gap"
    DEVICE_LOST = "device_lost"
    MICROPHONE_CHANGED = "microphone_changed"
    SLEPT = "slept"
    SILENT_INPUT = "silent_input"
    QUIET_INPUT = "quiet_input"
    CLIPPED = "clipped"
    DISK_LOW = "disk_low"
    DISK_SLOW = "disk_slow"
    RECOVERED = "recovered"
    IMPORTED = "imported"
    OTHER = "other"
    """What a newer version of the program noted and this one has no name for; its text says it."""


@dataclass(frozen=True)
class TakeMark:
    """Something that happened to the sound at `at_ms` on the take's own clock (milliseconds from its first sample).

    lost_ms: how much sound is missing there; 0 if none is, or nobody knows.
    """

    kind: MarkKind
    at_ms: int
    text: str = ""
    lost_ms: int = 0


@dataclass(frozen=True)
class Attempt:
    """One recorded answer to one question.

    The question is a copy as it was asked, so that a review stays what it was when the bank changes.
    id: a UUID, also the name of the take's folder. started_at: aware datetime in UTC of the first sample.
    duration_ms: sound on disk, pauses left out. take: 1 for the first attempt at the question. rate: samples a second.
    """

    id: str
    question: Question
    take: int
    started_at: datetime
    duration_ms: int
    rate: int = 16_000
    device: str = ""
    marks: tuple[TakeMark, ...] = ()


@dataclass(frozen=True)
class Tally:
    """What the list of questions shows about the attempts at one."""

    attempts: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True)
class WaitingJob:
    """Work that was promised and is not done, kept so that it survives a crash."""

    attempt_id: str
    kind: str
