"""Which way Qt's sound goes, and that its being closed ends nothing but the sound."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLoggingCategory

from mockinterview.sound.qt import backend
from mockinterview.sound.qt.backend import Backend
from tests.journeys.soundcard import VirtualSoundCard
from tests.sound.material import tone, write_wav


@pytest.mark.parametrize(
    ("threads", "way"),
    [
        ({"python", "PWDevMon"}, None),
        ({"python", "PWDevMon", "QAudioContext", "data-loop.0"}, Backend.PIPEWIRE),
        ({"python", "QPulseAudioEngi"}, Backend.PULSEAUDIO),
        ({"python", "PWDevMon", "QAudioContext", "QPulseAudioEngi"}, Backend.PULSEAUDIO),
    ],
)
def test_the_threads_tell_the_way(threads: set[str], way: Backend | None) -> None:
    """As they were seen: without a server, on PipeWire, on PulseAudio, and where PipeWire runs beside it for the pictures only."""
    assert backend.of(threads) is way


def test_the_terminal_is_told_only_what_a_person_can_use() -> None:
    """Not which symbols PipeWire's library would have had, nor what streams a played file has; warnings stay."""
    assert not QLoggingCategory("qt.multimedia.symbolsresolver").isWarningEnabled()
    assert not QLoggingCategory("qt.multimedia.ffmpeg.mediadataholder").isInfoEnabled()
    assert QLoggingCategory("qt.multimedia.ffmpeg.mediadataholder").isWarningEnabled()


_PLAYING = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from mockinterview.sound.qt import backend
from mockinterview.sound.qt.backend import Backend, Outlet
from mockinterview.sound.qt.player import QtPlayer
def wait_until(so, deadline=time.monotonic() + 30):
    while not so() and time.monotonic() < deadline:
        QTest.qWait(20)
app = QCoreApplication([])
outlet, told = Outlet(), []
def made():
    one = QtPlayer(outlet)
    one.listen(int, bool, lambda problem: told.append(problem.sentence))
    return one
player = made()
player.load(Path(sys.argv[1]))
player.play(0)
wait_until(lambda: player.position_ms > 300)
print(backend.in_use(), flush=True)
input()
wait_until(lambda: backend.in_use() is not Backend.PULSEAUDIO)
{deed}
wait_until(lambda: told and not player.playing)
QTest.qWait(300)
print(*told, player.playing, player.position_ms)
"""


@pytest.fixture
def own_card() -> Iterator[VirtualSoundCard]:
    """One that may be broken."""
    with VirtualSoundCard() as card:
        yield card


@pytest.mark.journey
@pytest.mark.parametrize(
    ("deed", "stands_at"),
    [
        ("player.play(1000)", 1000),
        ("player.seek(2000)", 2000),
        ("player.pause(); player.load(Path(sys.argv[1])); player.play(500)", 500),
        ("player.pause(); player.set_rate(2.0); player.seek(100); player.play(until_ms=900)", 100),
        ("player.pause(); player = made(); player.load(Path(sys.argv[1])); player.play(0)", 0),
        ("pass", None),
    ],
)
def test_a_sound_service_that_dies_ends_nothing_but_the_sound(
    tmp_path: Path, own_card: VirtualSoundCard, deed: str, stands_at: int | None
) -> None:
    """Told once, and where one wished to go is where it stands."""
    take = write_wav(tmp_path / "a.wav", tone(20_000))
    program = subprocess.Popen(
        [sys.executable, "-c", _PLAYING.format(deed=deed), str(take)],
        env=own_card.environment(), cwd=Path(__file__).parents[3], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert program.stdout is not None
    try:
        assert program.stdout.readline().strip() == str(Backend.PULSEAUDIO)
        own_card.kill_daemon()
        said, complaints = program.communicate("\n", timeout=60)
    finally:
        program.kill()
        program.wait()
    assert program.returncode == 0, complaints
    assert said.count("The computer's sound service does not answer.") == 1
    assert said.split()[-2] == "False"
    assert stands_at is None or int(said.split()[-1]) == stands_at
