"""The whole story in one hand: what `app` builds, and what the windows and the command line receive."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from mockinterview.core.measures import Shown
from mockinterview.core.problems import Problem
from mockinterview.flow.answering import Answering
from mockinterview.flow.backups import Backups
from mockinterview.flow.doctor import Doctor
from mockinterview.flow.importing import Importing
from mockinterview.flow.jobs import Job, JobKind, Jobs
from mockinterview.flow.keeper import Keeper
from mockinterview.flow.library import Library
from mockinterview.flow.microphones import Microphones
from mockinterview.flow.models import ModelStore
from mockinterview.flow.ports import Microphone, TakeShelf, Transcriber, Voice
from mockinterview.flow.reviewing import Reviewing

log = logging.getLogger(__name__)


def _nothing() -> None:
    """For a house over no folder."""


@dataclass(frozen=True)
class House:
    """Every verb of the program, and the neighbours that a page may ask directly."""

    library: Library
    answering: Answering
    importing: Importing
    reviewing: Reviewing
    doctor: Doctor
    jobs: Jobs
    microphone: Microphone
    voice: Voice
    transcriber: Transcriber
    models: ModelStore
    shelf: TakeShelf
    keeper: Keeper
    microphones: Microphones
    backups: Backups
    leave: Callable[[], None] = _nothing
    """Gives the data folder free: from then on a backup may be brought back there."""
    shown: Callable[[], Shown] = Shown
    """Which measures the person wants to see, and what they aim for."""

    def keep_copies(self) -> None:
        """In the background, after `library.tidy`: today's copy of the history, if there is none."""
        self.jobs.start(JobKind.TIDY, "copies", self._copy)

    def _copy(self, _job: Job) -> None:
        self.backups.make_daily()

    def close(self) -> None:
        """End everything in the order in which it depends on each other; a running take is closed and kept first."""
        self.microphones.close()
        self.answering.leave()
        self.jobs.close()
        self.transcriber.close()
        self.voice.close()
        self.keeper.close()
        try:
            self.backups.close()
        except Problem as problem:
            # Nobody is there to read it; the page of one's data shows the day of the newest copy.
            log.warning("no copy of the history was made at the end: %s", problem)
        self.leave()
