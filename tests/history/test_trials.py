"""The trials of harm to the history, a few tries of each; `python -m tests.benchmarks.endurance` runs them in full."""

import subprocess
import sys

import pytest

FEW = {
    "database_kill": 8,
    "database_power_cut": 12,
    "damaged_databases": 14,
    "migrate_points": 20,
    "restore_points": 12,
}


@pytest.mark.parametrize(("name", "tries"), FEW.items(), ids=FEW)
def test_a_few_tries_meet_the_bar(name, tries):
    if name == "database_power_cut":
        pytest.importorskip("apsw")
    command = [sys.executable, "-m", f"tests.benchmarks.faults.{name}", "--n", str(tries), "--seed", "7"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
