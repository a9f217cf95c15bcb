"""Everything the test command runs: style, types, floors, then every test, the journeys too, on a display of its own.

The sound card of the journeys is started by their own fixtures; the display is started here, because Qt wants to know it before the
first test. pytest runs last, so that its summary ends the output; a failed check before it still fails the command.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bootstrapping import sound_server
from bootstrapping.pip import clean_environment
from bootstrapping.words import complain, say

CHECKS: Mapping[str, tuple[str, ...]] = {
    "style": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "."),
    "types": ("mypy",),
    "types of the set-up": ("mypy", "--strict", "--explicit-package-bases", "packaging/bootstrapping"),
    "floor plan": ("lint-imports",),
}
"""The quick checks: what each looks at, and its command among `.venv`'s scripts."""


STUCK_S = 300
"""A single test that takes longer hangs: its stack is shown, and the run ends instead of waiting for ever."""


LEAK_REPORT = ("nanobind: ", " - leaked ", " - ... skipped", "See https://nanobind")
"""soxr says at exit that objects are still alive: sounddevice never frees a stream that was closed. Not worth the last word."""


def run_checks(root: Path, scripts: Path) -> list[str]:
    """Run the quick checks, show the output of those that fail, and return their names."""
    failed = []
    for name, (tool, *arguments) in CHECKS.items():
        environment = clean_environment() | {"MYPYPATH": str(root / "packaging")}
        done = subprocess.run(
            [scripts / tool, *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
        )
        say(f"{'passed' if done.returncode == 0 else 'FAILED'}  {name}: {tool} {' '.join(arguments)}")
        if done.returncode != 0:
            complain(done.stdout + done.stderr)
            failed.append(name)
    return failed


@contextmanager
def display() -> Iterator[Mapping[str, str]]:
    """A display of our own while the tests run, as environment variables; none where there is no Xvfb (macOS, Windows)."""
    xvfb = shutil.which("Xvfb")
    if not xvfb:
        yield {}
        return
    ours, theirs = os.pipe()
    command = [xvfb, "-displayfd", str(theirs), "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"]
    running = subprocess.Popen(command, pass_fds=[theirs], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(theirs)
    try:
        with os.fdopen(ours) as answer:
            number = answer.readline().strip()  # empty if Xvfb ended instead of starting
        if not number:
            complain("Xvfb did not start, so the tests that need a display will fail.")
        yield {"DISPLAY": f":{number}"} if number else {}
    finally:
        running.terminate()
        running.wait()


def run_tests(root: Path, python: Path, arguments: Sequence[str], failed: Sequence[str]) -> int:
    """Run pytest and return its exit status; its summary repeats which checks failed before."""
    with display() as variables:
        environment = clean_environment() | dict(variables) | dict(sound_server.environment(root))
        environment.pop("WAYLAND_DISPLAY", None)
        environment["FAILED_CHECKS"] = ", ".join(failed)
        stuck = ("-o", f"faulthandler_timeout={STUCK_S}", "-o", "faulthandler_exit_on_timeout=true")
        command = [str(python), "-m", "pytest", *stuck, *arguments]
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as aside:
            status = subprocess.call(command, cwd=root, env=environment, stderr=aside)
            aside.seek(0)
            rest = [line for line in aside if not line.startswith(LEAK_REPORT)]
        if rest:
            complain("".join(rest))
        return status


def run_everything(root: Path, python: Path, arguments: Sequence[str]) -> int:
    """All checks and tests; 0 only if every one passed. arguments: more words for pytest."""
    failed = run_checks(root, python.parent)
    if not sys.platform.startswith("linux"):
        say(
            "The journeys need a virtual sound card, which exists here for Linux only: they are skipped and could not be tried."
        )
    return run_tests(root, python, arguments, failed) or (1 if failed else 0)
