"""The doors of the program: its window, its commands, and the recogniser's child process.

Imports stand inside the branches: the child must not load Qt, and no door should wait for what only another one needs.
"""

from __future__ import annotations

import argparse
import sys


def main() -> int:
    """Go through the door the command line names; returns the exit status."""
    if sys.argv[1:2] == ["--recogniser"]:
        from mockinterview.speech.worker import main as recogniser

        return recogniser()
    from mockinterview import cli
    from mockinterview.app import build_for_command

    return cli.main(sys.argv[1:], build_for_command, _window)


def _window(options: argparse.Namespace) -> int:
    """Open the window; where it cannot open, say why, on the terminal and on the screen."""
    from mockinterview.app import build_window
    from mockinterview.core.problems import Problem

    try:
        desktop = build_window(options)
    except Problem as problem:
        from mockinterview.ui.dialogs.trouble import show_trouble

        sys.stderr.write(f"mockinterview: {problem.sentence}\n")
        show_trouble(problem)
        return 1
    return desktop.run()


if __name__ == "__main__":
    sys.exit(main())
