"""How long banks and pages take to read.

    python tests/benchmarks/import_speed.py

A bank of 5,000 questions in one file; 5,000 questions as full as the built-in ones in several; filtering them; the built-in banks;
and 200,000 characters of pasted pages. Prints the best of several runs (the machine may be busy) and the bar.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from mockinterview.bank import Banks, read_bank, write_bank  # noqa: E402
from mockinterview.bank.page import read_page  # noqa: E402
from mockinterview.flow.library import Filter, Library  # noqa: E402
from tests.bank.page.pages import NAMES, page  # noqa: E402

BUILT_IN = ROOT / "resources" / "banks"


def best(work: Callable[[], object], runs: int = 7) -> float:
    """The shortest of several runs, in ms."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times) * 1000


def tell(what: str, ms: float, bar: float) -> None:
    print(f"{what:58} {ms:8.1f} ms   (bar {bar:g} ms){'' if ms <= bar else '   TOO SLOW'}")


def main() -> None:
    questions, _ = Banks(BUILT_IN, BUILT_IN / "none").load()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        small = [
            replace(
                questions[n % len(questions)],
                id=f"q{n}",
                sample_answers=(),
                tips=(),
                related=(),
                items=(),
                about_role="",
            )
            for n in range(5_000)
        ]
        small = [replace(one, items=questions[n % len(questions)].items[:5]) for n, one in enumerate(small)]
        file = place / "small.json"
        write_bank(file, small)
        tell(f"5,000 questions in one file of {file.stat().st_size / 1e6:.1f} MB", best(lambda: read_bank(file)), 300)
        file.unlink()
        for part in range(25):  # 21 MB
            full = [replace(questions[n % len(questions)], id=f"q{part}-{n}") for n in range(200)]
            write_bank(place / f"full{part}.json", full)
        bank = Banks(place, place / "none")
        loaded, problems = bank.load()
        assert len(loaded) == 5_000, problems
        tell("5,000 questions as full as the built-in ones (21 MB)", best(bank.load, 4), 600)
        library = Library(bank, None, None, None, None, None, None, None)  # type: ignore[arg-type]  # only the banks are asked
        library.load_questions()
        tell("filtering 5,000 questions", best(lambda: library.questions(Filter("customer angry"))), 16)
    tell(f"the {len(questions)} built-in questions", best(Banks(BUILT_IN, BUILT_IN / "none").load), 15)
    text = "\n\n".join(page(name)[0] for name in NAMES)
    text = (text + "\n\n") * (200_000 // len(text) + 1)
    tell("200,000 characters of pages", best(lambda: read_page(text[:200_000]), 3), 500)


if __name__ == "__main__":
    main()
