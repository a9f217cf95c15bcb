"""A models folder with nothing on the disk: lists what the test wrote, fetches at once, or when the test lets it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from mockinterview.core.guidance import Guidance, Trial
from mockinterview.core.problems import Cancelled, Problem
from mockinterview.core.recognition import KnownModel, ModelState, RecogniserWish

SIZES = (("tiny.en", 75_571_315), ("base.en", 145_261_783), ("small", 483_617_219))


def known(name: str, size: int, state: ModelState = ModelState.ABSENT) -> KnownModel:
    """A model as the real store tells of it."""
    languages = ("en",) if name.endswith(".en") else ("en", "many")
    suggested = "suits this computer (2 cores, 8.0 GB of memory)" if name == "base.en" else ""
    here = 0 if state is ModelState.ABSENT else size
    return KnownModel(name, f"/models/{name}.pt", state, size, 3 * size, languages, True, here, suggested)


class FakeModelStore:
    """problem: raised by the next deed that can fail, once set. hold: while clear, deeds with progress wait half-way.

    strange: whether an added file is one that nobody knows. fetched, checked, added, trusted, removed, tried: what was asked.
    """

    def __init__(self, *models: KnownModel) -> None:
        self.known = list(models or (known(name, size) for name, size in SIZES))
        self.problem: Problem | None = None
        self.warning: Problem | None = None
        self.strange = False
        self.free_bytes = 4_000_000_000
        self.trial: Trial | None = None
        self.hold = threading.Event()
        self.hold.set()
        self.fetched: list[str] = []
        self.checked: list[str] = []
        self.added: list[Path] = []
        self.trusted: list[str] = []
        self.removed: list[str] = []
        self.tried: list[RecogniserWish] = []

    def models(self) -> Sequence[KnownModel]:
        return tuple(self.known)

    def room(self) -> tuple[int, int]:
        return sum(model.here_bytes for model in self.known), 50_000_000_000

    def guidance(self, wish: RecogniserWish) -> Guidance:
        model = self._model(wish.model or "base.en")
        return Guidance(model.memory_bytes if model else 0, self.free_bytes, self.trial)

    def caution(self, wish: RecogniserWish) -> Problem | None:
        return self.warning

    def fetch(self, name: str, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        self.fetched.append(name)
        model = self._model(name)
        self._work(model.size_bytes if model else 1000, progress, cancelled)
        self._put(name, ModelState.HERE)

    def verify(self, name: str, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        self.checked.append(name)
        self._work(1000, progress, cancelled)

    def add(self, file: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> KnownModel:
        self.added.append(file)
        self._work(1000, progress, cancelled)
        model = KnownModel(
            file.stem,
            f"/models/{file.name}",
            ModelState.UNTRUSTED if self.strange else ModelState.HERE,
            1000,
            published=False,
            here_bytes=1000,
        )
        self.known.append(model)
        return model

    def trust(self, name: str) -> None:
        self.trusted.append(name)
        self._put(name, ModelState.HERE)

    def remove(self, name: str) -> int:
        if self.problem is not None:
            raise self.problem
        self.removed.append(name)
        model = self._model(name)
        freed = model.here_bytes if model else 0
        if model is not None and not model.published:
            self.known.remove(model)
        else:
            self._put(name, ModelState.ABSENT)
        return freed

    def try_out(
        self, wish: RecogniserWish, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Trial:
        self.tried.append(wish)
        self._work(2, progress, cancelled)
        self.trial = Trial("whisper", wish.model or "base.en", 5000, 1500, 1200)
        return self.trial

    def _work(self, total: int, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        progress(total // 2, total)
        while not self.hold.wait(0.01):
            if cancelled():
                raise Cancelled
        if cancelled():
            raise Cancelled
        if self.problem is not None:
            raise self.problem
        progress(total, total)

    def _model(self, name: str) -> KnownModel | None:
        return next((model for model in self.known if model.name == name), None)

    def _put(self, name: str, state: ModelState) -> None:
        self.known = [
            replace(model, state=state, here_bytes=0 if state is ModelState.ABSENT else model.size_bytes)
            if model.name == name
            else model
            for model in self.known
        ]
