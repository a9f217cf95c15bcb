"""The three commands, in the order things happen."""

from __future__ import annotations

import argparse
import errno
import os
import subprocess
import sys
from collections.abc import Sequence

from bootstrapping import checks, environment, system_packages
from bootstrapping.recipe import steps
from bootstrapping.words import Stop, complain, say


def parser() -> argparse.ArgumentParser:
    """What can be asked."""
    described = argparse.ArgumentParser(
        prog="bootstrap.py", description="Set up Mock Interview in this folder, and open it or test it."
    )
    described.add_argument("command", choices=("setup", "run", "test"), help="what to do once everything is set up")
    described.add_argument("--yes", action="store_true", help="do not ask before installing system packages with sudo")
    described.add_argument("--light", action="store_true", help="without torch (1.1 GB): Whisper in its light form")
    described.epilog = "Words after -- go to the program (run) or to pytest (test)."
    return described


def understand(arguments: Sequence[str]) -> argparse.Namespace:
    """What is asked, with the words after `--` as `rest`: split off here, because argparse mixes them up with our own."""
    ours = list(arguments)
    end = ours.index("--") if "--" in ours else len(ours)
    described = parser()
    asked = described.parse_args(ours[:end])
    if asked.light and asked.command == "test":
        described.error("the tests try Whisper in both its forms, so --light is not for them")
    asked.rest = ours[end + 1 :]
    return asked


def set_up(asked: argparse.Namespace, ours: environment.Environment) -> None:
    """Bring system packages and `.venv` to what the command needs."""
    test = asked.command == "test"
    if not sys.platform.startswith("linux"):
        say(
            "This script is tried on Debian 12 and Ubuntu 24.04. Here it does what it can; nobody has tried it on this system."
        )
    system_packages.ensure(ours.root, test=test, yes=asked.yes)
    environment.ensure(ours, steps(test=test, light=asked.light))


def open_window(ours: environment.Environment, arguments: Sequence[str]) -> int:
    """Become the program, so that its signals and its exit status are this command's."""
    command = [str(ours.python), "-m", "mockinterview", *arguments]
    if not arguments and sys.platform.startswith("linux") and not _has_display():
        raise Stop("There is no display to open the window on. Run this from a desktop's terminal.")
    if not arguments:
        say("Everything is here. The window opens.")
    if sys.platform == "win32":
        return subprocess.call(command)
    os.execv(command[0], command)


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"))


def main(arguments: Sequence[str]) -> int:
    """The exit status of `bootstrap.py`."""
    asked = understand(arguments)
    ours = environment.Environment()
    try:
        set_up(asked, ours)
        if asked.command == "setup":
            ours.try_out()
            say("Ready. Open the window with: python3 packaging/bootstrap.py run")
            return 0
        if asked.command == "run":
            return open_window(ours, asked.rest)
        return checks.run_everything(ours.root, ours.python, asked.rest)
    except Stop as stop:
        complain(str(stop))
        return 1
    except KeyboardInterrupt:
        complain("Stopped. What is done is kept; the same command goes on from here.")
        return 130
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES):
            raise
        place = error.filename or environment.ROOT
        complain(f"{place}: {error.strerror}. Make room, or choose a folder you can write in, then try again.")
        return 1
