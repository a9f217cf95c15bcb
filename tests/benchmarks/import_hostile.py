"""Damaged banks and pages: none may crash the reader, take more than a second, or more than 100 MB.

    python tests/benchmarks/import_hostile.py [--banks 5000] [--pages 2000] [--seed 1]

Prints the slowest of each and the most memory the process ever had on top of what it began with.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from mockinterview.bank import read_bank  # noqa: E402
from mockinterview.bank.sources import import_bytes  # noqa: E402
from mockinterview.core.problems import BankProblem  # noqa: E402
from tests.bank.damage import mangled, mutated  # noqa: E402
from tests.bank.page.pages import NAMES, page  # noqa: E402

BANKS = sorted((ROOT / "resources" / "banks").glob("*.json"))


def banks(count: int, chance: random.Random, folder: Path) -> tuple[int, float]:
    """Read that many damaged banks; how many were refused as a whole, and the slowest, in s."""
    refused, slowest = 0, 0.0
    file = folder / "bank.json"
    for number in range(count):
        raw = chance.choice(BANKS).read_bytes()
        if number % 2:
            plain = mutated(json.loads(raw), chance)
            file.write_text(json.dumps(plain), encoding="utf-8")
        else:
            file.write_bytes(mangled(raw, chance))
        begun = time.perf_counter()
        try:
            read_bank(file)
        except BankProblem:
            refused += 1
        slowest = max(slowest, time.perf_counter() - begun)
    return refused, slowest


def office(text: str) -> bytes:
    """A small Word file with the page's lines."""
    held = io.BytesIO()
    lines = "".join(
        f"<w:p><w:r><w:t>{line.replace('&', '&amp;').replace('<', '&lt;')}</w:t></w:r></w:p>"
        for line in text.split("\n")
    )
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document xmlns:w='x'><w:body>{lines}</w:body></w:document>")
    return held.getvalue()


def html(text: str) -> bytes:
    """The page as HTML with a list here and there."""
    lines = (f"<li>{line[2:]}" if line.startswith("- ") else f"<p>{line}</p>" for line in text.split("\n"))
    return ("<html><body>" + "\n".join(lines) + "</body></html>").encode()


def pages(count: int, chance: random.Random) -> tuple[int, float]:
    """Read that many damaged pages of all kinds of file; how many were refused, and the slowest, in s."""
    refused, slowest = 0, 0.0
    for _ in range(count):
        text = "\n\n".join(page(name)[0] for name in chance.sample(NAMES, 3))
        made, ending = chance.choice(
            (
                (text.encode(), "txt"),
                (html(text), "html"),
                (office(text), "docx"),
                (text.encode(), "csv"),
                (text.encode(), "json"),
            )
        )
        raw = mangled(made, chance)
        begun = time.perf_counter()
        try:
            import_bytes(raw, f"page.{ending}")
        except BankProblem:
            refused += 1
        took = time.perf_counter() - begun
        if took > 1:
            print(f"slow: {took:.1f} s, {ending}")
        slowest = max(slowest, took)
    return refused, slowest


def peak() -> float:
    """The most memory this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--banks", type=int, default=5_000)
    options.add_argument("--pages", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=1)
    wanted = options.parse_args()
    chance = random.Random(wanted.seed)
    before = peak()
    with tempfile.TemporaryDirectory() as folder:
        refused, slowest = banks(wanted.banks, chance, Path(folder))
        print(f"{wanted.banks:,} banks: no crash, {refused:,} refused as a whole, slowest {slowest * 1000:.0f} ms")
        refused, slowest = pages(wanted.pages, chance)
        print(f"{wanted.pages:,} pages: no crash, {refused:,} refused, slowest {slowest * 1000:.0f} ms")
    print(f"memory on top: {peak() - before:.0f} MB")


if __name__ == "__main__":
    main()
