"""Every fault that must not cost a take or the history, tried as often as the bar says; one table.

    python -m tests.benchmarks.endurance [--only NAME …] [--n-scale 0.1] [--json FILE] [--list]

Each trial (tests/benchmarks/faults) is a process of its own, with a home, a temporary folder and, where it needs one, a sound
server of its own, and a time limit; what it leaves running is ended and named. A trial that is not there, breaks or takes too long
is a failure, not a gap. The exit status is 1 if any bar is missed.

By the rule of three, n tries without a failure bound the true rate of failures below 3/n (95 %): 200 say "below 1.5 %", no more.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.faults.outcome import Outcome, heading, row  # noqa: E402
from tests.benchmarks.speech.machine import machine  # noqa: E402
from tests.guards import leftovers  # noqa: E402


@dataclass(frozen=True)
class Planned:
    """A trial, how often the bar asks for it, and the seconds that so many tries may take."""

    name: str
    n: int
    limit_s: int


PLAN = (
    Planned("kill_take", 200, 2400),
    Planned("kill_points", 4000, 5400),
    Planned("power_cut", 500, 1800),
    Planned("folder_damage", 180, 900),
    Planned("disk_full", 50, 1800),
    Planned("slow_disk", 20, 1800),
    Planned("sound_server", 50, 5400),
    Planned("silence", 50, 1800),
    Planned("sleep", 50, 1200),
    Planned("wall_clock", 10_000, 1800),
    Planned("overflow", 50, 1200),
    Planned("frozen_window", 9, 1200),
    Planned("busy_recogniser", 3, 1800),
    Planned("instant_stop", 100, 1200),
    Planned("long_take", 3, 1800),
    Planned("quit_during_take", 50, 1800),
    Planned("quit_during_words", 50, 1800),
    Planned("two_instances", 100, 1800),
    Planned("database_kill", 500, 1800),
    Planned("database_power_cut", 500, 1800),
    Planned("damaged_databases", 200, 1800),
    Planned("migrate_points", 600, 1800),
    Planned("restore_points", 400, 1800),
    Planned("many_attempts", 1, 1800),
)

_LEAST_LIMIT_S = 120


def module_of(name: str) -> str:
    """The module of a trial."""
    return f"tests.benchmarks.faults.{name}"


def missing(name: str) -> bool:
    """Whether there is no such trial yet."""
    return importlib.util.find_spec(module_of(name)) is None


def unplanned() -> list[str]:
    """Trials in the folder that the plan does not know."""
    known = {planned.name for planned in PLAN}
    files = sorted((ROOT / "tests" / "benchmarks" / "faults").glob("*.py"))
    return [file.stem for file in files if file.stem not in known and "\ndef trial(" in file.read_text("utf-8")]


# ---------------------------------------------------------------- one trial, in a process of its own


def run_here(module: str, n: int, seed: int, target: Path) -> None:
    """In the trial's process: run it and leave what it found in a file."""
    found = importlib.import_module(module).trial(n, seed)
    target.write_text(json.dumps(asdict(found)), encoding="utf-8")


def run_apart(module: str, n: int, seed: int, limit_s: float) -> Outcome:
    """Run one trial in a process and a home of its own; whatever becomes of it, an Outcome."""
    home = Path(tempfile.mkdtemp(prefix="mi-"))
    before = leftovers.children()
    target = home / "outcome.json"
    command = [sys.executable, "-m", "tests.benchmarks.endurance", "--here", module, str(n), str(seed), str(target)]
    child = subprocess.Popen(
        command, cwd=ROOT, env=_environment(home), stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        status: int | None = child.wait(limit_s)
    except (subprocess.TimeoutExpired, KeyboardInterrupt) as stopped:
        _end_group(child)
        status = None
        if isinstance(stopped, KeyboardInterrupt):
            raise
    left = _end_leftovers(before)
    try:
        plain = json.loads(target.read_text(encoding="utf-8")) if status == 0 else {}
    finally:
        shutil.rmtree(home, ignore_errors=True)
    if not plain:
        why = f"took longer than {limit_s:.0f} s" if status is None else f"ended with status {status}"
        return Outcome(module.rpartition(".")[2], 0, 1, "", "that it runs to its end", (why, *left))
    found = Outcome(**{**plain, "notes": (*plain["notes"], *left)})
    return found if not left else Outcome(**{**asdict(found), "failures": found.failures + len(left)})


def _environment(home: Path) -> dict[str, str]:
    """A home of its own in every way a program may ask for it, and nobody's sound server."""
    places = {
        "HOME": "", "TMPDIR": "tmp", "XDG_DATA_HOME": "share", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "run",
    }  # fmt: skip
    for folder in places.values():
        (home / folder).mkdir(mode=0o700, exist_ok=True)
    ours = {name: str(home / folder) for name, folder in places.items()}
    ours |= {
        "PULSE_SERVER": f"unix:{home}/no-sound-server",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))),
    }
    foreign = ("PULSE_", "ALSA_", "MOCKINTERVIEW_", "WAYLAND_", "DISPLAY")
    return {name: value for name, value in os.environ.items() if not name.startswith(foreign)} | ours


def _end_group(child: subprocess.Popen[bytes]) -> None:
    """End a trial that takes too long, and what is in its process group."""
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _end_leftovers(before: set[int]) -> tuple[str, ...]:
    """End what outlived its trial; a line for each."""
    left = []
    deadline = time.monotonic() + leftovers.GRACE_S
    for pid in leftovers.children() - before:
        if leftovers.ended(pid, deadline):
            continue
        left.append(f"left running: process {pid}: {leftovers.name_of(pid)}")
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    return tuple(left)


# ---------------------------------------------------------------- all of them


def run_all(plan: list[Planned], scale: float, seed: int) -> list[dict[str, object]]:
    """Every trial in turn, each row as soon as it is known."""
    leftovers.become_reaper()
    results: list[dict[str, object]] = []
    print(heading(), flush=True)
    for planned in plan:
        started = time.monotonic()
        if missing(planned.name):
            found = Outcome(planned.name, 0, 1, "", "that it is there", ("this trial is missing",))
        else:
            n = max(1, round(planned.n * scale))
            found = run_apart(
                module_of(planned.name), n, seed, max(_LEAST_LIMIT_S, planned.limit_s * min(1.0, 2 * scale))
            )
        seconds = time.monotonic() - started
        print(row(found, seconds), flush=True)
        results.append({**asdict(found), "passed": found.passed, "seconds": round(seconds, 1)})
    return results


def chosen(names: list[str] | None) -> list[Planned]:
    """The trials that are asked for; all where none is named."""
    plan = [*PLAN, *(Planned(name, 50, 1800) for name in unplanned())]
    if unknown := set(names or ()) - {planned.name for planned in plan}:
        raise SystemExit(f"no such trial: {', '.join(sorted(unknown))}")
    return [planned for planned in plan if not names or planned.name in names]


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--only", nargs="+", metavar="NAME")
    given.add_argument("--n-scale", type=float, default=1.0, metavar="F", help="so many times the tries of the plan")
    given.add_argument("--seed", type=int, default=0)
    given.add_argument("--json", type=Path, metavar="FILE")
    given.add_argument("--list", action="store_true", help="name the trials and how often each is tried")
    given.add_argument("--here", nargs=4, metavar=("MODULE", "N", "SEED", "FILE"), help=argparse.SUPPRESS)
    wish = given.parse_args()
    if wish.here:
        run_here(wish.here[0], int(wish.here[1]), int(wish.here[2]), Path(wish.here[3]))
        return 0
    plan = chosen(wish.only)
    if wish.list:
        for planned in plan:
            print(f"{planned.name:20} {planned.n:5}" + ("   missing" if missing(planned.name) else ""))
        return 0
    where = machine("PySide6-Essentials", "sounddevice")
    print(where, flush=True)
    results = run_all(plan, wish.n_scale, wish.seed)
    if wish.json:
        wish.json.write_text(
            json.dumps({"machine": where, "seed": wish.seed, "trials": results}, indent=1) + "\n", "utf-8"
        )
    missed = [result["name"] for result in results if not result["passed"]]
    print(
        f"{len(results) - len(missed)} of {len(results)} bars met"
        + (f"; missed: {', '.join(map(str, missed))}" if missed else "")
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
