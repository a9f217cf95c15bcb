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
    status = Path("/proc/self/status")
    if status.exists():
        return (
            next(int(line.split()[1]) for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
            / 1024
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
