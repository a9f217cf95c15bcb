"""Recording while the recogniser works: is sound lost, and does the window still answer?

    QT_QPA_PLATFORM=offscreen python tests/benchmarks/speech/recording_load.py [--model base.en] [--seconds N]

A sound is recorded the way a person's is: through the real PortAudio from a private sound server into whose microphone it is played
(tests/journeys/soundcard.py), or, where there is none, from a file that behaves like a microphone (--file). Meanwhile the
recogniser's child follows this take, and after it has gone through a long recording of before, again and again. This process is the
window's: its Qt event loop has a timer of 16 ms, and how late each tick comes is noted. First as long with nothing to recognise.

Lost sound is looked for by the marks a take gets when PortAudio reports an overflow, and by what was written: all that was in the
file, or, with the sound server, whether the end of the take stands as far behind its beginning as it was played.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QCoreApplication, Qt, QTimer  # noqa: E402

from mockinterview.core.attempt import MarkKind  # noqa: E402
from mockinterview.core.problems import Cancelled, Problem  # noqa: E402
from mockinterview.core.question import Question  # noqa: E402
from mockinterview.core.recognition import RecogniserWish  # noqa: E402
from mockinterview.core.take import DeviceWish, FinishedTake, TakeLabel  # noqa: E402
from mockinterview.sound.file_microphone import FileMicrophone  # noqa: E402
from mockinterview.sound.microphone import PortAudioMicrophone  # noqa: E402
from mockinterview.sound.recording import RunningTake  # noqa: E402
from mockinterview.sound.takes import TakeShelf  # noqa: E402
from mockinterview.speech.models import ModelShelf  # noqa: E402
from mockinterview.speech.process import ChildTranscriber  # noqa: E402
from tests.benchmarks.speech import random_checkpoint, spoken_answers  # noqa: E402
from tests.benchmarks.speech.after_stop import BABBLING, child_pid, ignore  # noqa: E402
from tests.benchmarks.speech.machine import at_share, cpu_seconds, machine  # noqa: E402
from tests.data.whisper.spoken import RATE, Speaker  # noqa: E402
from tests.journeys.soundcard import VirtualSoundCard, tools_missing  # noqa: E402

TICK_MS = 16
STRETCH = 4 * RATE
"""So much sound at the beginning and at the end is looked for in the take."""


@dataclass
class Ticks:
    """How late the window's timer comes, in ms."""

    late_ms: list[float] = field(default_factory=list)
    last: float = 0.0

    def tick(self) -> None:
        now = time.perf_counter()
        if self.last:
            self.late_ms.append(max(0.0, 1000 * (now - self.last) - TICK_MS))
        self.last = now


@dataclass(frozen=True)
class Round:
    """What became of one recording."""

    take: FinishedTake
    written: int
    lost: str
    late_ms: list[float]
    load: float
    problems: list[Problem]

    def tell(self, name: str) -> None:
        overflows = sum(mark.kind is MarkKind.OVERFLOW for mark in self.take.marks)
        print(
            f"{name:24} {self.written / RATE:6.1f} s written, {self.lost}, {overflows} overflows, {len(self.problems)} problems; "
            f"tick late p50 {at_share(self.late_ms, 50):.1f}, p99 {at_share(self.late_ms, 99):.1f}, "
            f"worst {max(self.late_ms):.1f} ms; recogniser {100 * self.load:.0f} % of a core",
            flush=True,
        )


class Work:
    """The recogniser at work on long recordings, one after the other, as long as it lasts."""

    def __init__(self, transcriber: ChildTranscriber, wish: RecogniserWish, long: Path) -> None:
        self._transcriber, self._wish, self._long = transcriber, wish, long
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on)

    def __enter__(self) -> Work:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _go_on(self) -> None:
        while not self._over.is_set():
            try:
                self._transcriber.transcribe(self._long, self._wish, ignore, self._over.is_set)
            except Cancelled:
                return


class Studio:
    """Where it is recorded: a microphone, and the sound that is spoken to it."""

    def __init__(self, folder: Path, sound: np.ndarray, card: VirtualSoundCard | None) -> None:
        self._shelf = TakeShelf(folder / "takes")
        self._card, self._sound = card, sound
        self._file = folder / "spoken.wav"
        soundfile.write(self._file, sound, RATE, subtype="PCM_16")
        self._folder = folder

    def record(self, load: ChildTranscriber | None, wish: RecogniserWish, spoken: spoken_answers.Answer) -> Round:
        """Record all of it in this thread's event loop; followed by the recogniser if there is one."""
        label = TakeLabel(str(uuid.uuid4()), Question("load", "How much can it take?"), 1)
        problems: list[Problem] = []
        began = threading.Event()
        source = PortAudioMicrophone(self._shelf) if self._card else FileMicrophone(self._shelf, self._file)
        take = source.record(label, DeviceWish(), began.set, problems.append)
        audio = self._folder / "takes" / label.attempt_id / "audio.wav"
        began.wait(10)
        if load is not None:
            spoken_answers.write_script(audio, spoken)
            load.follow(audio, wish, lambda _transcript: None)
        before, started = (cpu_seconds(child_pid(load)) if load else 0.0), time.perf_counter()
        ticks = self._looped(take)
        share = ((cpu_seconds(child_pid(load)) - before) / (time.perf_counter() - started)) if load else 0.0
        finished = take.stop()
        if load is not None:
            load.forget(audio)
        written, _ = soundfile.read(audio, dtype="float32")
        return Round(finished, len(written), self._lost(written), ticks.late_ms, share, problems)

    def _looped(self, take: RunningTake) -> Ticks:
        ticks = Ticks()
        player = self._card.play(self._file) if self._card else None
        loop = QCoreApplication.instance()
        assert loop is not None
        window, watch = QTimer(), QTimer()
        window.setTimerType(Qt.TimerType.PreciseTimer)

        def over() -> None:
            if player.poll() is not None if player else take.ended:
                loop.quit()

        window.timeout.connect(ticks.tick)
        watch.timeout.connect(over)
        window.start(TICK_MS)
        watch.start(200)
        loop.exec()
        window.stop()
        watch.stop()
        return ticks

    def _lost(self, written: np.ndarray) -> str:
        """What is missing of what was handed over, in words."""
        if self._card is None:
            return f"{len(self._sound) - len(written)} of {len(self._sound)} frames lost"
        first, last = place(written, self._sound[:STRETCH]), place(written, self._sound[-STRETCH:])
        lost = len(self._sound) - STRETCH - (last - first)
        return f"{lost} of {len(self._sound)} frames lost between its first and its last words"


def place(written: np.ndarray, wanted: np.ndarray) -> int:
    """Where a piece of sound stands in a recording, in samples."""
    size = 1 << (len(written) + len(wanted)).bit_length()
    match = np.fft.irfft(np.fft.rfft(written, size) * np.conj(np.fft.rfft(wanted, size)))
    return int(match[: len(written)].argmax())


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--model", default="base.en", choices=random_checkpoint.NAMES)
    given.add_argument("--seconds", type=float, default=60.0)
    given.add_argument("--file", action="store_true", help="from a file that behaves like a microphone")
    wish = given.parse_args()
    print(f"{machine('torch', 'PySide6-Essentials')}; {wish.model}, timer of {TICK_MS} ms")
    card = None if wish.file or tools_missing() else VirtualSoundCard().start()
    print(f"recorded from {'a sound server' if card else 'a file'}")
    if card:
        os.environ.update(card.env)
    try:
        with tempfile.TemporaryDirectory() as folder:
            race(Path(folder), wish.model, wish.seconds, card)
    finally:
        if card:
            card.close()


def race(folder: Path, name: str, seconds: float, card: VirtualSoundCard | None) -> None:
    """Without the recogniser, followed by it, and while it works on something else."""
    _loop = QCoreApplication([])
    spoken = spoken_answers.answer(Speaker(), seconds, random.Random(3))
    models = folder / "models"
    models.mkdir()
    random_checkpoint.make(name, models / f"{name}.pt")
    ModelShelf(models, ()).trust(name)
    wish = RecogniserWish("whisper", name)
    long = folder / "before.wav"
    before = spoken_answers.repeated(spoken, 4)
    soundfile.write(long, before.sound, RATE, subtype="PCM_16")
    spoken_answers.write_script(long, before)
    studio = Studio(folder, spoken.sound, card)
    studio.record(None, wish, spoken).tell("nothing to recognise")
    transcriber = ChildTranscriber(models, [sys.executable, str(BABBLING)], catalogue=())
    try:
        studio.record(transcriber, wish, spoken).tell("followed")
        with Work(transcriber, wish, long):
            studio.record(transcriber, wish, spoken).tell("another one recognised")
    finally:
        transcriber.close()


if __name__ == "__main__":
    main()
