"""Sound on its way from the callback to the disk: a queue that never says no for as long as anybody's memory allows.

A disk may stall for half a minute, and more in a bad hour; what is said meanwhile waits here. Only past ten minutes of it is sound
dropped, whole blocks of it and counted, rather than the program be ended by the system for want of memory.
"""

from __future__ import annotations

import queue
from typing import Generic, NamedTuple, TypeVar

MOST_S = 600
"""Sound that may wait: 60 MB at 48 kHz."""

_ROOM_S = 30
"""After sound was dropped so much room must be there before any is taken again: few long holes tell more than many short ones."""

E = TypeVar("E")


class Block(NamedTuple):
    """Interleaved int16 as it came, when it came, and how many bytes were dropped just before it."""

    at: float
    sound: bytes
    dropped: int = 0


class Backlog(Generic[E]):
    """Blocks and, in their places between them, events. One thread puts blocks, one takes; events come from any."""

    def __init__(self, bytes_a_second: int) -> None:
        self._queue: queue.SimpleQueue[Block | E] = queue.SimpleQueue()
        self._most = MOST_S * bytes_a_second
        self._room = _ROOM_S * bytes_a_second
        self._taken_in = self._given_out = self._dropped = 0
        self._in_hand: Block | None = None
        self._accepted = self._done = 0
        self.heard = 0
        """Blocks that came, dropped ones too."""

    def put_block(self, at: float, sound: bytes) -> None:
        """Take a block in. Safe in a sound callback: no lock, no wait."""
        self.heard += 1
        limit = self._most - self._room if self._dropped else self._most
        if self._taken_in - self._given_out + len(sound) > limit:
            self._dropped += len(sound)
            return
        self._taken_in += len(sound)
        self._accepted += 1
        dropped, self._dropped = self._dropped, 0
        self._queue.put(Block(at, sound, dropped))

    def put(self, event: E) -> None:
        """Put an event in its place behind what came so far."""
        self._queue.put(event)

    def get(self, timeout_s: float) -> Block | E | None:
        """What comes next; None if nothing does in time."""
        if self._in_hand is not None:
            self._done += 1
            self._in_hand = None
        try:
            item = self._queue.get(timeout=timeout_s)
        except queue.Empty:
            return None
        if isinstance(item, Block):
            self._in_hand = item
            self._given_out += len(item.sound)
        return item

    @property
    def waiting(self) -> int:
        """Blocks whose turn is not over yet, or events that nobody has taken."""
        return max(self._accepted - self._done, self._queue.qsize())

    @property
    def dropping(self) -> int:
        """Bytes dropped since the last block that was taken in."""
        return self._dropped

    def behind_s(self, now: float) -> float:
        """How long ago the block came that is being written; 0 if none is."""
        block = self._in_hand
        return 0.0 if block is None else max(0.0, now - block.at)
