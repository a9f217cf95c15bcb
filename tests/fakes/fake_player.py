"""A player whose clock is moved by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mockinterview.core.problems import Problem, TakeProblem


class FakePlayer:
    """Flow's `Player`. `advance` lets time pass; `duration_ms` is the length of every file it loads.

    plays: (from, until) of every `play`, as asked. broken: what `load` answers from now on, None if files are fine.
    """

    def __init__(self, duration_ms: int = 10_000) -> None:
        self.duration_ms = duration_ms
        self.audio: Path | None = None
        self.rate = 1.0
        self.plays: list[tuple[int | None, int | None]] = []
        self.broken: TakeProblem | None = None
        self._position = 0
        self._until: int | None = None
        self._playing = False
        self._position_changed: Callable[[int], None] | None = None
        self._playing_changed: Callable[[bool], None] | None = None
        self._failed: Callable[[Problem], None] | None = None

    # ------------------------------------------------------------ the script

    def advance(self, ms: int) -> None:
        """That much time passes; the position moves if it plays, and stops where it must."""
        if not self._playing:
            return
        end = self.duration_ms if self._until is None else min(self._until, self.duration_ms)
        self._move(min(end, self._position + round(ms * self.rate)))
        if self._position >= end:
            self._set_playing(False)

    def end(self) -> None:
        """The sound ends; its position is told after it."""
        self._set_playing(False)
        self._move(self.duration_ms)

    def fail(self, problem: Problem) -> None:
        """Playing breaks off."""
        self._set_playing(False)
        if self._failed is not None:
            self._failed(problem)

    # ------------------------------------------------------------ the port

    def listen(
        self,
        position_changed: Callable[[int], None],
        playing_changed: Callable[[bool], None],
        failed: Callable[[Problem], None],
    ) -> None:
        self._position_changed, self._playing_changed, self._failed = position_changed, playing_changed, failed

    def load(self, audio: Path) -> None:
        self.unload()
        if self.broken is not None:
            self.fail(self.broken)
            return
        self.audio = audio

    def unload(self) -> None:
        self._set_playing(False)
        self.audio = None
        self._position = 0

    def play(self, from_ms: int | None = None, until_ms: int | None = None) -> None:
        self.plays.append((from_ms, until_ms))
        if self.audio is None:
            return
        if from_ms is not None:
            self._move(max(0, min(from_ms, self.duration_ms)))
        elif self._position >= self.duration_ms:
            self._move(0)
        self._until = until_ms
        self._set_playing(True)

    def pause(self) -> None:
        self._set_playing(False)

    def seek(self, to_ms: int) -> None:
        self._until = None
        if self.audio is not None:
            self._move(max(0, min(to_ms, self.duration_ms)))

    def set_rate(self, rate: float) -> None:
        self.rate = max(0.5, min(rate, 2.0))

    @property
    def position_ms(self) -> int:
        return self._position

    @property
    def playing(self) -> bool:
        return self._playing

    def _move(self, position: int) -> None:
        if position != self._position:
            self._position = position
            if self._position_changed is not None:
                self._position_changed(position)

    def _set_playing(self, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            if self._playing_changed is not None:
                self._playing_changed(playing)
