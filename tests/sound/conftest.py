"""What the tests of the sound room share: a shelf and a label."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockinterview.core.take import TakeLabel
from mockinterview.sound.takes import TakeShelf
from tests.sound.material import new_label


@pytest.fixture
def label() -> TakeLabel:
    """A label nobody has used."""
    return new_label()


@pytest.fixture
def shelf(tmp_path: Path) -> TakeShelf:
    """An empty shelf at a path with a space, an accent and Chinese characters."""
    return TakeShelf(tmp_path / "José 录音 takes")
