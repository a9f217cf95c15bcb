"""What time it is, for everything that must be testable without waiting."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    """The computer's own two clocks."""

    def now(self) -> datetime:
        """The wall clock, aware, in UTC. It may jump."""
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        """A clock that never jumps, in milliseconds; only differences mean anything."""
        return time.monotonic_ns() // 1_000_000
