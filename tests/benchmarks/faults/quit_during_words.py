"""The window is closed, or killed, while an answer is recognised: nothing of the program runs two seconds later.

    python -m tests.benchmarks.faults.quit_during_words [--n 50]

A minute of synthetic speech is recorded by the real `record` command, which promises its recognition. Each window takes the promise
up when it opens and is ended at a random moment of the three seconds after; every other one by `kill -9`. At the end a last window
must still know of the promise: its recogniser runs.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import soundfile

from tests.benchmarks.faults.orphans import GONE_S, Watch
from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.benchmarks.faults.puppet import QUESTION, ROOT, Puppet
from tests.benchmarks.speech import spoken_answers
from tests.data.whisper.spoken import RATE, Speaker
from tests.guards import leftovers

NAME = "quit_during_words"
BAR = f"no process left {GONE_S:.0f} s later, recognised at the next start"
SPEECH_S = 60.0
LATEST_S = 3.0


def trial(n: int, seed: int = 0) -> Outcome:
    """n windows."""
    dice = random.Random(seed)
    reasons: list[str] = []
    at_work = 0
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        promise(data, Path(folder) / "spoken.wav", dice)
        for number in range(n):
            kill = number % 2 == 0
            watch = Watch()
            with Puppet(data) as window:
                window.hear("furnished")
                threading.Event().wait(dice.uniform(0, LATEST_S))
                at_work += bool(leftovers.children_of(window.pid))
                wrong = watch.end(window, kill=kill)
            if wrong:
                reasons.append(f"window {number} ({'killed' if kill else 'closed'}): {'; '.join(wrong)}")
            progress(NAME, number + 1, n, f"{len(reasons)} failures")
        if not _taken_up(data):
            reasons.append("at the end no recogniser was started: the promise is lost")
    note = f"{at_work} of {n} had a recogniser at work when they were ended"
    return Outcome(NAME, n, len(reasons), "", BAR, (note, *reasons[:REASONS_SHOWN]))


def promise(data: Path, spoken: Path, dice: random.Random) -> None:
    """Record a long answer whose words are still to be found."""
    soundfile.write(spoken, spoken_answers.answer(Speaker(), SPEECH_S, dice).sound, RATE, subtype="PCM_16")
    words = ["--data-dir", str(data), "record", "--question", QUESTION, "--from-file", str(spoken)]
    subprocess.run([sys.executable, "-m", "mockinterview", *words], cwd=ROOT, check=True, capture_output=True)


def _taken_up(data: Path) -> bool:
    with Puppet(data) as window:
        window.hear("furnished")
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if leftovers.children_of(window.pid):
                return True
            threading.Event().wait(0.05)
    return False


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 50))
