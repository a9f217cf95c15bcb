"""The trial of a large store runs on small ones; its times are judged by nobody here."""

from __future__ import annotations

import pytest

from tests.benchmarks.faults import many_attempts


def test_the_trial_tells_what_it_measured(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(many_attempts, "MANY", 40)
    monkeypatch.setattr(many_attempts, "FEW", 5)
    found = many_attempts.trial(1, seed=3)
    assert found.n == 1
    assert len(found.notes) == 2
    assert "searches" in found.notes[1]
