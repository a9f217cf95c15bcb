"""Where everything lies: the one folder the program writes to, and the resources it came with."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import mockinterview
from mockinterview.core.problems import PlaceProblem

_NEXT_STEP = "Choose another folder with --data-dir, or make this one writable."


class Places(NamedTuple):
    """The data folder and what lies where in it. Everything the program writes lies under `data`."""

    data: Path

    @property
    def banks(self) -> Path:
        """The person's own question banks."""
        return self.data / "banks"

    @property
    def takes(self) -> Path:
        """One folder a recording."""
        return self.data / "takes"

    @property
    def models(self) -> Path:
        """Models of the recognisers."""
        return self.data / "models"

    @property
    def logs(self) -> Path:
        """The log and crash reports."""
        return self.data / "logs"

    @property
    def history(self) -> Path:
        """The store of attempts: one SQLite file."""
        return self.data / "history.sqlite"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.data / "settings.json"

    @property
    def lock(self) -> Path:
        """Held by the running program, so that a second one can step aside."""
        return self.data / "running.lock"

    @property
    def occupancy(self) -> Path:
        """Says who is at work in the folder, windows and commands (see `occupancy`)."""
        return self.data / "at-work.lock"

    @property
    def calls(self) -> Path:
        """Where a second program that steps aside calls the running one."""
        return self.data / "calls"

    def prepare(self) -> None:
        """Make the folders, for this person's eyes only, and try that they can be written to. PlaceProblem if not."""
        for folder in (self.data, self.banks, self.takes, self.models, self.logs):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except FileExistsError:
                raise PlaceProblem(
                    f"{folder} is needed as a folder.", "A file of that name is there.", _NEXT_STEP
                ) from None
            except OSError as error:
                raise PlaceProblem(f"The folder {folder} could not be made.", _reason(error), _NEXT_STEP) from error
        trial = self.data / f".trial-{os.getpid()}"
        try:
            trial.write_bytes(b"0")
            trial.unlink()
        except OSError as error:
            raise PlaceProblem(
                f"The folder {self.data} cannot be written to, so no answer could be kept.", _reason(error), _NEXT_STEP
            ) from error


def _reason(error: OSError) -> str:
    return f"The system says: {error.strerror}." if error.strerror else ""


def default_data_dir(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> Path:
    """The data folder this kind of computer expects. PlaceProblem if the person has no home folder.

    Linux: $XDG_DATA_HOME/mockinterview (a relative $XDG_DATA_HOME is ignored, as the XDG base directory specification demands).
    """
    if platform == "win32" and environment.get("LOCALAPPDATA"):
        return Path(environment["LOCALAPPDATA"]) / "Mock Interview"
    given = environment.get("XDG_DATA_HOME", "")
    if platform not in ("win32", "darwin") and given and Path(given).is_absolute():
        return Path(given) / "mockinterview"
    try:
        home = Path.home()
    except RuntimeError:
        raise PlaceProblem(
            "Your home folder could not be found.",
            "The system names none.",
            "Say where to keep things with --data-dir.",
        ) from None
    if platform == "win32":
        return home / "AppData" / "Local" / "Mock Interview"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "Mock Interview"
    return home / ".local" / "share" / "mockinterview"


def resources() -> Path:
    """The folder of what the program came with (banks, icons, models): in a frozen program, an installed wheel, or a clone."""
    package = Path(mockinterview.__file__).parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [Path(frozen) / "resources"] if frozen else []
    candidates += [package / "resources", package.parent / "resources"]
    for folder in candidates:
        if (folder / "banks").is_dir():
            return folder
    raise PlaceProblem(
        "The program's own files are missing.",
        f"No resources folder in {candidates[0].parent}.",
        "Install the program again.",
    )
