"""What a benchmark ran on, and how much memory its process took at most."""

from __future__ import annotations

import os
import platform
import resource
import sys
from importlib.metadata import version
from pathlib import Path


def machine(*libraries: str) -> str:
    """Processor, cores, Python, and the versions of the libraries that matter."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8", "replace").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    processor = names[0] if names else platform.processor() or platform.machine()
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    return f"{processor}, {os.cpu_count()} cores; Python {sys.version.split()[0]}, {versions}"


def peak_mb() -> float:
    """This process's peak of resident memory in MB.

    Not ru_maxrss on Linux: it begins with what the process that started this one had in use at that moment.
    """
    return memory_mb(peak=True) or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def memory_mb(pid: int | str = "self", *, peak: bool = False) -> float:
    """Resident memory of a process in MB, now or at its peak; 0 where there is no such process (or no Linux)."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    wanted = "VmHWM" if peak else "VmRSS"
    return next((int(line.split()[1]) for line in lines if line.startswith(wanted)), 0) / 1024


def cpu_seconds(pid: int) -> float:
    """Processor time a process has used (Linux); 0 for one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def at_share(values: list[float], share: int) -> float:
    """The value below or at which that share (percent) of them lies; the upper one where it falls between two."""
    return sorted(values)[min(len(values) - 1, len(values) * share // 100)]
