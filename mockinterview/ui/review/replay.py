"""The sound of the take on the page: one player, made when it is first needed, told to go when the page is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mockinterview.core.problems import Problem
from mockinterview.flow.ports import Player

RATES = (0.75, 1.0, 1.25, 1.5)
"""The speeds one can choose from."""

JUMP_MS = 2_000
"""How far back and forward go: about one phrase."""


class Replay(QObject):
    """Plays one sound file. Nothing happens while there is none."""

    position_changed = Signal(int)
    playing_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self, make: Callable[[], Player], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._player: Player | None = None
        self._audio: Path | None = None
        self._loaded = False
        self._duration_ms = 0
        self._position_ms = 0
        self._rate = 1.0

    @property
    def ready(self) -> bool:
        """Whether there is a sound to play."""
        return self._audio is not None

    @property
    def playing(self) -> bool:
        return self._player is not None and self._loaded and self._player.playing

    @property
    def position_ms(self) -> int:
        return self._position_ms

    def open(self, audio: Path | None, duration_ms: int) -> None:
        """Have a sound file for what follows, from its beginning; None for none."""
        self.close()
        self._audio = audio
        self._duration_ms = duration_ms
        self._position_ms = 0
        self.position_changed.emit(0)

    def prepare(self) -> None:
        """Load now what would be loaded at the first play, so that the first click sounds at once."""
        self._loaded_player()

    def close(self) -> None:
        """Let go of the sound; the position stays, and the next play goes on from there."""
        if self._player is None or not self._loaded:
            return
        if self._player.playing:
            self._player.pause()
        self._loaded = False  # before `unload`, which may report a position that nobody asked for
        self._player.unload()

    def toggle(self) -> None:
        """Play from where it stands (from the beginning, if it stands at the end), or pause."""
        player = self._loaded_player()
        if player is None:
            return
        if player.playing:
            player.pause()
        elif self._position_ms >= self._duration_ms - 100:
            player.play(0)
        else:
            player.play(self._position_ms)

    def play(self, from_ms: int, until_ms: int | None = None) -> None:
        """Play from a time, and stop at another if one is given."""
        player = self._loaded_player()
        if player is not None:
            self._moved(from_ms)
            player.play(from_ms, until_ms)

    def pause(self) -> None:
        """Fall silent, if anything is to be heard."""
        if self._player is not None and self.playing:
            self._player.pause()

    def seek(self, to_ms: int) -> None:
        """Go to a time; what plays goes on from there."""
        to_ms = min(max(0, to_ms), self._duration_ms)
        player = self._loaded_player()
        if player is not None:
            player.seek(to_ms)
            self._moved(to_ms)

    def jump(self, by_ms: int) -> None:
        """Go back or forward."""
        self.seek(self._position_ms + by_ms)

    def set_rate(self, rate: float) -> None:
        """Speed, pitch kept; holds for every take from now on."""
        self._rate = rate
        if self._player is not None:
            self._player.set_rate(rate)

    def _loaded_player(self) -> Player | None:
        if self._audio is None:
            return None
        if self._player is None:
            self._player = self._make()
            self._player.listen(self._on_position, self._on_playing, self._on_failed)
        if not self._loaded:
            self._player.load(self._audio)
            self._player.set_rate(self._rate)
            if self._position_ms:
                self._player.seek(self._position_ms)
            self._loaded = True
        return self._player

    def _moved(self, at_ms: int) -> None:
        if at_ms != self._position_ms:
            self._position_ms = at_ms
            self.position_changed.emit(at_ms)

    def _on_position(self, at_ms: int) -> None:
        if self._loaded:
            self._moved(at_ms)

    def _on_playing(self, playing: bool) -> None:
        self.playing_changed.emit(playing)

    def _on_failed(self, problem: Problem) -> None:
        self.failed.emit(problem)
