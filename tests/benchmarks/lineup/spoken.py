"""The spoken answers of the dev split: are points made with substance told from points only named, and minefields rightly tripped?

    python tests/benchmarks/lineup/spoken.py [--matcher NAME] [--reliability]

For the bank's own items, for the same in three other wordings, and for new items of an interview guide's kind. Ranked is
`probability`; `by level` ranks by the state's level first. A minefield counts as tripped where the reader gave it level 2.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from mockinterview.core.coverage import State
from tests.benchmarks.lineup.cases import (
    Case,
    Line,
    Matcher,
    dev_questions,
    lined_up,
    new_cases,
    other_cases,
    own_cases,
    reworded_cases,
)
from tests.benchmarks.lineup.matchers import arguments, lines, load
from tests.benchmarks.lineup.measures import (
    NAN,
    Bin,
    auc,
    auc_within,
    calibration_error,
    quadratic_kappa,
    reliability,
    share,
    spearman,
)

Figures = dict[str, float]

CHECKLISTS: dict[str, Callable[[Sequence[str]], list[Case]]] = {
    "own": own_cases,
    "reworded": reworded_cases,
    "new": new_cases,
}


def positives(found: Sequence[Line]) -> Figures:
    """Key points, competencies and motivations: made (label 2) against the rest, and the levels."""
    kept = [line for line in found if not line.item.is_minefield]
    made, promised = _tops(kept), [line.found.probability for line in kept]
    by_level = [line.found.likeliest_level + line.found.probability / 2 for line in kept]
    groups = [line.at for line in kept]
    labels, levels = [line.label.level for line in kept], [line.found.likeliest_level for line in kept]
    covered = [line for line in kept if line.found.state is State.COVERED]
    return {
        "pairs": len(kept),
        "AUC": auc(promised, made),
        "AUC inside each answer": auc_within(promised, made, groups),
        "AUC by level": auc(by_level, made),
        "AUC by level inside each answer": auc_within(by_level, made, groups),
        "Spearman": spearman(promised, labels),
        "Spearman by level": spearman(by_level, labels),
        "kappa": quadratic_kappa(levels, labels),
        "not sure": share([line.found.state is State.NOT_SURE for line in kept]),
        "covered": len(covered) / len(kept) if kept else NAN,
        "covered that are made": share(_tops(covered)),
        "covered that are not there": share([line.label.level == 0 for line in covered]),
        "made that are covered": share([line.found.likeliest_level == 2 for line in kept if line.label.level == 2]),
        "calibration error": calibration_error(promised, made),
        **evidence(covered),
    }


def evidence(covered: Sequence[Line]) -> Figures:
    """Do the spans shown stand in a sentence that the reader gave? `all spans`: each of them; `where labelled`: items with one."""
    hits = [[_overlaps(line, span.first_word, span.last_word) for span in line.found.evidence] for line in covered]
    labelled = [any(hit) for hit, line in zip(hits, covered, strict=True) if line.shown]
    return {
        "evidence overlaps": share([any(hit) for hit in hits]),
        "evidence overlaps where labelled": share(labelled),
        "evidence overlaps, all spans": share([one for hit in hits for one in hit]),
    }


def minefields(found: Sequence[Line]) -> Figures:
    """Tripped (label 2) against the rest, over all minefields and by kind; false alarms; calibration of those of commission."""
    kept = [line for line in found if line.item.is_minefield]
    commission = [line for line in kept if line.is_commission]
    trapped = [line for line in commission if line.answer.kind == "trap"]
    promised = [line.found.probability for line in commission]
    return {
        "pairs": len(kept),
        "AUC, all": auc([line.found.probability for line in kept], _tops(kept)),
        **{f"AUC, {kind}": _area(kept, kind) for kind in ("commission", "omission", "manner")},
        "AUC inside each answer, commission": auc_within(promised, _tops(commission), [line.at for line in commission]),
        "kappa, commission": quadratic_kappa(
            [line.found.likeliest_level for line in commission], [line.label.level for line in commission]
        ),
        "commission minefields of trap answers": len(trapped),
        "false tripped on trap answers": share([_tripped(line) and line.label.level < 2 for line in trapped]),
        "false tripped": share([_tripped(line) for line in commission if line.label.level < 2]),
        "tripped that are found": share([_tripped(line) for line in commission if line.label.level == 2]),
        "calibration error, commission": calibration_error(promised, _tops(commission)),
    }


def control(found: Sequence[Line], others: Sequence[Line]) -> Figures:
    """Points truly made against another question's items, none of which is: a detector of vivid speech alone fails here."""
    made = [line.found.probability for line in found if not line.item.is_minefield and line.label.level == 2]
    foreign = [line.found.probability for line in others]
    return {
        "pairs": len(foreign),
        "AUC against points truly made": auc([*made, *foreign], [True] * len(made) + [False] * len(foreign)),
        "covered": share([line.found.state is State.COVERED for line in others]),
    }


def bins(found: Sequence[Line]) -> dict[str, list[Bin]]:
    """The reliability tables of positive items and of minefields of commission."""
    kept = {
        "positive items": [line for line in found if not line.item.is_minefield],
        "commission": [line for line in found if line.is_commission],
    }
    return {
        name: reliability([one.found.probability for one in chosen], _tops(chosen)) for name, chosen in kept.items()
    }


def measured(matcher: Matcher, questions: Sequence[str]) -> tuple[dict[str, dict[str, Figures]], dict[str, list[Line]]]:
    """All figures by checklist and group, and the lines behind them by checklist."""
    found = {name: lined_up(matcher, cases(questions)) for name, cases in CHECKLISTS.items()}
    figures = {
        name: {"positive items": positives(of), "minefields": minefields(of)} for name, of in found.items() if of
    }
    figures["own"]["another question"] = control(found["own"], lined_up(matcher, other_cases(questions)))
    return figures, found


def _tops(found: Sequence[Line]) -> list[bool]:
    return [line.label.level == 2 for line in found]


def _tripped(line: Line) -> bool:
    return line.found.state is State.TRIPPED


def _area(kept: Sequence[Line], kind: str) -> float:
    chosen = [line for line in kept if line.item.minefield == kind]
    return auc([line.found.probability for line in chosen], _tops(chosen))


def _overlaps(line: Line, first_word: int, last_word: int) -> bool:
    return any(first <= last_word and first_word <= last for first, last in line.shown)


def main() -> None:
    options = arguments(__doc__)
    options.add_argument("--reliability", action="store_true", help="what was promised and what came, bin by bin")
    wanted = options.parse_args()
    figures, found = measured(load(wanted.matcher), dev_questions())
    for group in ("positive items", "minefields", "another question"):
        names = [name for name in figures if group in figures[name]]
        rows = [[what, *(f"{figures[name][group][what]:.3f}" for name in names)] for what in figures[names[0]][group]]
        print(lines([group, *names], rows), end="\n\n")
    for name in found if wanted.reliability else ():
        for group, table in bins(found[name]).items():
            rows = [[f"{one.low:.1f}", str(one.count), f"{one.promised:.3f}", f"{one.came:.3f}"] for one in table]
            print(lines([f"{name}, {group}: from", "pairs", "promised", "came"], rows), end="\n\n")


if __name__ == "__main__":
    main()
