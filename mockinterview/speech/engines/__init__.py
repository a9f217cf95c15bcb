"""The recognisers. Each module is the only door to one library and is imported only by the child that uses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mockinterview.speech.pieces import Heard, Piece


class Engine(Protocol):
    """One recogniser, loaded."""

    @property
    def longest_ms(self) -> int:
        """How long a piece it is best given, at most."""
        ...

    @property
    def gap_ms(self) -> int:
        """A pause as long as this between two stretches belongs to no piece."""
        ...

    def hear(
        self, samples: NDArray[np.float32], pieces: Sequence[Piece], language: str, vocabulary: Sequence[str]
    ) -> Iterator[Heard]:
        """What is heard in each piece, in their order and each as soon as it is known.

        samples: float32 mono at 16 kHz, all of them or as far as they are there; pieces lie inside. language: "" to find out, where
        the recogniser can. SpeechProblem if it cannot do it.
        """
        ...


@runtime_checkable
class Hurrying(Protocol):
    """An engine that can use more of the computer once the recording has ended. Those that cannot need not have it."""

    def hurry(self, on: bool) -> None:
        """Use every core (True), or leave one to the rest of the program again (False), from the next step on.

        Safe from any thread, also while it hears a piece: Stop must not wait for that at half the speed.
        """
        ...
