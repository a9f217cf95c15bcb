"""The reading voice: `done` once for every text, whichever voice there is, and the window never held up."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, QTimer, Slot
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import Problem, VoiceProblem
from mockinterview.sound.qt import speech_engine
from mockinterview.sound.qt.speech_engine import PLATFORM_ENGINES, engine_for, plain_name
from mockinterview.sound.qt.voice import QtVoice
from tests.journeys.soundcard import VirtualSoundCard

NO_ENGINE = "no-such-engine"
WAIT_MS = 15_000


@pytest.fixture
def make_voice(qapp: object) -> Iterator[Callable[..., QtVoice]]:
    made: list[QtVoice] = []

    def make(engine: str = "mock", fallback: str = "no-such-program") -> QtVoice:
        made.append(QtVoice(engine, fallback))
        return made[-1]

    yield make
    for voice in made:
        voice.close()


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], str]:
    """A shell script in espeak-ng's place."""

    def write(body: str) -> str:
        file = tmp_path / "speaker"
        file.write_text(f"#!/bin/sh\n{body}\n")
        file.chmod(0o755)
        return str(file)

    return write


# ---------------------------------------------------------------- Qt's speech (its silent engine)


def test_a_text_is_done_when_the_voice_falls_silent(make_voice: Callable[..., QtVoice], qtbot: QtBot) -> None:
    done: list[Problem | None] = []
    started = time.monotonic()
    make_voice().say("one two three four five", done.append)
    assert done == []
    qtbot.waitUntil(lambda: done == [None], timeout=WAIT_MS)
    assert time.monotonic() - started >= 0.4  # a tenth of a second a word


def test_the_chosen_voice_and_speed_are_used_from_the_next_text_on(qapp: object, qtbot: QtBot) -> None:
    chosen, speed = ["Mary"], [-0.5]
    voice = QtVoice("mock", "no-such-program", name=lambda: chosen[0], rate=lambda: speed[0])
    done: list[Problem | None] = []
    try:
        for name, used in (("Mary", "Mary"), ("Bob", "Bob"), ("Somebody else", "Charly"), ("", "Charly")):
            chosen[0], speed[0] = name, speed[0] + 0.1
            voice.say("one", done.append)
            qtbot.waitUntil(lambda: bool(done), timeout=WAIT_MS)
            assert done.pop() is None
            speech = voice._engine._speech
            assert speech is not None
            assert (speech.voice().name(), speech.rate()) == (used, pytest.approx(speed[0]))
    finally:
        voice.close()


@pytest.mark.parametrize(("rate", "words_a_minute"), [(-1.0, "88"), (0.0, "175"), (1.0, "350")])
def test_the_fallback_speaks_at_the_chosen_speed(
    program: Callable[[str], str],
    tmp_path: Path,
    qapp: object,
    qtbot: QtBot,
    expect_log: Callable[[str], None],
    rate: float,
    words_a_minute: str,
) -> None:
    expect_log("espeak-ng reads instead")
    said = tmp_path / "said"
    voice = QtVoice(NO_ENGINE, program(f'echo "$@" > "{said}"; cat > /dev/null'), rate=lambda: rate)
    done: list[Problem | None] = []
    voice.say("one", done.append)
    qtbot.waitUntil(lambda: done == [None], timeout=WAIT_MS)
    voice.close()
    assert said.read_text().split()[-2:] == ["-s", words_a_minute]


def test_an_engine_that_cannot_be_cut_off_does_not_take_the_program_down() -> None:
    script = """
import gc
from PySide6.QtCore import QCoreApplication, QThread
from mockinterview.sound.qt import speech_engine

class Stuck(QThread):
    def wait(self, _ms): return False
    def terminate(self): pass

application = QCoreApplication([])
speech_engine.QThread = Stuck
engine = speech_engine.SpeechEngine("mock")
assert engine.names()
engine.close()
del engine
gc.collect()
print("everything else is closed", flush=True)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert "everything else is closed" in done.stdout


def test_stopping_is_done_at_once_and_once(make_voice: Callable[..., QtVoice], qtbot: QtBot) -> None:
    voice, done = make_voice(), []
    voice.say("one two three", done.append)
    voice.stop()
    voice.stop()
    assert done == [None]
    voice.say("four", done.append)
    qtbot.waitUntil(lambda: len(done) == 2, timeout=WAIT_MS)


def test_every_text_is_done_once_however_they_crowd(make_voice: Callable[..., QtVoice], qtbot: QtBot) -> None:
    voice = make_voice()
    done: list[int] = []

    class Told:
        def __init__(self, number: int) -> None:
            self._number = number

        def __call__(self, problem: Problem | None) -> None:
            assert problem is None
            done.append(self._number)

    for number in range(6):
        voice.say("word " * (number + 1), Told(number))
        if number % 2:
            qtbot.wait(number * 20)
    qtbot.waitUntil(lambda: len(done) == 6, timeout=WAIT_MS)
    assert done == list(range(6))


def test_the_end_of_a_hushed_text_is_not_taken_for_the_next_ones(
    make_voice: Callable[..., QtVoice], qtbot: QtBot
) -> None:
    voice = make_voice()
    first: list[Problem | None] = []
    voice.say("one", first.append)
    qtbot.waitUntil(lambda: first == [None], timeout=WAIT_MS)
    second: list[Problem | None] = []
    voice.say("one two three four five six", first.append)
    qtbot.wait(100)
    started = time.monotonic()
    voice.say("one two three four five six", second.append)
    qtbot.waitUntil(lambda: second == [None], timeout=WAIT_MS)
    assert time.monotonic() - started >= 0.5


def test_closing_ends_the_running_text(make_voice: Callable[..., QtVoice], qtbot: QtBot) -> None:
    voice, done = make_voice(), []
    voice.say("one two three", done.append)
    voice.close()
    voice.close()
    assert done == [None]


def test_an_engine_that_never_starts_to_speak_is_given_up(
    make_voice: Callable[..., QtVoice],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    expect_log: Callable[[str], None],
    program: Callable[[str], str],
) -> None:
    expect_log("espeak-ng reads instead")
    monkeypatch.setattr(speech_engine, "START_S", 0.05)
    monkeypatch.setattr(speech_engine.SpeechEngine, "_on_state", _deaf)
    voice, done = make_voice(fallback=program("cat > /dev/null")), []
    voice.say("one", done.append)
    qtbot.waitUntil(lambda: done == [None], timeout=WAIT_MS)


@Slot("QTextToSpeech::State")
def _deaf(_self: QObject, _state: object) -> None:
    """Never hears of the engine's state."""


# ---------------------------------------------------------------- espeak-ng in its place


def test_without_an_engine_the_program_reads_from_standard_input(
    make_voice: Callable[..., QtVoice],
    qtbot: QtBot,
    tmp_path: Path,
    program: Callable[[str], str],
    expect_log: Callable[[str], None],
) -> None:
    expect_log("espeak-ng reads instead")
    text = 'It\'s "quoted"; $(touch /tmp/x) -- été 问题 --version'
    voice, done = make_voice(NO_ENGINE, program(f"cat > '{tmp_path}/said'; echo \"$@\" > '{tmp_path}/words'")), []
    voice.say(text, done.append)
    qtbot.waitUntil(lambda: done == [None], timeout=WAIT_MS)
    assert (tmp_path / "said").read_text(encoding="utf-8") == text
    assert (tmp_path / "words").read_text() == "--stdin -v en-us -s 175\n"


@pytest.mark.parametrize("body", ["exit 3", "echo 'error: Connection refused' >&2", "kill -9 $$"])
def test_a_program_that_fails_is_a_sentence(
    make_voice: Callable[..., QtVoice],
    qtbot: QtBot,
    program: Callable[[str], str],
    expect_log: Callable[[str], None],
    body: str,
) -> None:
    expect_log("espeak-ng")
    voice, done = make_voice(NO_ENGINE, program(f"cat > /dev/null; {body}")), []
    voice.say("one", done.append)
    qtbot.waitUntil(lambda: len(done) == 1, timeout=WAIT_MS)
    assert isinstance(done[0], VoiceProblem)


def test_a_program_that_speaks_for_ever_is_cut_off(
    make_voice: Callable[..., QtVoice],
    qtbot: QtBot,
    tmp_path: Path,
    program: Callable[[str], str],
    expect_log: Callable[[str], None],
) -> None:
    expect_log("espeak-ng reads instead")
    voice, done = make_voice(NO_ENGINE, program(f"touch '{tmp_path}/speaking'; exec tail -f /dev/null")), []
    voice.say("one", done.append)
    qtbot.waitUntil((tmp_path / "speaking").exists, timeout=WAIT_MS)
    voice.stop()
    assert done == [None]


def test_no_voice_at_all_is_a_sentence(
    make_voice: Callable[..., QtVoice], qtbot: QtBot, expect_log: Callable[[str], None]
) -> None:
    expect_log("espeak-ng reads instead")
    voice, done = make_voice(NO_ENGINE), []
    voice.say("one", done.append)
    qtbot.waitUntil(lambda: len(done) == 1, timeout=WAIT_MS)
    assert isinstance(done[0], VoiceProblem)
    assert "No voice is installed" in done[0].sentence
    assert voice.voices() == []


# ---------------------------------------------------------------- which engine, which voices


@pytest.mark.parametrize(
    ("platform", "available", "chosen"),
    [
        ("linux", ["mock", "speechd"], "speechd"),
        ("linux", ["mock", "flite", "speechd"], "speechd"),
        ("linux", ["mock", "flite"], "flite"),
        ("linux", ["mock"], ""),
        ("win32", ["mock", "sapi", "winrt"], "winrt"),
        ("darwin", ["mock", "darwin"], "darwin"),
        ("plan9", ["mock"], ""),
    ],
)
def test_the_systems_own_engine_is_named(platform: str, available: list[str], chosen: str) -> None:
    assert engine_for(platform, available) == chosen


def test_the_silent_engine_is_never_chosen() -> None:
    assert all("mock" not in engines for engines in PLATFORM_ENGINES.values())


def test_a_variant_is_no_voice_of_its_own() -> None:
    assert plain_name("English (America)+Adam") == plain_name("English (America)") == "English (America)"


# ---------------------------------------------------------------- the real voices


class Ticker(QObject):
    """The longest time the window would have stood still."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.monotonic()
        self.longest_ms = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(10)

    @Slot()
    def _on_tick(self) -> None:
        now = time.monotonic()
        self.longest_ms, self._last = max(self.longest_ms, (now - self._last) * 1000), now

    def stop(self) -> float:
        self._timer.stop()
        return self.longest_ms


def loud_ms(pcm: bytes) -> int:
    """How much of a sound is louder than a whisper, in steps of 10 ms."""
    samples = np.abs(np.frombuffer(pcm, "<i2").astype(int))
    return int((samples[: samples.size // 160 * 160].reshape(-1, 160).max(axis=1) > 300).sum()) * 10


@pytest.mark.journey
def test_the_systems_voice_is_heard_and_the_window_goes_on(
    make_voice: Callable[..., QtVoice], qtbot: QtBot, sound_card: VirtualSoundCard
) -> None:
    voice, done = make_voice(""), []
    hearing = sound_card.capture()
    ticker = Ticker()
    voice.say("When did you have to keep something secret?", done.append)
    qtbot.waitUntil(lambda: done == [None], timeout=WAIT_MS)
    longest = ticker.stop()
    assert loud_ms(hearing.stop()) > 800
    assert longest < 500  # starting the engine in the window's thread would take two seconds
    names = voice.voices()
    assert "English (America)" in names
    assert len(names) < 30
    assert not any("+" in name for name in names)


@pytest.mark.journey
def test_espeak_is_heard(
    make_voice: Callable[..., QtVoice], qtbot: QtBot, sound_card: VirtualSoundCard, expect_log: Callable[[str], None]
) -> None:
    expect_log("espeak-ng reads instead")
    voice, done = make_voice(NO_ENGINE, "espeak-ng"), []
    hearing = sound_card.capture()
    voice.say("When did you have to keep something secret?", done.append)
    qtbot.waitUntil(lambda: done == [None], timeout=WAIT_MS)
    assert loud_ms(hearing.stop()) > 800
    assert voice.voices() == ["espeak-ng"]


@pytest.mark.journey
def test_without_a_sound_server_it_is_a_sentence(
    make_voice: Callable[..., QtVoice], qtbot: QtBot, expect_log: Callable[[str], None]
) -> None:
    expect_log("espeak-ng")
    voice, done = make_voice(NO_ENGINE, "espeak-ng"), []
    voice.say("one", done.append)
    qtbot.waitUntil(lambda: len(done) == 1, timeout=WAIT_MS)
    assert isinstance(done[0], VoiceProblem)
