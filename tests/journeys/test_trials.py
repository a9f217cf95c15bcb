"""The trials of harm that need the whole program, each a few times; `tests/benchmarks/endurance.py` runs them as often as promised.

What is measured in seconds of a person's patience is not judged here: a busy computer is no fault.
"""

from __future__ import annotations

import os
import random
from pathlib import Path
from types import ModuleType

import pytest

from tests.benchmarks import endurance
from tests.benchmarks.faults import (
    busy_recogniser,
    frozen_window,
    instant_stop,
    kill_take,
    long_take,
    quit_during_take,
    quit_during_words,
    two_instances,
)
from tests.benchmarks.faults.outcome import Outcome
from tests.journeys.soundcard import tools_missing

pytestmark = pytest.mark.journey

SEED = random.Random().randrange(1_000_000)
"""Another moment each time; a failure tells it."""


@pytest.fixture(autouse=True)
def _sound_server() -> None:
    if missing := tools_missing():
        pytest.skip(f"no virtual sound card without {', '.join(missing)}")


def told(found: Outcome) -> str:
    return f"seed {SEED}: {'; '.join(found.notes)}"


def test_a_take_that_is_killed_is_there_to_its_last_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kill_take, "MOST_LOST_S", 1.0)
    found = kill_take.trial(2, SEED)
    assert found.passed, told(found)


def test_a_frozen_window_costs_no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frozen_window, "FROZEN_S", 2.0)
    found = frozen_window.trial(3, SEED)
    assert found.passed, told(found)


def test_a_busy_recogniser_costs_no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy_recogniser, "MOST_LATE_MS", float("inf"))
    found = busy_recogniser.trial(1, SEED, seconds=4)
    assert found.passed, told(found)


def test_stop_at_once_leaves_nothing_behind() -> None:
    found = instant_stop.trial(6, SEED)
    assert found.passed, told(found)


def test_a_long_take_costs_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    patient = {name: float("inf") for name in ("opening", "seeking", "standing still")}
    monkeypatch.setattr(long_take, "MOST", long_take.MOST | patient)
    found = long_take.trial(1, SEED, hours=0.25)
    assert found.passed, told(found)


@pytest.mark.parametrize("trial", [quit_during_take, quit_during_words])
def test_no_process_outlives_the_window(trial: ModuleType) -> None:
    found = trial.trial(2, SEED)
    assert found.passed, told(found)


def test_two_starts_are_one_window() -> None:
    found = two_instances.trial(3, SEED)
    assert found.passed, told(found)


# ---------------------------------------------------------------- what runs them all


def test_no_trial_is_forgotten() -> None:
    assert not [planned.name for planned in endurance.PLAN if endurance.missing(planned.name)]
    assert not endurance.unplanned()
    names = [planned.name for planned in endurance.PLAN]
    assert len(names) == len(set(names))


def test_a_trial_that_leaves_something_running_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "subprocess.Popen(['sleep', '60'])", monkeypatch)
    found = endurance.run_apart("a_trial", 1, 0, 30)
    assert not found.passed
    assert any("sleep 60" in note for note in found.notes)


def test_a_trial_that_breaks_or_hangs_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "raise ValueError('broken')", monkeypatch)
    assert "status 1" in endurance.run_apart("a_trial", 1, 0, 30).notes[0]
    write(tmp_path, "threading.Event().wait()", monkeypatch)
    assert "longer than" in endurance.run_apart("a_trial", 1, 0, 1).notes[0]


def write(folder: Path, deed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A trial of our own that does one thing."""
    (folder / "a_trial.py").write_text(
        "import subprocess, threading\nfrom tests.benchmarks.faults.outcome import Outcome\n"
        f"def trial(n, seed=0):\n    {deed}\n    return Outcome('a_trial', n, 0, '', 'nothing')\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(folder), os.environ.get("PYTHONPATH", ""))))
