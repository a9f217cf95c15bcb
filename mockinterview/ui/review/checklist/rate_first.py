"""Whether the person rates themselves first, and which answers they have looked behind the curtain of."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core import rating
from mockinterview.core.review import Review
from mockinterview.settings import Settings, table


class RateFirst(QObject):
    """Says what of a review may be shown, to every page that shows one. changed: another part of it may be shown now.

    Once all of an answer was seen, it stays open while the program runs: taking a verdict back hides nothing again.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._open: set[str] = set()
        settings.on_change(table.RATE_FIRST, self._on_setting)

    @property
    def on(self) -> bool:
        """Whether it is wished for."""
        return self._settings.get(table.RATE_FIRST)

    def shown(self, review: Review) -> Review:
        """The review, or the concealed one while there is something left to rate."""
        if not self.on or review.attempt.id in self._open:
            return review
        if rating.progress(review).complete:
            self._open.add(review.attempt.id)
        return rating.shown(review, rate_first=True)

    @property
    def revealed(self) -> frozenset[str]:
        """The answers of which all may be shown, rated or not."""
        return frozenset(self._open)

    def reveal(self, *attempt_ids: str) -> None:
        """Show all of these answers before everything is rated."""
        self._open.update(attempt_ids)
        self.changed.emit()

    @Slot()
    def toggle(self) -> None:
        """Rate oneself first from now on, or not. Wished for anew, it holds for every answer that is not wholly rated."""
        self._open.clear()
        self._settings.set(table.RATE_FIRST, not self.on)

    def _on_setting(self, _on: bool) -> None:
        self._open.clear()
        self.changed.emit()
