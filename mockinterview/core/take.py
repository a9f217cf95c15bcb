"""A recording while it is made and just after: the microphone it comes from, its loudness, what is on disk in the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mockinterview.core.attempt import TakeMark
from mockinterview.core.question import Question


@dataclass(frozen=True)
class InputDevice:
    """A microphone as the desktop names it; remembered by name and host API, never by index.

    muted and volume_percent: as the sound settings have it, None where nobody can be asked.
    """

    name: str
    host_api: str
    is_default: bool = False
    muted: bool | None = None
    volume_percent: int | None = None


@dataclass(frozen=True)
class DeviceWish:
    """The microphone to record with: its name, "" for the desktop's default, and the host API it is reached by, "" for any."""

    name: str = ""
    host_api: str = ""


@dataclass(frozen=True)
class Level:
    """Loudness of the last moment of sound, in dBFS (0 is full scale, silence is -120)."""

    rms_dbfs: float = -120.0
    peak_dbfs: float = -120.0


@dataclass(frozen=True)
class TakeLabel:
    """What a take's folder should say about itself, so that it can be understood with no database."""

    attempt_id: str
    question: Question
    take: int


@dataclass(frozen=True)
class FinishedTake:
    """A take on disk, whole and closed."""

    label: TakeLabel
    started_at: datetime
    duration_ms: int
    rate: int = 16_000
    device: str = ""
    marks: tuple[TakeMark, ...] = ()


@dataclass(frozen=True)
class DiskRoom:
    """Room for takes. used_bytes: what they take now. free_bytes and minutes (of sound that fits): None where nobody can tell."""

    used_bytes: int
    free_bytes: int | None
    minutes: int | None


MICROPHONE_TRIAL = Question("microphone-test", "Microphone test")
"""What a take is labelled with that only tries the microphone: it is never kept."""
