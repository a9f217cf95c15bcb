"""Whether the marked word is the word that is heard: a coded answer on the review page, heard at the sound server.

python -m tests.benchmarks.replay_sync [--words 120] [--rates 0.5,1,2] [--evidence 12]

Every word is a tone of its own (tests/benchmarks/heard.py, where the calibration of both clocks is told). For each word the moment
its mark was painted is set against the moment it began to be heard. Trailing: the mark came later; leading: earlier. Then pieces of
evidence are played, a few words each: how much of the next word is heard, and how much of the last is missing. The sound of a word
that is stretched or squeezed is blurred by some 20 ms at its seams, which is the measure's own error at other speeds than 1.
Quiet cores needed: on a busy computer the paint waits for the processor.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence

from mockinterview.core.review import LEAD_IN_MS
from mockinterview.settings import table
from tests.benchmarks.heard import Melody, coded_answer
from tests.benchmarks.listening_page import Eye, Listening, listening

LIMIT_MS = 60
NEXT_WORD_MS = 30
"""So much of the word after the evidence may be heard at most."""


def p95(values: Sequence[float]) -> float:
    """95 of 100 are no larger."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def play_whole(world: Listening, eye: Eye, rate: float) -> tuple[float, float, list[tuple[float, int]]]:
    """Play the answer from its second word on; from when to when, and which word was seen marked when."""
    world.page._settings.set(table.REPLAY_RATE, rate)
    world.wait(100)
    eye.seen.clear()
    began = time.monotonic()
    world.page.hearing.play_word(1)
    world.wait_for_silence(int(world.answer.words[-1].end_ms / rate) + 5_000)
    return began, time.monotonic(), list(eye.seen)


def play_evidence(world: Listening, rate: float, number: int) -> list[tuple[float, float, int, int]]:
    """Play pieces of three words, well apart; from when to when, and the first and last word of each."""
    world.page._settings.set(table.REPLAY_RATE, rate)
    played = []
    words = world.answer.words
    for place in range(number):
        first = 4 + place * 5 % (len(words) - 10)
        last = first + 2
        began = time.monotonic()
        world.page.replay.play(words[first].start_ms - LEAD_IN_MS, words[last].end_ms)
        world.wait_for_silence(10_000)
        played.append((began, time.monotonic(), first, last))
    return played


def report_marks(world: Listening, rate: float, played: tuple[float, float, list[tuple[float, int]]]) -> bool:
    """Print one speed; whether it is as it should be."""
    began, ended, seen = played
    heard = Melody(world.ear, began, ended).beginnings(world.answer.tones, 1)
    marked = {word: moment for moment, word in reversed(seen)}
    both = sorted(heard.keys() & marked.keys() - {1})
    if len(both) < 0.9 * (len(world.answer.words) - 2):
        print(f"{rate:g}x: only {len(both)} of {len(world.answer.words) - 2} words were both heard and marked")
        return False
    late = [(marked[word] - heard[word]) * 1000 for word in both]
    trailing, leading = p95([max(0.0, ms) for ms in late]), p95([max(0.0, -ms) for ms in late])
    print(
        f"{rate:g}x: {len(both)} words; trailing p95 {trailing:.0f} ms (most {max(late):.0f}), leading p95 {leading:.0f} ms "
        f"(most {-min(late):.0f}), median {statistics.median(late):+.0f} ms"
    )
    return trailing <= LIMIT_MS


def report_evidence(world: Listening, rate: float, played: Sequence[tuple[float, float, int, int]]) -> bool:
    """Print one speed; whether it is as it should be."""
    too_much, missing = [], []
    words, tones = world.answer.words, world.answer.tones
    for began, ended, first, last in played:
        melody = Melody(world.ear, began, ended)
        real = (words[last].end_ms - words[last].start_ms) / rate
        if tones[last + 1] not in tones[first - 2 : last + 1]:
            too_much.append(melody.length_ms(tones[last + 1]))
        if tones[last] not in tones[first - 2 : last]:
            missing.append(real - melody.length_ms(tones[last]))
    print(
        f"{rate:g}x: evidence, {len(too_much)} pieces; of the next word p95 {p95(too_much):.0f} ms (most {max(too_much):.0f}); "
        f"missing of the last p95 {p95(missing):.0f} ms (most {max(missing):.0f})"
    )
    return p95(too_much) <= NEXT_WORD_MS


def main() -> int:
    """Print the measurements; 1 if a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=120)
    parser.add_argument("--rates", default="0.5,1,2")
    parser.add_argument("--evidence", type=int, default=12)
    wish = parser.parse_args()
    rates = [float(rate) for rate in wish.rates.split(",")]
    with listening(coded_answer(wish.words)) as world:
        eye = Eye(world.page)
        marks = {rate: play_whole(world, eye, rate) for rate in rates}
        evidence = {rate: play_evidence(world, rate, wish.evidence) for rate in rates if wish.evidence > 1}
        world.close_ear()
        print(f"clicks agree with the sound server within {world.spread_ms:.1f} ms")
        good = [report_marks(world, rate, played) for rate, played in marks.items()]
        good += [report_evidence(world, rate, played) for rate, played in evidence.items()]
    return int(not all(good))


if __name__ == "__main__":
    sys.exit(main())
