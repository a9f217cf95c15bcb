"""What a backup holds, what lies in the data folder, and what became of a restoring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Contents:
    """What a backup holds, or what is here. Everything is counted; bytes are those on disk, unpacked.

    made_at: aware datetime in UTC. program: the version that made it. takes: recordings. questions: those of the person's own.
    with_sound: False for a backup made without recordings. left_out: names of files that could not be read when it was made.
    incomplete: names of recordings that could be read in part only; in them silence stands for the rest.
    notes: those to items of answers, and bookmarks.
    """

    made_at: datetime
    program: str
    attempts: int = 0
    transcripts: int = 0
    verdicts: int = 0
    takes: int = 0
    questions: int = 0
    settings: bool = False
    with_sound: bool = True
    size_bytes: int = 0
    left_out: tuple[str, ...] = ()
    incomplete: tuple[str, ...] = ()
    notes: int = 0

    @property
    def words(self) -> str:
        """ "120 attempts, 118 transcripts, … and your settings": what there is, and nothing of what there is not."""
        counted = (
            (self.attempts, "attempt", ""),
            (self.transcripts, "transcript", ""),
            (self.verdicts, "verdict", ""),
            (self.notes, "note or bookmark", "notes and bookmarks"),
            (self.takes, "recording", ""),
            (self.questions, "question of your own", "questions of your own"),
        )
        parts = [_number(number, one, several) for number, one, several in counted if number]
        parts += ["your settings"] if self.settings else []
        return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part) or "no answers yet"

    @property
    def missing(self) -> str:
        """What is not in it although it should be, as a sentence; "" where nothing is."""
        left_out, incomplete = len(self.left_out), len(self.incomplete)
        parts = [f"{_number(left_out, 'file')} could not be read"] if left_out else []
        parts += [f"{_number(incomplete, 'recording')} could be read only in part"] if incomplete else []
        return f"{' and '.join(parts)}." if parts else ""

    @property
    def day(self) -> str:
        """When it was made, as people say it: "3 March 2025"."""
        made_at = self.made_at.astimezone()
        return f"{made_at.day} {made_at:%B %Y}"


def _number(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


@dataclass(frozen=True)
class Holdings:
    """The data folder as it is. copies: the days of the daily copies (ISO 8601), the newest first. Bytes.

    waiting: the backup that takes this one's place at the next start. aside: folders with what was here before a restoring.
    """

    folder: str
    contents: Contents
    sound_bytes: int = 0
    history_bytes: int = 0
    models_bytes: int = 0
    copies: tuple[str, ...] = ()
    copies_bytes: int = 0
    waiting: Contents | None = None
    aside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Restored:
    """A backup took the place of what was here. aside: the folder in which that lies now."""

    contents: Contents
    aside: str
