"""How well pages are understood, against people's readings of them.

    python tests/benchmarks/import_score.py FOLDER [-v]

FOLDER holds pages and, in gold/, a reading of each as JSON: {"file", "items": [{"kind", "line", "end_line", "text", "optional"}]}.
Prints item-level F1 for each page and in total; how texts are compared is said in tests/bank/page/scoring.py. -v lists every miss.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import reduce
from operator import add
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from mockinterview.bank.sources import import_file
from tests.bank.page.scoring import Told, compare, told_by


def wanted_of(gold: dict) -> list[Told]:
    return [
        Told(
            item["kind"],
            item.get("question", item["text"]) if item["kind"] == "question" else item["text"],
            item.get("optional", False),
        )
        for item in gold["items"]
    ]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("-v", action="store_true")
    wanted = options.parse_args()
    near, strict = [], []
    for file in sorted((wanted.folder / "gold").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        found = told_by(import_file(wanted.folder / gold["file"]))
        near.append(compare(found, wanted_of(gold)))
        strict.append(compare(found, wanted_of(gold), strict=True))
        score = near[-1]
        counts = f"{score.right} right of {score.wanted}, {score.found} found; strict {strict[-1].f1:.3f}"
        print(f"{gold['file']:28} F1 {score.f1:.3f}  ({counts})")
        if wanted.v:
            for sign, tolds in (("-", score.missing), ("+", score.too_many)):
                for told in tolds:
                    print(f"    {sign} {told.kind:14} {told.text[:110]!r}")
    total, exact = reduce(add, near), reduce(add, strict)
    mean = sum(score.f1 for score in near) / len(near)
    print(f"{'all items':28} F1 {total.f1:.3f}  strict {exact.f1:.3f}; mean of the pages {mean:.3f}")


if __name__ == "__main__":
    main()
