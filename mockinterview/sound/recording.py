"""A take being recorded: a queue between the sound callback and the disk, and everything that watches over it.

The source (a microphone's callback, a file's reader) only hands bytes over. One writer thread takes them from the queue, measures,
converts and writes them, and closes the take. A second one looks several times a second whether sound still comes and whether the
disk keeps up: it must see so even while the writer waits for the disk. However long that is, the queue holds what comes in.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from enum import Enum, auto

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.problems import Problem, SlowDisk, TakeProblem
from mockinterview.core.take import FinishedTake, Level
from mockinterview.sound import recording_words as words
from mockinterview.sound.backlog import Backlog, Block
from mockinterview.sound.clocks import Clocks, SystemClocks
from mockinterview.sound.conversion import Converter
from mockinterview.sound.frame_clock import FrameClock
from mockinterview.sound.input_level import InputLevel
from mockinterview.sound.inputs import Source
from mockinterview.sound.open_take import OpenTake
from mockinterview.sound.stream_watch import LOOK_S, Sight, Sign, StreamWatch
from mockinterview.sound.used_microphone import UsedMicrophone

log = logging.getLogger(__name__)

STOP_S = 2.0
"""Longest the disk is waited for after Stop before the person is told; the source has ended by then."""

MOST_OVERFLOWS = 5_000
"""Past so many marks a computer that is hopelessly busy gets one a second: notes of many megabytes would help nobody."""

TEND_S = 0.2
"""How often the writer looks after the disk while no sound comes; `take_file.SYNC_S` counts on it."""

_NOW = -1
"""Stands in a mark for the end of what is written when its turn comes."""


class _Event(Enum):
    """What else than sound and marks can stand in the queue, in its place between the blocks."""

    OVERFLOW = auto()
    PAUSE = auto()
    RESUME = auto()
    DUMB = auto()
    LOST = auto()
    SLEPT = auto()
    OVER = auto()
    STOP = auto()


class RunningTake:
    """A recording in progress: fulfils flow's `Take` and is what a source feeds.

    close_source: stops the flow of blocks; called once, by `stop`, in the caller's thread, and must return within 1.5 s.
    live: whether a second of sound comes every second, as a microphone's does. microphone: where the sound comes from.
    """

    def __init__(
        self,
        take: OpenTake,
        rate: int,
        channels: int,
        began: Callable[[], None],
        failed: Callable[[Problem], None],
        close_source: Callable[[], None],
        *,
        live: bool = True,
        microphone: UsedMicrophone | None = None,
        clocks: Clocks | None = None,
    ) -> None:
        self._take = take
        self._channels = channels
        self._bytes_a_ms = rate * channels * 2 / 1000
        self._began = began
        self._failed = failed
        self._close_source = close_source
        self._clocks: Clocks = clocks or SystemClocks()
        self._converter = Converter(rate, channels)
        self._queue: Backlog[_Event | TakeMark] = Backlog(rate * channels * 2)
        self._input = InputLevel(rate, channels)
        self._frame_clock = FrameClock(rate) if live else None
        self._microphone = microphone or UsedMicrophone("")
        self._watch = StreamWatch(self._sight())
        self._stopping = threading.Lock()
        self._closing = False
        self._elapsed_ms = self._overflows = 0
        self._overflow_ms = -1_000
        self._started = self._paused = self._dead = self._ended = False
        self._finished: FinishedTake | None = None
        self._trouble: Problem | None = None
        self._closed = threading.Event()
        self._writer = threading.Thread(target=self._write_all, name="take-writer", daemon=True)
        self._watcher = threading.Thread(target=self._look_on, name="take-watcher", daemon=True)
        self._writer.start()
        self._watcher.start()

    # ------------------------------------------------------------ what the source calls

    def hear(self, block: bytes) -> None:
        """Take over a block of interleaved int16. Safe in a sound callback."""
        self._queue.put_block(self._clocks.monotonic(), block)

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

    def comes_from(self, source: Source) -> None:
        """The sound server says where the sound comes from now, and how that is set. Any thread."""
        if changed := self._microphone.is_now(source):
            self._queue.put(TakeMark(MarkKind.MICROPHONE_CHANGED, _NOW, changed))

    @property
    def waiting_blocks(self) -> int:
        """Blocks not yet written."""
        return self._queue.waiting

    # ------------------------------------------------------------ flow's Take

    @property
    def elapsed_ms(self) -> int:
        """Recorded sound so far, pauses left out."""
        return self._elapsed_ms

    @property
    def level(self) -> Level:
        """Loudness of the last block; silence while paused."""
        return self._input.level

    @property
    def hint(self) -> str:
        """What the person should know about the sound right now, "" if all is well: the most urgent first."""
        if self._dead:
            return ""
        if self._watch.dumb:
            return words.DUMB if self._started else words.WAKING
        if self._queue.dropping or self._watch.behind:
            return words.FULL if self._queue.dropping else words.BEHIND
        weak = self._input.silent or self._input.quiet
        microphone = self._microphone
        low = microphone.volume_hint if weak else ""
        reasons = (microphone.hint, low, self._input.hint, microphone.moved_hint, self._take.hint)
        return next((reason for reason in reasons if reason), "")

    @property
    def marks(self) -> Sequence[TakeMark]:
        """What has happened to the sound so far, in the order in which it was noticed."""
        return self._take.marks

    @property
    def ended(self) -> bool:
        """Whether the sound has come to its end by itself and all of it is written."""
        return self._ended

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
        self._watcher.join(LOOK_S)
        if self._finished is None:
            raise self._trouble or TakeProblem("The recording could not be closed.", "", "Start the program again.")
        return self._finished

    # ------------------------------------------------------------ the watcher thread

    def _sight(self) -> Sight:
        now = self._clocks.monotonic()
        return Sight(now, self._clocks.asleep(), self._queue.heard, self._queue.behind_s(now))

    def _look_on(self) -> None:
        while not self._clocks.wait(self._closed, LOOK_S):
            for sign in () if self._ended else self._watch.look(self._sight()):
                self._on_sign(sign)

    def _on_sign(self, sign: Sign) -> None:
        match sign:
            case Sign.DUMB:
                self._queue.put(_Event.DUMB)
            case Sign.LOST:
                self.lost()
            case Sign.SLEPT if self._frame_clock is not None:
                self._queue.put(_Event.SLEPT)
            case Sign.BEHIND:
                log.warning("the disk is %.1f s behind, %d blocks wait", self._watch.most_behind_s, self._queue.waiting)
                self._queue.put(TakeMark(MarkKind.DISK_SLOW, self._elapsed_ms, words.WAS_BEHIND))
            case Sign.CAUGHT_UP:
                log.info("the disk has caught up; it was %.1f s behind", self._watch.most_behind_s)
            case _:
                pass  # a file does not mind if the computer sleeps

    # ------------------------------------------------------------ the writer thread

    def _write_all(self) -> None:
        try:
            while (item := self._queue.get(TEND_S)) is not _Event.STOP:
                if isinstance(item, Block):
                    self._on_block(item)
                elif isinstance(item, TakeMark):
                    self._mark(item)
                elif item is not None:
                    self._on_event(item)
                self._tend()
            self._finish()
        except Exception:
            # Whatever is wrong with us, nobody may go on speaking to a recorder that has stopped.
            log.exception("the take's writer broke")
            self._die(words.broken())
        finally:
            self._close()

    def _on_block(self, block: Block) -> None:
        # Heavy library: only where sound is at hand.
        import numpy as np

        if not self._started:
            self._started = True
            self._take.begin_now()
            self._tell_began()
        if self._dead:
            return
        samples = np.frombuffer(block.sound, np.int16)
        self._keep_time(block, samples.size // self._channels)
        if self._paused:
            return
        self._write(self._converter.convert(samples))
        for mark in self._input.hear(samples, self._elapsed_ms):
            self._mark(mark)

    def _keep_time(self, block: Block, frames: int) -> None:
        """Sound against clock; what we dropped ourselves is told as such and counts as having come."""
        if block.dropped:
            self._note_dropped(block.dropped)
        if self._frame_clock is None:
            return
        frames += block.dropped // (2 * self._channels)
        marks = self._frame_clock.heard(block.at, frames, self._elapsed_ms)
        for mark in () if self._paused else marks:
            self._mark(mark)

    def _finish(self) -> None:
        """The take is stopped: write what the converter holds back, and judge what is still open."""
        self._write_rest()
        if self._dead or self._paused:
            return
        if self._queue.dropping:
            self._note_dropped(self._queue.dropping)
        for mark in self._frame_clock.end() if self._frame_clock is not None else ():
            self._mark(mark)

    def _note_dropped(self, size: int) -> None:
        self._mark(TakeMark(MarkKind.GAP, _NOW, words.DROPPED, round(size / self._bytes_a_ms)))

    def _on_event(self, event: _Event) -> None:
        match event:
            case _Event.OVERFLOW if not self._paused:
                self._on_overflow()
            case _Event.PAUSE if not self._paused:
                self._write_rest()
                self._mark(TakeMark(MarkKind.PAUSED, _NOW, words.PAUSED))
                self._paused = True
                self._input.forget()
            case _Event.RESUME:
                self._paused = False
            case _Event.DUMB if self._frame_clock is not None and self._started:
                self._frame_clock.dumb()
            case _Event.LOST if not self._watch.has_slept(self._clocks.asleep()):
                self._end_early(MarkKind.DEVICE_LOST, words.gone())
            case _Event.SLEPT | _Event.LOST:
                self._end_early(MarkKind.SLEPT, words.slept(self._watch.slept_s))
            case _Event.OVER:
                self._write_rest()
                self._ended = True
            case _:
                pass  # an overflow while paused loses nothing, a second pause changes nothing

    def _on_overflow(self) -> None:
        if self._frame_clock is not None:
            self._frame_clock.overflowed()
        self._overflows += 1
        if self._overflows > MOST_OVERFLOWS and self._elapsed_ms - self._overflow_ms < 1_000:
            return
        self._overflow_ms = self._elapsed_ms
        self._mark(TakeMark(MarkKind.OVERFLOW, _NOW, words.OVERFLOW))

    def _end_early(self, kind: MarkKind, problem: Problem) -> None:
        if self._dead:
            return
        self._write_rest()
        self._mark(TakeMark(kind, _NOW, problem.what))
        self._die(problem)

    def _write(self, pcm: bytes) -> None:
        if self._dead or not pcm:
            return
        try:
            self._take.write(pcm)
        except TakeProblem as problem:
            self._on_disk(problem)
        self._elapsed_ms = self._take.elapsed_ms

    def _tend(self) -> None:
        """What falls due on the disk whether or not sound comes, in a pause too."""
        if self._dead:
            return
        try:
            self._take.tend()
        except TakeProblem as problem:
            self._on_disk(problem)

    def _on_disk(self, problem: TakeProblem) -> None:
        self._mark(TakeMark(MarkKind.DISK_LOW, _NOW, problem.sentence))
        self._die(problem)

    def _write_rest(self) -> None:
        """What the converter still holds back: sound comes to an end here, or pauses."""
        if self._started and not self._paused:
            self._write(self._converter.flush())

    def _mark(self, mark: TakeMark) -> None:
        """Note what happened, `_NOW` being the end of what is written."""
        here = self._elapsed_ms if mark.at_ms == _NOW else mark.at_ms
        self._take.add_mark(TakeMark(mark.kind, here, mark.text, mark.lost_ms))

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
        self._dead = True
        self._input.forget()
        try:
            self._failed(problem)
        except Exception:
            # The take must still be closed, whatever the listener does.
            log.exception("the listener broke when told that the take failed")

    def _close(self) -> None:
        self._closed.set()
        try:
            self._finished = self._take.close()
        except Problem as problem:
            self._trouble = problem
