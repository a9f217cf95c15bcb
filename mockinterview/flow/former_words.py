"""The way back to words of an attempt that others took the place of: recognised again, typed or imported.

The words that give way are kept in their turn, so that the way back leads forth again, and nothing is lost by trying.
"""

from __future__ import annotations

from collections.abc import Callable

from mockinterview.core.transcript import Transcript
from mockinterview.flow.keeper import Keeper
from mockinterview.flow.lining_up import LiningUp
from mockinterview.flow.ports import Listener


class FormerWords:
    """stop: ends whatever would still come over the words that are brought back."""

    def __init__(self, keeper: Keeper, lining_up: LiningUp, listener: Listener, stop: Callable[[str], None]) -> None:
        self._keeper = keeper
        self._lining_up = lining_up
        self._listener = listener
        self._stop = stop

    def latest(self, attempt_id: str) -> Transcript | None:
        """The words that would come back; None if there are none."""
        return next(iter(self._keeper.former_transcripts(attempt_id)), None)

    def bring_back(self, attempt_id: str) -> bool:
        """Put them in the place of those there are, and line them up; False if there are none."""
        former = self.latest(attempt_id)
        if former is None:
            return False
        self._stop(attempt_id)
        self._lining_up.keep_words(attempt_id, former, keep_former=True)
        self._listener.review_changed(attempt_id)
        return True
