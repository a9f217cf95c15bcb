"""The whole story in one hand: what `app` builds, and what the windows and the command line receive."""

from __future__ import annotations

from dataclasses import dataclass

from mockinterview.flow.answering import Answering
from mockinterview.flow.doctor import Doctor
from mockinterview.flow.importing import Importing
from mockinterview.flow.jobs import Jobs
from mockinterview.flow.keeper import Keeper
from mockinterview.flow.library import Library
from mockinterview.flow.microphones import Microphones
from mockinterview.flow.models import ModelStore
from mockinterview.flow.ports import Microphone, TakeShelf, Transcriber, Voice
from mockinterview.flow.reviewing import Reviewing


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

    def close(self) -> None:
        """End everything in the order in which it depends on each other; a running take is closed and kept first."""
        self.microphones.close()
        self.answering.leave()
        self.jobs.close()
        self.transcriber.close()
        self.voice.close()
        self.keeper.close()
