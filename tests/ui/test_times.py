"""Times in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mockinterview.ui.widgets.times import count_words, day_words, minutes

NOW = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ms", "words"), [(-5, "0:00"), (999, "0:00"), (61_000, "1:01"), (3_599_999, "59:59"), (3_661_000, "1:01:01")]
)
def test_lengths(ms: int, words: str) -> None:
    assert minutes(ms) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (datetime(2026, 3, 10, 0, 1, tzinfo=UTC), "today"),
        (datetime(2026, 3, 9, 23, 59, tzinfo=UTC), "yesterday"),
        (datetime(2026, 3, 6, tzinfo=UTC), "Friday"),
        (datetime(2026, 3, 3, tzinfo=UTC), "3 March"),
        (datetime(2025, 12, 31, tzinfo=UTC), "31 December 2025"),
        (datetime(2026, 3, 11, tzinfo=UTC), "11 March"),
    ],
)
def test_days(when: datetime, words: str) -> None:
    assert day_words(when, NOW, UTC) == words


def test_counts() -> None:
    assert [count_words(1, "take"), count_words(3, "take"), count_words(2, "competency", "competencies")] == [
        "1 take",
        "3 takes",
        "2 competencies",
    ]
