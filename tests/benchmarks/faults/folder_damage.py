"""Things happen to the folder of takes behind the program's back: it starts, loses no other take, touches nobody else's files.

    python -m tests.benchmarks.faults.folder_damage [--n N] [--seed S]

One mutation (tests/faults/mutations.py) is done to a take that is in the history, that the history never heard of, or that a crash
left unfinished. The program then starts twice. It must not break or hang; every other take is listed with its sound; the one that
was mutated is listed, too, wherever its sound is still whole; a second start changes nothing more; and files that are not the
program's are what they were, whatever links led to them, even after everything was deleted.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no thread may be there when a child is forked

from mockinterview.core.take import TakeLabel
from mockinterview.sound.take_file import HEADER_BYTES, header
from tests.benchmarks.faults.outcome import Outcome, alone, progress
from tests.faults import evening, life
from tests.faults.forked import forked
from tests.faults.mutations import MUTATIONS, Mutation

NAME = "folder_damage"
BAR = "0 crashes, 0 other takes lost, 0 foreign bytes changed"
LIMIT_S = 20.0
STATES = ("known", "unknown", "unfinished")


class Trial:
    """A shelf with three takes, and somebody else's files."""

    def __init__(self, folder: Path) -> None:
        self._sounds = life.Sounds.made(folder)
        self._healthy, self._data, self._theirs = folder / "healthy", folder / "José 录音", folder / "theirs"
        self._theirs.mkdir()
        (self._theirs / "letter").write_bytes(header(9) + b"dear Anna")
        ended = forked(self._furnish)
        self._takes: dict[str, str] = next((line for line in ended.lines if "known" in line), {})
        if ended.broke or not self._takes:
            raise RuntimeError(f"the healthy shelf could not be made: {ended.broke} {ended.lines}")

    def _furnish(self, tell: life.Tell) -> None:
        (self._healthy / life.TAKES).mkdir(parents=True)
        house = life.House(self._healthy, self._sounds.files[0])
        known = life.answer(house, tell, 0)
        names = life.ids(1)
        unknown, unfinished = str(next(names)), str(next(names))
        pcm = self._sounds.pcm(0)

        def fill(target: Path) -> None:
            target.write_bytes(header(len(pcm)) + pcm)

        house.shelf.adopt(TakeLabel(unknown, life.QUESTION, 1), self._sounds.files[0], fill)
        house.shelf.begin(TakeLabel(unfinished, life.QUESTION, 1), "").write(pcm)
        house.keeper.close()
        tell({"known": known, "unknown": unknown, "unfinished": unfinished})

    def run(self, mutation: Mutation, state: str, seed: int) -> list[str]:
        """One mutation of one take; what is wrong."""
        shutil.rmtree(self._data, ignore_errors=True)
        shutil.copytree(self._healthy, self._data)
        take = self._data / life.TAKES / self._takes[state]
        theirs = evening.snapshot(self._theirs)
        mutation.mutate(take, self._theirs, random.Random(seed))
        wrong, first = self._start()
        before = {} if wrong else self._known_files()
        again, second = self._start()
        wrong += again
        if not wrong and (first != second or self._known_files() != before):
            wrong.append("a second start finds something else")
        listed = {attempt_id for attempt_id, *_ in first.get("listed", ())}
        for other in STATES:
            one = self._takes[other]
            if other != state or mutation.keeps_sound:
                wrong += [] if one in listed else [f"the {other} take is lost"]
                sound = self._data / life.TAKES / one / "audio.wav"
                if sound.is_symlink() or sound.read_bytes()[HEADER_BYTES:] != self._sounds.pcm(0):
                    wrong.append(f"the {other} take's sound is not what it was")
        if first.get("stuck") and not mutation.stuck:
            wrong.append(f"stuck: {first['stuck']}")
        wrong += self._delete_all(sorted(listed))
        if evening.snapshot(self._theirs) != theirs:
            wrong.append("somebody else's files were changed")
        return wrong

    def _start(self) -> tuple[list[str], dict[str, Any]]:
        ended = forked(lambda tell: life.morning(self._data, self._sounds, tell), LIMIT_S)
        wrong = [f"broke: {ended.broke[-500:]}"] if ended.broke or ended.killed else []
        wrong += [f"{key}: {line[key][-500:]}" for line in ended.lines for key in ("bug", "problem") if key in line]
        return wrong, next((line for line in ended.lines if "listed" in line), {})

    def _delete_all(self, listed: list[str]) -> list[str]:
        """Deleting works as well, and follows no link."""

        def work(tell: life.Tell) -> None:
            house = life.House(self._data, self._sounds.files[0])
            report = house.library.delete_for_good(listed)
            left = [one for one in report.deleted if os.path.lexists(self._data / life.TAKES / one)]
            tell({"deleted": sorted(report.deleted), "left": left})
            house.close()

        ended = forked(work, LIMIT_S)
        told = next((line for line in ended.lines if "deleted" in line), {})
        wrong = [f"deleting broke: {ended.broke[-500:]}"] if ended.broke else []
        return wrong + ([] if told == {"deleted": listed, "left": []} else [f"deleting left {told}"])

    def _known_files(self) -> dict[str, str]:
        return evening.snapshot(self._data / life.TAKES)


def trial(n: int, seed: int = 0) -> Outcome:
    """So many mutations: each in turn, of a take in another state each time round."""
    folder, reasons, failed, foreign = Path(tempfile.mkdtemp(prefix="mi-")), [], 0, 0
    try:
        shelf = Trial(folder)
        for number in range(n):
            mutation = MUTATIONS[number % len(MUTATIONS)]
            state = STATES[(number // len(MUTATIONS) + number + seed) % len(STATES)]
            wrong = shelf.run(mutation, state, seed * 1_000_003 + number)
            failed, foreign = failed + bool(wrong), foreign + mutation.linked
            reasons += [f"{mutation.name} ({state}): {'; '.join(wrong)[:500]}"] if wrong else []
            progress(NAME, number + 1, n, f"{failed} failed")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    notes = (*reasons[:8], f"{foreign} of them with links to other people's files")
    return Outcome(NAME, n, failed, "", BAR, notes)


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 3 * len(MUTATIONS)))
