"""Everything the line-up is held to, in one table: the one of the model card.

    python tests/benchmarks/lineup/table.py [--argkp FOLDER] [--matcher NAME] [--json FILE] [--beside COLUMN=FILE ...]

--argkp: where ArgKP-2021's dev files are (see argkp.py). --json keeps every figure; --beside puts figures kept that way into a
column of their own, so that a baseline is measured once. --quick leaves out noise, order and speed. Bold: a bar that is missed.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.benchmarks.lineup import argkp, noise, order, speed, spoken
from tests.benchmarks.lineup.cases import dev_questions
from tests.benchmarks.lineup.matchers import TfIdf, arguments, lines, load

Figures = dict[str, Any]


@dataclass(frozen=True)
class Bar:
    """One row: what, where its figure stands, and the least or the most it may be (neither: there is no bar)."""

    what: str
    path: tuple[str, ...]
    least: float | None = None
    most: float | None = None
    unit: str = ""

    @property
    def wanted(self) -> str:
        """The bar in words."""
        if self.least is not None:
            return f"≥ {_number(self.least, self.unit, 2)}"
        return f"≤ {_number(self.most, self.unit, 2)}" if self.most is not None else ""

    def shown(self, figures: Mapping[str, Any]) -> str:
        """The figure there, in bold if it misses the bar; a dash where there is none."""
        found: Any = figures
        for step in self.path:
            found = found.get(step) if isinstance(found, Mapping) else None
        if found is None:
            return "–"
        text = _number(found, self.unit)
        low = self.least is not None and found < self.least
        return f"**{text}**" if low or (self.most is not None and found > self.most) else text


def bars() -> Iterator[Bar]:
    """The rows, in the model card's order."""
    yield Bar("ArgKP-2021 dev, strict (bar is for test)", ("argkp", "strict"), 0.80)
    yield Bar("ArgKP-2021 dev, relaxed (bar is for test)", ("argkp", "relaxed"), 0.93)
    for name, words in (("own", ""), ("reworded", ", reworded"), ("new", ", new items")):
        points, traps = ("spoken", name, "positive items"), ("spoken", name, "minefields")
        yield Bar(f"points made{words}: AUC", (*points, "AUC"), 0.85)
        yield Bar(f"points made{words}: AUC inside each answer", (*points, "AUC inside each answer"), 0.80)
        yield Bar(f"points{words}: quadratic kappa on 0/1/2", (*points, "kappa"), 0.65)
        yield Bar(f"points{words}: Spearman", (*points, "Spearman"))
        yield Bar(
            f"points{words}: evidence overlaps a labelled sentence", (*points, "evidence overlaps"), 0.9, unit="%"
        )
        yield Bar(f"points{words}: covered that are made", (*points, "covered that are made"), unit="%")
        yield Bar(f"points{words}: not sure", (*points, "not sure"), unit="%")
        yield Bar(f"points{words}: calibration error", (*points, "calibration error"), most=0.05)
        yield Bar(f"minefields tripped{words}: AUC, all kinds", (*traps, "AUC, all"), 0.85)
        yield Bar(f"minefields tripped{words}: AUC, commission", (*traps, "AUC, commission"), 0.85)
        yield Bar(f"trap answers{words}: false tripped", (*traps, "false tripped on trap answers"), most=0.02, unit="%")
        yield Bar(f"minefields{words}: calibration error", (*traps, "calibration error, commission"), most=0.05)
    other = ("spoken", "own", "another question")
    yield Bar("another question's items: AUC", (*other, "AUC against points truly made"), 0.90)
    yield Bar("another question's items: covered", (*other, "covered"), most=0.10, unit="%")
    for rate in noise.RATES:
        most = 0.05 if rate == 0.1 else None
        yield Bar(f"kappa lost at {rate * 100:.0f} % wrong words", ("kappa lost", f"{rate:.0%}"), most=most)
    yield Bar("sample answers in order", ("order", "in order"), 0.90, unit="%")
    yield Bar("items that keep their state, sentences shuffled", ("shuffled", "keep their state"), unit="%")
    yield Bar("items covered or tripped by odd answers", ("odd", "covered or tripped"), most=0, unit="items")
    yield from _costs()


def _costs() -> Iterator[Bar]:
    work = f"line-up of {speed.CLAUSES} clauses x {speed.ITEMS} items, ms"
    yield Bar("40 clauses x 30 items, median", ("speed", f"{work} (median)"), most=450, unit="ms")
    yield Bar("40 clauses x 30 items, least", ("speed", f"{work} (least)"), unit="ms")
    yield Bar("first use", ("speed", "first use in a fresh process, ms (median)"), most=300, unit="ms")
    yield Bar("memory", ("speed", "memory, MB (most)"), most=200, unit="MB")
    yield Bar("size of the models", ("size",), most=60, unit="MB")
    yield Bar("processes that differ in a byte", ("speed", "processes that differ"), most=0, unit="of 5")


def measured(matcher_name: str, folder: str, quick: bool) -> Figures:
    """Every figure; says on the error stream what it is at."""
    matcher = load(matcher_name)
    figures: Figures = {"matcher": matcher_name or getattr(matcher, "name", "")}
    if folder:
        _say("key points of ArgKP")
        sides = argkp.debates(Path(folder))
        figures |= {"argkp": argkp.measured(matcher, sides), "argkp tf-idf": argkp.measured(TfIdf(), sides)}
    _say("spoken answers")
    figures["spoken"], found = spoken.measured(matcher, dev_questions())
    figures["reliability"] = {
        name: {group: [asdict(one) for one in table] for group, table in spoken.bins(of).items()}
        for name, of in found.items()
    }
    if quick:
        return figures
    _say("wrong words")
    curve = noise.curve(matcher, dev_questions(), found["own"])
    figures["noise"] = {f"{rate:.0%}": row for rate, row in zip((0.0, *noise.RATES), curve, strict=True)}
    figures["kappa lost"] = {rate: curve[0]["kappa"] - row["kappa"] for rate, row in figures["noise"].items()}
    _say("sample answers")
    questions = order.graded()
    coverages = order.sampled(matcher, questions)
    figures["order"] = order.order(questions, coverages)
    figures["shuffled"] = order.shuffled(matcher, questions, coverages)
    figures["odd"] = _odd(order.odd(matcher))
    _say("speed")
    figures["speed"] = speed.measured(matcher_name)
    figures["size"] = sum(file.stat().st_size for file in speed.MODELS.rglob("*") if file.is_file()) / 1e6
    return figures


def _odd(found: list[order.Odd]) -> Figures:
    """The states by answer; and how many items the answers that say nothing are held to have made or tripped."""
    made = sum(one.states[state] for one in found if one.says_nothing for state in order.MADE)
    states = {one.name: {state.value: count for state, count in one.states.items()} for one in found}
    return {"covered or tripped": made, "slowest, ms": {one.name: one.slowest_ms for one in found}, "states": states}


def _number(figure: float, unit: str, digits: int = 3) -> str:
    if math.isnan(figure):
        return "–"
    if unit == "%":
        return f"{figure * 100:.{digits - 2}f} %"
    return f"{figure:.0f} {unit}" if unit else f"{figure:.{digits}f}"


def _plain(value: Any) -> Any:
    """The same with nothing for nan, which JSON does not know."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and math.isnan(value) else value


def _say(what: str) -> None:
    print(f"{what} ...", file=sys.stderr, flush=True)


def main() -> None:
    options = arguments(__doc__)
    options.add_argument("--argkp", default="", metavar="FOLDER")
    options.add_argument("--json", type=Path, metavar="FILE")
    options.add_argument("--beside", action="append", default=[], metavar="COLUMN=FILE")
    options.add_argument("--quick", action="store_true")
    wanted = options.parse_args()
    columns = {"measured": _plain(measured(wanted.matcher, wanted.argkp, wanted.quick))}
    if wanted.json:
        wanted.json.write_text(json.dumps(columns["measured"], indent=1) + "\n", encoding="utf-8")
    for column, _, file in (one.partition("=") for one in wanted.beside):
        columns[column] = json.loads(Path(file).read_text("utf-8"))
    rows = [[bar.what, bar.wanted, *(bar.shown(figures) for figures in columns.values())] for bar in bars()]
    print(lines(["what", "bar", *columns], rows))


if __name__ == "__main__":
    main()
