"""How much memory this computer has, and how much of it is free for a model, asked of the system itself.

"Free" is what a new program could have without others being pushed out: caches count as free. 0 where the system does not say.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

_FREE_PAGES = ("free", "inactive", "speculative", "purgeable")
"""What macOS can hand out at once; "inactive" may have to be written out first, as its own Activity Monitor counts it."""


def total_bytes() -> int:
    """Main memory."""
    if sys.platform == "win32":
        return _windows()[0]
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0


def free_bytes() -> int:
    """Memory free now, swap left out."""
    if sys.platform == "win32":
        return _windows()[1]
    if sys.platform == "darwin":
        return free_in_vm_stat(_vm_stat())
    try:
        return available_in_meminfo(Path("/proc/meminfo").read_text("ascii", "replace"))
    except OSError:
        return 0


def most_bytes() -> int:
    """What one program could get at the very most: main memory and swap. Outside Linux swap grows, so it counts as much again."""
    try:
        return total_bytes() + _meminfo(Path("/proc/meminfo").read_text("ascii", "replace"), "SwapTotal")
    except OSError:
        return 2 * total_bytes()


def available_in_meminfo(text: str) -> int:
    """Bytes in the line `MemAvailable:   123 kB` of Linux's /proc/meminfo."""
    return _meminfo(text, "MemAvailable")


def free_in_vm_stat(text: str) -> int:
    """Bytes in what macOS's `vm_stat` prints."""
    size = re.search(r"page size of (\d+) bytes", text)
    pages = sum(
        int(found[1]) for name in _FREE_PAGES if (found := re.search(rf"^Pages {name}:\s+(\d+)", text, re.MULTILINE))
    )
    return pages * int(size[1]) if size else 0


def _meminfo(text: str, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _vm_stat() -> str:
    import subprocess  # only here, and only on macOS

    try:
        return subprocess.run(["/usr/bin/vm_stat"], capture_output=True, text=True, timeout=2, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return ""


if sys.platform == "win32":

    def _windows() -> tuple[int, int]:
        """Main memory and what is free of it, from GlobalMemoryStatusEx."""
        import ctypes

        class Status(ctypes.Structure):
            _fields_ = (
                ("length", ctypes.c_ulong),
                ("load", ctypes.c_ulong),
                ("total", ctypes.c_ulonglong),
                ("free", ctypes.c_ulonglong),
                ("more", ctypes.c_ulonglong * 5),
            )

        status = Status(length=ctypes.sizeof(Status))
        known = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return (status.total, status.free) if known else (0, 0)
