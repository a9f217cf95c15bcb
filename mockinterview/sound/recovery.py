"""What a crash left of a take: found by looking at its folder alone, closed in steps that can be repeated at any point.

The sound file says how long a take is; its notes say what it was. A second recovery finds nothing to do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.take import FinishedTake
from mockinterview.sound import sidecar
from mockinterview.sound.holding import is_growing
from mockinterview.sound.open_take import AUDIO, RESERVE
from mockinterview.sound.safe_files import size_of
from mockinterview.sound.sidecar import Sidecar
from mockinterview.sound.take_file import frames_in, mend, milliseconds

_CUT_SHORT = "The program ended before this take was stopped. All that was on disk is here."


@dataclass(frozen=True)
class Found:
    """A take's folder as it stands. take: as `close` would leave it; growing: some program is recording it now."""

    take: FinishedTake
    closed: bool
    growing: bool = False


def look(folder: Path) -> Found:
    """What is there; changes nothing. OSError if it cannot be looked at.

    Whether somebody records it is asked between two looks at its notes: a take is let go only once they say that it is closed, so
    one that nobody holds and that is still open afterwards was cut short.
    """
    note = sidecar.read(folder)
    growing = not note.closed and is_growing(folder / AUDIO)
    if not note.closed and not growing:
        note = sidecar.read(folder)
    size = size_of(folder / AUDIO)
    if note.closed:
        return Found(note.take if size is None else _as_long_as(note.take, frames_in(size)), closed=True)
    return Found(_cut_short(note.take, frames_in(size or 0)), closed=False, growing=growing)


def close(folder: Path) -> FinishedTake:
    """Make an unfinished take a finished one. Again, or cut short at any point and begun again, it comes to the same. OSError."""
    note = sidecar.read(folder)
    take = _cut_short(note.take, mend(folder / AUDIO))
    (folder / RESERVE).unlink(missing_ok=True)
    sidecar.write(folder, Sidecar(take, True, note.written, note.whole))
    return take


def mend_header(folder: Path) -> None:
    """Make the sound of a finished take playable if damage has reached its header; changes nothing otherwise. OSError."""
    if size_of(folder / AUDIO) is not None:
        mend(folder / AUDIO)


def _as_long_as(take: FinishedTake, frames: int) -> FinishedTake:
    """A finished take whose notes were damaged or whose sound was cut since: the sound counts."""
    return take if take.duration_ms == milliseconds(frames) else replace(take, duration_ms=milliseconds(frames))


def _cut_short(take: FinishedTake, frames: int) -> FinishedTake:
    length = milliseconds(frames)
    return replace(take, duration_ms=length, marks=(*take.marks, TakeMark(MarkKind.RECOVERED, length, _CUT_SHORT)))
