"""From a clean clone to the open window, or to every test run, with one command and nothing but Python and git.

    python3 packaging/bootstrap.py run      set up what is missing and open the window
    python3 packaging/bootstrap.py test     set up what is missing and run every check and test
    python3 packaging/bootstrap.py setup    set up, try whether everything loads, and stop

This file is the door only, and the only one that an old Python (3.7 or later) must be able to read: it finds a Python new enough
and hands over to the modules in `bootstrapping/`. Standard library only, for nothing else can be counted on yet.
"""

from __future__ import annotations

import os
import shutil
import sys

OLDEST = (3, 11)
"""enum.StrEnum, tomllib and datetime.UTC came with it."""
NEWEST = (3, 14)
"""The newest Python that the pinned Qt and torch have wheels for."""


def suitable_pythons() -> list[str]:
    """Commands of newer Pythons on this computer, the newest first."""
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    return [path for path in map(shutil.which, names) if path]


def hand_over_to_another_python() -> int:
    """Start this file again with a Python that is new enough; say so kindly if there is none."""
    have = ".".join(map(str, sys.version_info[:3]))
    for command in suitable_pythons():
        print(f"This is Python {have}; going on with {command}.", flush=True)
        os.execv(command, [command, os.path.abspath(__file__), *sys.argv[1:]])
    print(
        f"Mock Interview needs Python 3.{OLDEST[1]} to 3.{NEWEST[1]}, and this is {have}. Install one of them (on Debian 12 and "
        "Ubuntu 24.04 the package is python3; elsewhere see python.org) and try again.",
        file=sys.stderr,
    )
    return 1


def main() -> int:
    """The exit status: 0 done, 1 a sentence says what stands in the way, 130 stopped by the person."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return hand_over_to_another_python()
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    from bootstrapping.commands import main as commands

    return commands(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
