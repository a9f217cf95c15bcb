"""A clock that stands still until it is told to go on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Starts at a fixed moment; `pass_ms` moves both clocks, `jump` only the one on the wall."""

    def __init__(self, start: datetime = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)) -> None:
        self._now = start
        self._monotonic_ms = 0

    def now(self) -> datetime:
        return self._now

    def monotonic_ms(self) -> int:
        return self._monotonic_ms

    def pass_ms(self, milliseconds: int) -> None:
        self._now += timedelta(milliseconds=milliseconds)
        self._monotonic_ms += milliseconds

    def jump(self, by: timedelta) -> None:
        self._now += by
