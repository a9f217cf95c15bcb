"""A restoring that is killed at any step goes on at the next start, and nothing that was here is lost."""

import json
import os

import pytest

from mockinterview.core.problems import BackupProblem
from mockinterview.core.question import Question
from mockinterview.history import History, SafeKeeping, restoring
from tests.history.folders import everything_below, fill, never, nothing, state
from tests.history.test_history import an_attempt


class Died(BaseException):
    """The program was killed."""


class Mortal:
    """Dies before or after the n-th change of the disk."""

    def __init__(self, monkeypatch, at, *, after):
        self.calls = 0
        self.at, self.after = at, after
        for name in ("rename", "replace", "mkdir", "rmdir", "unlink"):
            monkeypatch.setattr(os, name, self._deadly(getattr(os, name)))

    def _deadly(self, real):
        def call(*given, **named):
            if self.calls > self.at:
                raise Died  # nothing runs after a kill, no tidying up either
            self.calls += 1
            if self.calls > self.at and not self.after:
                raise Died
            result = real(*given, **named)
            if self.calls > self.at:
                raise Died
            return result

        return call


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_step_it_goes_on_at_the_next_start(here, saved, tmp_path, monkeypatch, after):
    wanted = state(here)
    steps = 0
    while True:
        there = fill(tmp_path / f"there{steps}", 2, 500, seed=9)
        aside_wanted = {
            name: raw for name, raw in everything_below(there.data).items() if not name.startswith("models")
        }
        keeping = SafeKeeping(there, "0.1.0")
        keeping.stage(saved, nothing, never)
        with monkeypatch.context() as patch:
            mortal = Mortal(patch, steps, after=after)
            try:
                first = keeping.finish_restore()
            except Died:
                first = None
        for folder in (there.takes, there.banks):  # as every start does, before anything else
            folder.mkdir(exist_ok=True)
        second = keeping.finish_restore()
        restored = first or second
        assert state(there) == wanted
        [aside] = there.data.glob("before-restore-*")
        assert everything_below(aside) == aside_wanted
        assert not [one for one in there.data.iterdir() if one.name.startswith((".restore", "restore-"))]
        assert keeping.finish_restore() is None
        if mortal.calls <= steps:
            break
        assert restored is not None or first is None
        steps += 1
    assert steps > 10


def test_what_a_program_made_in_between_is_put_aside_too(here, saved, tmp_path, monkeypatch):
    there = fill(tmp_path / "there", 1)
    keeping = SafeKeeping(there, "0.1.0")
    keeping.stage(saved, nothing, never)
    with monkeypatch.context() as patch:
        Mortal(patch, 7, after=True)
        with pytest.raises(Died):
            keeping.finish_restore()
    history = History(there.history)
    between = an_attempt(Question("q", "In between?"))
    history.add_attempt(between)
    history.close()
    restored = keeping.finish_restore()
    assert state(there) == state(here)
    assert keeping.holding([between.id]) == [restored.aside]


def test_a_plan_that_is_damaged_is_said_and_nothing_moves(here, saved):
    keeping = SafeKeeping(here, "0.1.0")
    keeping.stage(saved, nothing, never)
    plan = here.data / restoring.READY / "plan.json"
    for bad in (
        b"{",
        b"[]",
        json.dumps({"aside": "../elsewhere", "contents": json.loads(plan.read_bytes())["contents"]}).encode(),
    ):
        plan.write_bytes(bad)
        with pytest.raises(BackupProblem, match="cannot go on"):
            keeping.finish_restore()
    assert here.history.exists()
