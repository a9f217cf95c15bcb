"""A child process that turns one sound file of any kind into what a take holds: 16 kHz mono int16 in a WAV file.

A file from outside is read by large libraries in C, so it is never read in the window's process: here it may crash, hang or eat
memory, and all that is lost is this import. It never imports Qt.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
import wave
from collections.abc import Callable
from pathlib import Path
from typing import IO

from mockinterview.core.problems import Problem, SpeechProblem
from mockinterview.speech.messages import Done, Failed, Message, Progress, encode
from mockinterview.speech.sound import RATE, sound_blocks
from mockinterview.speech.worker import be_modest, private_output

MOST_MEMORY_BYTES = 3 * 1024**3
"""Of address space, where the system can limit it: a block takes some megabytes, the libraries some hundred."""
_TELL_EVERY_S = 2.0


def main(audio: str, target: str) -> int:
    """Decode one file and say how it went. Ends when the program that started it is gone."""
    answers = private_output()
    be_modest()
    _limit_memory()
    threading.Thread(target=_end_with, args=(os.fdopen(0, "rb"),), name="parent", daemon=True).start()

    def tell(message: Message) -> None:
        answers.write(encode(message))
        answers.flush()

    tell(decode(Path(audio), Path(target), tell))
    os._exit(0)  # at once: a library's threads may hang


def decode(audio: Path, target: Path, tell: Callable[[Message], None]) -> Done | Failed:
    """Write `target`, telling the progress in milliseconds of sound; what cannot be done is an answer."""
    try:
        return Done(0, _write(audio, target, tell))
    except Problem as problem:
        return Failed(0, problem.what, problem.why, problem.next_step)
    except MemoryError:
        return Failed(0, f"There is too little memory to read {audio.name}.", "", "Close other programs and try again.")


def _write(audio: Path, target: Path, tell: Callable[[Message], None]) -> int:
    """The sound's length in milliseconds."""
    import numpy as np

    frames, told = 0, 0
    try:
        with wave.open(str(target), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            for block, seconds in sound_blocks(audio):
                out.writeframesraw(np.round(block * 32767).astype("<i2").tobytes())
                frames += len(block)
                if not told or frames - told >= _TELL_EVERY_S * RATE:
                    told = frames
                    done = frames * 1000 // RATE
                    tell(Progress(0, done, max(done, round(seconds * 1000))))
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise SpeechProblem(
            f"{audio.name} could not be copied into the data folder.",
            "The disk is full." if full else f"{error.strerror or 'The disk reported an error'}.",
            "Free some space and try again." if full else "Check the disk, or choose another data folder.",
        ) from error
    return frames * 1000 // RATE


def _end_with(source: IO[bytes]) -> None:
    source.read()
    os._exit(0)


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = MOST_MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(hard, MOST_MEMORY_BYTES)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
