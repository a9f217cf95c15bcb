"""From the click on a word to its first sample at the sound server: paused, and while something else plays.

python -m tests.benchmarks.click_to_sound [--clicks 60] [--rate 1]

The mouse button is pressed and let go on the word where it is drawn; the time runs from just before. What is heard is told apart
by tones (tests/benchmarks/heard.py, where the calibration is told); where a tone begins is known to some 5 ms, rather too late than
too early. At other speeds than 1 Qt keeps the pitch, and needs some 80 ms (at 2x) to 180 ms (at 0.5x) more before the first sample:
the limit is that of speed 1. Quiet cores needed.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mockinterview.settings import table
from tests.benchmarks.heard import Melody, coded_answer
from tests.benchmarks.listening_page import Listening, listening

LIMIT_MS = 150
_WORDS = 120


def click(world: Listening, word: int) -> float:
    """Click on a word; when."""
    view = world.page.pane.view
    view.show_word(word)
    world.wait(30)
    place = view.word_rect(word).center()
    began = time.monotonic()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    return began


def click_about(world: Listening, clicks: int) -> dict[str, list[tuple[float, int]]]:
    """Click here and there, every other time while something plays; when, and on which word."""
    dice = random.Random(5)
    done: dict[str, list[tuple[float, int]]] = {"paused": [], "while playing": []}
    before = 0
    for number in range(clicks):
        near = world.answer.tones[before : before + 8]
        chosen = [word for word in range(_WORDS - 8) if world.answer.tones[word] not in near]
        before = dice.choice(chosen)
        kind = "while playing" if world.page.replay.playing else "paused"
        done[kind].append((click(world, before), before))
        world.wait(dice.randrange(500, 800))
        if number % 2:
            world.page.replay.pause()
            world.wait(600)
    return done


def report(world: Listening, kind: str, done: Sequence[tuple[float, int]]) -> float:
    """Print one kind; its 95th percentile."""
    late = []
    for began, word in done:
        heard = Melody(world.ear, began, began + 0.6).first(world.answer.tones[word])
        if heard is not None:
            late.append((heard - began) * 1000)
    if len(late) < 0.95 * len(done):
        raise SystemExit(f"{kind}: only {len(late)} of {len(done)} clicks were heard")
    p95 = statistics.quantiles(late, n=20, method="inclusive")[-1]
    print(
        f"{kind}: {len(late)} clicks; median {statistics.median(late):.0f} ms, p95 {p95:.0f} ms, most {max(late):.0f} ms"
    )
    return p95


def main() -> int:
    """Print the measurements; 1 if the limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clicks", type=int, default=60)
    parser.add_argument("--rate", type=float, default=1.0)
    wish = parser.parse_args()
    with listening(coded_answer(_WORDS)) as world:
        world.page._settings.set(table.REPLAY_RATE, wish.rate)
        done = click_about(world, wish.clicks)
        world.close_ear()
        print(f"clicks agree with the sound server within {world.spread_ms:.1f} ms")
        slow = [report(world, kind, clicks) for kind, clicks in done.items()]
    return int(max(slow) > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
