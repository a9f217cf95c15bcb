"""Plays a take back, and says every 16 ms where what is heard stands.

Qt's player drops seeks that come before a file is ready, hangs on seeks past the end, says a position only every 50 ms that is
ahead of the ear (see `heard_clock`), and goes on sounding for up to 125 ms after a pause; all of it is made good here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Slot

from mockinterview.core.problems import Problem, TakeProblem
from mockinterview.sound.qt.backend import Backend, Outlet
from mockinterview.sound.qt.heard_clock import HeardClock

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

log = logging.getLogger(__name__)

TICK_MS = 16
"""How often the position is told: once a frame of a 60 Hz screen."""

END_MS = 50
"""Seeks stop this far before the end: at the very end Qt's player neither seeks nor ends."""

STOP_MS = 5
"""So long a pause takes until nothing is heard any more (2 to 9 ms on the loopback)."""

STOP_ON_PIPEWIRE_MS = 15
"""PipeWire takes sound in pieces of 21 ms (1,024 samples, unless a program is in a hurry), and plays what it has taken."""

SILENT_MS = 4_000
"""After so long without a position of Qt's nothing is heard any more, nor will be; a headset that wakes up takes two seconds."""

_SLOWEST, _FASTEST = 0.5, 2.0


class QtPlayer(QObject):
    """Flow's `Player` on QMediaPlayer. Main thread; QtMultimedia is loaded with the first file.

    outlet: the one that it shares with the program's other players.
    """

    def __init__(self, outlet: Outlet | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player: QMediaPlayer | None = None
        self._output: QAudioOutput | None = None
        self._devices: QMediaDevices | None = None
        self._position_changed: Callable[[int], None] | None = None
        self._playing_changed: Callable[[bool], None] | None = None
        self._failed: Callable[[Problem], None] | None = None
        self._loaded = self._ready = self._playing = self._wish_play = False
        self._wish_seek: int | None = None
        self._until: int | None = None
        self._rate = 1.0
        self._position = 0
        self._outlet = outlet or Outlet()
        self._heard = HeardClock()
        self._stop_ms = STOP_MS
        self._silent_ms = 0
        self._clock = self._timer(self._on_clock)
        self._clock.setInterval(TICK_MS)
        self._stop = self._timer(self._on_stop)
        self._stop.setSingleShot(True)

    def _timer(self, told: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(told)
        return timer

    # ------------------------------------------------------------ flow's Player

    def listen(
        self,
        position_changed: Callable[[int], None],
        playing_changed: Callable[[bool], None],
        failed: Callable[[Problem], None],
    ) -> None:
        """Whom to tell from now on; see flow's `Player`."""
        self._position_changed, self._playing_changed, self._failed = position_changed, playing_changed, failed

    def load(self, audio: Path) -> None:
        """Make a sound file ready; what is asked before it is ready happens as soon as it is."""
        self.unload()
        if not audio.is_file():
            self._fail("The file is not there any more.")
            return
        self._loaded = True
        self._qt_player().setSource(QUrl.fromLocalFile(str(audio)))

    def unload(self) -> None:
        """Let go of the file."""
        self._loaded = self._ready = self._wish_play = False
        self._wish_seek = self._until = None
        self._set_playing(False)
        if self._player is not None:
            self._player.setSource(QUrl())
        self._position = 0

    def play(self, from_ms: int | None = None, until_ms: int | None = None) -> None:
        """Play from a time (None: where it stands, or the start once the end was reached) until a time (None: the end)."""
        if not self._loaded:
            return
        lost = self._outlet.lost
        if lost:
            self.pause()
        if from_ms is not None:
            self.seek(from_ms)
        self._until = until_ms
        if not self._ready:
            self._wish_play = True
            return
        if lost:
            self._fail_without_server()
            return
        if self._has_no_loudspeaker():
            self._fail("No loudspeaker was found.", "Plug in headphones or a loudspeaker, then try again.")
            return
        if from_ms is None and self._position >= self._duration() - END_MS:
            self.seek(0)
            self._until = until_ms
        self._heard.restart(self._rate)
        self._qt_player().play()

    def pause(self) -> None:
        """Fall silent at once, where it stands: what Qt still holds is thrown away, and heard when it goes on."""
        self._wish_play = False
        if self._playing:
            self._qt_player().pause()
            self._set_playing(False)
            self._go(self._position)

    def seek(self, to_ms: int) -> None:
        """Go to a time, kept inside the sound; what plays goes on from there, to the end."""
        if not self._loaded:
            return
        self._until = None
        if not self._ready:
            self._wish_seek = to_ms
            return
        if self._playing and self._outlet.lost:
            self._break_off()
        self._tell(self._go(to_ms))

    def _go(self, to_ms: int) -> int:
        """Let Qt's player go to a time inside the sound; that time."""
        target = max(0, min(to_ms, self._duration() - END_MS))
        self._stop.stop()
        self._qt_player().setPosition(target)
        self._heard.restart(self._rate)
        return target

    def set_rate(self, rate: float) -> None:
        """Speed from 0.5 to 2.0 with the pitch kept."""
        self._rate = max(_SLOWEST, min(rate, _FASTEST))
        if self._player is not None:
            self._stop.stop()
            self._player.setPlaybackRate(self._rate)
            self._heard.restart(self._rate)

    @property
    def position_ms(self) -> int:
        """Where it stands."""
        return self._wish_seek if self._wish_seek is not None else self._position

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._playing

    # ------------------------------------------------------------ Qt's player

    def _qt_player(self) -> QMediaPlayer:
        if self._player is None:
            # Costs 100 ms and some megabytes: only once there is something to play.
            from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

            self._devices = QMediaDevices(self)
            self._output = QAudioOutput(self)
            _free_of_python(self._output)
            self._player = QMediaPlayer(self)
            self._player.setAudioOutput(self._output)
            self._player.setPlaybackRate(self._rate)
            self._outlet.opened()
            self._heard = HeardClock(self._outlet.way)
            self._stop_ms = STOP_ON_PIPEWIRE_MS if self._outlet.way is Backend.PIPEWIRE else STOP_MS
            self._devices.audioOutputsChanged.connect(self._on_outputs_changed)
            self._player.mediaStatusChanged.connect(self._on_status)
            self._player.seekableChanged.connect(self._on_seekable)
            self._player.playbackStateChanged.connect(self._on_state)
            self._player.positionChanged.connect(self._on_position)
            self._player.errorOccurred.connect(self._on_error)
        return self._player

    def _duration(self) -> int:
        return self._player.duration() if self._player is not None else 0

    def _has_no_loudspeaker(self) -> bool:
        return self._devices is not None and self._devices.defaultAudioOutput().isNull()

    def _break_off(self) -> None:
        self.pause()
        self._fail_without_server()

    def _fail_without_server(self) -> None:
        self._fail(
            "The computer's sound service does not answer.",
            "Try again in a moment; if it stays silent, close Mock Interview and open it again.",
        )

    @Slot()
    def _on_outputs_changed(self) -> None:
        self._outlet.opened()  # perhaps only now: a server may come up late
        if self._output is not None and self._devices is not None:
            self._output.setDevice(self._devices.defaultAudioOutput())

    @Slot("QMediaPlayer::MediaStatus")
    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        from PySide6.QtMultimedia import QMediaPlayer

        self._start_if_ready()
        if status is QMediaPlayer.MediaStatus.EndOfMedia:
            self._tell(self._duration())
            self._set_playing(False)

    @Slot(bool)
    def _on_seekable(self, _seekable: bool) -> None:
        self._start_if_ready()

    def _start_if_ready(self) -> None:
        """Once the file is there and can be moved about in: do what was wished for meanwhile."""
        from PySide6.QtMultimedia import QMediaPlayer

        player = self._qt_player()
        there = (QMediaPlayer.MediaStatus.LoadedMedia, QMediaPlayer.MediaStatus.BufferedMedia)
        if self._ready or not self._loaded or player.mediaStatus() not in there or not player.isSeekable():
            return
        self._ready = True
        wish, self._wish_seek = self._wish_seek, None
        until = self._until
        if wish is not None:
            self.seek(wish)
        if self._wish_play:
            self._wish_play = False
            self.play(until_ms=until)

    @Slot("QMediaPlayer::PlaybackState")
    def _on_state(self, state: QMediaPlayer.PlaybackState) -> None:
        from PySide6.QtMultimedia import QMediaPlayer

        self._set_playing(self._loaded and state is QMediaPlayer.PlaybackState.PlayingState)

    @Slot("qlonglong")
    def _on_position(self, position: int) -> None:
        if self._playing:
            self._silent_ms = 0
            self._heard.tick(position, time.monotonic())

    @Slot("QMediaPlayer::Error", str)
    def _on_error(self, _error: QMediaPlayer.Error, text: str) -> None:
        log.warning("the player reported: %s", text)
        if self._loaded:
            self._fail("Its file is damaged or cannot be read.")

    # ------------------------------------------------------------ telling

    @Slot()
    def _on_clock(self) -> None:
        """Where the sound stands now. What is told never goes back, whatever a later position of Qt's says."""
        self._silent_ms += TICK_MS  # not by the clock: where the window was held up, positions are only late
        if self._silent_ms >= SILENT_MS:
            self._break_off()
            return
        if not self._heard.running:
            return
        now = min(self._heard.at(time.monotonic()), self._duration())
        if self._until is not None:
            left = int((self._until - now) / self._rate) - self._stop_ms
            if left <= 2 * TICK_MS and not self._stop.isActive():
                self._stop.start(max(0, left))
            now = min(now, self._until)
        self._tell(max(self._position, now))

    @Slot()
    def _on_stop(self) -> None:
        """The last of what was wished for is being heard."""
        if self._until is None or not self._playing:
            return
        until, self._until = min(self._until, self._duration()), None
        self._tell(until)
        self.pause()

    def _tell(self, position: int) -> None:
        if position != self._position:
            self._position = position
            if self._position_changed is not None:
                self._position_changed(position)

    def _set_playing(self, playing: bool) -> None:
        if playing == self._playing:
            return
        self._playing = playing
        self._silent_ms = 0
        if playing:
            self._clock.start()
        else:
            self._clock.stop()
            self._stop.stop()
        if self._playing_changed is not None:
            self._playing_changed(playing)

    def _fail(self, why: str, next_step: str = "The transcript stays; record another take if you wish.") -> None:
        self._wish_play = False
        self._set_playing(False)
        if self._failed is not None:
            self._failed(TakeProblem("The recording could not be played.", why, next_step))


def _free_of_python(output: QAudioOutput) -> None:
    """Let Qt's threads let go of an output without asking Python.

    Qt's audio thread takes leave of the output as it ends, by a method that could be overridden in Python; the first time, the
    binding looks whether it is, for which it needs the interpreter's lock. The main thread may hold that and be waiting for this
    very thread to end (seen at the end of a sound, and in `setSource`): both would wait for ever. Asked once here, it knows.
    """
    output.volumeChanged.connect(output.volume)
    output.volumeChanged.disconnect(output.volume)
