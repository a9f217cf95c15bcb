"""Speaking to the person at the terminal: one place, so that every message looks alike."""

from __future__ import annotations

import sys


class Stop(Exception):
    """Something stands in the way; the message is the sentence the person reads, then the command ends with status 1."""


def say(text: str) -> None:
    """One line of what is happening, at once, also when the output is a file."""
    print(text, flush=True)


def complain(text: str) -> None:
    """One sentence on the error stream."""
    sys.stdout.flush()
    print(text, file=sys.stderr, flush=True)


def agreed(question: str, *, yes: bool) -> bool:
    """Ask, and take Enter or y for yes. With `yes` nothing is asked; with nobody at the terminal the answer is no."""
    if yes:
        return True
    if not sys.stdin.isatty():
        return False
    return input(f"{question} [Y/n] ").strip().lower() in ("", "y", "yes")
