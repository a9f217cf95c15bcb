"""The commands `backup` and `restore`: everything in one file, and back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from mockinterview.cli.watcher import Watcher
from mockinterview.core.backup import Contents
from mockinterview.core.backup_shape import contents_to
from mockinterview.core.guidance import bytes_words
from mockinterview.core.problems import BackupProblem
from mockinterview.flow.backups import Backups


def backup(backups: Backups, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """Everything -> one file. The window may be open."""
    target = Path(options.file)
    contents = backups.write(target, watcher.saved_bytes, _never, with_sound=not options.without_sound)
    plain = {"file": str(target.absolute()), "contents": contents_to(contents)}
    if contents.missing:
        watcher.fall_short(BackupProblem(f"{target.name} is not complete.", contents.missing, "Check the disk."))
    return plain, f"{target}\n{in_words(contents)}"


def restore(backups: Backups, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """One file -> everything; what is here is put aside. With --check the file is only read."""
    file = Path(options.file)
    if options.check:
        contents = backups.check(file, watcher.checked_bytes, _never)
        plain = {"file": str(file.absolute()), "contents": contents_to(contents)}
        return plain, f"{file} is whole.\n{in_words(contents)}"
    backups.stage(file, watcher.unpacked_bytes, _never)
    restored = backups.finish_restore()
    if restored is None:
        raise BackupProblem("Nothing was restored.", "The unpacked backup is gone.", "Try again.")
    aside = str(Path(backups.here().folder) / restored.aside) if restored.aside else ""
    told = f"What was here before is in {aside}" if aside else "Nothing was here before."
    return (
        {"contents": contents_to(restored.contents), "aside": aside},
        f"{in_words(restored.contents)}\n{told}",
    )


def in_words(contents: Contents) -> str:
    """What is and what is not in a backup, a line each."""
    made = f"made on {contents.made_at.astimezone():%Y-%m-%d at %H:%M} by version {contents.program}"
    inside = (
        f"attempts {contents.attempts}, transcripts {contents.transcripts}, verdicts {contents.verdicts}, notes {contents.notes}, "
        f"recordings {contents.takes}, questions of your own {contents.questions}, "
        f"settings {'yes' if contents.settings else 'no'}: {bytes_words(contents.size_bytes)} unpacked"
    )
    outside = "recognition models, which can be downloaded again, and the log"
    if not contents.with_sound:
        outside += "; the recordings, since that was wished"
    lines = [made, f"in it: {inside}", f"not in it: {outside}"]
    if contents.left_out:
        lines.append(f"could not be read and is missing: {', '.join(contents.left_out)}")
    if contents.incomplete:
        lines.append(f"could be read only in part, with silence for the rest: {', '.join(contents.incomplete)}")
    return "\n".join(lines)


def _never() -> bool:
    return False
