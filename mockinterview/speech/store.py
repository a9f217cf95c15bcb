"""Everything a person can do with models: look, get, check, add a file, say yes to it, try it out, remove it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from mockinterview.core.guidance import Guidance, Trial, bytes_words
from mockinterview.core.problems import Cancelled, Problem, SpeechProblem
from mockinterview.core.recognition import KnownModel, ModelState, RecogniserWish
from mockinterview.core.transcript import Transcript
from mockinterview.speech.choice import Choice, choose
from mockinterview.speech.memory import free_bytes
from mockinterview.speech.models import CATALOGUE, Model, ModelShelf
from mockinterview.speech.needs import needs_bytes
from mockinterview.speech.trials import Trials

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]


class Child(Protocol):
    """What the store asks of the transcriber beside it."""

    def transcribe(self, audio: Path, wish: RecogniserWish, progress: Progress, cancelled: Asked) -> Transcript:
        """The words of a sound file."""
        ...

    def holds(self, model: str) -> bool:
        """Whether that model is in its memory."""
        ...

    def let_go(self, model: str) -> None:
        """Close that model's file; SpeechProblem if a recognition needs it now."""
        ...


class ModelStore:
    """The models folder, for a person. clip: a few seconds of speech for trials. Safe from any thread.

    free: asks the system for free memory.
    """

    def __init__(
        self,
        folder: Path,
        child: Child,
        clip: Path,
        catalogue: Sequence[Model] = CATALOGUE,
        free: Callable[[], int] = free_bytes,
    ) -> None:
        self._shelf = ModelShelf(folder, catalogue)
        self._child = child
        self._clip = clip
        self._trials = Trials(folder)
        self._free = free

    # ------------------------------------------------------------ looking

    def models(self) -> Sequence[KnownModel]:
        """Every model that is here or could be fetched; a few milliseconds."""
        return self._shelf.rows()

    def room(self) -> tuple[int, int]:
        """Bytes all models take, and bytes that are free on their disk (0 where the system does not say)."""
        import shutil  # 3 ms, and the first window needs none of it

        taken = sum(model.here_bytes for model in self.models())
        folder = next((one for one in (self._shelf.folder, *self._shelf.folder.parents) if one.is_dir()), None)
        try:
            return taken, shutil.disk_usage(folder).free if folder is not None else 0
        except OSError:
            return taken, 0

    def guidance(self, wish: RecogniserWish) -> Guidance:
        """What the recogniser that a wish would get needs, and what it took in a trial here."""
        try:
            choice = choose(wish, self._shelf)
        except SpeechProblem:  # said where it is chosen; there is nothing to guide to
            return Guidance(free_bytes=self._free())
        return self._guidance(choice)

    def caution(self, wish: RecogniserWish) -> Problem | None:
        """What a person should know before a recognition begins: that memory is short. None where all is well, or not known."""
        try:
            choice = choose(wish, self._shelf)
        except SpeechProblem:  # the recognition says it in a moment
            return None
        guidance = self._guidance(choice)
        if not guidance.needs_bytes or not 0 < guidance.free_bytes < guidance.needs_bytes:
            return None
        if self._child.holds(choice.model):
            return None
        return SpeechProblem(
            f"Memory is short for the model {choice.model}.",
            f"It needs about {bytes_words(guidance.needs_bytes)} and {bytes_words(guidance.free_bytes)} are free, so it may "
            "be slow or fail.",
            "Close other programs, or choose a smaller model in Settings.",
        )

    # ------------------------------------------------------------ doing

    def fetch(self, name: str, progress: Progress, cancelled: Asked) -> None:
        """Download a model; blocks. progress gets bytes. What a cut left is taken up by the next call."""
        from mockinterview.speech.fetch import Download  # urllib: the window starts without it

        Download(self._shelf, name, progress, cancelled).run()

    def verify(self, name: str, progress: Progress, cancelled: Asked) -> None:
        """Read a model (all that are here for "") and compare its checksum; SpeechProblem if one is not to be used."""
        if name and name not in self._shelf.stored():
            name = self._shelf.pick(name, "").name  # says how to get it
        sizes = {row.name: row.size_bytes for row in self.models()}
        names = (name,) if name else self._shelf.stored()
        total = sum(sizes.get(one, 0) for one in names)
        before = 0
        for one in names:
            self._shelf.verify(one, again=True, heard=_telling(before, total, progress, cancelled))
            before += sizes.get(one, 0)
        progress(total, total)

    def add(self, file: Path, progress: Progress, cancelled: Asked) -> KnownModel:
        """Copy a model file into the models folder. Used at once if published or trusted before, else after `trust`."""
        from mockinterview.speech.by_hand import add_file  # hashlib: the window starts without it

        name = add_file(self._shelf, file, progress, cancelled)
        return next(row for row in self.models() if row.name == name)

    def trust(self, name: str) -> None:
        """A person says yes to a file that was put there by hand; its very bytes are remembered."""
        if self._shelf.state(name) is ModelState.ABSENT:
            raise SpeechProblem(
                f"The model {name} is not on this computer.", next_step="Add its file first, then say yes to it."
            )
        self._shelf.trust(name)

    def remove(self, name: str) -> int:
        """Delete a model, what is begun of it, and its conversions; the bytes that are free now. SpeechProblem if it is in use."""
        self._child.let_go(name)
        return self._shelf.remove(name)

    def try_out(self, wish: RecogniserWish, progress: Progress, cancelled: Asked) -> Trial:
        """Recognise the clip twice and remember what it took; blocks, seconds to a minute. progress gets (done, all) steps."""
        times: list[int] = []
        transcript: Transcript | None = None
        for step in range(2):
            progress(step, 2)
            if cancelled():
                raise Cancelled
            began = time.monotonic()
            transcript = self._child.transcribe(self._clip, wish, lambda _done, _all: None, cancelled)
            times.append(round((time.monotonic() - began) * 1000))
        assert transcript is not None
        trial = Trial(
            transcript.engine, transcript.model, transcript.duration_ms, max(0, times[0] - times[1]), times[1]
        )
        self._trials.keep(trial, self._size(trial.model))
        progress(2, 2)
        return trial

    # ------------------------------------------------------------ inside

    def _guidance(self, choice: Choice) -> Guidance:
        size = self._size(choice.model)
        trial = self._trials.kept(choice.engine, choice.model, size)
        return Guidance(needs_bytes(choice.engine, size), self._free(), trial)

    def _size(self, name: str) -> int:
        return next((row.size_bytes for row in self.models() if row.name == name), 0)


def _telling(before: int, total: int, progress: Progress, cancelled: Asked) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if cancelled():
            raise Cancelled
        progress(min(before + done, total), total)

    return tell
