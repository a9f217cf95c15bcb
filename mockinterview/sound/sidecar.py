"""What a take's folder says about itself, in `meta.json`: enough to understand and rebuild everything with no database.

Written as one step, read with patience: what a newer version added is kept as it stands, what damage left is looked for piece by
piece (`sound/salvage`), and what cannot be known any more never hides the sound.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mockinterview.core.question import Question
from mockinterview.core.shapes import mark_to, question_to
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.sound import salvage
from mockinterview.sound.safe_files import read_regular, sync_folder, write_new
from mockinterview.sound.take_file import RATE

NAME = "meta.json"
NEW = "meta.json.new"
"""What is on its way to become `meta.json`; after a crash in its first moment all there is."""
DAMAGED = "meta.json.damaged"
"""Where one is put that cannot be read as a whole, before another takes its place."""

_MOST_BYTES = 4_000_000
"""A longer file was not written by us: a question is at most a few kilobytes, a mark a hundred bytes."""


@dataclass(frozen=True)
class Sidecar:
    """A take as its folder describes it. closed: the take was ended properly, so duration and marks are final.

    written: the file's own words, with all that this version does not know. whole: they could be read from one end to the other.
    """

    take: FinishedTake
    closed: bool
    written: Mapping[str, Any] = field(default_factory=dict, compare=False)
    whole: bool = field(default=True, compare=False)


def write(folder: Path, sidecar: Sidecar) -> None:
    """Replace `meta.json` as one step: afterwards it is either wholly the old or wholly the new one. OSError if it cannot.

    One that damage has made partly unreadable is put aside, not written over.
    """
    data = json.dumps(_plain(sidecar), ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
    new = folder / NEW
    new.unlink(missing_ok=True)
    write_new(new, data)
    if not sidecar.whole and os.path.lexists(folder / NAME):
        os.replace(folder / NAME, folder / DAMAGED)
    os.replace(new, folder / NAME)
    sync_folder(folder)


def _plain(sidecar: Sidecar) -> dict[str, Any]:
    """The file's content: what was read keeps its words, marks and question as a newer version may have written them too."""
    take, written = sidecar.take, sidecar.written
    marks = salvage.raw_marks(written)
    plain = {
        "version": 1,
        "closed": sidecar.closed,
        "attempt": take.label.attempt_id,
        "take": take.label.take,
        "question": question_to(take.label.question),
        "started_at": take.started_at.isoformat(),
        "duration_ms": take.duration_ms,
        "rate": take.rate,
        "device": take.device,
        "marks": [*marks, *(mark_to(mark) for mark in take.marks[len(marks) :])],
    }
    kept = ("version", "question") if sidecar.whole else ()
    return {**written, **plain, **{key: written[key] for key in kept if key in written}}


def read(folder: Path) -> Sidecar:
    """What the folder says of its take. OSError only where it cannot be looked at now.

    Where its notes are missing or damaged the sound still counts: what they say no more is replaced by an unknown question, an
    unclosed take, the time when the folder was last touched.
    """
    written: dict[str, Any] = {}
    damaged = False
    for name in (NAME, NEW, DAMAGED):
        raw = read_regular(folder / name, _MOST_BYTES)
        content = salvage.whole(raw) if raw else None
        if name == NAME:
            damaged = content is None and os.path.lexists(folder / NAME)
        if content is not None:
            written.update(content)
            break
        written = {**salvage.pieces(raw or b""), **written}
    asked = salvage.question(written)
    closed = written.get("closed") is True and asked is not None
    return Sidecar(_take(folder, written, asked), closed, written, not damaged)


def unknown(folder: Path) -> FinishedTake:
    """A take of which nothing can be read."""
    return _take(folder, {}, None)


def _take(folder: Path, written: Mapping[str, Any], asked: Question | None) -> FinishedTake:
    question = asked or Question("unknown", "A recording whose question was lost")
    label = TakeLabel(folder.name, question, salvage.number(written, "take", 0))
    return FinishedTake(
        label,
        salvage.moment(written.get("started_at")) or _touched(folder),
        salvage.number(written, "duration_ms", 0),
        salvage.number(written, "rate", 0) or RATE,
        salvage.text(written, "device"),
        salvage.marks(written),
    )


def _touched(folder: Path) -> datetime:
    """When a folder was last changed; now, where that makes no sense."""
    changed = folder.lstat().st_mtime
    try:
        return datetime.fromtimestamp(changed, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.now(UTC)
