"""How a recogniser's process can end badly, how that is noticed, and what a person reads then."""

from __future__ import annotations

import signal
import time

from mockinterview.core.problems import SpeechProblem
from mockinterview.speech.messages import Progress

PATIENCE_S = 120.0
"""A child that shows no progress for so long hangs, unless its steps are known to take longer."""
_STEPS = 10
"""It hangs after so many times the expected length of a step."""
_STEP_S = 30.0
"""A step is one of Whisper's windows; until the first is done, half its length is expected."""
HUNG = "hung"
GARBAGE = "garbage"
_KILLED = (-9, 137)
_ILLEGAL = (-4, 132, 0xC000001D)
_NO_MEMORY = (0xC0000017, 0xC000012D)
_CRASHED = (0xC0000005, 0xC00000FD, 0xC0000374, 0xC0000409)
"""Statuses of SIGKILL, which the system sends when memory runs out, and of SIGILL, as Python and as a shell report them; then what
Windows says for the same, for no memory left, and for crashes (access, stack, heap, broken buffer: ntstatus.h)."""
_MEMORY_WORDS = ("bad_alloc", "MemoryError", "OutOfMemoryError", "allocate memory", "out of memory")
"""What C++, Python and PyTorch say with their last breath when memory has run out."""
SAFE = "Your recording is safe."


class Died(Exception):
    """The child ended before its answer, sent what is no message, or was ended because it hung. status: what is known of it."""

    def __init__(self, status: int | str, last_words: str = "") -> None:
        super().__init__(status)
        self.status = status
        self.last_words = last_words


class Watch:
    """How long a child has shown no progress. lively: any sign of life is progress; so it is while an answer is being given."""

    def __init__(self, patience_s: float, *, lively: bool = False) -> None:
        self._patience_s = patience_s
        self._seen = time.monotonic()
        self._slowest_s = 0.0
        self._best = Progress(0, -1, 0)
        self._lively = lively

    def calm_down(self) -> None:
        """From now on only what goes on counts as progress."""
        self._lively = False

    def saw(self, step: Progress) -> None:
        """Something came; only what goes on counts as a step."""
        if step.done_ms > self._best.done_ms:
            now = time.monotonic()
            self._slowest_s = max(self._slowest_s, now - self._seen) if self._best.done_ms >= 0 else 0.0
            self._seen, self._best = now, step
        elif self._lively:
            self._seen = time.monotonic()

    def too_long(self) -> bool:
        """Whether it hangs."""
        expected_s = self._slowest_s or min(self._best.total_ms / 1000, _STEP_S) / 2
        limit_s = max(self._patience_s, min(_STEPS * expected_s, 10 * self._patience_s))
        return time.monotonic() - self._seen > limit_s


def what_it_died_of(death: Died) -> SpeechProblem:
    """The sentence for a child that died twice."""
    status = death.status
    if status == HUNG:
        return SpeechProblem(
            "The recogniser stopped making progress and was ended.",
            next_step=f"{SAFE} Recognise it again, or choose a smaller model in Settings.",
        )
    if status in _KILLED or status in _NO_MEMORY or any(word in death.last_words for word in _MEMORY_WORDS):
        return SpeechProblem(
            "The recogniser was ended by the system." if status in _KILLED else "The recogniser stopped working.",
            "Most likely memory ran out.",
            f"{SAFE} Choose a smaller model in Settings, or close other programs, and recognise it again.",
        )
    if status in _ILLEGAL:
        return SpeechProblem(
            "This recogniser does not run on this computer's processor.",
            next_step=f"{SAFE} Choose another recogniser in Settings.",
        )
    return SpeechProblem(
        "The recogniser stopped working, twice.",
        _crash(status),
        f"{SAFE} Recognise it again, or choose another model or recogniser in Settings.",
    )


def _crash(status: int | str) -> str:
    if status in _CRASHED:
        return f"It crashed ({status:#x})."
    if isinstance(status, int) and status < 0:
        try:
            return f"It crashed ({signal.Signals(-status).name})."
        except ValueError:  # a real-time signal has no name
            return f"It crashed (signal {-status})."
    return ""
