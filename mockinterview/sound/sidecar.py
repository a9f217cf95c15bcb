"""What a take's folder says about itself, in `meta.json`: enough to understand and rebuild everything with no database."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mockinterview.core.question import Question
from mockinterview.core.shapes import mark_from, mark_to, question_from, question_to
from mockinterview.core.take import FinishedTake, TakeLabel

NAME = "meta.json"

_MOST_BYTES = 4_000_000
"""A longer file was not written by us: a question is at most a few kilobytes, a mark a hundred bytes."""

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True)
class Sidecar:
    """A take as its folder describes it. closed: the take was ended properly, so duration and marks are final."""

    take: FinishedTake
    closed: bool


def write(folder: Path, sidecar: Sidecar) -> None:
    """Replace `meta.json` as one step: afterwards it is either wholly the old or wholly the new one. OSError if it cannot."""
    take = sidecar.take
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
        "marks": [mark_to(mark) for mark in take.marks],
    }
    new = folder / (NAME + ".new")
    new.unlink(missing_ok=True)
    fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, 0o600)
    with os.fdopen(fd, "w", encoding="utf-8") as file:
        json.dump(plain, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, folder / NAME)
    sync_folder(folder)


def read(folder: Path) -> Sidecar:
    """What the folder says of its take.

    Where `meta.json` is missing or damaged the sound still counts: an unclosed take of an unknown question, begun when the folder
    was last touched.
    """
    try:
        fd = os.open(folder / NAME, os.O_RDONLY | _NO_FOLLOW)
        with os.fdopen(fd, "rb") as file:
            plain = json.loads(file.read(_MOST_BYTES))
        label = TakeLabel(folder.name, question_from(plain["question"]), int(plain["take"]))
        marks = tuple(mark_from(mark) for mark in plain["marks"])
        started_at = datetime.fromisoformat(plain["started_at"]).astimezone(UTC)
        take = FinishedTake(
            label, started_at, int(plain["duration_ms"]), int(plain["rate"]), str(plain["device"]), marks
        )
        return Sidecar(take, plain["closed"] is True)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        unknown = Question(id="unknown", text="A recording whose question was lost")
        began = datetime.fromtimestamp(folder.lstat().st_mtime, UTC)
        return Sidecar(FinishedTake(TakeLabel(folder.name, unknown, 0), began, 0), closed=False)


def sync_folder(folder: Path) -> None:
    """Make new names in a folder safe against a power cut; where folders cannot be opened (Windows) the system does it itself."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
