"""A few tries of each trial of harm to takes; tests/benchmarks/endurance.py runs them in full."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="the trials fork and mount")
@pytest.mark.parametrize(
    ("name", "n"), [("kill_points", 16), ("power_cut", 12), ("disk_full", 3), ("folder_damage", 15)]
)
def test_a_few_tries_of_the_trial(name: str, n: int) -> None:
    module = f"tests.benchmarks.faults.{name}"
    done = subprocess.run(
        [sys.executable, "-m", module, "--n", str(n), "--seed", "3"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "mounted here by nobody but root" in done.stdout:
        pytest.skip("a small disk cannot be mounted here")
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
