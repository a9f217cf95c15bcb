"""What a line-up costs after one word was corrected, against one of a new answer; and whether both come to the same, to the bit.

    python tests/benchmarks/lineup/corrected.py [--words 2000] [--items 20]

Times are this process's processor time, which other programs do not change; numpy is kept to one thread, since its threads spin
while they wait.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is imported
ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from mockinterview.core.editing import Edit, edited  # noqa: E402 - the path comes first
from mockinterview.core.transcript import Segment, Transcript, Word  # noqa: E402
from mockinterview.lineup import load_matcher  # noqa: E402
from mockinterview.lineup.matcher import ModelMatcher  # noqa: E402
from mockinterview.lineup.memory import Memory  # noqa: E402
from tests.benchmarks.lineup.cases import answers_to, bank, dev_questions  # noqa: E402

CORRECTIONS = 10
WORD_MS = 400


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--words", type=int, default=2_000)
    options.add_argument("--items", type=int, default=20)
    wanted = options.parse_args()
    matcher = load_matcher()
    assert isinstance(matcher, ModelMatcher)
    items = [item for question in dev_questions() for item in bank()[question].items]
    different = tuple({item.id: item for item in items}.values())
    question = replace(bank()[dev_questions()[0]], items=different[: wanted.items])
    told, chance = answer(wanted.words), random.Random(5)
    matcher.line_up(replace(told, words=told.words[:20], segments=()), question)
    fresh, again, same = [], [], 0
    for _ in range(CORRECTIONS):
        at = chance.randrange(len(told.words))
        corrected = edited(told, Edit(at, at + 1, (chance.choice(told.words).text,)))
        matcher._model._memory = Memory()
        matcher.line_up(told, question)
        begun = time.process_time()
        found = matcher.line_up(corrected, question)
        again.append(time.process_time() - begun)
        matcher._model._memory = Memory()
        begun = time.process_time()
        same += repr(matcher.line_up(corrected, question)) == repr(found)
        fresh.append(time.process_time() - begun)
    print(f"{len(told.words)} words, {len(question.items)} items, {CORRECTIONS} corrections of one word")
    print(f"a new answer, s of processor (median)         {statistics.median(fresh):.2f}")
    print(f"after a word was corrected (median, most)     {statistics.median(again):.2f}  {max(again):.2f}")
    print(f"the same to the bit                           {same} of {CORRECTIONS}")


def answer(length: int) -> Transcript:
    """Sentences of the dev split's answers, one after the other."""
    sentences = [one for question in dev_questions() for told in answers_to(question) for one in told.sentences]
    random.Random(3).shuffle(sentences)
    words: list[Word] = []
    segments: list[Segment] = []
    for sentence in sentences:
        first = len(words)
        for text in sentence.split():
            words.append(Word(text, len(words) * WORD_MS, len(words) * WORD_MS + 300, 0.9))
        segments.append(Segment(words[first].start_ms, words[-1].end_ms, first, len(words) - 1))
        if len(words) >= length:
            break
    return Transcript("told", "", "en", len(words) * WORD_MS, tuple(words), tuple(segments))


if __name__ == "__main__":
    main()
