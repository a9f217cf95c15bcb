"""The sound of the take on the page: one player, made when it is first needed, told to go when the page is left.

What lies between wishes and player is decided by `core.playback`: what is heard again after a pause, silences left out, the loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mockinterview.core.delivery import Pause
from mockinterview.core.playback import (
    JUMP_MS,
    RATES,
    REWIND_MS,
    Loop,
    Skip,
    landing,
    loop,
    resumed_at,
    saved_ms,
    skips,
)
from mockinterview.core.problems import Problem
from mockinterview.flow.ports import Player

__all__ = ["JUMP_MS", "RATES", "Replay"]

_END_MS = 100
"""So near to its end the sound counts as ended."""


class Replay(QObject):
    """Plays one sound file. Nothing happens while there is none.

    loop_changed: a Loop, or None; also when one is only begun. saved_changed: how much shorter the answer is without its silences,
    in ms, whether they are left out or not.
    """

    position_changed = Signal(int)
    playing_changed = Signal(bool)
    failed = Signal(object)
    loop_changed = Signal(object)
    saved_changed = Signal(int)

    def __init__(self, make: Callable[[], Player], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._player: Player | None = None
        self._audio: Path | None = None
        self._loaded = False
        self._duration_ms = 0
        self._position_ms = 0
        self._rate = 1.0
        self._until: int | None = None
        self._paused = False
        self._rewind_ms = REWIND_MS
        self._skips: tuple[Skip, ...] = ()
        self._skipping = False
        self._loop: Loop | None = None
        self._begun: int | None = None
        self._offered: Loop | None = None
        self._coming = False
        self._wished: tuple[int, int | None] | None = None
        """From when, and until when, to play a sound that is still being looked for."""

    @property
    def audio(self) -> Path | None:
        """The sound file that is open."""
        return self._audio

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

    # ------------------------------------------------------------ the sound

    def open(self, audio: Path | None, duration_ms: int, *, coming: bool = False) -> None:
        """Have a sound file for what follows, from its beginning; None for none.

        coming: it is still being looked for; what is wished for meanwhile happens as soon as it is opened.
        """
        came, wished = self._coming and audio is not None, self._wished
        self.close()
        self._audio, self._coming = audio, coming
        self._duration_ms = duration_ms
        if not came:
            self._position_ms = 0
            self._until, self._paused, self._offered = None, False, None
            self.set_loop(None)
            self.position_changed.emit(0)
        elif wished is not None:
            self.play(*wished)

    def prepare(self) -> None:
        """Load now what would be loaded at the first play, so that the first click sounds at once."""
        self._loaded_player()

    def close(self) -> None:
        """Let go of the sound; the position stays, and the next play goes on from there."""
        self._wished = None
        if self._player is None or not self._loaded:
            return
        self._loaded = False  # first: what the player reports from here on is neither an end nor a place asked for
        self._player.pause()
        self._player.unload()

    # ------------------------------------------------------------ wishes

    def toggle(self) -> None:
        """Play on (a little before where it was paused; from the beginning, if it stands at the end), or pause."""
        player = self._loaded_player()
        if self._wished is not None or (player is not None and player.playing):
            self.pause()
        elif self._position_ms >= self._duration_ms - _END_MS:
            self.play(self._loop.start_ms if self._loop is not None else 0)
        elif self._paused:
            self.play(resumed_at(self._position_ms, self._rewind_ms, self._loop), self._until)
        else:
            self.play(self._position_ms)

    def play(self, from_ms: int, until_ms: int | None = None) -> None:
        """Play from a time, and stop at another if one is given."""
        player = self._loaded_player()
        if player is not None:
            self._until, self._paused = until_ms, False
            self._moved(from_ms)
            player.play(from_ms, until_ms)
        elif self._coming:
            self._wished = (from_ms, until_ms)
            self._moved(from_ms)

    def pause(self) -> None:
        """Fall silent, if anything is to be heard, or would be as soon as it is found or loaded."""
        self._wished = None
        if self._player is not None and self._loaded:
            self._paused = self._paused or self.playing
            self._player.pause()

    def seek(self, to_ms: int) -> None:
        """Go to a time; what plays goes on from there."""
        to_ms = min(max(0, to_ms), self._duration_ms)
        player = self._loaded_player()
        if player is not None:
            self._until, self._paused = None, False
            self._moved(to_ms)  # first: it did not come there by playing, out of a loop
            player.seek(to_ms)
        elif self._coming:
            self._wished = (to_ms, None) if self._wished is not None else None
            self._moved(to_ms)

    def jump(self, by_ms: int) -> None:
        """Go back or forward."""
        self.seek(self._position_ms + by_ms)

    # ------------------------------------------------------------ how it is played

    @property
    def rate(self) -> float:
        """The speed."""
        return self._rate

    def set_rate(self, rate: float) -> None:
        """Speed, pitch kept; holds for every take from now on."""
        self._rate = rate
        if self._player is not None:
            self._player.set_rate(rate)

    def set_rewind(self, ms: int) -> None:
        """How much is heard again when it goes on after a pause; 0 for nothing."""
        self._rewind_ms = ms

    def set_skipping(self, on: bool) -> None:
        """Leave silences out, or play them."""
        self._skipping = on

    def set_skips(self, pauses: Iterable[Pause]) -> None:
        """The silences of what is played."""
        self._skips = skips(pauses)
        self.saved_changed.emit(saved_ms(self._skips))

    @property
    def saved_ms(self) -> int:
        """How much shorter it is without its silences."""
        return saved_ms(self._skips)

    # ------------------------------------------------------------ the loop

    @property
    def loop(self) -> Loop | None:
        """What is played again and again."""
        return self._loop

    @property
    def loop_begun(self) -> int | None:
        """From where a loop is to go, while its end is not yet said."""
        return self._begun

    @property
    def offered(self) -> Loop | None:
        """What `toggle_loop` would loop."""
        return self._offered

    def set_loop(self, start_ms: int | None, end_ms: int | None = None) -> None:
        """Play between two times again and again; without an end, have it begun; without either, end it. Too short: none."""
        before = (self._loop, self._begun)
        self._loop = self._begun = None
        if start_ms is not None and start_ms >= 0 and end_ms is not None:
            self._loop = loop(start_ms, end_ms, self._duration_ms)
        elif end_ms is None:
            self._begun = start_ms
        if (self._loop, self._begun) != before:
            self.loop_changed.emit(self._loop)
        if self._loop is not None and not self._inside(self._loop):
            self.play(self._loop.start_ms)

    def _inside(self, held: Loop) -> bool:
        return self.playing and self._until is None and held.start_ms <= self._position_ms < held.end_ms

    def offer_loop(self, start_ms: int, end_ms: int) -> None:
        """What the next `toggle_loop` loops; an end that is not after the start takes it back."""
        self._offered = loop(start_ms, end_ms, self._duration_ms) if end_ms > start_ms >= 0 else None

    def toggle_loop(self) -> None:
        """End the loop; or loop what is offered; or begin one here, and the next time say that it ends here."""
        if not self.ready and not self._coming:
            return
        if self._loop is not None:
            self.set_loop(None)
        elif self._begun is not None:
            self.set_loop(self._begun, self._position_ms)
        elif self._offered is not None:
            self.set_loop(self._offered.start_ms, self._offered.end_ms)
        else:
            self.set_loop(self._position_ms)

    # ------------------------------------------------------------ the player

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

    def _elsewhere(self, at_ms: int) -> int | None:
        """Where it goes on instead, now that it has come to a time by playing; None: just on. Evidence is played as it is."""
        if self._until is not None or not self.playing:
            return None
        to = landing(self._skips, at_ms) if self._skipping else None
        held = self._loop
        if held is None or not held.start_ms <= self._position_ms < held.end_ms:
            return to
        if to is not None and landing(self._skips, held.start_ms) == to >= held.end_ms:
            to = None  # all of the loop is silence, and wished for
        return held.start_ms if held.end_ms <= (at_ms if to is None else to) else to

    def _on_position(self, at_ms: int) -> None:
        if not self._loaded:
            return
        to = self._elsewhere(at_ms)
        if to is None or self._player is None:
            self._moved(at_ms)
        else:
            self._position_ms = to  # before the player tells it
            self._player.seek(to)
            self.position_changed.emit(to)

    def _on_playing(self, playing: bool) -> None:
        held = self._loop
        ended = not playing and not self._paused and self._until is None and self._loaded
        if ended and held is not None and held.start_ms <= self._position_ms <= held.end_ms:
            QTimer.singleShot(0, self._play_loop)  # the sound ended; its position may still be on its way
        else:
            self.playing_changed.emit(playing)

    @Slot()
    def _play_loop(self) -> None:
        if self._loop is not None and self._loaded and not self._paused:
            self.play(self._loop.start_ms)
        if not self.playing:
            self.playing_changed.emit(False)

    def _on_failed(self, problem: Problem) -> None:
        self._paused = True  # it did not end
        self.failed.emit(problem)
