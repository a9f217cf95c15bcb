"""The window is closed, or killed, in the middle of a take: the take is kept, and nothing of the program runs two seconds later.

    python -m tests.benchmarks.faults.quit_during_take [--n 50]

The real window on a sound server of its own, each time a new one, ended 0.2 to 3 s after the first sound; every other one by
`kill -9`. While it records, the recogniser's child follows the take: that is what could be left over.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
from pathlib import Path

from mockinterview.sound.takes import TakeShelf
from tests.benchmarks.faults.orphans import GONE_S, Watch
from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.benchmarks.faults.puppet import Puppet
from tests.guards import leftovers
from tests.journeys.soundcard import VirtualSoundCard

NAME = "quit_during_take"
BAR = f"take kept, no process left {GONE_S:.0f} s later"
EARLIEST_S, LATEST_S = 0.4, 3.0
"""Takes shorter than 0.3 s are dropped on purpose."""


def trial(n: int, seed: int = 0) -> Outcome:
    """n windows."""
    dice = random.Random(seed)
    reasons: list[str] = []
    followed = 0
    with tempfile.TemporaryDirectory() as folder, VirtualSoundCard() as card:
        for number in range(n):
            kill = number % 2 == 0
            data = Path(folder) / "data"
            watch = Watch()
            with Puppet(data, card.environment()) as window:
                window.hear("furnished")
                attempt = str(window.ask("record", key="recording"))
                threading.Event().wait(dice.uniform(EARLIEST_S, LATEST_S))
                followed += bool(leftovers.children_of(window.pid))
                wrong = watch.end(window, kill=kill)
            shelf = TakeShelf(data / "takes")
            lengths = {
                take.label.attempt_id: take.duration_ms for take in (shelf.unfinished() if kill else shelf.finished())
            }
            if lengths.get(attempt, 0) < 300:
                wrong.append(
                    f"the take has {lengths.get(attempt)} ms, found {'unfinished' if kill else 'closed'}: {sorted(lengths)}"
                )
            if wrong:
                reasons.append(f"window {number} ({'killed' if kill else 'closed'}): {'; '.join(wrong)}")
            progress(NAME, number + 1, n, f"{len(reasons)} failures")
    note = f"{followed} of {n} had a child that followed the take when they were ended"
    return Outcome(NAME, n, len(reasons), "", BAR, (note, *reasons[:REASONS_SHOWN]))


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 50))
