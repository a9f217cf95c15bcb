"""Which questions of the corpus are trained on, which set the head and its calibration, and which only measure (dev).

By question, never by pair; every job has a share in each part. Written down in split.json so that everybody measures on the same.
"""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent


def split() -> dict[str, list[str]]:
    """Question ids under "train", "calibration" and "dev"."""
    parts: dict[str, list[str]] = json.loads((HERE / "split.json").read_text(encoding="utf-8"))
    return parts
