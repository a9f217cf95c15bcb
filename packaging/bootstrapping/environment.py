"""`.venv`: is it there, is it whole, is it up to date; made, repaired and finished here.

A note in it (`setup.json`) names the steps that are done, each with a fingerprint of what it installed. So an interrupted set-up
goes on where it stopped, and a second call has nothing to do. Every call looks whether all installed files are there (some 20,000
in a third of a second); what is damaged or half-made is thrown away and made again, from pip's cache.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bootstrapping import pip
from bootstrapping.recipe import Step, fingerprint
from bootstrapping.words import Stop, say

ROOT = Path(__file__).resolve().parents[2]
SPARE_MB = 500
"""Room that must stay free on the disk: pip unpacks some things twice."""
IMPORTS = (
    "import os; os.environ['ORT_DISABLE_TELEMETRY'] = '1'; "  # onnxruntime would report to its maker
    "import PySide6.QtWidgets, PySide6.QtMultimedia, PySide6.QtTextToSpeech, sounddevice, soundfile, soxr, pocketsphinx, "
    "onnxruntime, tokenizers"
)


@dataclass
class Note:
    """What is known of a `.venv`: where it was made, by which Python, the finished steps."""

    place: str = ""
    python: str = ""
    done: dict[str, str] = field(default_factory=dict)


class Environment:
    """The `.venv` of one project folder."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.folder = root / ".venv"
        windows = sys.platform == "win32"
        self.python = self.folder / ("Scripts/python.exe" if windows else "bin/python")
        self._note_file = self.folder / "setup.json"

    def note(self) -> Note:
        """The note left in it; an empty one if there is none that can be read."""
        try:
            return Note(**json.loads(self._note_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Note()

    def write_note(self, note: Note) -> None:
        """Replace the note in one move."""
        draft = self._note_file.with_suffix(".new")
        draft.write_text(json.dumps(asdict(note), indent=1), encoding="utf-8")
        os.replace(draft, self._note_file)

    def python_version(self) -> str:
        """Version of its Python as "3.11"; empty if that does not start or has lost its pip."""
        try:
            asked = subprocess.run(
                [self.python, "-c", "import pip, sys; print('%d.%d' % sys.version_info[:2])"],
                capture_output=True,
                text=True,
                env=pip.clean_environment(),
                check=False,
                timeout=60,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return asked.stdout.strip() if asked.returncode == 0 else ""

    def fault(self) -> str:
        """Why it cannot be used and must be made again; empty if it can."""
        note = self.note()
        version = self.python_version()
        if not note.place:
            return "it was not made by this script"
        if note.place != str(self.folder):
            return "the project's folder was moved"
        if not version or version != note.python:
            return "its Python does not start any more"
        damaged = damaged_packages(self.folder)
        return f"it is damaged or half-made ({', '.join(damaged[:3])})" if damaged else ""

    def lacking(self, steps: Sequence[Step]) -> list[Step]:
        """The steps that are not done, or were done with other versions than are asked for now."""
        done = self.note().done
        return [step for step in steps if done.get(step.name) != fingerprint(step, self.root / "pyproject.toml")]

    def make(self) -> None:
        """An empty environment, in place of whatever is there."""
        remove(self.folder)
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(self.folder)],
            capture_output=True,
            text=True,
            check=False,
            env=pip.clean_environment(),
        )
        if made.returncode != 0:
            known = pip.sentence(made.stderr + made.stdout)
            raise Stop(
                known or f"The private environment {self.folder} could not be made: {made.stdout}{made.stderr}".strip()
            )
        self.write_note(Note(place=str(self.folder), python=self.python_version()))

    def install(self, step: Step) -> None:
        """Do one step and note it."""
        pip.install(self.python, self.root, step)
        note = self.note()
        note.done[step.name] = fingerprint(step, self.root / "pyproject.toml")
        self.write_note(note)

    def try_out(self) -> None:
        """Load what the program stands on; `Stop` names the system library that is missing."""
        tried = subprocess.run(
            [self.python, "-c", IMPORTS], capture_output=True, text=True, env=pip.clean_environment(), check=False
        )
        if tried.returncode != 0:
            reason = tried.stderr.strip().splitlines()[-1:] or ["It gave no reason."]
            raise Stop(f"Everything is installed, but it does not load: {reason[0]}")


def remove(folder: Path) -> None:
    """Delete a folder, or the link or file that stands in its place."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def damaged_packages(folder: Path) -> list[str]:
    """Names of the installed packages that have no list of their files, or not every file on it."""
    damaged = []
    for info in sorted(folder.glob("[Ll]ib/**/site-packages/*.dist-info")):
        record = info / "RECORD"
        if not record.is_file() or not _all_there(record):
            damaged.append(info.name.removesuffix(".dist-info"))
    for rest in sorted(folder.glob("[Ll]ib/**/site-packages/~*")):
        damaged.append(rest.name)
    return damaged


def _all_there(record: Path) -> bool:
    """Whether every file on a package's list exists; compiled Python is left out, it comes and goes."""
    place = record.parent.parent
    with record.open(encoding="utf-8", newline="") as lines:
        names = [row[0] for row in csv.reader(lines) if row]
    return all(os.path.exists(place / name) for name in names if not name.endswith(".pyc"))


def room_needed_mb(steps: Sequence[Step]) -> int:
    """Disk space the steps need while they run."""
    return sum(step.disk_mb + step.download_mb for step in steps) + SPARE_MB if steps else 0


def check_room(folder: Path, steps: Sequence[Step]) -> None:
    """`Stop` if the disk has no room for the steps."""
    free = shutil.disk_usage(folder).free // 1_000_000
    need = room_needed_mb(steps)
    if free < need:
        raise Stop(
            f"This needs about {need:,} MB of disk space, and {free:,} MB are free. Make some room, then try again."
        )


def ensure(environment: Environment, steps: Sequence[Step]) -> None:
    """Bring `.venv` to what the steps ask for, doing only what is missing."""
    if environment.folder.exists() or environment.folder.is_symlink():
        fault = environment.fault()
        if fault:
            say(f"The private environment .venv is made again: {fault}.")
            remove(environment.folder)
    lacking = environment.lacking(steps)
    if not lacking:
        return
    check_room(environment.root, lacking)
    if not environment.folder.exists():
        say("Making the private environment .venv.")
        environment.make()
    download, disk = sum(step.download_mb for step in lacking), sum(step.disk_mb for step in lacking)
    say(f"Installing into .venv: at most about {download:,} MB to download, {disk:,} MB on the disk.")
    try:
        _install_all(environment, lacking)
    except pip.StepFailed:
        say("That did not work. Once more, from the beginning, in a fresh environment.")
        environment.make()
        try:
            _install_all(environment, steps)
        except pip.StepFailed as failed:
            raise Stop(f"pip could not install what is needed. Its last words: {_last_line(failed.said)}") from failed
    environment.try_out()


def _install_all(environment: Environment, steps: Sequence[Step]) -> None:
    for number, step in enumerate(steps, 1):
        say(f"[{number} of {len(steps)}] {step.words} (about {step.download_mb} MB)")
        environment.install(step)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "none."
