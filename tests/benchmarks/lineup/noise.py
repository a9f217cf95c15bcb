"""What recognition errors cost: the spoken answers of the dev split with more and more wrong words.

    python tests/benchmarks/lineup/noise.py [--matcher NAME] [--seed N]

The errors are made up (mockinterview/lineup/training/noise.py); the word error rate that came out is measured and
printed. Sentences stay sentences, so that the labels hold; half the answers with errors lose all marks and capitals.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from mockinterview.lineup.training.noise import Vocabulary, with_errors, word_error_rate
from tests.benchmarks.lineup.cases import (
    Line,
    Matcher,
    corpus_sentences,
    dev_questions,
    lined_up,
    own_cases,
)
from tests.benchmarks.lineup.matchers import arguments, lines, load
from tests.benchmarks.lineup.measures import mean
from tests.benchmarks.lineup.spoken import minefields, positives

RATES = (0.05, 0.1, 0.2, 0.3)
SEED = 1


def curve(
    matcher: Matcher, questions: Sequence[str], clean: Sequence[Line] | None = None, seed: int = SEED
) -> list[dict[str, float]]:
    """The figures at each rate, without errors first. clean: the lines of the answers as written, if there are any already."""
    cases, vocabulary = own_cases(questions), Vocabulary(corpus_sentences())
    found = [{"word error rate": 0.0, **_figures(lined_up(matcher, cases) if clean is None else clean)}]
    for rate in RATES:
        heard = [
            replace(case, answer=replace(case.answer, sentences=tuple(sentences)))
            for number, case in enumerate(cases)
            for sentences in [with_errors(list(case.answer.sentences), rate, seed * 10_000 + number, vocabulary)]
        ]
        wrong = [
            word_error_rate(said.answer.sentences, case.answer.sentences)
            for said, case in zip(cases, heard, strict=True)
        ]
        found.append({"word error rate": mean(wrong), **_figures(lined_up(matcher, heard))})
    return found


def _figures(found: Sequence[Line]) -> dict[str, float]:
    points, traps = positives(found), minefields(found)
    return {
        **{name: points[name] for name in ("kappa", "AUC", "AUC inside each answer", "covered", "not sure")},
        "minefields of commission: AUC": traps["AUC, commission"],
        "false tripped on trap answers": traps["false tripped on trap answers"],
    }


def main() -> None:
    options = arguments(__doc__)
    options.add_argument("--seed", type=int, default=SEED)
    wanted = options.parse_args()
    found = curve(load(wanted.matcher), dev_questions(), seed=wanted.seed)
    print(lines(list(found[0]), [[f"{figure:.3f}" for figure in row.values()] for row in found]))


if __name__ == "__main__":
    main()
