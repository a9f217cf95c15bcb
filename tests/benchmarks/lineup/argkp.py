"""Key-point matching on ArgKP-2021: mean average precision, strict and relaxed, beside a tf-idf baseline.

    python tests/benchmarks/lineup/argkp.py FOLDER [--part dev] [--matcher NAME]

FOLDER holds arguments_dev.csv, key_points_dev.csv and labels_dev.csv of github.com/IBM/KPA_2021_shared_task. The figure is that of
the shared task's track 1, as its page describes it and its second, harder form of September 2021 has it: per topic and stance each
argument goes with its best key point; the half with the lower scores is dropped; what is left is ranked by score, and its average
precision multiplied by the share of matches in it; the mean over topics and stances. A pair that the readers could not agree on has
no label: strict counts it as no match, relaxed as one. Equals are settled by the order of the files (there: by chance).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.lineup.matchers import Scorer, TfIdf, arguments, lines, load
from tests.benchmarks.lineup.measures import average_precision, mean


@dataclass(frozen=True)
class Debate:
    """The arguments and key points of one topic and stance. labels: 1 or 0 by (argument, key point) id, where readers agreed."""

    arguments: Mapping[str, str]
    key_points: Mapping[str, str]
    labels: Mapping[tuple[str, str], int]


def debates(folder: Path, part: str = "dev") -> list[Debate]:
    """One for each topic and stance that has key points, in the file's order."""

    def rows(name: str) -> list[dict[str, str]]:
        with (folder / f"{name}_{part}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    said, points = (
        _by_side(rows("arguments"), "arg_id", "argument"),
        _by_side(rows("key_points"), "key_point_id", "key_point"),
    )
    labels = {(row["arg_id"], row["key_point_id"]): int(row["label"]) for row in rows("labels")}
    return [Debate(texts, points[side], labels) for side, texts in said.items() if side in points]


def _by_side(rows: Sequence[Mapping[str, str]], key: str, text: str) -> dict[tuple[str, str], dict[str, str]]:
    sides: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        sides.setdefault((row["topic"], row["stance"]), {})[row[key]] = row[text]
    return sides


def precision(scores: NDArray[np.float32], debate: Debate, unlabelled: int) -> float:
    """The figure of one topic and stance. scores: (arguments, key points); unlabelled: what a pair without a label counts as."""
    best = scores.argmax(axis=1)
    tops = scores[np.arange(len(best)), best]
    kept = np.argsort(-tops, kind="stable")[: len(best) // 2]
    said, points = list(debate.arguments), list(debate.key_points)
    right = [debate.labels.get((said[row], points[best[row]]), unlabelled) == 1 for row in kept]
    return average_precision(tops[kept], right) * mean(right) if any(right) else 0.0


def measured(matcher: Scorer, sides: Sequence[Debate]) -> dict[str, float]:
    """Strict and relaxed mean average precision."""
    tables = [matcher.scores([*side.arguments.values()], [*side.key_points.values()]) for side in sides]
    return {
        name: mean([precision(table, side, unlabelled) for table, side in zip(tables, sides, strict=True)])
        for name, unlabelled in (("strict", 0), ("relaxed", 1))
    }


def main() -> None:
    options = arguments(__doc__, "folder")
    options.add_argument("--part", default="dev")
    wanted = options.parse_args()
    sides = debates(Path(wanted.folder), wanted.part)
    found = {"tf-idf": measured(TfIdf(), sides), wanted.matcher or "matcher": measured(load(wanted.matcher), sides)}
    rows = [[name, f"{figure['strict']:.3f}", f"{figure['relaxed']:.3f}"] for name, figure in found.items()]
    print(lines([f"ArgKP {wanted.part}", "strict", "relaxed"], rows))


if __name__ == "__main__":
    main()
