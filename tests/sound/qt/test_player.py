"""The player on the real QtMultimedia, into the virtual sound card."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import Problem, TakeProblem
from mockinterview.sound.qt.player import END_MS, QtPlayer
from tests.journeys.soundcard import VirtualSoundCard
from tests.sound.material import tone, write_wav
from tests.sound.test_on_the_sound_card import babble, likeness

WAIT_MS = 10_000


class Told:
    """What the player told, and when."""

    def __init__(self, player: QtPlayer) -> None:
        self.positions: list[tuple[float, int]] = []
        self.playing: list[bool] = []
        self.problems: list[Problem] = []
        player.listen(self._on_position, self.playing.append, self.problems.append)

    def _on_position(self, position: int) -> None:
        self.positions.append((time.monotonic(), position))


@pytest.fixture
def player(qapp: object, sound_card: VirtualSoundCard) -> Iterator[QtPlayer]:
    player = QtPlayer()
    yield player
    player.unload()


@pytest.fixture
def told(player: QtPlayer) -> Told:
    return Told(player)


@pytest.fixture
def take(tmp_path: Path) -> Path:
    """Three seconds of sound at a path with a space, an accent and Chinese characters."""
    folder = tmp_path / "José 录音 #1"
    folder.mkdir()
    return write_wav(folder / "audio.wav", babble(3.0).tobytes())


pytestmark = pytest.mark.journey


def test_a_stretch_is_played_and_nothing_else(
    player: QtPlayer, told: Told, take: Path, qtbot: QtBot, sound_card: VirtualSoundCard
) -> None:
    hearing = sound_card.capture()
    player.load(take)
    player.play(1000, 2000)
    qtbot.waitUntil(lambda: told.playing == [True, False], timeout=WAIT_MS)
    assert player.position_ms == 2000
    assert not player.playing
    hearing.wait_ms(hearing.heard_ms + 200)
    heard = np.frombuffer(hearing.stop(), "<i2")
    assert likeness(heard, babble(3.0)[16_000:31_200].astype(float)) > 0.95
    sounding = np.nonzero(np.abs(heard.astype(int)) > 50)[0]
    assert (sounding[-1] - sounding[0]) / 16 == pytest.approx(1000, abs=200)
    assert told.problems == []


def test_positions_come_every_frame_rise_and_keep_time(player: QtPlayer, told: Told, take: Path, qtbot: QtBot) -> None:
    player.load(take)
    player.play()
    qtbot.waitUntil(lambda: told.playing == [True, False], timeout=WAIT_MS)
    times, positions = (np.array(column) for column in zip(*told.positions, strict=True))
    assert positions[-1] == 3000
    assert (np.diff(positions) > 0).all()
    assert np.median(np.diff(times)) < 0.035
    lead = positions / 1000 - times
    assert np.percentile(lead[3:-1], 95) - np.percentile(lead[3:-1], 5) < 0.15


def test_after_the_end_it_plays_from_the_start(player: QtPlayer, told: Told, take: Path, qtbot: QtBot) -> None:
    player.load(take)
    player.play(2800)
    qtbot.waitUntil(lambda: told.playing == [True, False], timeout=WAIT_MS)
    player.play(until_ms=300)
    qtbot.waitUntil(lambda: told.playing == [True, False] * 2, timeout=WAIT_MS)
    assert player.position_ms == 300


def test_what_is_asked_too_early_happens_as_soon_as_it_can(
    player: QtPlayer, told: Told, take: Path, qtbot: QtBot
) -> None:
    player.load(take)
    player.seek(1500)
    assert player.position_ms == 1500
    qtbot.waitUntil(lambda: [at for _, at in told.positions] == [1500], timeout=WAIT_MS)
    assert told.playing == []


@pytest.mark.parametrize(("asked", "reached"), [(-5, 0), (700, 700), (3000, 3000 - END_MS), (10**9, 3000 - END_MS)])
def test_seeks_stay_inside_the_sound(
    player: QtPlayer, told: Told, take: Path, qtbot: QtBot, asked: int, reached: int
) -> None:
    player.load(take)
    player.seek(100)
    qtbot.waitUntil(lambda: bool(told.positions), timeout=WAIT_MS)
    player.seek(asked)
    assert player.position_ms == reached


def test_a_pause_is_silent_at_once(
    player: QtPlayer, told: Told, take: Path, qtbot: QtBot, sound_card: VirtualSoundCard
) -> None:
    """And what Qt still held is heard when it goes on: nothing is lost between the two."""
    player.load(take)
    player.play()
    qtbot.waitUntil(lambda: player.position_ms >= 800, timeout=WAIT_MS)
    player.pause()
    hearing = sound_card.capture()
    hearing.wait_ms(300)
    assert np.abs(np.frombuffer(hearing.heard, "<i2").astype(int)).max(initial=0) < 50
    stood = player.position_ms
    player.play()
    qtbot.waitUntil(lambda: told.playing == [True, False] * 2, timeout=WAIT_MS)
    heard = np.frombuffer(hearing.stop(), "<i2")
    wanted = babble(3.0)[stood * 16 + 160 : stood * 16 + 8_000].astype(float)
    assert likeness(heard, wanted) > 0.95


def test_pausing_and_going_on(player: QtPlayer, told: Told, take: Path, qtbot: QtBot) -> None:
    player.load(take)
    player.play()
    qtbot.waitUntil(lambda: player.position_ms >= 500, timeout=WAIT_MS)
    player.pause()
    stood = player.position_ms
    assert told.playing == [True, False]
    qtbot.wait(100)
    assert player.position_ms == stood
    player.play()
    qtbot.waitUntil(lambda: player.position_ms > stood + 200, timeout=WAIT_MS)


def test_double_speed_takes_half_the_time(player: QtPlayer, told: Told, take: Path, qtbot: QtBot) -> None:
    player.set_rate(2.0)
    player.load(take)
    player.play()
    qtbot.waitUntil(lambda: told.playing == [True, False], timeout=WAIT_MS)
    assert told.positions[-1][0] - told.positions[0][0] == pytest.approx(1.5, abs=0.4)


def test_a_missing_file_is_a_sentence(player: QtPlayer, told: Told, tmp_path: Path) -> None:
    player.load(tmp_path / "gone.wav")
    player.play()
    assert isinstance(told.problems[0], TakeProblem)
    assert told.playing == []


def test_a_damaged_file_is_a_sentence(
    player: QtPlayer, told: Told, tmp_path: Path, qtbot: QtBot, take: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("the player reported")
    (tmp_path / "bad.wav").write_bytes(b"RIFF" + b"\x07nonsense" * 40)
    player.load(tmp_path / "bad.wav")
    player.play()
    qtbot.waitUntil(lambda: bool(told.problems), timeout=WAIT_MS)
    assert isinstance(told.problems[0], TakeProblem)
    player.load(take)
    player.play(0, 200)
    qtbot.waitUntil(lambda: told.playing == [True, False], timeout=WAIT_MS)


def test_unloading_while_it_plays(player: QtPlayer, told: Told, take: Path, qtbot: QtBot) -> None:
    player.load(take)
    player.play()
    qtbot.waitUntil(lambda: player.playing, timeout=WAIT_MS)
    player.unload()
    assert told.playing == [True, False]
    assert player.position_ms == 0
    player.play()
    player.seek(100)
    assert not player.playing


def test_an_empty_take_does_no_harm(player: QtPlayer, told: Told, tmp_path: Path, qtbot: QtBot) -> None:
    player.load(write_wav(tmp_path / "a.wav", b""))
    player.play(100)
    qtbot.wait(200)
    assert player.position_ms in (0, 100)


_NO_LOUDSPEAKER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from mockinterview.sound.qt.player import QtPlayer
app = QCoreApplication([])
player = QtPlayer()
def failed(problem):
    print(problem.sentence)
    app.quit()
player.listen(int, bool, failed)
player.load(Path(sys.argv[1]))
player.play()
QTimer.singleShot(8000, app.quit)
app.exec()
"""


def test_no_loudspeaker_is_a_sentence(tmp_path: Path) -> None:
    take = write_wav(tmp_path / "a.wav", tone(300))
    done = subprocess.run(
        [sys.executable, "-c", _NO_LOUDSPEAKER, str(take)],
        capture_output=True, text=True, timeout=30, check=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert "No loudspeaker was found." in done.stdout


_ENDING = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from mockinterview.sound.qt.player import QtPlayer
app = QCoreApplication([])
player = QtPlayer()
player.listen(int, bool, print)
for turn in range(6):
    player.load(Path(sys.argv[1]))
    player.play(100)
    QTest.qWait(100 + 13 * turn)
    while turn % 2 and player.playing:
        QTest.qWait(10)
    player.unload()
print("done")
"""


def test_the_end_of_a_sound_does_not_wait_for_python(tmp_path: Path, sound_card: VirtualSoundCard) -> None:
    """`qWait` keeps the interpreter's lock, and so do calls into Qt: its audio thread must be able to end all the same."""
    take = write_wav(tmp_path / "a.wav", tone(500))
    done = subprocess.run(
        [sys.executable, "-c", _ENDING, str(take)],
        capture_output=True, text=True, timeout=60, check=True, cwd=Path(__file__).parents[3], env=sound_card.environment(),
    )  # fmt: skip
    assert done.stdout.strip() == "done"


@pytest.mark.parametrize("rate", [0.5, 1.0, 2.0])
def test_nothing_of_the_next_word_is_heard(
    player: QtPlayer, told: Told, tmp_path: Path, qtbot: QtBot, sound_card: VirtualSoundCard, rate: float
) -> None:
    """A tone from 1.0 to 2.0 s, another after it: played up to there, the other is hardly heard, the first nearly to its end."""
    sound = np.concatenate([np.zeros(16_000), np.sin(np.arange(16_000) * 0.2), np.sin(np.arange(16_000) * 0.8)])
    take = write_wav(tmp_path / "two.wav", (sound * 12_000).astype("<i2").tobytes())
    player.set_rate(rate)
    hearing = sound_card.capture()
    player.load(take)
    player.play(700, 2000)
    qtbot.waitUntil(lambda: told.playing == [True, False], timeout=WAIT_MS)
    hearing.wait_ms(hearing.heard_ms + 300)
    heard = np.frombuffer(hearing.stop(), "<i2").astype(float)
    frames = np.lib.stride_tricks.sliding_window_view(heard, 160)[::16]
    first, other = (np.abs(frames @ np.exp(-1j * pace * np.arange(160))) / 80 > 3_000 for pace in (0.2, 0.8))
    assert np.count_nonzero(other) <= 60
    assert np.count_nonzero(first) == pytest.approx(1000 / rate, abs=100)


_LOADED = """
import sys
import mockinterview.sound.file_microphone, mockinterview.sound.microphone, mockinterview.sound.takes
import mockinterview.sound.qt.player, mockinterview.sound.qt.voice
heavy = ("PySide6.QtMultimedia", "PySide6.QtTextToSpeech", "numpy", "sounddevice", "soundfile", "soxr")
print(*(name for name in heavy if name in sys.modules))
"""


def test_importing_the_room_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3]
    )
    assert done.stdout.strip() == ""
