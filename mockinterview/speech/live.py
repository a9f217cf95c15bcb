"""The child at work on an answer that is still being given: finished pieces are recognised at once, so that Stop leaves little.

A piece is finished at a pause (`pieces.live_rules`) and never heard again. In a shorter silence, which may be the answer's end, the
child has nothing to do: it hears the unfinished piece ahead, and if nothing more is said, that is the piece.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.speech.gate import Stretch
from mockinterview.speech.growing import GrowingSound
from mockinterview.speech.messages import Done, Finish, Job, Message, Part, Progress, heard_to
from mockinterview.speech.pieces import Heard, Piece, Rules, behind, cut, live_rules, whole_rules

if TYPE_CHECKING:
    from mockinterview.speech.engines import Engine

LOOK_S = 0.4
"""How often the file is looked at; the gate takes about 12 ms of a core each time."""
SILENCE_MS = 15_000
"""Silence this far back is done with. Later than the gate looks around: what it holds for the room's noise at first, when somebody
speaks at once, turns out to be speech when it has heard the room."""
AHEAD_MS = 200
"""A piece is heard ahead after so long a pause by the gate, 600 ms to the ear: people stop speaking first and press Stop then."""
AHEAD_SHARE = 4
"""Of the answer so far, at most this part is heard ahead, which may be for nothing: the computer has other things to do."""
_ALIKE_MS = 150
"""A piece heard ahead is the finished one if its ends differ by no more: the gate learns the room's noise as it goes on."""


class LiveAnswer:
    """One growing job. engine_of: loads the recogniser, called when somebody speaks. tell: to the program."""

    def __init__(self, job: Job, engine_of: Callable[[Job], Engine], tell: Callable[[Message], None]) -> None:
        self._job = job
        self._engine_of = engine_of
        self._tell = tell
        self._sound = GrowingSound(Path(job.audio))
        self._done_ms = job.from_ms
        self._language = job.language
        self._ahead: Heard | None = None
        self._ahead_ms = 0

    def run(self, wait: Callable[[float], Finish | None]) -> Done:
        """Follow the file until told to end. wait: for `Finish`, at most so many seconds. Problem if it cannot be done."""
        end = None
        while end is None:
            end = wait(LOOK_S)
            if self._sound.read() and end is None:
                end = self._go_on(wait)
            self._tell_progress()
        if end.whole:
            self._finish()
        return Done(self._job.number, self._sound.length_ms if end.whole else self._done_ms)

    def _go_on(self, wait: Callable[[float], Finish | None]) -> Finish | None:
        """Hear the pieces that are finished by now; ends early when told to."""
        rest = behind(self._sound.stretches(self._done_ms), self._done_ms)
        certain_ms = self._sound.certain_ms
        if not rest:
            self._done_ms = max(self._done_ms, certain_ms - SILENCE_MS)
            return None
        engine = self._engine_of(self._job)
        late = certain_ms - rest[0].start_ms > 2 * engine.longest_ms  # long pieces are done sooner than many
        rules = (whole_rules if late else live_rules)(engine.gap_ms, engine.longest_ms)
        pieces = self._cut(rest, rules, certain_ms)
        for piece in pieces:
            self._hear(engine, [piece])
            if (end := wait(0)) is not None:
                return end
        if not pieces and certain_ms - rest[-1].end_ms >= AHEAD_MS:
            self._hear_ahead(engine, Piece(rest[0].start_ms, rest[-1].end_ms, tuple(rest)))
        return None

    def _finish(self) -> None:
        """Nothing more comes: hear what is left, as fast as the computer can."""
        from mockinterview.speech.engines import Hurrying

        self._sound.read()
        rest = behind(self._sound.stretches(self._done_ms), self._done_ms)
        if rest:
            engine = self._engine_of(self._job)
            pieces = self._cut(rest, whole_rules(engine.gap_ms, engine.longest_ms))
            if isinstance(engine, Hurrying):
                engine.hurry(True)
            try:
                self._hear(engine, pieces)
            finally:
                if isinstance(engine, Hurrying):
                    engine.hurry(False)
        self._done_ms = self._sound.length_ms
        self._tell_progress()

    def _cut(self, rest: Sequence[Stretch], rules: Rules, until_ms: int | None = None) -> list[Piece]:
        return cut(rest, rules, self._sound.quietest, until_ms)

    def _hear(self, engine: Engine, pieces: Sequence[Piece]) -> None:
        if pieces and self._ahead is not None and _alike(self._ahead.piece, pieces[0]):
            self._keep(self._ahead, pieces[0])
            pieces = pieces[1:]
        self._ahead = None
        if pieces:
            heard = engine.hear(self._sound.samples, pieces, self._language, self._job.vocabulary)
            for piece, one in zip(pieces, heard, strict=True):
                self._keep(one, piece)

    def _keep(self, heard: Heard, piece: Piece) -> None:
        self._language = self._language or heard.found_language
        self._done_ms = piece.end_ms
        self._tell(Part(self._job.number, heard_to(heard)))
        self._tell_progress()

    def _hear_ahead(self, engine: Engine, piece: Piece) -> None:
        if self._ahead is not None and _alike(self._ahead.piece, piece):
            return
        length_ms = piece.end_ms - piece.start_ms
        if self._ahead_ms + length_ms > self._sound.length_ms // AHEAD_SHARE or length_ms > engine.longest_ms:
            return
        self._ahead_ms += length_ms
        [self._ahead] = engine.hear(self._sound.samples, [piece], self._language, self._job.vocabulary)

    def _tell_progress(self) -> None:
        total_ms = max(self._sound.length_ms, self._done_ms)
        self._tell(Progress(self._job.number, self._done_ms, total_ms))


def _alike(one: Piece, other: Piece) -> bool:
    return abs(one.start_ms - other.start_ms) <= _ALIKE_MS and abs(one.end_ms - other.end_ms) <= _ALIKE_MS
