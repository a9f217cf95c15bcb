"""How long until the window is painted, against an empty PySide6 window, in one run on one machine.

    python tests/benchmarks/startup.py            # 9 pairs, warm
    python tests/benchmarks/startup.py --cold     # as after a restart: Python, PySide6 and the program evicted from the page cache

Both windows are started in turn as whole processes, on the display that is set (offscreen without one). Time runs from just before
the process starts until the event loop is idle after the main window's first paint. Prints medians, their ratio, memory (VmRSS
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
        ours = ["ours", str(Path(folder) / "data")]
        once(["empty"], False)
        once(ours, False)
        pairs = [(once(["empty"], wanted.cold), once(ours, wanted.cold)) for _ in range(wanted.n)]
    empty_ms, our_ms = ([pair[which]["ms"] for pair in pairs] for which in (0, 1))
    ratios = [ours / empty for empty, ours in zip(empty_ms, our_ms, strict=True)]
    heavy = [name for name in HEAVY if name in pairs[-1][1]["modules"]]
    print(f"{'cold' if wanted.cold else 'warm'}, {wanted.n} pairs, {os.environ.get('DISPLAY', 'offscreen')}")
    print(f"empty window    {statistics.median(empty_ms):6.0f} ms  {max(pair[0]['rss'] for pair in pairs):5.1f} MB")
    print(f"Mock Interview  {statistics.median(our_ms):6.0f} ms  {max(pair[1]['rss'] for pair in pairs):5.1f} MB")
    print(f"ratio, pair by pair: median {statistics.median(ratios):.2f}, from {min(ratios):.2f} to {max(ratios):.2f}")
    print(f"heavy modules imported: {', '.join(heavy) or 'none'}")


if __name__ == "__main__":
    main()
