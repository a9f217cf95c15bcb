"""A real disk of a few megabytes, in memory, to be filled to the brim; only where the system lets us mount one."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PIECE = 65_536


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[bool]:
    """Mount a disk of so many bytes on an empty folder for a while; False where that is refused."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(file: Path, leave: int = 0) -> None:
    """As another program fills the disk: with this file, until so many bytes are free."""
    fd = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        while True:
            found = os.statvfs(file)
            spare = found.f_bavail * found.f_frsize - leave
            if spare <= 0:
                return
            try:
                os.write(fd, bytes(min(_PIECE, spare)))
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                return
    finally:
        os.close(fd)
