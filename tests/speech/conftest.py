"""What the speech tests share: spoken sound, models, transcribers, and the certainty that no process stays behind."""

from __future__ import annotations

import os
import select
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from mockinterview.core.recognition import RecogniserWish
from mockinterview.speech.models import ModelShelf
from mockinterview.speech.process import ChildTranscriber
from tests.data.whisper.spoken import RATE, Speaker
from tests.guards.leftovers import children

CHECKPOINT = Path(__file__).parents[1] / "data" / "whisper" / "rehearsal.pt"


def gone(pid: int, within_s: float) -> bool:
    """Wait for a process, not ours to reap, to be gone."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], within_s)[0])
    finally:
        os.close(handle)


@pytest.fixture(scope="session")
def speaker() -> Speaker:
    return Speaker()


@pytest.fixture
def wav(tmp_path: Path) -> Callable[..., Path]:
    """Write samples to a sound file."""

    def write(samples: NDArray[np.float32], name: str = "answer.wav", rate: int = RATE) -> Path:
        file = tmp_path / name
        soundfile.write(file, samples, rate, subtype="PCM_16")
        return file

    return write


@pytest.fixture
def scripted(tmp_path: Path) -> Iterator[Callable[..., ChildTranscriber]]:
    """A transcriber whose child has one habit; closed, and its child gone, when the test ends."""
    before = children()
    made: list[ChildTranscriber] = []

    def make(habit: str, more: str = "", patience_s: float = 20.0) -> ChildTranscriber:
        command = [sys.executable, str(Path(__file__).with_name("scripted_child.py")), habit, more]
        made.append(ChildTranscriber(tmp_path / "models", command, patience_s))
        return made[-1]

    yield make
    for one in made:
        one.close()
    assert children() <= before


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with the tests' checkpoint, on a path as people have them."""
    folder = tmp_path_factory.mktemp("speech") / "Vidéos de moi 面接 models"
    folder.mkdir()
    shutil.copy(CHECKPOINT, folder / "rehearsal.pt")
    ModelShelf(folder).trust("rehearsal")
    return folder


@pytest.fixture(scope="session")
def real(models_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChildTranscriber]:
    """The real recogniser in its real child, started before any test that uses it and kept for all of them."""
    before = children()
    transcriber = ChildTranscriber(models_folder)
    silence = tmp_path_factory.mktemp("silence") / "silence.wav"
    soundfile.write(silence, np.zeros(RATE), RATE)
    transcriber.transcribe(silence, RecogniserWish("pocketsphinx"), lambda _done, _all: None, lambda: False)
    yield transcriber
    transcriber.close()
    assert children() <= before
