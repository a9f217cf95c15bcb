"""How much speech is left to recognise when an answer ends, by the rules that cut it while it is being recorded.

    python tests/benchmarks/speech/tails.py [--ends LONG:PAUSE,…] [--sound FILE …]

Speakers are made up: phrases and pauses drawn from log-normal distributions, which is how pauses in spontaneous speech are
distributed (Campione and Véronis 2002: brief ones under 200 ms, most between 200 ms and 1 s, some longer). Every answer is stopped
at a moment of its own, some tenths of a second after the last word. --sound adds recordings of real speakers, stopped at moments of
their own, too. Prints what is left (seconds of speech, 50th, 95th and 99th percentile), how long the pieces are, and how many
of Whisper's windows a minute of speech costs.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass
from itertools import pairwise
from math import exp
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from mockinterview.speech.gate import BRIDGE_MS, EDGE_MS, Stretch, spoken_stretches  # noqa: E402
from mockinterview.speech.pieces import LIVE_ENDS, Rules, behind, cut  # noqa: E402
from mockinterview.speech.sound import read_sound  # noqa: E402

LONGEST_MS, GAP_MS = 28_000, 4_000
STEP_MS = 250
ANSWERS = 200


@dataclass(frozen=True)
class Manner:
    """How somebody speaks. phrase_s: its median length; pauses: (share, median in seconds, spread) of each kind."""

    name: str
    phrase_s: float
    pauses: tuple[tuple[float, float, float], ...]


MANNERS = (
    Manner("hesitant", 1.5, ((0.55, 0.60, 0.45), (0.15, 0.15, 0.3), (0.30, 1.4, 0.4))),
    Manner("usual", 2.0, ((0.65, 0.50, 0.45), (0.25, 0.15, 0.3), (0.10, 1.2, 0.4))),
    Manner("fluent", 2.8, ((0.65, 0.38, 0.40), (0.32, 0.15, 0.3), (0.03, 1.0, 0.4))),
    Manner("rushing", 4.0, ((0.60, 0.30, 0.35), (0.39, 0.15, 0.3), (0.01, 0.8, 0.4))),
)


def answer(manner: Manner, dice: random.Random) -> list[tuple[int, int]]:
    """When somebody speaks in an answer of half a minute to three: (start, end) in ms, without the gate's edges."""
    spoken, at, length_ms = [], round(dice.uniform(300, 2_000)), dice.uniform(30_000, 180_000)
    while at < length_ms:
        length = round(1000 * manner.phrase_s * exp(dice.gauss(0, 0.5)))
        spoken.append((at, at + length))
        _, median, spread = dice.choices(manner.pauses, [share for share, _, _ in manner.pauses])[0]
        at += length + round(1000 * median * exp(dice.gauss(0, spread)))
    return spoken


def gated(spoken: list[tuple[int, int]], now_ms: int) -> list[Stretch]:
    """What the gate would say of it at one moment."""
    found: list[list[int]] = []
    for start, end in ((start, min(end, now_ms)) for start, end in spoken if start < now_ms):
        if found and start - found[-1][1] <= BRIDGE_MS:
            found[-1][1] = end
        else:
            found.append([start, end])
    edged: list[Stretch] = []
    for start, end in found:
        edged.append(Stretch(max(start - EDGE_MS, edged[-1].end_ms if edged else 0), min(end + EDGE_MS, now_ms)))
    return edged


def play(stretches_at, stop_ms: int, rules: Rules) -> tuple[int, list[int]]:  # type: ignore[no-untyped-def]
    """Speech left at Stop in ms, and the lengths of the pieces that were finished before."""
    done_ms, lengths = 0, []
    for now in range(STEP_MS, stop_ms + 1, STEP_MS):
        for piece in cut(behind(stretches_at(now), done_ms), rules, lambda _low, high: high - 500, now - EDGE_MS):
            lengths.append(piece.end_ms - piece.start_ms)
            done_ms = piece.end_ms
    left = behind(stretches_at(stop_ms), done_ms)
    return (left[-1].end_ms - left[0].start_ms if left else 0), lengths


def tell(name: str, tails: list[int], lengths: list[int], spoken_ms: int) -> None:
    tails.sort()
    shares = [tails[min(len(tails) - 1, len(tails) * share // 100)] / 1000 for share in (50, 95, 99)]
    windows = len(lengths) + len(tails)
    lengths.sort()
    print(
        f"{name:24} left p50 {shares[0]:5.1f}  p95 {shares[1]:5.1f}  p99 {shares[2]:5.1f} s   "
        f"piece p10 {lengths[len(lengths) // 10] / 1000:4.1f}  p50 {lengths[len(lengths) // 2] / 1000:4.1f}  "
        f"longest {lengths[-1] / 1000:4.1f} s   windows a minute {60_000 * windows / spoken_ms:4.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ends", default=",".join(f"{long}:{pause}" for long, pause in LIVE_ENDS))
    parser.add_argument("--sound", nargs="*", type=Path, default=[])
    options = parser.parse_args()
    ends = [(int(one.split(":")[0]), int(one.split(":")[1])) for one in options.ends.split(",")]
    rules = Rules(LONGEST_MS, ((0, GAP_MS), *ends))
    print(f"ends {ends}, longest {LONGEST_MS} ms, {ANSWERS} answers each")
    dice = random.Random(5)
    for manner in MANNERS:
        tails, all_lengths, total = [], [], 0
        for _ in range(ANSWERS):
            spoken = answer(manner, dice)
            stop_ms = spoken[-1][1] + round(dice.uniform(300, 1_800))
            left, lengths = play(lambda now, spoken=spoken: gated(spoken, now), stop_ms, rules)
            tails.append(left)
            all_lengths += lengths
            total += stop_ms
        tell(manner.name, tails, all_lengths, total)
    for file in options.sound:
        stretches = spoken_stretches(read_sound(file))
        spoken = [(one.start_ms + EDGE_MS, one.end_ms - EDGE_MS) for one in stretches]
        tails, all_lengths, total = [], [], 0
        for _ in range(20):
            stop_ms = round(dice.uniform(0.3, 1) * spoken[-1][1])
            left, lengths = play(lambda now, spoken=spoken: gated(spoken, now), stop_ms, rules)
            tails.append(left)
            all_lengths += lengths
            total += stop_ms
        widths = sorted(after[0] - before[1] for before, after in pairwise(spoken))
        tell(f"{file.stem[:17]} {len(widths)} pauses", tails, all_lengths or [0], total)


if __name__ == "__main__":
    main()
