"""What the networks made of texts they read lately: after a word was corrected, only what it stands in is read again.

A text read together with the same others gives the same numbers to the bit, so nothing is any different for being remembered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

MOST_BYTES = 64_000_000
"""An answer of 10,000 words and thirty items take 50 MB: 1.5 kB for each token and network."""

Key = tuple[int, int, tuple[tuple[int, ...], ...]]


class Memory:
    """States of tokens by network, kind and tokens of all the texts that were read together; those used longest ago go first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._states: OrderedDict[Key, NDArray[float32]] = OrderedDict()

    def recall(
        self, network: int, kind: int, tokens: Sequence[Sequence[int]], read: Callable[[], NDArray[float32]]
    ) -> NDArray[float32]:
        """What a network made of texts, read now if that was not lately. Nobody may write into it."""
        key = (network, kind, tuple(map(tuple, tokens)))
        states = self._states.get(key)
        if states is not None:
            self._states.move_to_end(key)
            return states
        states = read()
        states.flags.writeable = False
        self._states[key] = states
        self._bytes += states.nbytes
        while self._bytes > self._most_bytes and len(self._states) > 1:
            self._bytes -= self._states.popitem(last=False)[1].nbytes
        return states
