"""How long a line-up takes and what it costs: 40 clauses x 30 items, the first use, memory, and whether two runs agree to the bit.

    python tests/benchmarks/lineup/speed.py [--matcher NAME] [--runs N]

Times are from this process after a warm-up; first use and memory from fresh child processes that have loaded nothing else. The
floor: the same number of tokens in bare passes of the networks under resources/models/lineup, nothing around them (no tokens made,
no judge, no states); the answer in two passages, then the items.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockinterview.core.question import Question
    from mockinterview.core.transcript import Transcript

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

CLAUSES, ITEMS = 40, 30
RUNS, CHILDREN = 15, 5
FLOOR_SHAPES = {"2 passages of 256 tokens": (2, 256), "30 items of 26 tokens": (30, 26)}
WIDTH = 384
MODELS = ROOT / "resources" / "models" / "lineup"

Figures = dict[str, float | str]


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--matcher", default="", metavar="NAME", help="a variant; without it, the program's own")
    options.add_argument("--runs", type=int, default=RUNS)
    options.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    wanted = options.parse_args()
    if wanted.child:
        print(json.dumps(_child(wanted.matcher)))
        return
    for what, figure in measured(wanted.matcher, wanted.runs).items():
        print(f"{what:45} {figure if isinstance(figure, str) else f'{figure:.1f}'}")


def measured(name: str = "", runs: int = RUNS) -> Figures:
    """Every figure: times in ms, memory in MB, and how many of the processes gave other bytes than the first."""
    children = [_in_child(name) for _ in range(CHILDREN)]
    return {
        **_times(f"line-up of {CLAUSES} clauses x {ITEMS} items", _work(name), runs),
        "first use in a fresh process, ms (median)": statistics.median(float(one["first use"]) for one in children),
        "first use in a fresh process, ms (least)": min(float(one["first use"]) for one in children),
        "memory, MB (most)": max(float(one["memory"]) for one in children),
        "processes that differ": len({one["bytes"] for one in children}) - 1,
        **floor(runs),
    }


def floor(runs: int = RUNS) -> Figures:
    """Bare passes of each network over as many tokens; says why there is none."""
    files = sorted(MODELS.rglob("*.onnx"))
    found: Figures = {}
    for file in files:
        for shape, size in FLOOR_SHAPES.items():
            found.update(_times(f"floor: {file.name}, {shape}", _bare_pass(file, *size), runs))
    return found or {"floor": "no model to compare with"}


def _bare_pass(file: Path, rows: int, tokens: int) -> Callable[[], object]:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # as in mockinterview.lineup
    import numpy as np
    import onnxruntime  # type: ignore[import-untyped]

    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    feed = {
        "vectors": np.random.default_rng(4).normal(size=(rows, tokens, WIDTH)).astype(np.float32),
        "there": np.ones((rows, tokens), np.int64),
        "kind": np.zeros(1, np.int64),
    }
    return lambda: session.run(None, feed)


def _times(what: str, work: Callable[[], object], runs: int) -> Figures:
    work()
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return {f"{what}, ms (median)": statistics.median(times), f"{what}, ms (least)": min(times)}


def _work(name: str) -> Callable[[], object]:
    from tests.benchmarks.lineup.matchers import load

    matcher, (told, question) = load(name), _answer_and_checklist()
    return lambda: matcher.line_up(told, question)


def _answer_and_checklist() -> tuple[Transcript, Question]:
    """Forty sentences that are one clause each, and thirty items of as many questions as it takes; all of the dev split."""
    from mockinterview.core.question import MinefieldKind
    from mockinterview.core.transcript import from_sentences
    from tests.benchmarks.lineup.cases import answers_to, bank, dev_questions

    spoken = [sentence for question in dev_questions() for one in answers_to(question) for sentence in one.sentences]
    clauses = [one for one in spoken if 8 <= len(one.split()) <= 20 and not set(one[:-1]) & set(",;:.?!…")][:CLAUSES]
    items = [
        replace(item, id=f"{question}/{item.id}")
        for question in dev_questions()
        for item in bank()[question].items
        if not item.is_minefield or item.minefield is MinefieldKind.COMMISSION
    ][:ITEMS]
    assert len(clauses) == CLAUSES
    assert len(items) == ITEMS
    return from_sentences(clauses), replace(bank()[dev_questions()[0]], items=tuple(items))


def _in_child(name: str) -> Figures:
    command = [sys.executable, str(Path(__file__)), "--child", "--matcher", name]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    found: Figures = json.loads(told.stdout)
    return found


def _child(name: str) -> Figures:
    """In a fresh process: first use (imports, model, a short answer and one item), memory grown, a digest of what came out."""
    told, question = _answer_and_checklist()
    short = replace(question, items=question.items[:1])
    from mockinterview.core.transcript import from_sentences

    before = _most_memory()
    begun = time.perf_counter()
    if name:
        from tests.benchmarks.lineup.matchers import load

        matcher = load(name)
    else:
        from mockinterview.lineup import load_matcher

        matcher = load_matcher()
    matcher.line_up(from_sentences([told.span_text(0, 11)]), short)
    first = (time.perf_counter() - begun) * 1000
    coverage = matcher.line_up(told, question)
    texts = [told.span_text(segment.first_word, segment.last_word) for segment in told.segments]
    scores = matcher.scores(texts, [item.wording for item in question.items])
    grown = _most_memory() - before
    digest = hashlib.sha256(repr(coverage).encode() + scores.tobytes()).hexdigest()
    return {"first use": first, "memory": grown, "bytes": digest}


def _most_memory() -> float:
    """The most this process ever had, in MB. Not getrusage's figure: that one begins with what the parent had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
