"""`kill -9` at a random moment of a take: how much of what was said is lost, and is the take there at the next start?

    python -m tests.benchmarks.faults.kill_take [--n 200]

The real `record` command, on a sound server of its own into whose microphone a coded tone is played without end. What is lost is
measured from end to end: what the sound server had played when the signal was sent, as somebody heard it who listens beside the
program, against the last sample that is on disk. So the sound server's and PortAudio's latency (0.1 s asked for) are in the figure,
and only the listener's own smallest delay (20 ms asked for) is not. The whole take is looked through for holes as well.

Then the take must be listed as unfinished, with the length that its file has, be readable once it is brought back, and stay the
same, byte for byte, when that is done again; every twentieth is brought back by the real `recover` command first.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import wave
from pathlib import Path

from mockinterview.sound.takes import TakeShelf
from tests.benchmarks.faults.coded_tone import RATE, Listening, Ruler, samples_of, write_tone
from tests.benchmarks.faults.outcome import REASONS_SHOWN, Outcome, alone, progress
from tests.benchmarks.faults.puppet import QUESTION, ROOT
from tests.benchmarks.faults.sound_server import Missed
from tests.journeys.soundcard import MICROPHONE, VirtualSoundCard

NAME = "kill_take"
MOST_LOST_S = 0.25
BAR = f"<= {MOST_LOST_S} s lost, readable, listed, recovery idempotent"
TONE_S = 120.0
LONGEST_S = 4.0
BLOCK_MS = 100
"""What a length may be off: one block of the sound callback."""
BY_COMMAND = 20


class Studio:
    """A sound server with a tone in the air, one who listens to it, and a data folder."""

    def __init__(self, folder: Path, card: VirtualSoundCard) -> None:
        self.data, self.card = folder / "data", card
        self.shelf = TakeShelf(self.data / "takes")
        self._file = write_tone(folder / "tone.wav", TONE_S)
        self.ruler = Ruler(TONE_S)
        self._player: subprocess.Popen[bytes] | None = None
        self._ends = 0.0
        self.listening = Listening(f"{MICROPHONE}.monitor", card.environment())

    def play(self, seconds: float) -> None:
        """Go on with the tone, from its beginning where it would end within that time."""
        if self._player is None or time.monotonic() + seconds > self._ends:
            if self._player is not None:
                self._player.terminate()
                self._player.wait(10)
            self._player, self._ends = self.card.play(self._file), time.monotonic() + TONE_S

    def command(self, *words: str) -> list[str]:
        """A command of the program on this data folder."""
        return [sys.executable, "-m", "mockinterview", "--data-dir", str(self.data), *words]

    def close(self) -> None:
        """Silence."""
        self.listening.close()


def trial(n: int, seed: int = 0) -> Outcome:
    """n takes."""
    dice = random.Random(seed)
    reasons: list[str] = []
    losses: list[float] = []
    with tempfile.TemporaryDirectory() as folder, VirtualSoundCard() as card:
        studio = Studio(Path(folder), card)
        try:
            for number in range(n):
                try:
                    one(studio, dice.uniform(0.0, LONGEST_S), losses, by_command=number % BY_COMMAND == 0)
                except (Missed, OSError, TimeoutError) as error:
                    reasons.append(f"take {number}: {error}")
                progress(NAME, number + 1, n, f"{len(reasons)} failures, worst {max(losses, default=0):.3f} s")
        finally:
            studio.close()
    middle = sorted(losses)[len(losses) // 2] if losses else 0.0
    note = (
        f"from end to end, with the sound server's latency: median {middle:.3f} s, worst {max(losses, default=0):.3f} s"
    )
    return Outcome(NAME, n, len(reasons), f"{max(losses, default=0):.2f} s lost", BAR, (note, *reasons[:REASONS_SHOWN]))


def one(studio: Studio, after_s: float, losses: list[float], *, by_command: bool) -> None:
    """Record, kill so long after the first sound is on disk, note the seconds lost, and bring back. Missed if anything is wrong."""
    studio.play(LONGEST_S + 20)
    known = set(_takes(studio))
    recorder = subprocess.Popen(
        studio.command("record", "--question", QUESTION, "--seconds", "600"),
        cwd=ROOT, env=studio.card.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        folder = _begun(studio, known, recorder)
        threading.Event().wait(after_s)
        if recorder.poll() is not None:
            raise Missed(f"the recording ended by itself with {recorder.returncode}")
        moment = time.monotonic()
        recorder.send_signal(signal.SIGKILL)
        recorder.wait(10)
    finally:
        if recorder.poll() is None:
            recorder.kill()
        recorder.communicate()
    losses.append(lost := _lost(studio, folder / "audio.wav", moment))
    _bring_back(studio, folder, by_command=by_command)
    if lost > MOST_LOST_S:
        raise Missed(f"{lost:.3f} s lost")


def _takes(studio: Studio) -> list[str]:
    """The takes there are; one that is just being made has another name, which begins with a dot."""
    names = os.listdir(studio.data / "takes") if (studio.data / "takes").is_dir() else []
    return [name for name in names if not name.startswith(".")]


def _begun(studio: Studio, known: set[str], recorder: subprocess.Popen[bytes]) -> Path:
    """The folder of the new take, once it holds sound."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and recorder.poll() is None:
        for name in set(_takes(studio)) - known:
            audio = studio.data / "takes" / name / "audio.wav"
            if audio.is_file() and audio.stat().st_size > 44:
                return audio.parent
        threading.Event().wait(0.005)
    said = recorder.communicate()[1] if recorder.poll() is not None else b""
    raise Missed(f"no recording began: {said.decode(errors='replace')[-200:]}")


def _lost(studio: Studio, audio: Path, moment: float) -> float:
    """Seconds of the tone between the last sample on disk and what had been played at that moment."""
    recorded = samples_of(audio)
    played = studio.ruler.end(studio.listening.by(moment))
    kept = studio.ruler.end(recorded)
    if played is None or kept is None:
        which = "the listener" if played is None else f"the take of {len(recorded) / RATE:.2f} s"
        raise Missed(f"the end of the tone is not to be found in what {which} heard")
    if gaps := studio.ruler.missing(recorded):
        raise Missed(", ".join(map(str, gaps[:3])))
    return (played - kept) / RATE


def _bring_back(studio: Studio, folder: Path, *, by_command: bool) -> None:
    """List the take, recover it, and once more: nothing changes."""
    frames = (os.path.getsize(folder / "audio.wav") - 44) // 2
    shelf = studio.shelf
    listed = {take.label.attempt_id: take for take in shelf.unfinished()}
    if folder.name not in listed:
        raise Missed("it is not listed as unfinished")
    if abs(listed[folder.name].duration_ms - frames * 1000 // RATE) > BLOCK_MS:
        raise Missed(f"listed with {listed[folder.name].duration_ms} ms, but {frames * 1000 // RATE} ms are on disk")
    if by_command:
        done = subprocess.run(
            studio.command("recover", "--json"), cwd=ROOT, capture_output=True, text=True, check=False
        )
        found = [attempt["id"] for attempt in json.loads(done.stdout)["recovered"]] if done.returncode == 0 else []
        if folder.name not in found:
            raise Missed(f"`recover` ended with {done.returncode} and brought back {found}: {done.stderr[-200:]}")
    shelf.recover(folder.name)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    again = shelf.recover(folder.name)
    if before != {file.name: file.read_bytes() for file in folder.iterdir()}:
        raise Missed("bringing it back once more changed it")
    with wave.open(str(folder / "audio.wav")) as sound:
        if sound.getnframes() != frames or again.duration_ms != frames * 1000 // RATE:
            raise Missed(f"{sound.getnframes()} samples can be read of {frames}")
    if folder.name in {take.label.attempt_id for take in shelf.unfinished()}:
        raise Missed("it is still listed as unfinished")


if __name__ == "__main__":
    sys.exit(alone(trial, __doc__, 200))
