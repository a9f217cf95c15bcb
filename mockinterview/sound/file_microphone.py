"""A sound file that behaves like a microphone: for demonstrations, tests and `record --from-file`.

It goes the whole way a microphone's sound goes (queue, writer, growing file) and ends by itself.
"""

from __future__ import annotations

import io
import logging
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

from mockinterview.core.problems import MicrophoneProblem, Problem
from mockinterview.core.take import DeviceWish, InputDevice, TakeLabel
from mockinterview.sound.recording import RunningTake
from mockinterview.sound.takes import TakeShelf

log = logging.getLogger(__name__)

BLOCK_S = 0.05
_MOST_WAITING = 64
"""At pace "fast": blocks read ahead of the writer, so that a long file does not fill the memory."""

_BREATH_S = 0.005


class FileMicrophone:
    """Flow's `Microphone` on one sound file of any rate and channel count.

    pace: "real" takes as long as the sound lasts, "fast" as short as the disk allows. At the end the take keeps what it has and
    its `ended` turns true. decode: writes a file that libsndfile does not read to another path as WAV, or raises a Problem.
    """

    def __init__(
        self,
        shelf: TakeShelf,
        file: Path,
        pace: Literal["real", "fast"] = "real",
        decode: Callable[[Path, Path], None] | None = None,
    ) -> None:
        self._shelf = shelf
        self._file = file
        self._pace = pace
        self._decode = decode

    def inputs(self) -> Sequence[InputDevice]:
        """The one file."""
        return [InputDevice(self._file.name, "file", is_default=True)]

    def record(
        self, label: TakeLabel, device: DeviceWish, began: Callable[[], None], failed: Callable[[Problem], None]
    ) -> RunningTake:
        """Start a take with the file; MicrophoneProblem if it cannot be read. `device` is not looked at."""
        sound = self._open()
        try:
            take = self._shelf.begin(label, self._file.name)
        except Problem:
            sound.close()
            raise
        reader = _Reader(sound, self._pace)
        running = RunningTake(take, sound.samplerate, sound.channels, began, failed, reader.close, live=False)
        reader.start_into(running)
        return running

    def _open(self) -> Any:
        """The open sound: the file's own, or what was decoded of it, held in memory: a system may not delete what is open."""
        # Heavy library: only where sound is at hand.
        import soundfile

        try:
            return soundfile.SoundFile(str(self._file))
        except (soundfile.LibsndfileError, OSError) as error:
            if self._decode is None or not self._file.is_file():
                log.warning("a sound file could not be opened: %s", error)
                raise _unreadable(self._file) from error
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            decoded = Path(folder) / "sound.wav"
            self._decode(self._file, decoded)
            return soundfile.SoundFile(io.BytesIO(decoded.read_bytes()))


class _Reader:
    """The thread that reads the file and hands its blocks over."""

    def __init__(self, sound: Any, pace: Literal["real", "fast"]) -> None:
        self._sound = sound
        self._pace = pace
        self._stopping = threading.Event()
        self._take: RunningTake | None = None
        self._thread = threading.Thread(target=self._read, name="file-microphone", daemon=True)

    def start_into(self, take: RunningTake) -> None:
        """Begin to hand blocks over."""
        self._take = take
        self._thread.start()

    def close(self) -> None:
        """Stop reading."""
        self._stopping.set()
        self._thread.join()

    def _read(self) -> None:
        # Heavy libraries: only where sound is at hand.
        import numpy as np
        import soundfile

        take = self._take
        assert take is not None
        frames = max(1, round(self._sound.samplerate * BLOCK_S))
        due = time.monotonic()
        try:
            while not self._stopping.is_set():
                # Read as floats: libsndfile does not scale a float file that is read as integers.
                block = self._sound.read(frames, dtype="float32")
                if not len(block):
                    take.over()
                    return
                take.hear(np.clip(np.rint(block * 32_768), -32_768, 32_767).astype(np.int16).tobytes())
                due += len(block) / self._sound.samplerate
                self._breathe(take, due)
        except soundfile.LibsndfileError as error:
            log.warning("the sound file broke off: %s", error)
            take.lost()
        finally:
            self._sound.close()

    def _breathe(self, take: RunningTake, due: float) -> None:
        """Wait until the next block is due, or until the writer has caught up."""
        if self._pace == "real":
            self._stopping.wait(max(0.0, due - time.monotonic()))
            return
        while take.waiting_blocks > _MOST_WAITING and not self._stopping.is_set():
            self._stopping.wait(_BREATH_S)


def _unreadable(file: Path) -> MicrophoneProblem:
    return MicrophoneProblem(
        f"The sound file “{file.name}” could not be read.",
        "It is missing or damaged, or of a kind this program does not know.",
        "Give a WAV, FLAC, Ogg or MP3 file.",
    )
