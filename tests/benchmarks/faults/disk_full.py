"""The disk fills up: told within 2 s, every byte that was written stays, the history opens, and deleting makes room again.

    python -m tests.benchmarks.faults.disk_full [--n N] [--seed S]

On a real disk of 40 MB in memory (where none may be mounted, in no namespace either: not tried, which counts as a failure). In
turn: another program fills it to the brim in the middle of an answer; the answer itself runs into the reserve; a take is begun with
less than a minute of room; the program starts on a disk that is full already. Each time an answer is deleted afterwards, with the
disk still full, and the next is recorded once there is room.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no thread may be there when a child is forked

from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import Problem
from mockinterview.flow.jobs import JobKind
from mockinterview.sound import open_take
from mockinterview.sound.room import BALLAST, BALLAST_BYTES, KEPT_BYTES, MINUTE_BYTES
from mockinterview.sound.take_file import HEADER_BYTES
from tests.benchmarks.faults.outcome import Outcome, alone, progress
from tests.faults import life
from tests.faults.forked import forked
from tests.faults.small_disk import fill, small_disk

NAME = "disk_full"
BAR = "told <= 2 s, every byte kept, history opens, deleting works"
MOST_S = 2.0
_DISK_BYTES = 40_000_000
_LIMIT_S = 30.0
_INSIDE = "MOCKINTERVIEW_TRIAL_IN_NAMESPACE"
_PAUSE = threading.Event()


class Try:
    """One full disk, in a child. wrong: what missed the bar; told_s: from the full disk to the words."""

    def __init__(self, disk: Path, sounds: life.Sounds, seed: int) -> None:
        self._disk = disk
        self._data = disk / "data"
        self._filler = disk / "somebody's film"
        self._sounds = sounds
        self._chance = random.Random(seed)
        self.wrong: list[str] = []
        self.told_s = 0.0

    def others_fill_it(self) -> None:
        """To the brim, while the answer is given."""
        house = self._started("real")
        taken = self._begun(house)
        _wait(lambda: house.answering.elapsed_ms > self._chance.randint(400, 1500))
        fill(self._filler)
        full_at = time.monotonic()
        _wait(lambda: house.answering.problem is not None or house.answering.hint)
        self.told_s = time.monotonic() - full_at
        house.jobs.wait_all(JobKind.KEEP)
        self._ended(house, taken)

    def it_runs_full(self) -> None:
        """Minute by minute, until only what is put by is left."""
        open_take.ROOM_LOOK_S = 0.0  # a minute passes here in a moment
        house = self._started("fast")
        fill(self._filler, KEPT_BYTES + MINUTE_BYTES + self._chance.randint(100_000, 1_000_000))
        taken = self._begun(house)
        _wait(lambda: house.answering.hint or not house.answering.busy)
        warned = house.answering.hint
        _wait(lambda: not house.answering.busy)
        house.jobs.wait_all(JobKind.KEEP)
        free = shutil.disk_usage(self._disk).free
        self._check("nearly full" in warned, f"no warning but {warned!r}")
        self._check(free > KEPT_BYTES // 2, f"only {free} bytes were left free")
        self._ended(house, taken)

    def there_is_no_room_for_a_minute(self) -> None:
        """A take is not begun."""
        house = self._started("real")
        first = self._answered(house)
        fill(self._filler, self._chance.randint(0, KEPT_BYTES + MINUTE_BYTES - 200_000))
        house.answering.record()
        house.jobs.wait_all(JobKind.BEGIN)
        said = house.answering.problem.sentence if house.answering.problem else ""
        self._check("disk is full" in said and not house.answering.busy, f"begun all the same: {said!r}")
        self._deleted(house, first)

    def it_is_full_when_the_program_starts(self) -> None:
        """With the room put by still there; the program lets it go and works."""
        house = self._started("real")
        first = self._answered(house)
        house.close()
        fill(self._filler)
        house = self._started("real")
        self._check(len(house.library.attempts()) == 1, "the history does not open on a full disk")
        self._deleted(house, first)

    # ------------------------------------------------------------ steps

    def _started(self, pace: Any) -> life.House:
        (self._data / life.TAKES).mkdir(parents=True, exist_ok=True)
        house = life.House(self._data, self._sounds.files[0], pace)
        house.library.tidy()
        house.jobs.wait_all(JobKind.TIDY)
        return house

    def _begun(self, house: life.House) -> str:
        size = (self._data / life.TAKES / BALLAST).stat().st_size
        self._check(size == BALLAST_BYTES, f"no room was put by: {size}")
        house.answering.ask(life.QUESTION)
        house.answering.record()
        house.jobs.wait_all(JobKind.BEGIN)
        return house.answering.attempt_id

    def _answered(self, house: life.House) -> str:
        taken = self._begun(house)
        _wait(lambda: house.answering.elapsed_ms > 400)
        house.answering.leave()
        house.jobs.wait_all(JobKind.KEEP)
        house.answering.ask(life.QUESTION)
        return taken

    def _ended(self, house: life.House, taken: str) -> None:
        """The take ended by itself, with words, and is whole."""
        problem = house.answering.problem
        self._check(problem is not None and "full" in problem.sentence, f"it says {problem}")
        attempt = house.keeper.attempt(taken)
        if attempt is None:
            self.wrong.append("the take is not in the history")
            return
        self._check(any(mark.kind is MarkKind.DISK_LOW for mark in attempt.marks), "no mark on the take")
        sound = (self._data / life.TAKES / taken / "audio.wav").read_bytes()
        pcm = self._sounds.pcm(0)
        self._check(pcm.startswith(sound[HEADER_BYTES:]), "the sound is not what was said")
        self._check(attempt.duration_ms == (len(sound) - HEADER_BYTES) // 32, "the length is not the sound's")
        self._check([take.duration_ms for take in house.shelf.finished()] == [attempt.duration_ms], "it is not closed")
        self._deleted(house, taken)

    def _deleted(self, house: life.House, taken: str) -> None:
        """Delete on the full disk, make room, answer again, and start once more."""
        house.library.remove(taken)
        report = house.library.delete_for_good([taken])
        self._check(report.deleted == (taken,), f"deleting failed: {[one.sentence for one in report.problems]}")
        self._check(house.library.attempts() == [] and not house.library.bin(), "it is still listed")
        self._filler.unlink()
        house.library.tidy()
        house.jobs.wait_all(JobKind.TIDY)
        again = self._answered(house)
        self._check(house.keeper.attempt(again) is not None, f"no new take: {house.answering.problem}")
        house.close()
        self._check(house.listener.problems == [] and house.keeper.notes == (), f"{house.listener.problems}")

    def _check(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.wrong.append(otherwise)


KINDS: tuple[Callable[[Try], None], ...] = (
    Try.others_fill_it,
    Try.it_runs_full,
    Try.others_fill_it,
    Try.there_is_no_room_for_a_minute,
    Try.others_fill_it,
    Try.it_is_full_when_the_program_starts,
)


def _wait(condition: Callable[[], object]) -> None:
    end = time.monotonic() + _LIMIT_S / 2
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("what was waited for did not happen")
        _PAUSE.wait(0.005)


def _one(disk: Path, sounds: life.Sounds, number: int, seed: int) -> tuple[list[str], float]:
    """One try in a child of its own, on an emptied disk."""
    for entry in disk.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()

    def work(tell: life.Tell) -> None:
        one = Try(disk, sounds, seed * 1_000_003 + number)
        try:
            KINDS[number % len(KINDS)](one)
        except Problem as problem:
            one.wrong.append(f"{type(problem).__name__}: {problem}")
        tell({"wrong": one.wrong, "told_s": one.told_s})

    ended = forked(work, _LIMIT_S)
    told = next((line for line in ended.lines if "wrong" in line), {"wrong": ["it did not end"], "told_s": 0.0})
    wrong = [*told["wrong"], *([ended.broke[-500:]] if ended.broke else [])]
    if told["told_s"] > MOST_S:
        wrong.append(f"told after {told['told_s']:.2f} s")
    return wrong, told["told_s"]


def _as_own_root(n: int, seed: int, target: Path) -> Outcome:
    """The same in a namespace where we may mount; where that is refused, too, nothing was tried."""
    nothing = Outcome(NAME, 0, 0, "", BAR, ("a small disk can be mounted here by nobody but root",))
    if os.environ.get(_INSIDE) or shutil.which("unshare") is None:
        return nothing
    here = [sys.executable, "-m", "tests.benchmarks.endurance", "--here", __spec__.name, str(n), str(seed), str(target)]
    environment = {**os.environ, _INSIDE: "1"}
    subprocess.run(["unshare", "--map-root-user", "--mount", *here], env=environment, check=False)
    if not target.exists():
        return nothing
    plain = json.loads(target.read_text("utf-8"))
    return Outcome(**{**plain, "notes": tuple(plain["notes"])})


def trial(n: int, seed: int = 0) -> Outcome:
    """So many full disks."""
    folder, reasons, worst, failed = Path(tempfile.mkdtemp(prefix="mi-")), [], 0.0, 0
    disk = folder / "disk"
    disk.mkdir()
    try:
        sounds = life.Sounds.made(folder, 1, 200_000)
        with small_disk(disk, _DISK_BYTES) as mounted:
            if not mounted:
                return _as_own_root(n, seed, folder / "outcome.json")
            for number in range(n):
                wrong, told_s = _one(disk, sounds, number, seed)
                worst, failed = max(worst, told_s), failed + bool(wrong)
                reasons += [f"{KINDS[number % len(KINDS)].__name__}: {'; '.join(wrong)[:600]}"] if wrong else []
                progress(NAME, number + 1, n, f"{failed} failed, told after {worst:.2f} s at most")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Outcome(NAME, n, failed, f"told after {worst:.2f} s", BAR, tuple(reasons[:5]))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 50))
