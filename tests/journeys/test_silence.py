"""Nothing leaves the computer: the main job in a network of its own, with the kernel's counters as the witness.

The guard in tests/conftest.py sees what Python does; Qt, PortAudio, FFmpeg and the recogniser could go past it. In an empty
network namespace every attempt to reach an address is refused and counted (`OutNoRoutes`), whoever makes it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[2]
ALONE = ["unshare", "--user", "--map-root-user", "--net"]
COUNT = """
import subprocess, sys
def attempts():
    heads, values = [line.split() for line in open("/proc/net/snmp") if line.startswith("Ip:")]
    count = dict(zip(heads[1:], map(int, values[1:])))
    total = count["OutNoRoutes"] + count["OutRequests"]
    try:
        six = dict(line.split() for line in open("/proc/net/snmp6"))
    except OSError:
        six = {}
    return total + int(six.get("Ip6OutNoRoutes", 0))
before = attempts()
status = subprocess.call(sys.argv[1:])
print("ATTEMPTS", attempts() - before)
sys.exit(status)
"""
REACH_OUT = """
import contextlib, ctypes, socket, struct
libc = ctypes.CDLL(None)                       # past Python's own guard, as native code would
handle = libc.socket(2, 2, 0)
address = struct.pack("=HH4s8x", 2, socket.htons(53), bytes([9, 9, 9, 9]))
libc.sendto(handle, b"x", 1, 0, address, len(address))
"""


def alone(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in an empty network; its output ends with the number of attempts to leave it."""
    return subprocess.run(
        [*ALONE, sys.executable, "-c", COUNT, *command],
        cwd=ROOT,
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )


@pytest.fixture(scope="module", autouse=True)
def _allowed() -> None:
    tried = subprocess.run([*ALONE, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"this system does not allow a network namespace: {tried.stderr.strip()}")


def test_the_witness_sees_what_native_code_does() -> None:
    done = alone(sys.executable, "-c", REACH_OUT)
    assert done.returncode == 0, done.stderr
    assert "ATTEMPTS 0" not in done.stdout


def test_the_main_job_makes_no_attempt_to_reach_the_network() -> None:
    job = "test_an_answer_is_spoken_read_heard_judged_and_found_again"
    done = alone(
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"{ROOT}/tests/journeys/test_main_job.py::{job}"
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert "1 passed" in done.stdout
    assert "ATTEMPTS 0" in done.stdout


def test_the_commands_make_no_attempt_either() -> None:
    journey = f"{ROOT}/tests/journeys/test_commands.py::test_an_answer_is_recorded_recognised_lined_up_reviewed_and_carried_away"
    done = alone(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", journey)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert "ATTEMPTS 0" in done.stdout
