"""The program is killed, or the disk fails, at every step of unpacking a backup and of putting it in the place of what is here.

A forked child of this small interpreter unpacks a backup beside a data folder and lets it take that one's place; it dies
(SIGKILL) before or after its k-th change of the disk or statement to SQLite, or meets "input/output error" there; k goes through
all there are. At the next start (which makes missing folders, and goes on with what was begun) the folder must hold either wholly
what it held, or wholly what was in the backup and all that was here in the folder put aside; no third thing, and nothing of ours
lying about.

    python -m tests.benchmarks.faults.restore_points [--n 100]

n points are tried, spread evenly over all there are.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from mockinterview.history import SafeKeeping
from tests.benchmarks.faults.migrate_points import End, in_a_child
from tests.benchmarks.faults.outcome import Outcome, alone, progress
from tests.history.folders import Folders, backup, everything_below, fill, never, nothing, state

BAR = "all of the old or all of the new, nothing lost"


def restore(folders: Folders, file: Path) -> None:
    """As the command does it."""
    keeping = SafeKeeping(folders, "trial")
    keeping.stage(file, nothing, never)
    keeping.finish_restore()


def wrong(folders: Folders, before: dict[str, Any], old: Any, new: Any) -> str:
    """What is not as promised at the next start; "" if all is well."""
    for folder in (folders.takes, folders.banks):
        folder.mkdir(exist_ok=True)
    SafeKeeping(folders, "trial").finish_restore()
    asides = list(folders.data.glob("before-restore-*"))
    left = [one.name for one in folders.data.iterdir() if one.name.startswith(("restore-", ".restore"))]
    if left:
        return f"left behind: {left}"
    here = state(folders)
    if not asides:
        return "" if here == old else "not what it was"
    if here != new:
        return "not what was in the backup"
    kept = {name: raw for name, raw in before.items() if not name.startswith("models")}
    return "" if len(asides) == 1 and everything_below(asides[0]) == kept else "what was here is not whole"


def trial(n: int, seed: int = 0) -> Outcome:
    """n points, spread over all. seed: where to begin."""
    failures, reasons, changed = 0, [], 0
    root = Path(tempfile.mkdtemp(prefix="mi-restore-"))
    try:
        source, pristine, file = fill(root / "source", 2, 3_000, seed=1), root / "pristine", root / "saved.zip"
        backup(source, file)
        here = fill(pristine, 2, 2_000, seed=2)
        before, old, new = everything_below(pristine), state(here), state(source)
        shutil.copytree(pristine, root / "count")
        steps = in_a_child(lambda: restore(Folders(root / "count"), file), -1, End.FAILED)
        points = [(step, end) for step in range(steps) for end in End]
        tried = [points[(one * len(points) // n + seed) % len(points)] for one in range(min(n, len(points)))]
        for one, (step, end) in enumerate(tried):
            folders = Folders(root / f"try-{one}")
            shutil.copytree(pristine, folders.data)
            in_a_child(lambda folders=folders: restore(folders, file), step, end)  # type: ignore[misc]
            if said := wrong(folders, before, old, new):
                failures += 1
                reasons.append(f"{end} step {step}: {said}")
            changed += bool(list(folders.data.glob("before-restore-*")))
            shutil.rmtree(folders.data)
            progress("restore_points", one + 1, len(tried))
    finally:
        shutil.rmtree(root)
    note = f"{len(tried)} of {len(points)} points; {changed} ended with the new, {len(tried) - changed} with the old"
    return Outcome("restore_points", len(tried), failures, f"{failures} mixed", BAR, (note, *reasons[:5]))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 100))
