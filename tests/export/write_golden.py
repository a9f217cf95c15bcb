"""Writes the golden files anew: python -m tests.export.write_golden. Read the difference before you keep it."""

from __future__ import annotations

from pathlib import Path

from mockinterview.export import FORMATS, export_review
from tests.export.material import ZONE, full_review

FOLDER = Path(__file__).parents[1] / "data" / "exports"

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for ending in FORMATS:
        export_review(full_review(), ending, FOLDER / f"review.{ending}", ZONE)
