"""From one filler, piece of evidence or bookmark of the answer to the next, in time order."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.playback import Stop, following, preceding, stops
from mockinterview.core.review import Lane, ReviewMark
from mockinterview.ui.review.sound.replay import Replay

LANES = (Lane.EVIDENCE, Lane.FILLER, Lane.BOOKMARK)


class Stepping(QObject):
    """Drives a Replay over the marks of a review. arrived: the ReviewMark that is heard now."""

    arrived = Signal(object)

    def __init__(self, replay: Replay, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._replay = replay
        self._places: dict[Lane, tuple[Stop, ...]] = {}
        self._last: Stop | None = None

    def show_marks(self, marks: Iterable[ReviewMark]) -> None:
        """What one can go to from now on. Whoever changes a verdict on the way goes on from the same place."""
        every, last = tuple(marks), self._last
        self._places = {lane: stops(every, lane) for lane in LANES}
        if last is not None:
            known = self._places[last.mark.lane]
            self._last = next((stop for stop in known if stop.mark.start_ms == last.mark.start_ms), None)

    def has(self, lane: Lane) -> bool:
        """Whether there is anything of a lane to go to."""
        return bool(self._places.get(lane))

    @Slot()
    def next_filler(self) -> None:
        """Hear the next "um" or its like."""
        self._on(Lane.FILLER)

    @Slot()
    def previous_filler(self) -> None:
        """Hear the one before."""
        self._back(Lane.FILLER)

    @Slot()
    def next_evidence(self) -> None:
        """Hear the next evidence, whichever item it belongs to: exactly its words."""
        self._on(Lane.EVIDENCE)

    @Slot()
    def previous_evidence(self) -> None:
        """Hear the evidence before."""
        self._back(Lane.EVIDENCE)

    @Slot()
    def next_bookmark(self) -> None:
        """Hear the answer from the next bookmark."""
        self._on(Lane.BOOKMARK)

    @Slot()
    def previous_bookmark(self) -> None:
        """Hear it from the bookmark before."""
        self._back(Lane.BOOKMARK)

    def _on(self, lane: Lane) -> None:
        self._go(following(self._places.get(lane, ()), self._replay.position_ms, self._of(lane)))

    def _back(self, lane: Lane) -> None:
        at, playing = self._replay.position_ms, self._replay.playing
        self._go(preceding(self._places.get(lane, ()), at, self._of(lane), playing=playing))

    def _of(self, lane: Lane) -> Stop | None:
        return self._last if self._last is not None and self._last.mark.lane is lane else None

    def _go(self, stop: Stop | None) -> None:
        if stop is None or not self._replay.ready:
            return
        self._last = stop
        self._replay.play(stop.from_ms, stop.mark.end_ms if stop.mark.lane is Lane.EVIDENCE else None)
        self.arrived.emit(stop.mark)
