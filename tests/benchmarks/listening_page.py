"""The review page on the real player and a sound card in memory, for benchmarks of what is heard against what is seen."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mockinterview.core.question import Question
from mockinterview.settings import Settings
from mockinterview.sound.qt.player import QtPlayer
from mockinterview.ui.look import apply
from mockinterview.ui.review import ReviewPage
from tests.benchmarks.heard import CodedAnswer, Ear, calibrate, play_clicks
from tests.journeys.soundcard import MICROPHONE, VirtualSoundCard
from tests.ui.review.scenes import Scene, open_attempt

CLICKS = 15


@dataclass
class Listening:
    """A page that shows and plays a coded answer, and an ear. `close_ear` before the ear is asked anything."""

    page: ReviewPage
    ear: Ear
    answer: CodedAnswer
    _clicks: list[float] = field(default_factory=list)
    spread_ms: float = 0.0

    def wait(self, ms: int) -> None:
        """Let the page live so long."""
        QTest.qWait(ms)

    def wait_for_silence(self, longest_ms: int) -> None:
        """Let the page live until it plays no more, and what was played is heard."""
        deadline = time.monotonic() + longest_ms / 1000
        while self.page.replay.playing and time.monotonic() < deadline:
            QTest.qWait(20)
        QTest.qWait(400)

    def close_ear(self) -> None:
        """Stop listening, and put the ear's clock right."""
        self._clicks += play_clicks(CLICKS)
        self.ear.stop()
        self.spread_ms = calibrate(self.ear, self._clicks)


class Eye(QObject):
    """Sees on the screen which word is marked: when it was first painted so."""

    def __init__(self, page: ReviewPage) -> None:
        super().__init__(page)
        self._view = page.pane.view
        self._word: int | None = None
        self.seen: list[tuple[float, int]] = []
        self._view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._view.current_word != self._word:
            self._word = self._view.current_word
            if self._word is not None:
                self.seen.append((time.monotonic(), self._word))
        return False


@contextmanager
def listening(answer: CodedAnswer) -> Iterator[Listening]:
    """Everything there is, shown and ready to be played."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with VirtualSoundCard() as card, tempfile.TemporaryDirectory() as folder:
        os.environ.update(card.env)
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        settings = Settings(Path(folder) / "settings.json")
        apply(app, settings)
        scene = Scene(settings, Question("coded", "What do you hear?"), takes=0)
        scene.length_ms = answer.words[-1].end_ms
        scene.add_take(1, answer.transcript)
        scene.write_down("take-1", answer.transcript, line_up=False)
        ear = Ear(f"{MICROPHONE}.monitor", card.environment())
        clicks = play_clicks(CLICKS)
        page = ReviewPage(scene.house, settings, scene.bridge, QtPlayer)
        page.resize(1_280, 720)
        page.show()
        QTest.qWaitForWindowExposed(page)
        open_attempt(page, "take-1")
        QTest.qWait(300)
        page.replay.open(answer.write(Path(folder) / "audio.wav"), scene.length_ms)
        page.transport.show_take(scene.length_ms)
        page.replay.prepare()
        QTest.qWait(1_000)
        try:
            yield Listening(page, ear, answer, clicks)
        finally:
            page.replay.close()
            page.close_down()
            page.close()
            scene.house.jobs.close()
