"""An answer that was recorded elsewhere becomes an attempt like any other: decoded, kept, recognised, lined up."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

from mockinterview.core.problems import Cancelled, TakeProblem
from mockinterview.core.question import Question
from mockinterview.core.take import TakeLabel
from mockinterview.flow.answering import SHORTEST_TAKE_MS, remember
from mockinterview.flow.jobs import Job, JobKind, Jobs
from mockinterview.flow.keeper import Keeper
from mockinterview.flow.ports import Decoder, JobReport, Listener, TakeShelf

KINDS = (
    "wav",
    "flac",
    "mp3",
    "ogg",
    "oga",
    "opus",
    "m4a",
    "mp4",
    "mov",
    "webm",
    "mka",
    "mkv",
    "aac",
    "wma",
    "aif",
    "aiff",
    "caf",
)
"""Name endings to offer in a file dialog. What a file is, is read off its contents."""


class Importing:
    """Imports recordings in the background. kept: told the id of every attempt that is on disk and in the store."""

    def __init__(
        self,
        decoder: Decoder,
        shelf: TakeShelf,
        keeper: Keeper,
        jobs: Jobs,
        listener: Listener,
        kept: Callable[[str], None],
    ) -> None:
        self._decoder = decoder
        self._shelf = shelf
        self._keeper = keeper
        self._jobs = jobs
        self._listener = listener
        self._kept = kept
        self._made: set[str] = set()

    def begin(self, question: Question, file: Path) -> str:
        """Import a recording as an answer to a question; the id its attempt will have.

        A job of kind IMPORT reports under that id, then comes `Listener.attempt_kept`; if it fails or is cancelled, nothing stays.
        """
        attempt_id = str(uuid.uuid4())
        self._made.add(attempt_id)

        def work(job: Job) -> None:
            self._import(job, question, file)

        self._jobs.start(JobKind.IMPORT, attempt_id, work)
        return attempt_id

    def made(self, attempt_id: str) -> bool:
        """Whether an attempt was imported since the program began."""
        return attempt_id in self._made

    def cancel(self, attempt_id: str) -> None:
        """Stop an import; nothing of it stays."""
        self._jobs.cancel(JobKind.IMPORT, attempt_id)

    def working(self, attempt_id: str) -> JobReport | None:
        """Where an import stands; None if it has ended."""
        return self._jobs.report(JobKind.IMPORT, attempt_id)

    def wait(self, attempt_id: str, timeout_s: float | None = None) -> bool:
        """Block until an import has ended; False if the time was up first. For commands."""
        return self._jobs.wait(JobKind.IMPORT, attempt_id, timeout_s)

    def _import(self, job: Job, question: Question, file: Path) -> None:
        """Runs in the background."""

        def fill(target: Path) -> None:
            self._decoder.decode(file, target, job.progress, job.cancelled)

        label = TakeLabel(job.attempt_id, question, self._keeper.next_take(question.id))
        take = self._shelf.adopt(label, file, fill)
        if job.cancelled():
            self._shelf.discard(job.attempt_id)
            raise Cancelled
        if take.duration_ms < SHORTEST_TAKE_MS:
            self._shelf.discard(job.attempt_id)
            raise TakeProblem("Nothing was imported.", f"{file.name} is shorter than a word.", "Choose another file.")
        remember(self._keeper, take, "The recording is imported")
        try:
            self._kept(job.attempt_id)
        finally:
            self._listener.attempt_kept(job.attempt_id)
