"""A shelf of takes in memory: the port's promises without a disk."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.delivery import Levels
from mockinterview.core.problems import TakeProblem
from mockinterview.core.take import DiskRoom, FinishedTake, TakeLabel

STARTED = datetime(2026, 1, 2, 9, 30, tzinfo=UTC)
_PATIENCE_S = 20.0


class FakeOpenTake:
    """A take being recorded; what a microphone writes into. Every 32 bytes are one millisecond."""

    def __init__(self, shelf: FakeShelf, label: TakeLabel, device: str) -> None:
        self._shelf = shelf
        self._bytes = 0
        self._take = FinishedTake(label, STARTED, 0, device=device)

    @property
    def elapsed_ms(self) -> int:
        return self._bytes // 32

    @property
    def hint(self) -> str:
        return self._shelf.hint

    def begin_now(self) -> None:
        """The first sound is here; the fake's time stands still."""

    def add_mark(self, mark: TakeMark) -> None:
        self._take = replace(self._take, marks=(*self._take.marks, mark))

    def write(self, pcm: bytes) -> None:
        if self._shelf.full is not None:
            raise self._shelf.full
        self._bytes += len(pcm)

    def tend(self) -> None:
        if self._shelf.full is not None:
            raise self._shelf.full

    def close(self) -> FinishedTake:
        self._take = replace(self._take, duration_ms=self.elapsed_ms)
        self._shelf.put(self._take)
        return self._take


class FakeShelf:
    """Flow's `TakeShelf` in memory.

    full: what every write and `begin` answers from now on, None to take sound again. discarded: ids in the order they went.
    hint: what takes being recorded say of the disk. stuck: what `recover` and `discard` answer for an id. tidied and relieved: how
    often each was asked for. reachable: while it is cleared, whoever asks for a sound waits.
    """

    def __init__(self) -> None:
        self.full: TakeProblem | None = None
        self.hint = ""
        self.discarded: list[str] = []
        self.tidied = self.relieved = 0
        self.stuck: dict[str, TakeProblem] = {}
        self.reachable = threading.Event()
        self.reachable.set()
        self._takes: dict[str, FinishedTake] = {}
        self._open: set[str] = set()
        self._audio: dict[str, Path] = {}
        self._levels: dict[str, Levels] = {}

    # ------------------------------------------------------------ the script

    def put(
        self, take: FinishedTake, audio: Path | None = None, levels: Levels | None = None, closed: bool = True
    ) -> None:
        """Put a take on the shelf; closed=False for one that a crash left behind."""
        attempt_id = take.label.attempt_id
        self._takes[attempt_id] = take
        self._audio[attempt_id] = audio or Path("takes") / attempt_id / "audio.wav"
        self._levels[attempt_id] = levels or Levels(20, (-30.0,) * (take.duration_ms // 20))
        (self._open.discard if closed else self._open.add)(attempt_id)

    def lose_sound(self, attempt_id: str) -> None:
        """The sound file was taken away behind our back."""
        del self._audio[attempt_id]

    # ------------------------------------------------------------ as microphones use it

    def begin(self, label: TakeLabel, device: str) -> FakeOpenTake:
        if self.full is not None:
            raise self.full
        self._audio[label.attempt_id] = Path("takes") / label.attempt_id / "audio.wav"
        return FakeOpenTake(self, label, device)

    # ------------------------------------------------------------ the port

    def audio(self, attempt_id: str) -> Path:
        assert self.reachable.wait(_PATIENCE_S), "the shelf was out of reach until the end"
        if attempt_id not in self._audio:
            raise TakeProblem("The sound of this attempt is missing.", "", "Put it back.")
        return self._audio[attempt_id]

    def levels(self, attempt_id: str) -> Levels:
        self.audio(attempt_id)
        return self._levels[attempt_id]

    def unfinished(self) -> list[FinishedTake]:
        return [_recovered(take) for attempt_id, take in self._takes.items() if attempt_id in self._open]

    def recover(self, attempt_id: str) -> FinishedTake:
        if attempt_id in self.stuck:
            raise self.stuck[attempt_id]
        if attempt_id not in self._takes:
            raise TakeProblem("This recording is not there.", "Its folder is gone.", "Nothing else was changed.")
        if attempt_id in self._open:
            self._open.discard(attempt_id)
            self._takes[attempt_id] = _recovered(self._takes[attempt_id])
        return self._takes[attempt_id]

    def tidy(self) -> None:
        self.tidied += 1

    def relieve(self) -> None:
        self.relieved += 1

    def room(self) -> DiskRoom:
        return DiskRoom(32 * sum(take.duration_ms for take in self._takes.values()), 1_000_000_000, 520)

    def finished(self, but: Collection[str] = ()) -> list[FinishedTake]:
        return [take for attempt_id, take in self._takes.items() if attempt_id not in {*self._open, *but}]

    def adopt(self, label: TakeLabel, source: Path, fill: Callable[[Path], None]) -> FinishedTake:
        if self.full is not None:
            raise self.full
        with tempfile.TemporaryDirectory() as folder:
            audio = Path(folder) / "audio.wav"
            fill(audio)
            length = (audio.stat().st_size - 44) // 32
        mark = TakeMark(MarkKind.IMPORTED, 0, f"Imported from {source.name}")
        take = FinishedTake(label, STARTED, length, marks=(mark,))
        self.put(take)
        return take

    def discard(self, attempt_id: str) -> None:
        if attempt_id in self.stuck:
            raise self.stuck[attempt_id]
        self.discarded.append(attempt_id)
        self._open.discard(attempt_id)
        for known in (self._takes, self._audio, self._levels):
            known.pop(attempt_id, None)


def _recovered(take: FinishedTake) -> FinishedTake:
    return replace(take, marks=(*take.marks, TakeMark(MarkKind.RECOVERED, take.duration_ms, "Recovered.")))
