"""How many of the computer's cores PyTorch takes: one is left to the recording, and taken too when that is over.

PyTorch counts threads for each thread that asks for itself, so the wish is noted in any thread and carried out in the one that
works, between two steps.
"""

from __future__ import annotations

import os

import torch


class Pace:
    """The number of threads as it is, until `hurry` is called."""

    def __init__(self) -> None:
        self._threads = torch.get_num_threads()

    def hurry(self, on: bool) -> None:
        """Take every core, or leave one; from the next step on. Safe in any thread."""
        cores = os.cpu_count() or 1
        self._threads = cores if on else max(1, cores - 1)

    def keep(self) -> None:
        """To be called before each step, a token or a layer, in the thread that does it."""
        if torch.get_num_threads() != self._threads:
            torch.set_num_threads(self._threads)
