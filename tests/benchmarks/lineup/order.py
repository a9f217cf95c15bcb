"""Graded sample answers in order, shuffled answers the same, odd answers sensible.

    python tests/benchmarks/lineup/order.py [--matcher NAME]

Order: for every question of the built-in banks with a basic, a solid and an exceptional sample answer, covered positive items must
not fall from one to the next. Shuffled: the sentences of each sample answer in another order; the share of items that keep their
state. Odd: empty, one word, 10,000 words, other languages, emoji; how many items got which state, over a few questions.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from mockinterview.core.coverage import Coverage, State
from mockinterview.core.question import Level, Question
from mockinterview.core.transcript import from_sentences
from tests.benchmarks.lineup.cases import Matcher, bank, corpus_sentences, dev_questions
from tests.benchmarks.lineup.matchers import arguments, lines, load
from tests.benchmarks.lineup.measures import mean, share

LEVELS = (Level.BASIC, Level.SOLID, Level.EXCEPTIONAL)
SHUFFLE_SEED = 4
ODD_QUESTIONS = 5
LONG_WORDS = 10_000
LONG = f"{LONG_WORDS:,} words"
MADE = (State.COVERED, State.TRIPPED)

ODD: dict[str, list[str]] = {
    "empty": [],
    "one word": ["Confidentiality."],
    "hesitations": ["Um, er, well, you know, I mean, like."],
    "German": [
        "Also, ich habe damals sofort meine Chefin angerufen und ihr alles erzählt.",
        "Danach habe ich den Kunden informiert und den Fehler noch am selben Tag behoben.",
    ],
    "Chinese": ["我马上给经理打了电话，告诉她发生了什么事。", "然后我们一起检查了所有的文件，第二天就改好了。"],
    "Arabic": ["اتصلت بمديري على الفور وأخبرته بما حدث.", "ثم راجعنا كل الملفات معًا وأصلحنا الخطأ في اليوم نفسه."],
    "emoji": ["👍 😀 🎉 👩‍💻 🚀 😀 👍 🎉 🙏 💯 🔥 ✨ 😅 🤷 👏"],
    "marks": ["... ?! -- ,,, ;; \u200b \ufffd () [] {} <b> </b> \\n %s &amp;"],
}


def sentences(text: str) -> list[str]:
    """A sample answer's sentences."""
    return re.split(r"(?<=[.?!])\s+", text.strip())


def graded() -> list[Question]:
    """Built-in questions with a sample answer of every level, in order of their ids."""
    return [
        question
        for _, question in sorted(bank().items())
        if {answer.level for answer in question.sample_answers} >= set(LEVELS)
    ]


def sampled(matcher: Matcher, questions: Sequence[Question]) -> list[list[Coverage]]:
    """Each question's sample answers lined up, basic, solid, exceptional."""
    return [
        [matcher.line_up(from_sentences(sentences(text)), question) for text in _texts(question)]
        for question in questions
    ]


def order(questions: Sequence[Question], found: Sequence[Sequence[Coverage]]) -> dict[str, float]:
    """Shares of the questions whose covered items do not fall, and whose exceptional answer is above the basic one."""
    unseen = set(dev_questions())
    counts = [[_covered(coverage) for coverage in row] for row in found]
    rising = [all(low <= high for low, high in pairwise(row)) for row in counts]
    return {
        "questions": len(counts),
        "in order": share(rising),
        "in order, dev questions": share(
            [held for held, one in zip(rising, questions, strict=True) if one.id in unseen]
        ),
        "exceptional above basic": share([row[-1] > row[0] for row in counts]),
        **{f"covered, {level.value}": mean([row[place] for row in counts]) for place, level in enumerate(LEVELS)},
    }


def shuffled(matcher: Matcher, questions: Sequence[Question], found: Sequence[Sequence[Coverage]]) -> dict[str, float]:
    """How many items keep their state when the sentences of a sample answer come in another order."""
    chance = random.Random(SHUFFLE_SEED)
    kept: list[bool] = []
    for question, row in zip(questions, found, strict=True):
        for text, before in zip(_texts(question), row, strict=True):
            told = sentences(text)
            after = matcher.line_up(from_sentences(chance.sample(told, len(told))), question)
            kept += [state is other for state, other in zip(_states(before), _states(after), strict=True)]
    return {"items": len(kept), "keep their state": share(kept)}


@dataclass(frozen=True)
class Odd:
    """An odd answer, the states it got over a few questions' items, and the slowest line-up.

    says_nothing: no point can be made in it, none can be missed in it.
    """

    name: str
    says_nothing: bool
    states: Counter[State]
    slowest_ms: float


def odd(matcher: Matcher) -> list[Odd]:
    """Every odd answer, lined up with the same few questions."""
    questions = [question for _, question in sorted(bank().items())][::40][:ODD_QUESTIONS]
    found = []
    for name, told in {**ODD, LONG: _ramble()}.items():
        states: Counter[State] = Counter()
        slowest = 0.0
        for question in questions:
            begun = time.perf_counter()
            states.update(_states(matcher.line_up(from_sentences(told), question)))
            slowest = max(slowest, time.perf_counter() - begun)
        found.append(Odd(name, name != LONG, states, slowest * 1000))
    return found


def _texts(question: Question) -> list[str]:
    texts = {answer.level: answer.text for answer in question.sample_answers}
    return [texts[level] for level in LEVELS]


def _ramble() -> list[str]:
    """Sentences of other people's answers, drawn until there are enough words."""
    chance, pool, told, words = random.Random(SHUFFLE_SEED), corpus_sentences(), [], 0
    while words < LONG_WORDS:
        told.append(chance.choice(pool))
        words += len(told[-1].split())
    return told


def _states(coverage: Coverage) -> list[State]:
    return [line.state for line in coverage.items]


def _covered(coverage: Coverage) -> int:
    return sum(line.state is State.COVERED for line in coverage.items)


def main() -> None:
    wanted = arguments(__doc__).parse_args()
    matcher, questions = load(wanted.matcher), graded()
    found = sampled(matcher, questions)
    tables = {"sample answers": order(questions, found), "shuffled": shuffled(matcher, questions, found)}
    for name, figures in tables.items():
        print(lines([name, ""], [[what, f"{figure:.3f}"] for what, figure in figures.items()]), end="\n\n")
    rows = [
        [one.name, *(str(one.states[state] or "") for state in State), f"{one.slowest_ms:.0f}"] for one in odd(matcher)
    ]
    print(lines(["odd answers", *(state.value.replace("_", " ") for state in State), "slowest, ms"], rows))


if __name__ == "__main__":
    main()
