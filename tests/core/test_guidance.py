"""What a trial foretells, and how it is said."""

from __future__ import annotations

import pytest

from mockinterview.core.guidance import Guidance, Trial, bytes_words, duration_words

TRIAL = Trial("whisper", "base.en", sound_ms=5_000, load_ms=2_000, recognise_ms=1_000)


def test_the_wait_after_stop_is_for_the_longest_tail_and_the_whole_for_two_minutes() -> None:
    assert TRIAL.after_stop_ms == 1_600
    assert TRIAL.whole_ms == 26_000


def test_a_clip_without_sound_foretells_nothing() -> None:
    assert Trial("whisper", "base.en", 0, 5, 5).whole_ms == 5


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "about 1 s"),
        (1_001, "about 2 s"),
        (9_400, "about 10 s"),
        (11_000, "about 15 s"),
        (54_000, "about 55 s"),
        (59_000, "about a minute"),
        (61_000, "about 2 minutes"),
    ],
)
def test_waits_are_rounded_up_as_people_say_them(ms: int, words: str) -> None:
    assert duration_words(ms) == words


@pytest.mark.parametrize(
    ("size", "words"), [(75_572_083, "76 MB"), (999_600_000, "1.0 GB"), (2_900_000_000, "2.9 GB"), (0, "0 MB")]
)
def test_sizes(size: int, words: str) -> None:
    assert bytes_words(size) == words


@pytest.mark.parametrize(
    ("needs", "free", "tight"), [(1_000, 1_200, True), (1_000, 1_300, False), (0, 1, False), (1_000, 0, False)]
)
def test_memory_is_tight_where_little_more_is_free_than_needed(needs: int, free: int, tight: bool) -> None:
    assert Guidance(needs, free).tight is tight


def test_what_is_not_known_is_not_said() -> None:
    assert Guidance().memory_words == ""
    assert Guidance().wait_words(while_speaking=True) == ""
    assert Guidance(800_000_000).memory_words == "needs about 800 MB of memory"
    assert Guidance(trial=TRIAL).wait_words(while_speaking=True) == "about 2 s after Stop"
    assert Guidance(trial=TRIAL).wait_words(while_speaking=False) == "about 30 s for a two-minute answer"
