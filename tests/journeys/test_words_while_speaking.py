"""A spoken answer becomes words while it is spoken, each at its place in the sound: the real program on the virtual microphone."""

from __future__ import annotations

import shutil
import wave
from pathlib import Path
from statistics import median

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mockinterview.core.delivery import bare
from mockinterview.core.transcript import Word
from mockinterview.flow.answering import Step
from mockinterview.speech.models import ModelShelf
from mockinterview.ui.review import ReviewPage
from tests.data.whisper.spoken import RATE, SENTENCES, Speaker
from tests.journeys.conftest import OpenWindow, WindowMaker
from tests.journeys.soundcard import VirtualSoundCard

pytestmark = pytest.mark.journey

CHECKPOINT = Path(__file__).parents[1] / "data" / "whisper" / "rehearsal.pt"
QUESTION = "difficult-client-legal-secretary"
SAID = (SENTENCES[0], SENTENCES[17], SENTENCES[10])
PAUSE_MS = 1_800
"""Between sentences: long enough to end a piece, so that it is recognised at once."""
MODEL_DEADLINE_MS = 120_000
Samples = NDArray[np.float32]


@pytest.fixture
def opened(window_maker: WindowMaker, data_dir: Path) -> OpenWindow:
    """The window, with the tests' checkpoint where a person would put a model by hand."""
    models = data_dir / "models"
    models.mkdir(parents=True)
    shutil.copy(CHECKPOINT, models)
    ModelShelf(models).trust(CHECKPOINT.stem)
    return window_maker()


@pytest.fixture
def answer(tmp_path: Path) -> tuple[Path, list[tuple[str, float]]]:
    """The spoken sentences, and every word with its true start in ms after the first sound."""
    speaker, silence = Speaker(), np.zeros(PAUSE_MS * RATE // 1000, np.float32)
    parts: list[Samples] = []
    words: list[tuple[str, float]] = []
    for sentence in SAID:
        begin_ms = sum(map(len, parts)) * 1000 / RATE
        one = speaker.say(sentence, "gmw/en", 165)
        parts += [one.sound * np.float32(0.6), silence]
        words += [(text, begin_ms + start * 1000) for text, start, _ in one.words]
    file = tmp_path / "answer.wav"
    soundfile.write(file, np.concatenate(parts), RATE)
    return file, words


def recorded(file: Path) -> Samples:
    """A take as it lies on the disk, in -1..1."""
    with wave.open(str(file)) as take:
        assert take.getframerate() == RATE
        return np.frombuffer(take.readframes(take.getnframes()), "<i2").astype(np.float32) / 32768


def onset_ms(sound: Samples, from_ms: float = 0) -> float:
    """When the first sound of speech is heard at or after a time."""
    begin = int(from_ms * RATE / 1000)
    return from_ms + float(np.flatnonzero(np.abs(sound[begin:]) > 0.003)[0]) * 1000 / RATE


def place_ms(part: Samples, whole: Samples) -> float:
    """Where in a sound a part of it comes from, whatever its level."""
    size = 1 << (len(part) + len(whole)).bit_length()
    alike = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size)), size)[: len(whole)]
    energy = np.convolve(whole**2, np.ones(len(part)), "full")[len(part) - 1 :][: len(whole)]
    return float(np.argmax(alike / np.sqrt(energy + 1e-3))) * 1000 / RATE


def test_words_are_there_while_speaking_and_each_is_heard_at_its_time(
    opened: OpenWindow, qtbot: QtBot, sound_card: VirtualSoundCard, answer: tuple[Path, list[tuple[str, float]]]
) -> None:
    file, spoken = answer
    answering, reviewing = opened.house.answering, opened.house.reviewing
    opened.window.rehearse(QUESTION)
    opened.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: answering.step is Step.RECORDING, timeout=10_000)
    attempt_id = answering.attempt_id

    def arrived() -> tuple[Word, ...]:
        words = reviewing.arriving(attempt_id)
        return words.words if words is not None else ()

    # WHEN the answer is spoken THEN words arrive while the recording goes on.
    speaking = sound_card.play(file)
    qtbot.waitUntil(lambda: bool(arrived()), timeout=MODEL_DEADLINE_MS)
    assert answering.step is Step.RECORDING
    qtbot.waitUntil(lambda: speaking.poll() is not None, timeout=30_000)
    early = arrived()
    assert bare(early[0].text) == bare(spoken[0][0])

    # WHEN it is stopped THEN what has arrived is in the review at once, and the rest joins it.
    opened.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: opened.window.current == "review", timeout=10_000)
    page = opened.window.page("review")
    assert isinstance(page, ReviewPage)
    assert page.pane.shown != "message", "nobody is asked to have written down what is written down already"
    qtbot.waitUntil(lambda: page.pane.view.toPlainText().startswith("I led a small team"))
    assert page.pane.shown == "words"
    qtbot.waitUntil(lambda: not answering.busy, timeout=10_000)
    qtbot.waitUntil(lambda: reviewing.review(attempt_id).transcript is not None, timeout=MODEL_DEADLINE_MS)
    transcript = reviewing.review(attempt_id).transcript
    assert transcript is not None
    assert (transcript.engine, transcript.draft) == ("whisper", False)
    assert [bare(word.text) for word in transcript.words] == [bare(word) for word, _ in spoken]
    assert transcript.words[: len(early)] == early, "what was heard while speaking is not heard again"

    # THEN each word's time is where its sound is.
    take = recorded(opened.house.library.audio(attempt_id))
    first_ms = onset_ms(take)
    off = [abs(word.start_ms - (first_ms + start)) for word, (_, start) in zip(transcript.words, spoken, strict=True)]
    assert median(off) <= 150, [round(one) for one in off]

    # WHEN a word of the last sentence is clicked THEN what is heard is the take from that word on.
    qtbot.waitUntil(lambda: len(page.pane.view.toPlainText().split()) == len(spoken))
    chosen = len(SAID[0].split()) + len(SAID[1].split())
    listening = sound_card.capture()
    position = page.pane.view.word_rect(chosen).center()
    QTest.mouseClick(page.pane.view.viewport(), Qt.MouseButton.LeftButton, pos=position)
    qtbot.waitUntil(lambda: listening.heard_ms > 2_500, timeout=20_000)
    heard = np.frombuffer(listening.stop(), "<i2").astype(np.float32) / 32768
    begin = int(onset_ms(heard) * RATE / 1000)
    expected_ms = onset_ms(take, transcript.words[chosen].start_ms)
    assert place_ms(heard[begin : begin + RATE // 2], take) == pytest.approx(expected_ms, abs=150)
