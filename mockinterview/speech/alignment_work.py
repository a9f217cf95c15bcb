"""Our part of an alignment: the same conversation with the child as a recognition, about words that are known."""

from __future__ import annotations

from pathlib import Path

from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.transcript import Transcript
from mockinterview.core.written import ENGINE, Written
from mockinterview.speech.choice import Choice
from mockinterview.speech.desk import Work
from mockinterview.speech.messages import Alignment, Task, written_to
from mockinterview.speech.pieces import joined


class AlignmentWork(Work):
    """Words to be put to one sound. model: what the child holds from other work, and goes on holding."""

    def __init__(self, audio: Path, written: Written, language: str, model: str) -> None:
        super().__init__(audio, RecogniserWish(language=language), Choice(ENGINE, model), _ignore)
        self._written = written

    def transcript(self, duration_ms: int, *, broken_off: bool = False) -> Transcript:
        return joined(self.heard, ENGINE, "", self.wish.language, duration_ms)

    def job(self, number: int, *, growing: bool) -> Task:
        return Alignment(number, str(self.audio.absolute()), written_to(self._written), self.wish.language)


def _ignore(_so_far: Transcript) -> None:
    """Nobody reads along: the words are known."""
