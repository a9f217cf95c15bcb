"""A few tries of each trial of harm to the stream; `tests/benchmarks/endurance.py` runs them as often as promised."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from mockinterview.sound import microphone_stream
from tests.benchmarks.faults import overflow, silence, sleep, slow_disk, sound_server, wall_clock
from tests.benchmarks.faults.outcome import Outcome
from tests.journeys.soundcard import tools_missing

SEED = random.Random().randrange(1_000_000)
"""Another moment each time; a failure tells it."""


def told(found: Outcome) -> str:
    return f"seed {SEED}: {'; '.join(found.notes)}"


@pytest.fixture
def no_tail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is on its way through a fake."""
    monkeypatch.setattr(microphone_stream, "TAIL_S", 0.0)


@pytest.mark.usefixtures("no_tail")
@pytest.mark.parametrize("trial", [overflow.trial, sleep.trial])
def test_every_flag_and_every_sleep_is_kept(trial: Callable[[int, int], Outcome]) -> None:
    found = trial(3, SEED)
    assert found.passed, told(found)


@pytest.mark.usefixtures("no_tail")
def test_a_clock_that_is_set_changes_neither_length_nor_order() -> None:
    found = wall_clock.trial(200, SEED)
    assert found.passed, told(found)


@pytest.mark.usefixtures("no_tail")
def test_a_slow_disk_loses_nothing(expect_log: Callable[[str], None]) -> None:
    expect_log("the disk is .* s behind")
    found = slow_disk.trial(3, SEED)
    assert found.passed, told(found)


@pytest.mark.usefixtures("no_tail")
def test_silence_is_told_and_a_quiet_room_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silence, "tools_missing", lambda: ["left to the trial"])
    found = silence.trial(2, SEED)
    assert found.passed, told(found)


@pytest.mark.journey
def test_a_sound_server_in_trouble_is_told(monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]) -> None:
    if missing := tools_missing():
        pytest.skip(f"no virtual sound card without {', '.join(missing)}")
    expect_log("the microphone did not")
    monkeypatch.setattr(sound_server, "MOST_S", 10.0)  # seconds are the trial's affair
    found = sound_server.trial(1, SEED)
    assert found.passed, told(found)
