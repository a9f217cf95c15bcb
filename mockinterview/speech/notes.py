"""What is remembered of the files in the models folder: their checksums, and which of them a person has said yes to.

Two small files beside the models. `checked.json` only saves reading a model again; losing it costs time. `trusted.json` is a
person's word, by checksum, so that it holds for the same bytes under any name and for no others.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

_CHECKS = "checked.json"
_TRUSTED = "trusted.json"


class Notes:
    """The notes of one models folder, as they stood when this was made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._checks = _plain(folder / _CHECKS)
        trusted = _plain(folder / _TRUSTED).get("sha256")
        self._trusted = [one for one in trusted if isinstance(one, str)] if isinstance(trusted, list) else []

    def checksum(self, file_name: str) -> str:
        """SHA-256 that a file had when it was read, if it has not changed since by size, date and place; else ""."""
        seen = self._checks.get(file_name)
        if not isinstance(seen, list) or len(seen) != 4 or seen[:3] != self._state(file_name):
            return ""
        return str(seen[3])

    def trusts(self, sha256: str) -> bool:
        """Whether a person has said yes to these bytes."""
        return bool(sha256) and sha256 in self._trusted

    def keep(self, file_name: str, sha256: str) -> None:
        """Remember the checksum of a file as it is now."""
        state = self._state(file_name)
        if state is not None:
            self._checks[file_name] = [*state, sha256]
            self._write(_CHECKS, self._checks)

    def trust(self, sha256: str) -> bool:
        """Remember a person's yes; False if it cannot be written down."""
        if sha256 not in self._trusted:
            self._trusted.append(sha256)
        return self._write(_TRUSTED, {"sha256": self._trusted})

    def _state(self, file_name: str) -> list[int] | None:
        try:
            status = (self._folder / file_name).stat()
        except OSError:
            return None
        return [status.st_size, status.st_mtime_ns, status.st_ino]

    def _write(self, name: str, plain: Mapping[str, object]) -> bool:
        draft = self._folder / (name + ".new")
        try:
            draft.write_text(json.dumps(plain), "utf-8")
            os.replace(draft, self._folder / name)
        except OSError:
            return (
                False  # a folder that cannot be written to: the file is read again next time, which is slow and right
            )
        return True


def _plain(file: Path) -> dict[str, object]:
    try:
        plain = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return plain if isinstance(plain, dict) else {}
