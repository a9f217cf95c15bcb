"""Recognition that runs ahead: while an answer is being given, the child hears what is finished of it.

It is a favour, never a duty: it gives way to whoever waits for words, and what goes wrong here is told to nobody. The work that was
done is kept; `ChildTranscriber.transcribe` takes it over, together with the child and its turn, and does the rest.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from mockinterview.core.problems import Cancelled, Problem
from mockinterview.speech.deaths import Died
from mockinterview.speech.desk import LOOK_S, Desk, Session, Work
from mockinterview.speech.messages import Done, Failed

_log = logging.getLogger(__name__)

LIVES = 2
"""A child that dies is tried once more, from where it came to."""
JOIN_S = 5.0
"""Longest that is waited for an answer to be followed no more."""
_PARTING_S = 0.5
"""So long a child may take to leave a job that is given up; then it is ended."""


class Following:
    """One answer that is being followed, in a thread of its own.

    prepare: what must be done before the child gets the work; it may raise Problem, or Cancelled when told to look.
    """

    def __init__(self, work: Work, desk: Desk, prepare: Callable[[Callable[[], bool]], None]) -> None:
        self.work = work
        self._desk = desk
        self._prepare = prepare
        self._handing_over = threading.Event()
        self._given_up = threading.Event()
        self._resting = threading.Event()
        self._session: Session | None = None
        self._thread = threading.Thread(target=self._live, name="following", daemon=True)
        self._thread.start()

    def hand_over(self, stopped: Callable[[], bool]) -> Session | None:
        """Stop following, for good. A session that is returned goes on, and the turn is the caller's; without one nothing does.

        Cancelled if that is no longer wished for; then all is given up.
        """
        self._handing_over.set()
        while self._thread.is_alive():
            self._thread.join(LOOK_S)
            if stopped():
                self.give_up(JOIN_S)
                raise Cancelled
        return self._session

    def rest(self) -> None:
        """Stop following, and keep what is known: another answer is being given."""
        self._resting.set()

    def give_up(self, wait_s: float | None = None) -> None:
        """Stop following; nobody wants the words. wait_s: how long to wait until it has stopped (None: not at all)."""
        self._given_up.set()
        if wait_s is not None:
            self._thread.join(wait_s)
        if not self._thread.is_alive() and self._session is not None:  # handed over to nobody
            self._session = None
            self._desk.end_child()
            self._desk.give_back()

    def _over(self) -> bool:
        return self._given_up.is_set() or self._desk.closed.is_set()

    def _stopped(self) -> bool:
        return self._handing_over.is_set() or self._resting.is_set() or self._over()

    def _live(self) -> None:
        lives = LIVES
        try:
            self._prepare(self._stopped)
            while lives and not self._stopped():
                if self._desk.spare_turn():
                    lives -= self._take_turn()
        except Cancelled:
            _log.debug("An answer is not followed any more.")
        except Problem as problem:  # whoever wants the words will meet it, and be told
            _log.info("An answer is not recognised while it is given: %s", type(problem).__name__)

    def _take_turn(self) -> bool:
        """Follow until told otherwise; whether the child died. The turn is given back, unless it is handed over."""
        handed_over, well = False, False
        try:
            session = self._desk.begin(self.work, growing=True)
            while not self._stopped() and not self._desk.wanted:
                if session.step(_ignore) is not None:  # it can only be a failure: nobody told it to end
                    well = True
                    self._given_up.set()
                    return False
            if self._handing_over.is_set() and not self._over():
                self._session, handed_over, well = session, True, True
                return False
            well = self._part_with(session)
        except Died as death:
            _log.warning("The recogniser died while an answer was given (%s).", death.status)
            return True
        finally:
            if not well:
                self._desk.end_child()
            if not handed_over:
                self._desk.give_back()
        return False

    def _part_with(self, session: Session) -> bool:
        """End the job and leave the child well: behind the piece at hand, or at once if the answer is given up."""
        session.finish(whole=False)
        patience = round(_PARTING_S / LOOK_S)
        while patience:
            if isinstance(session.step(_ignore), Done | Failed):
                return True
            patience -= self._over()
        return False


def _ignore(_done_ms: int, _total_ms: int) -> None:
    """Nobody waits for these words yet."""
