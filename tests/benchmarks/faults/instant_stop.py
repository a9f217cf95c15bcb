"""Stop pressed 0 to 100 ms after Record: nothing is left behind, or a clean take, and the next take works.

    python -m tests.benchmarks.faults.instant_stop [--n 100]

The real window on a sound server of its own. Half the tries count the moment from the press of Record, while the microphone is
still being opened, the other half from the first sound. Afterwards there is either no folder, and a sentence that says so, or a
closed take; nothing is left unfinished or half deleted. At the end one take of a second is made as usual.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
from pathlib import Path

from mockinterview.sound.takes import TakeShelf
from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.benchmarks.faults.puppet import Puppet
from tests.journeys.soundcard import VirtualSoundCard

NAME = "instant_stop"
BAR = "no file or a clean take, a sentence, and the next take works"
LATEST_MS = 100
KEPT_S = 10.0


def trial(n: int, seed: int = 0) -> Outcome:
    """n takes that are hardly one."""
    dice = random.Random(seed)
    reasons: list[str] = []
    kept = 0
    with tempfile.TemporaryDirectory() as folder, VirtualSoundCard() as card:
        data = Path(folder) / "data"
        with Puppet(data, card.environment()) as window:
            window.hear("furnished")
            for number in range(n):
                wish = ("blink" if number % 2 else "blink_at_sound", dice.randint(0, LATEST_MS))
                known = len(window.said)
                attempt, sentence = _try(window, *wish)
                there = (data / "takes" / attempt).exists()
                kept += there
                if wrong := (_forgotten(window, known) if there else "") or _wrong(
                    data, attempt, sentence, there=there
                ):
                    reasons.append(f"{wish[0]} {wish[1]} ms: {wrong}")
                progress(NAME, number + 1, n, f"{len(reasons)} failures")
            if wrong := _usual_take(window, data):
                reasons.append(wrong)
    note = f"{kept} of {n} were long enough to be kept"
    return Outcome(NAME, n, len(reasons), "", BAR, (note, *reasons[:REASONS_SHOWN]))


def _try(window: Puppet, wish: str, ms: int) -> tuple[str, str]:
    """Record and stop; the take's id, and the sentence the person reads. The end of the last take may be told only now."""
    known = len(window.said)
    before = {rest["id"] for rest in window.told("rest")}
    window.tell(wish, ms)
    while (over := window.hear("rest", known, 30))["id"] in before:
        known = next(at for at in range(known, len(window.said)) if "rest" in window.said[at]) + 1
    return over["id"], over["problem"]


def _forgotten(window: Puppet, known: int) -> str:
    """A take that is there must come into the history."""
    try:
        window.hear("kept", known, KEPT_S)
    except TimeoutError:
        return "the take is there, but not in the history"
    return ""


def _wrong(data: Path, attempt: str, sentence: str, *, there: bool) -> str:
    """What is not as it should be after a take was stopped at once."""
    shelf = TakeShelf(data / "takes")
    odd = [entry.name for entry in (data / "takes").iterdir() if entry.name.startswith(".") and "leaving" in entry.name]
    if shelf.unfinished() or odd:
        return f"{len(shelf.unfinished())} unfinished takes and {len(odd)} half deleted ones are left"
    if there:
        closed = {take.label.attempt_id for take in shelf.finished()}
        return "" if attempt in closed else "the take is not closed"
    return "" if sentence else "nothing was kept, and nothing was said"


def _usual_take(window: Puppet, data: Path) -> str:
    attempt = window.ask("record", key="recording")
    threading.Event().wait(1.0)
    window.ask("stop", key="kept")
    lengths = {take.label.attempt_id: take.duration_ms for take in TakeShelf(data / "takes").finished()}
    return "" if lengths.get(attempt, 0) > 500 else f"the next take has {lengths.get(attempt)} ms"


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 100))
