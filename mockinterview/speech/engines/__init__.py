"""The recognisers. Each module is the only door to one library and is imported only by the child that uses it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mockinterview.core.transcript import Transcript
    from mockinterview.speech.gate import Stretch


class Engine(Protocol):
    """One recogniser, loaded."""

    def recognise(
        self,
        samples: NDArray[np.float32],
        stretches: Sequence[Stretch],
        language: str,
        vocabulary: Sequence[str],
        heard: Callable[[int], None],
    ) -> Transcript:
        """Words with times on the sound's own clock.

        samples: float32 mono at 16 kHz. stretches: where somebody speaks, at least one. heard: gets milliseconds of sound done,
        rising. SpeechProblem if it cannot.
        """
        ...
