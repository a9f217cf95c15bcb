"""What a screen reader is told when something arrives by itself. Never the moving word: that would be chatter."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mockinterview.core.review import Review
from mockinterview.ui.review.wording import counts
from mockinterview.ui.widgets.announcing import announce


def arrivals(before: Review, now: Review) -> list[str]:
    """What has come since, in words."""
    came = []
    if before.transcript is None and now.transcript is not None:
        came.append("Your words are written down.")
    if before.coverage is None and now.coverage is not None:
        came.append(f"The checklist is lined up with your words. {counts(now)}")
    return came


def announce_arrivals(page: QWidget, before: Review, now: Review) -> None:
    """Say what has come, if anybody listens."""
    for words in arrivals(before, now):
        announce(page, words)
