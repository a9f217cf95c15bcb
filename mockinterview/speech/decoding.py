"""Our side of the decoder: start the child for one file, watch it, and let it die without harm."""

from __future__ import annotations

import logging
import queue
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.speech.child import Child
from mockinterview.speech.messages import Done, Failed, Progress

_log = logging.getLogger(__name__)

_LOOK_S = 0.05
"""How often a wish to cancel is looked for."""
PATIENCE_S = 60.0
"""Without any progress for so long, the file is given up. Two seconds of sound take some ten milliseconds."""
LONGEST_WAIT_S = 3_600.0
"""Whatever its progress: four hours of sound take about a minute."""


class ChildDecoder:
    """Sound files from outside into takes, each in a process of its own. Safe from any thread; several may be at work.

    command: what to start instead of this program's own decoder; the two paths are added to it.
    """

    def __init__(
        self,
        command: Sequence[str] | None = None,
        patience_s: float = PATIENCE_S,
        longest_wait_s: float = LONGEST_WAIT_S,
    ) -> None:
        self._command = list(command) if command is not None else decoder_command()
        self._patience_s = patience_s
        self._longest_wait_s = longest_wait_s

    def decode(
        self, audio: Path, target: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> None:
        """Write `target` as 16 kHz mono int16 WAV; blocks. progress gets (done ms, all ms as far as the file says).

        However it ends otherwise than well, `target` is gone. SpeechProblem says what was the matter; Cancelled within a second.
        """
        if cancelled():
            raise Cancelled
        try:
            child = Child([*self._command, str(audio.absolute()), str(target.absolute())])
        except OSError as error:
            raise SpeechProblem(
                f"{audio.name} could not be read.",
                "The part of the program that reads sound files could not be started.",
                "Install the program again.",
            ) from error
        done = False
        try:
            self._follow(child, audio.name, progress, cancelled)
            done = True
        finally:
            child.end()
            if not done:
                with suppress(OSError):
                    target.unlink(missing_ok=True)

    def _follow(
        self, child: Child, name: str, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> None:
        began = moved = time.monotonic()
        best = -1
        while True:
            if cancelled():
                raise Cancelled
            now = time.monotonic()
            if now - moved > self._patience_s or now - began > self._longest_wait_s:
                _log.warning("a sound file took too long to read")
                raise _broken(name, "Reading it took too long.")
            try:
                message = child.next(_LOOK_S)
            except queue.Empty:
                continue
            if isinstance(message, Progress):
                if message.done_ms > best:
                    best, moved = message.done_ms, time.monotonic()
                progress(message.done_ms, message.total_ms)
            elif isinstance(message, Failed):
                raise SpeechProblem(message.what, message.why, message.next_step)
            elif isinstance(message, Done):
                return
            else:
                status = child.end()
                _log.warning("the decoder ended with status %s:\n%s", status, child.last_words)
                raise _broken(name, "The part of the program that reads sound files stopped at it.")


def decoder_command() -> list[str]:
    """How this program starts its decoder: by itself, installed or frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--decoder"]
    return [sys.executable, "-m", "mockinterview", "--decoder"]


def _broken(name: str, why: str) -> SpeechProblem:
    return SpeechProblem(f"The sound file {name} cannot be read.", why, "Save it again, as WAV or MP3, and try that.")
