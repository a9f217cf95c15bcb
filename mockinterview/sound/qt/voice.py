"""The reading voice: Qt's speech with the system's own engine, else espeak-ng, else a sentence why there is none.

The sitting goes on in every case: `done` comes exactly once for every text, whatever happens to it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

from mockinterview.core.problems import Problem
from mockinterview.sound.qt.espeak import PROGRAM, Espeak
from mockinterview.sound.qt.speech_engine import PREPARE_S, SpeechEngine, Utterance

log = logging.getLogger(__name__)


class QtVoice(QObject):
    """Flow's `Voice`. `say` and `stop` in the main thread, `voices` in any; needs a QCoreApplication.

    engine: a Qt engine by name ("" is the system's own); `mock` speaks only where a test names it. fallback: the program that
    speaks where Qt has no voice. name and rate are asked before every text: one of `voices`, "" for the best; -1 to 1.
    """

    def __init__(
        self,
        engine: str = "",
        fallback: str = PROGRAM,
        parent: QObject | None = None,
        name: Callable[[], str] = str,
        rate: Callable[[], float] = float,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._rate = rate
        self._engine = SpeechEngine(engine, self)
        self._espeak = Espeak(fallback, self)
        self._engine_works: bool | None = None
        self._text = ""
        self._done: Callable[[Problem | None], None] | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(int(PREPARE_S * 1000))
        self._patience.timeout.connect(self._on_patience_ended)
        self._engine.prepared.connect(self._on_prepared)
        self._engine.ended.connect(self._on_engine_ended)
        self._espeak.ended.connect(self._on_espeak_ended)

    def prepare(self) -> None:
        """Start the engine in the background, so that the first question need not wait for it."""
        if self._engine_works is None and not self._engine.prepare():
            self._engine_works = False

    def voices(self) -> Sequence[str]:
        """English voices by name, variants left out; waits until the engine has started. Empty if there is no voice."""
        names = self._engine.names() if QCoreApplication.instance() is not None else []
        return names or ([self._espeak.program] if self._espeak.is_there() else [])

    def say(self, text: str, done: Callable[[Problem | None], None]) -> None:
        """Speak; see flow's `Voice`. What is being spoken is cut off."""
        self.stop()
        self._text, self._done = text, done
        self.prepare()
        if self._engine_works is None:
            self._patience.start()
            return  # goes on in `_on_prepared`
        self._speak()

    def stop(self) -> None:
        """Fall silent; the running text's `done` comes at once."""
        self._engine.stop()
        self._espeak.stop()
        self._finish(None)

    def close(self) -> None:
        """Fall silent for good."""
        self._patience.stop()
        self.stop()
        self._engine.close()

    def _speak(self) -> None:
        if self._engine_works:
            self._engine.say(Utterance(self._text, self._name(), self._rate()))
        else:
            self._espeak.say(self._text, self._rate())

    @Slot(bool)
    def _on_prepared(self, works: bool) -> None:
        if self._engine_works is not None:
            return
        self._patience.stop()
        self._engine_works = works
        if not works:
            log.warning("Qt's speech has no voice; espeak-ng reads instead")
        if self._done is not None:
            self._speak()

    @Slot()
    def _on_patience_ended(self) -> None:
        self._on_prepared(False)

    @Slot(object)
    def _on_engine_ended(self, problem: Problem | None) -> None:
        if problem is None:
            self._finish(None)
        elif self._done is not None:
            log.warning("Qt's speech failed; espeak-ng reads instead")
            self._engine_works = False
            self._speak()

    @Slot(object)
    def _on_espeak_ended(self, problem: Problem | None) -> None:
        self._finish(problem)

    def _finish(self, problem: Problem | None) -> None:
        done, self._done = self._done, None
        if done is not None:
            done(problem)
