"""What a backup holds, as its own list of contents and the command line say it (see `shapes` for the rest).

Keys may be added, none renamed; the reading side raises KeyError, TypeError or ValueError on what this program did not write.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mockinterview.core.backup import Contents


def contents_to(contents: Contents) -> dict[str, Any]:
    """What a backup holds, as its manifest says it and `mockinterview backup --json` prints it."""
    return {
        "made_at": contents.made_at.isoformat(),
        "program": contents.program,
        "attempts": contents.attempts,
        "transcripts": contents.transcripts,
        "verdicts": contents.verdicts,
        "notes": contents.notes,
        "takes": contents.takes,
        "questions": contents.questions,
        "settings": contents.settings,
        "with_sound": contents.with_sound,
        "size_bytes": contents.size_bytes,
        "left_out": list(contents.left_out),
        "incomplete": list(contents.incomplete),
    }


def contents_from(plain: Mapping[str, Any]) -> Contents:
    """The contents `contents_to` made."""
    numbers = {key: plain[key] for key in ("attempts", "transcripts", "verdicts", "takes", "questions", "size_bytes")}
    numbers["notes"] = plain.get("notes", 0)  # backups of before have none
    if not all(type(number) is int and number >= 0 for number in numbers.values()):
        raise ValueError("not a number")
    made_at = datetime.fromisoformat(plain["made_at"])
    if made_at.tzinfo is None:
        raise ValueError("no time zone")
    return Contents(
        made_at,
        str(plain["program"]),
        settings=plain["settings"] is True,
        with_sound=plain["with_sound"] is True,
        left_out=tuple(map(str, plain.get("left_out", ()))),
        incomplete=tuple(map(str, plain.get("incomplete", ()))),
        **numbers,
    )
