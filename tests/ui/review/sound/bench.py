"""A replay on a player moved by hand, for the tests of what is heard."""

from __future__ import annotations

from pathlib import Path

from mockinterview.ui.review.sound.replay import Replay
from tests.fakes.fake_player import FakePlayer

TAKE = Path("take.wav")
LENGTH_MS = 60_000


class Bench:
    """A replay on a player moved by hand."""

    def __init__(self) -> None:
        self.player = FakePlayer(LENGTH_MS)
        self.replay = Replay(lambda: self.player)
        self.positions: list[int] = []
        self.loops: list[object] = []
        self.saved: list[int] = []
        self.playing: list[bool] = []
        self.replay.position_changed.connect(self.positions.append)
        self.replay.loop_changed.connect(self.loops.append)
        self.replay.saved_changed.connect(self.saved.append)
        self.replay.playing_changed.connect(self.playing.append)
        self.replay.open(TAKE, LENGTH_MS)

    def pass_time(self, ms: int, step: int = 16) -> None:
        for _ in range(ms // step):
            self.player.advance(step)
