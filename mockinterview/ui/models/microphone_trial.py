"""Trying a microphone: three seconds of sound, thrown away afterwards. Opening and closing happen in the background."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mockinterview.core.attempt import MarkKind
from mockinterview.core.microphone import Finding, finding_of
from mockinterview.core.problems import Problem
from mockinterview.core.take import MICROPHONE_TRIAL, DeviceWish, Level, TakeLabel
from mockinterview.flow.house import House
from mockinterview.flow.ports import Player, Take
from mockinterview.ui.models.background import Errand

TEST_MS = 3_000
TICK_MS = 33
GIVE_UP_MS = 6_000
"""A microphone from which no sound came for so long is not going to give any."""


class TrialState(Enum):
    """Where a trial stands."""

    IDLE = auto()
    OPENING = auto()
    LISTENING = auto()
    CLOSING = auto()
    DONE = auto()


class MicrophoneTrial(QObject):
    """One trial at a time. changed: its state is another now. level_heard carries the Level of this moment.

    finding: what was found, None before a trial is done or where a problem stood in its way.
    """

    changed = Signal()
    level_heard = Signal(object)
    _began = Signal()
    _broke = Signal(object)

    def __init__(self, house: House, player: Callable[[], Player], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._make_player = player
        self._player: Player | None = None
        self._opener: _Open | None = None
        self._take: Take | None = None
        self._test_id = ""
        self._loudest = Level()
        self._wanted = False
        self.state = TrialState.IDLE
        self.finding: Finding | None = None
        self.problem: Problem | None = None
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK_MS)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(GIVE_UP_MS)
        self._opening = Errand(self)
        self._closing = Errand(self)
        self._began.connect(self._on_began)
        self._broke.connect(self._on_broke)
        self._ticking.timeout.connect(self._on_tick)
        self._waiting.timeout.connect(self.stop)
        self._opening.done.connect(self._on_opened)
        self._opening.failed.connect(self._on_refused)
        self._closing.done.connect(self._on_closed)
        self._closing.failed.connect(self._on_refused)

    @property
    def busy(self) -> bool:
        """Whether a trial is going on, or ending."""
        return self.state in (TrialState.OPENING, TrialState.LISTENING, TrialState.CLOSING)

    @property
    def can_be_heard(self) -> bool:
        """Whether there is sound to play back."""
        return self.state is TrialState.DONE and self.finding not in (None, Finding.NOTHING_CAME, Finding.ALL_ZEROS)

    def begin(self, wish: DeviceWish) -> None:
        """Try the microphone that is wished for; does nothing during another trial or an answer."""
        if self.busy or self._opening.busy or self._closing.busy or self._house.answering.busy:
            return
        if self._player is not None:
            self._player.unload()
        old, self._test_id = self._test_id, str(uuid.uuid4())
        self._loudest, self._wanted = Level(), True
        self.finding = self.problem = None
        self._opener = _Open(self._house, self._test_id, wish, old, self._began.emit, self._broke.emit)
        self._go(TrialState.OPENING)
        self._opening.start(self._opener, "microphone-test")

    @Slot()
    def stop(self) -> None:
        """End a trial early; what came until then is judged."""
        self._ticking.stop()
        self._waiting.stop()
        take, self._take = self._take, None
        if take is not None:
            self._go(TrialState.CLOSING)
            discard = "" if self._wanted else self._test_id
            self._closing.start(lambda _errand: self._close(take, discard), "microphone-test")

    def play(self) -> None:
        """Let the person hear what came."""
        if self._player is None:
            self._player = self._make_player()
        try:
            self._player.load(self._house.shelf.audio(self._test_id))
            self._player.play(0)
        except Problem as problem:
            self._on_refused(problem)

    def throw_away(self) -> None:
        """Nobody wants to know any more: end a trial, and delete what came."""
        self._wanted = False
        if self._player is not None:
            self._player.unload()
        if self.state is TrialState.DONE and self._test_id and not self._closing.busy:
            self._discard(self._closing)
            self._test_id = ""
        self.stop()
        if not self.busy:
            self._go(TrialState.IDLE)

    def close_down(self) -> None:
        """Throw away, and wait until that is done."""
        self.throw_away()
        self._opening.finish()
        self._closing.finish()
        opener, self._opener = self._opener, None
        if self.state is TrialState.OPENING and opener is not None and opener.take is not None:
            opener.take.stop()  # the news of its opening is still on the way, and comes too late
        if self._test_id:
            self._house.shelf.discard(self._test_id)

    # ------------------------------------------------------------ slots

    @Slot(object)
    def _on_opened(self, take: object) -> None:
        if self._opener is None or take is not self._opener.take:
            return  # the program is closing
        self._take = self._opener.take
        if not self._wanted or self.problem is not None:
            self.stop()
        elif not self._ticking.isActive():
            self._waiting.start()

    @Slot()
    def _on_began(self) -> None:
        if self._wanted and self.state is TrialState.OPENING:
            self._waiting.stop()
            self._ticking.start()
            self._go(TrialState.LISTENING)

    @Slot()
    def _on_tick(self) -> None:
        take = self._take
        if take is None:
            return
        level = take.level
        self._loudest = Level(
            max(self._loudest.rms_dbfs, level.rms_dbfs), max(self._loudest.peak_dbfs, level.peak_dbfs)
        )
        self.level_heard.emit(level)
        if take.elapsed_ms >= TEST_MS or take.ended:
            self.stop()

    @Slot(object)
    def _on_closed(self, result: object) -> None:
        if not isinstance(result, _Heard):
            return  # only thrown away
        if self._wanted:
            cut_off = result.duration_ms and result.clipped
            found = Finding.CLIPPED if cut_off else finding_of(result.duration_ms, self._loudest)
            self.finding = None if self.problem is not None else found
            self._go(TrialState.DONE)
        else:
            self._discard(self._opening)
            self._go(TrialState.IDLE)

    @Slot(object)
    def _on_broke(self, problem: Problem) -> None:
        """The microphone went away in the middle."""
        self.problem = problem
        self.stop()

    @Slot(object)
    def _on_refused(self, problem: Problem) -> None:
        self.problem, self.finding = problem, None
        self._go(TrialState.DONE if self._wanted else TrialState.IDLE)

    def _go(self, state: TrialState) -> None:
        self.state = state
        self.changed.emit()

    def _discard(self, errand: Errand) -> None:
        test_id = self._test_id
        errand.start(lambda _errand: self._house.shelf.discard(test_id), "microphone-test")

    def _close(self, take: Take, discard: str) -> _Heard:
        """Runs in the background. discard: the id of a trial to delete, or ""."""
        finished = take.stop()
        if discard:
            self._house.shelf.discard(discard)
        return _Heard(finished.duration_ms, any(mark.kind is MarkKind.CLIPPED for mark in finished.marks))


class _Heard(NamedTuple):
    """What a closed trial was: how long, and whether it was cut off."""

    duration_ms: int
    clipped: bool


class _Open:
    """Throws the trial of before away and opens the microphone: each may take seconds."""

    def __init__(
        self,
        house: House,
        test_id: str,
        wish: DeviceWish,
        old: str,
        began: Callable[[], None],
        broke: Callable[[Problem], None],
    ) -> None:
        self._house = house
        self._label = TakeLabel(test_id, MICROPHONE_TRIAL, 0)
        self._wish = wish
        self._old = old
        self._began = began
        self._broke = broke
        self.take: Take | None = None

    def __call__(self, _errand: Errand) -> Take:
        if self._old:
            self._house.shelf.discard(self._old)
        self.take = self._house.microphone.record(self._label, self._wish, self._began, self._broke)
        return self.take
