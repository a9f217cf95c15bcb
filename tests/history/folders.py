"""A data folder with everything in it, made, saved and compared."""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

from mockinterview.core.coverage import State
from mockinterview.core.opinion import Bookmark, Opinion
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.history import History, SafeKeeping
from mockinterview.sound import sidecar
from mockinterview.sound.sidecar import Sidecar
from tests.history.test_history import WORDS, a_coverage, an_attempt


class Folders(NamedTuple):
    data: Path

    @property
    def history(self):
        return self.data / "history.sqlite"

    @property
    def takes(self):
        return self.data / "takes"

    @property
    def banks(self):
        return self.data / "banks"

    @property
    def settings(self):
        return self.data / "settings.json"

    @property
    def models(self):
        return self.data / "models"


def fill(data, number=3, sound=40_000, seed=1):
    """A data folder with so many attempts and all that belongs to them."""
    folders, chance = Folders(data), random.Random(seed)
    data.mkdir(parents=True, exist_ok=True)
    history = History(folders.history)
    for take in range(1, number + 1):
        attempt = an_attempt(take=take)
        history.add_attempt(attempt)
        history.save_transcript(attempt.id, WORDS)
        history.save_coverage(attempt.id, a_coverage())
        history.save_opinion(
            attempt.id, Opinion({"spare": State.PARTLY}, {"spare": "Say when."}, bookmarks=(Bookmark(5),))
        )
        folder = folders.takes / attempt.id
        folder.mkdir(parents=True)
        (folder / "audio.wav").write_bytes(chance.randbytes(sound))
        label = TakeLabel(attempt.id, attempt.question, take)
        sidecar.write(folder, Sidecar(FinishedTake(label, attempt.started_at, 61_000), closed=True))
    history.close()
    folders.banks.mkdir()
    (folders.banks / "own.json").write_text('{"questions": [{"id": "a", "text": "b"}, {"id": "c", "text": "d"}]}')
    folders.settings.write_text('{"values": {}}')
    folders.models.mkdir()
    (folders.models / "base.en.pt").write_bytes(b"model" * 100)
    return folders


def state(folders):
    """Everything a person would miss, to be compared."""
    files = {
        str(file.relative_to(folders.data)): file.read_bytes()
        for place in (folders.takes, folders.banks)
        for file in sorted(place.rglob("*"))
        if file.is_file()
    }
    history = History(folders.history)
    rows = {
        attempt.id: (
            attempt,
            history.transcript(attempt.id),
            history.coverage(attempt.id),
            history.opinion(attempt.id),
        )
        for attempt in history.attempts()
    }
    assert history.notes == ()
    history.close()
    return files, rows, folders.settings.read_bytes() if folders.settings.exists() else None


def never():
    return False


def nothing(_done, _all):
    pass


def backup(folders, target, **wishes):
    return SafeKeeping(folders, "0.1.0").write(target, nothing, never, **wishes)


def everything_below(folder):
    return {
        str(entry.relative_to(folder)): entry.read_bytes() if entry.is_file() else None for entry in folder.rglob("*")
    }
