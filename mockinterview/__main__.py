"""The doors of the program: its window, its commands, and its child processes, the recogniser and the decoder.

Imports stand inside the branches: the child must not load Qt, and no door should wait for what only another one needs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def main() -> int:
    """Go through the door the command line names; returns the exit status."""
    match sys.argv[1:]:
        case ["--recogniser", *_]:
            from mockinterview.speech.worker import main as recogniser

            return recogniser()
        case ["--decoder", audio, target]:
            from mockinterview.speech.decoder import main as decoder

            return decoder(audio, target)
        case []:
            return _open(None)
        case ["--data-dir", folder]:
            return _open(Path(folder))
        case arguments:
            from mockinterview import cli
            from mockinterview.app import backups_for_command, bench_for_command, build_for_command

            return cli.main(arguments, build_for_command, bench_for_command, backups_for_command, _window)


def _window(options: argparse.Namespace) -> int:
    return _open(options.data_dir, options.verbose)


def _open(data_dir: Path | None, verbosity: int = 0) -> int:
    """Open the window, or bring the one that is open to the front; where neither can be, say why."""
    from mockinterview.app import Desktop
    from mockinterview.core.problems import Problem
    from mockinterview.ui.front_door import AlreadyOpen

    try:
        desktop = Desktop(data_dir, verbosity)
    except AlreadyOpen as done:
        sys.stderr.write(f"mockinterview: {done}\n")
        return 0
    except Problem as problem:
        from mockinterview.ui.dialogs.trouble import show_trouble

        sys.stderr.write(f"mockinterview: {problem.sentence}\n")
        show_trouble(problem)
        return 1
    return desktop.run()


if __name__ == "__main__":
    sys.exit(main())
