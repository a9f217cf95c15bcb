"""What the tests of the sound room share: a shelf, a label, and a sound card that exists only in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mockinterview.core.take import TakeLabel
from mockinterview.sound.takes import TakeShelf
from tests.journeys.soundcard import VirtualSoundCard, tools_missing
from tests.sound.material import new_label


@pytest.fixture
def label() -> TakeLabel:
    """A label nobody has used."""
    return new_label()


@pytest.fixture
def shelf(tmp_path: Path) -> TakeShelf:
    """An empty shelf at a path with a space, an accent and Chinese characters."""
    return TakeShelf(tmp_path / "José 录音 takes")


@pytest.fixture(scope="session")
def _card() -> Iterator[VirtualSoundCard]:
    """One card for the whole run: Qt's sound connects once in a process and stays with that server."""
    if missing := tools_missing():
        pytest.skip(f"no virtual sound card without {', '.join(missing)}")
    with VirtualSoundCard(apart=True) as card:
        yield card


@pytest.fixture
def sound_card(_card: VirtualSoundCard, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[VirtualSoundCard]:
    """The virtual sound card as this process's sound server. The program's own sound goes to a sink of its own."""
    for name, value in _card.env.items():
        monkeypatch.setenv(name, value)
    yield _card
    _card.end_speech_service()
