"""How long until the window is painted, against an empty PySide6 window, in one run on one machine.

    python tests/benchmarks/startup.py            # 9 rounds, warm
    python tests/benchmarks/startup.py --cold     # as after a restart: Python, PySide6 and the program evicted from the page cache

The windows are started in turn as whole processes, on the display that is set (offscreen without one). Time runs from just before
the process starts until the event loop is idle after the main window's first paint, and for the program once more until the
questions are painted in it. Prints medians, their ratio, memory (VmRSS
at that moment), and which heavy modules were imported.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

HEAVY = ("torch", "onnxruntime", "whisper", "numpy", "sounddevice", "soundfile", "soxr", "PySide6.QtMultimedia")
FIRST_PAINT = Path(__file__).with_name("first_paint.py")
ROOT = FIRST_PAINT.parents[2]


def evict() -> None:
    """Drop Python's, PySide6's and the program's files from the page cache."""
    paths = sysconfig.get_paths()
    for root in (paths["purelib"], paths["stdlib"], ROOT / "mockinterview", ROOT / "resources"):
        for folder, _, names in os.walk(root):
            if "/torch" in folder:
                continue
            for name in names:
                try:
                    handle = os.open(os.path.join(folder, name), os.O_RDONLY)
                except OSError:
                    continue
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(handle)


def once(arguments: list[str], cold: bool) -> dict:
    """Start one window; ms to its first paint, its memory in MB, and its modules."""
    if cold:
        evict()
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    if "DISPLAY" not in environment:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    before = time.time()
    done = subprocess.run(
        [sys.executable, str(FIRST_PAINT), *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        sys.exit(f"the window did not come up:\n{done.stderr}")
    report = json.loads(lines[-1])
    return {**report, "ms": (report["at"] - before) * 1000}


def main() -> None:
    """Run both in turn and print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("-n", type=int, default=9)
    options.add_argument("--cold", action="store_true")
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "data")
        kinds = {"empty window": ["empty"], "the window is up": ["ours", data], "questions shown": ["full", data]}
        for arguments in kinds.values():
            once(arguments, False)
        rounds = [{name: once(arguments, wanted.cold) for name, arguments in kinds.items()} for _ in range(wanted.n)]
    print(f"{'cold' if wanted.cold else 'warm'}, {wanted.n} rounds, {os.environ.get('DISPLAY', 'offscreen')}")
    for name in kinds:
        times = statistics.median(one[name]["ms"] for one in rounds)
        ratios = sorted(one[name]["ms"] / one["empty window"]["ms"] for one in rounds)
        memory = max(one[name]["rss"] for one in rounds)
        print(
            f"{name:18} {times:6.0f} ms {memory:6.1f} MB   ratio, round by round: "
            f"median {statistics.median(ratios):.2f}, from {ratios[0]:.2f} to {ratios[-1]:.2f}"
        )
    heavy = [name for name in HEAVY if name in rounds[-1]["questions shown"]["modules"]]
    print(f"heavy modules imported: {', '.join(heavy) or 'none'}")


if __name__ == "__main__":
    main()
