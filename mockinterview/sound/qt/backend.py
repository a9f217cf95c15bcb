"""By which way Qt's sound goes to the loudspeaker, and whether that way is still open. Qt says neither; its threads have names.

On Linux Qt 6.11 speaks to PipeWire itself where the computer's sound server is one and its library is there, else to PulseAudio, or
to what stands in for it. How far its positions run ahead of the ear is not the same by both. And once PulseAudio is gone Qt lets go
of it, tries once more after three seconds, and never again: whoever wants sound of it then takes the whole program down.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from pathlib import Path


class Backend(Enum):
    """The way, as Qt names the thread that holds it open."""

    PULSEAUDIO = "QPulseAudioEngi"
    PIPEWIRE = "QAudioContext"


class Outlet:
    """The way that all players of a program share: Qt opens it once, with the first of them, and none of them can open it again."""

    def __init__(self) -> None:
        self.way: Backend | None = None
        """By which it was opened; None before that, or where it is not known."""

    def opened(self) -> None:
        """Qt has been asked for a loudspeaker."""
        self.way = self.way or in_use()

    @property
    def lost(self) -> bool:
        """Whether PulseAudio has gone away from under Qt: what sounds next would end the program."""
        return self.way is Backend.PULSEAUDIO and in_use() is not Backend.PULSEAUDIO


def of(threads: Collection[str]) -> Backend | None:
    """Which way is open, by the names of the program's threads. Qt asks PipeWire first, and keeps that thread if it turns away."""
    return next((way for way in (Backend.PULSEAUDIO, Backend.PIPEWIRE) if way.value in threads), None)


def in_use() -> Backend | None:
    """Which way is open now; None before Qt has been asked for a loudspeaker, without a sound server, and on other systems."""
    return of(_thread_names())


def _thread_names() -> set[str]:
    names = set()
    for told in Path("/proc/self/task").glob("*/comm"):
        try:
            names.add(told.read_text(encoding="utf-8", errors="replace").strip())
        except OSError:  # it has just ended
            continue
    return names
