"""A take being recorded: a queue between the sound callback and the disk, and everything that watches over it.

The source (a microphone's callback, a file's reader) only hands bytes over. One writer thread takes them from the queue, converts,
measures and writes them, notices silence and a source that has fallen dumb, and closes the take. However long the disk stalls,
the queue holds what comes in.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from enum import Enum, auto

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.problems import MicrophoneProblem, Problem, SlowDisk, TakeProblem
from mockinterview.core.take import FinishedTake, Level
from mockinterview.sound.conversion import Converter
from mockinterview.sound.loudness import level_of
from mockinterview.sound.open_take import OpenTake

log = logging.getLogger(__name__)

SILENT_DBFS = -70.0
"""Quieter than this is no room with a working microphone in it: those stay above -65, a muted one gives zeros."""

SILENT_MS = 2_000
"""Silence this long is worth a hint, soon enough to start again."""

STOP_S = 2.0
"""Longest a person should wait after Stop."""

_TICK_S = 0.2
_DUMB_TICKS = 9
"""Ticks (1.8 s) with no block after which the source counts as lost: sound servers hide faults, so silence of the callback is the
only sure sign. Ticks rather than a clock: a program that was frozen itself must not take that for a lost microphone."""

_FIRST_TICKS = 25
"""Ticks (5 s) a source may take before its first block: Bluetooth microphones need some seconds to wake up."""

_SILENT_HINT = "The microphone hears nothing. Check that it is not muted and that it is the right one."


class _Event(Enum):
    """What else than sound can stand in the queue, in its place between the blocks."""

    OVERFLOW = auto()
    PAUSE = auto()
    RESUME = auto()
    LOST = auto()
    OVER = auto()
    STOP = auto()


class RunningTake:
    """A recording in progress: fulfils flow's `Take` and is what a source feeds.

    close_source: stops the flow of blocks; called once, by `stop`, in the caller's thread, and must return within 1.5 s.
    """

    def __init__(
        self,
        take: OpenTake,
        rate: int,
        channels: int,
        began: Callable[[], None],
        failed: Callable[[Problem], None],
        close_source: Callable[[], None],
    ) -> None:
        self._take = take
        self._rate = rate
        self._channels = channels
        self._began = began
        self._failed = failed
        self._close_source = close_source
        self._converter = Converter(rate, channels)
        self._queue: queue.SimpleQueue[bytes | _Event] = queue.SimpleQueue()
        self._stopping = threading.Lock()
        self._closing = False
        self._elapsed_ms = 0
        self._level = Level()
        self._quiet_ms = 0.0
        self._idle_ticks = 0
        self._started = self._paused = self._dead = self._silent = self._ended = False
        self._finished: FinishedTake | None = None
        self._trouble: Problem | None = None
        self._writer = threading.Thread(target=self._write_all, name="take-writer", daemon=True)
        self._writer.start()

    # ------------------------------------------------------------ what the source calls

    def hear(self, block: bytes) -> None:
        """Take over a block of interleaved int16. Safe in a sound callback."""
        self._queue.put(block)

    def overflowed(self) -> None:
        """Sound was lost before the block that comes next. Safe in a sound callback."""
        self._queue.put(_Event.OVERFLOW)

    def lost(self) -> None:
        """No more sound will come, though nobody asked for that. Safe in a sound callback."""
        if not self._closing:
            self._queue.put(_Event.LOST)

    def over(self) -> None:
        """The sound has come to its proper end."""
        self._queue.put(_Event.OVER)

    @property
    def waiting_blocks(self) -> int:
        """Blocks not yet written."""
        return self._queue.qsize()

    # ------------------------------------------------------------ flow's Take

    @property
    def elapsed_ms(self) -> int:
        """Recorded sound so far, pauses left out."""
        return self._elapsed_ms

    @property
    def level(self) -> Level:
        """Loudness of the last block; silence while paused."""
        return self._level

    @property
    def silent(self) -> bool:
        """Whether nothing at all has been heard for two seconds."""
        return self._silent

    @property
    def hint(self) -> str:
        """What the person should know about the sound right now, "" if all is well."""
        return _SILENT_HINT if self._silent else self._take.hint

    @property
    def marks(self) -> Sequence[TakeMark]:
        """What has happened to the sound so far, in the order of time."""
        return self._take.marks

    @property
    def ended(self) -> bool:
        """Whether the sound has come to its end by itself and all of it is written."""
        return self._ended

    def devices_changed(self) -> None:
        """A microphone came, went or was muted. Any thread."""

    def pause(self) -> None:
        """Write nothing from here until `resume`."""
        self._queue.put(_Event.PAUSE)

    def resume(self) -> None:
        """Go on writing."""
        self._queue.put(_Event.RESUME)

    def stop(self) -> FinishedTake:
        """Close source and file and say what is there; later calls return the same.

        SlowDisk if the disk does not take the end in time: call again. TakeProblem if it could not keep the sound.
        """
        with self._stopping:
            if not self._closing:
                self._closing = True
                self._close_source()
                self._queue.put(_Event.STOP)
            self._writer.join(STOP_S)
            if self._writer.is_alive():
                raise SlowDisk(
                    "The recording is still being written.", "The disk is very slow.", "Wait a moment; nothing is lost."
                )
        if self._finished is None:
            raise self._trouble or TakeProblem("The recording could not be closed.", "", "Start the program again.")
        return self._finished

    # ------------------------------------------------------------ the writer thread

    def _write_all(self) -> None:
        try:
            while (item := self._next()) is not _Event.STOP:
                if isinstance(item, bytes):
                    self._on_block(item)
                elif item is not None:
                    self._on_event(item)
                self._tend()
            self._write_rest()
        except Exception:
            # Whatever is wrong with us, nobody may go on speaking to a recorder that has stopped.
            log.exception("the take's writer broke")
            self._die(
                TakeProblem("The recording stopped.", "Something in this program broke.", "What you said is kept.")
            )
        finally:
            self._close()

    def _next(self) -> bytes | _Event | None:
        """What comes next in the queue, None if nothing does for a moment."""
        try:
            item = self._queue.get(timeout=_TICK_S)
        except queue.Empty:
            self._on_nothing()
            return None
        self._idle_ticks = 0
        return item

    def _on_nothing(self) -> None:
        self._idle_ticks += 1
        if self._idle_ticks >= (_DUMB_TICKS if self._started else _FIRST_TICKS) and not self._ended:
            self._on_lost()

    def _on_block(self, block: bytes) -> None:
        # Heavy library: only where sound is at hand.
        import numpy as np

        if not self._started:
            self._started = True
            self._take.begin_now()
            self._tell_began()
        if self._paused or self._dead:
            return
        samples = np.frombuffer(block, np.int16)
        self._level = level_of(samples)
        self._write(self._converter.convert(samples))
        self._watch_silence(1000 * samples.size / (self._rate * self._channels))

    def _on_event(self, event: _Event) -> None:
        match event:
            case _Event.OVERFLOW if not self._paused:
                self._mark(MarkKind.OVERFLOW, "The computer was too busy; a moment of sound is missing here.")
            case _Event.PAUSE if not self._paused:
                self._write_rest()
                self._mark(MarkKind.PAUSED, "Paused.")
                self._paused, self._level = True, Level()
                self._quiet_ms, self._silent = 0.0, False
            case _Event.RESUME:
                self._paused = False
            case _Event.LOST:
                self._on_lost()
            case _Event.OVER:
                self._write_rest()
                self._ended = True
            case _:
                pass  # an overflow while paused loses nothing, a second pause changes nothing

    def _on_lost(self) -> None:
        if self._dead:
            return
        self._write_rest()
        self._mark(MarkKind.DEVICE_LOST, "The microphone stopped sending sound.")
        self._die(
            MicrophoneProblem(
                "The microphone stopped sending sound.",
                "It was unplugged, switched off or taken away.",
                "What you said until then is kept. Check the microphone and record again.",
            )
        )

    def _write(self, pcm: bytes) -> None:
        if self._dead or not pcm:
            return
        try:
            self._take.write(pcm)
        except TakeProblem as problem:
            self._mark(MarkKind.DISK_LOW, problem.sentence)
            self._die(problem)
        self._elapsed_ms = self._take.elapsed_ms

    def _tend(self) -> None:
        """What falls due on the disk whether or not sound comes, in a pause too."""
        if self._dead:
            return
        try:
            self._take.tend()
        except TakeProblem as problem:
            self._mark(MarkKind.DISK_LOW, problem.sentence)
            self._die(problem)

    def _write_rest(self) -> None:
        """What the converter still holds back: sound comes to an end here, or pauses."""
        if self._started and not self._paused:
            self._write(self._converter.flush())

    def _watch_silence(self, block_ms: float) -> None:
        if self._level.rms_dbfs >= SILENT_DBFS:
            self._quiet_ms, self._silent = 0.0, False
            return
        self._quiet_ms += block_ms
        if self._quiet_ms >= SILENT_MS and not self._silent:
            self._silent = True
            self._mark(MarkKind.SILENT_INPUT, _SILENT_HINT, at_ms=max(0, self._elapsed_ms - round(self._quiet_ms)))

    def _mark(self, kind: MarkKind, text: str, at_ms: int | None = None) -> None:
        self._take.add_mark(TakeMark(kind, self._elapsed_ms if at_ms is None else at_ms, text))

    def _tell_began(self) -> None:
        try:
            self._began()
        except Exception:
            # A listener's mistake must not cost anybody their answer.
            log.exception("the listener broke when told that the take began")

    def _die(self, problem: Problem) -> None:
        """Nothing more will be written; say so once."""
        if self._dead:
            return
        self._dead, self._level, self._silent = True, Level(), False
        try:
            self._failed(problem)
        except Exception:
            # The take must still be closed, whatever the listener does.
            log.exception("the listener broke when told that the take failed")

    def _close(self) -> None:
        try:
            self._finished = self._take.close()
        except Problem as problem:
            self._trouble = problem
