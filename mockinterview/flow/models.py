"""What the windows and commands may ask about models of recognisers; the room that keeps them fulfils it (see `ports`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from mockinterview.core.guidance import Guidance, Trial
from mockinterview.core.problems import Problem
from mockinterview.core.recognition import KnownModel, RecogniserWish

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]


class ModelStore(Protocol):
    """The models folder. What gets `cancelled` blocks: call it in a thread; it raises Cancelled soon after that became true."""

    def models(self) -> Sequence[KnownModel]:
        """Every model that is here or could be fetched."""
        ...

    def room(self) -> tuple[int, int]:
        """Bytes all models take, and bytes that are free on their disk (0: not known)."""
        ...

    def guidance(self, wish: RecogniserWish) -> Guidance:
        """What the recogniser that a wish would get needs, and what it took in a trial on this computer, if there was one."""
        ...

    def caution(self, wish: RecogniserWish) -> Problem | None:
        """What a person should know before a recognition begins (memory is short); None where all is well."""
        ...

    def fetch(self, name: str, progress: Progress, cancelled: Asked) -> None:
        """Download one model of the catalogue: the only use of the network, and only when a person asked for it.

        progress gets (bytes here, all bytes). What a cut left is taken up by the next call. SpeechProblem on failure.
        """
        ...

    def verify(self, name: str, progress: Progress, cancelled: Asked) -> None:
        """Read a model ("" for every one that is here) and compare its checksum; SpeechProblem if one is not to be used."""
        ...

    def add(self, file: Path, progress: Progress, cancelled: Asked) -> KnownModel:
        """Copy a model file into the models folder and tell what it is. SpeechProblem if it is no model, or cannot be copied.

        Its state is `untrusted` if it was neither published nor said yes to before; it is not used until `trust`.
        """
        ...

    def trust(self, name: str) -> None:
        """A person says yes to a model put there by hand; its checksum is remembered. May read the file: call it in a thread."""
        ...

    def remove(self, name: str) -> int:
        """Delete a model and all that belongs to it; the bytes that are free now. SpeechProblem if it is in use."""
        ...

    def try_out(self, wish: RecogniserWish, progress: Progress, cancelled: Asked) -> Trial:
        """Recognise a clip of a few seconds and remember what it took."""
        ...
