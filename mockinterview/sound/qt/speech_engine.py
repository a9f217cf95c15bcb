"""Qt's text to speech, kept off the window's thread.

Speech Dispatcher takes about two seconds to start, and a constructor called from Python holds Python's lock all that while, in
whatever thread it runs. So the object is made empty, put into a thread of its own, and given its engine by a queued signal: the
waiting then happens in C++ alone (measured: the window's timer late by 16 ms at most, against 1,940 ms).
"""

from __future__ import annotations

import logging
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt, QThread, QTimer, Signal, Slot

from mockinterview.core.problems import VoiceProblem

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

log = logging.getLogger(__name__)

PLATFORM_ENGINES = {"linux": ("speechd", "flite"), "win32": ("winrt", "sapi"), "darwin": ("darwin", "speechdarwin")}
"""The engines that speak on each system, the better first. `mock`, which Qt lists first of all, says nothing and is in none."""

PREPARE_S = 10.0
"""Longest the engine may take to start before the voice is sought elsewhere."""

START_S = 5.0
"""Longest between asking for words and the first of them; an engine that takes longer has nobody behind it."""

HUSH_S = 1.0
"""Longest a hushed utterance is waited for before the next one is sent all the same."""

LOCALES = ("en_US", "en_GB")
"""Questions are in English; the desktop's own locale comes first where it is English too."""

PLAIN_VOICES = ("English (America)", "English (Great Britain)")
"""Where the engine names many voices of one locale, these are the ones without an accent from elsewhere."""


def engine_for(platform: str, available: list[str]) -> str:
    """The engine to name on this system, "" if none of its own is there."""
    return next((name for name in PLATFORM_ENGINES.get(platform, ()) if name in available), "")


def plain_name(name: str) -> str:
    """A voice's name without its `+variant` (Speech Dispatcher lists a hundred of each voice)."""
    return name.split("+", 1)[0]


@dataclass(frozen=True)
class Utterance:
    """What to say and how. voice: by name, "" for the best; rate: -1 to 1, 0 is normal."""

    text: str
    voice: str = ""
    rate: float = 0.0


class _Setup(QObject):
    """Lives in the engine's thread: finds the voices and picks one, as soon as the engine is there."""

    done = Signal(list)

    def __init__(self, speech: QTextToSpeech) -> None:
        super().__init__()
        self._speech = speech
        self._voices: dict[str, QVoice] = {}
        self._best: QVoice | None = None
        self.names: list[str] = []
        self.ready = threading.Event()

    @Slot(str)
    def on_engine(self, _engine: str) -> None:
        """The engine has been started, or could not be."""
        from PySide6.QtTextToSpeech import QTextToSpeech

        if self.ready.is_set():
            return
        if self._speech.state() is not QTextToSpeech.State.Error:
            self._pick()
        self.ready.set()
        self.done.emit(self.names)

    def _pick(self) -> None:
        offered = [
            locale for locale in self._speech.availableLocales() if locale.language() == QLocale.Language.English
        ]
        wished = [QLocale.system().name(), *LOCALES]
        ranked = sorted(
            offered, key=lambda locale: wished.index(locale.name()) if locale.name() in wished else len(wished)
        )
        for locale in ranked:
            self._speech.setLocale(locale)
            voices = self._speech.availableVoices()
            for voice in voices:
                self._voices.setdefault(plain_name(voice.name()), voice)
            plain = [voice for voice in voices if voice.name() in PLAIN_VOICES] or list(voices)
            self._best = self._best or (plain[0] if plain else None)
        self.names = list(self._voices)
        self.on_voice("")

    @Slot(str)
    def on_voice(self, name: str) -> None:
        """Speak with the voice of that name; with the best one where there is none of it."""
        voice = self._voices.get(name, self._best)
        if voice is not None and voice != self._speech.voice():
            self._speech.setLocale(voice.locale())
            self._speech.setVoice(voice)


class SpeechEngine(QObject):
    """One QTextToSpeech in a thread of its own. Needs a QCoreApplication; imports QtTextToSpeech only in `prepare`.

    prepared: whether there is a voice, once after `prepare`. ended: an utterance is over, with a VoiceProblem or None.
    """

    prepared = Signal(bool)
    ended = Signal(object)
    _engine_wished = Signal(str)
    _voice_wished = Signal(str)
    _rate_wished = Signal(float)
    _words_wished = Signal(str)
    _silence_wished = Signal()

    def __init__(self, engine: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._lock = threading.Lock()
        self._speech: QTextToSpeech | None = None
        self._setup: _Setup | None = None
        self._thread: QThread | None = None
        self._told = False
        self._waiting: Utterance | None = None
        self._sent = self._heard = self._hushed = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._on_patience_ended)

    # ------------------------------------------------------------ starting

    def prepare(self) -> bool:
        """Begin to start the engine; True if there is one to start. Any thread; harmless when called again."""
        with self._lock:
            if self._thread is not None:
                return True
            # Costs 30 ms and some megabytes: only once somebody wants to hear something.
            from PySide6.QtTextToSpeech import QTextToSpeech

            name = self._engine or engine_for(sys.platform, list(QTextToSpeech.availableEngines()))
            if not name:
                return False
            self._speech = QTextToSpeech("none")
            self._setup = _Setup(self._speech)
            self._thread = QThread()
            self._speech.moveToThread(self._thread)
            self._setup.moveToThread(self._thread)
            self._wire(self._speech, self._setup)
            self._thread.start()
            self._engine_wished.emit(name)
            return True

    def _wire(self, speech: QTextToSpeech, setup: _Setup) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self._engine_wished.connect(speech.setEngine, queued)
        self._voice_wished.connect(setup.on_voice, queued)
        self._rate_wished.connect(speech.setRate, queued)
        self._words_wished.connect(speech.say, queued)
        self._silence_wished.connect(speech.stop, queued)
        speech.engineChanged.connect(setup.on_engine)
        speech.stateChanged.connect(self._on_state, queued)
        setup.done.connect(self._on_setup_done, queued)

    def names(self) -> list[str]:
        """The English voices; waits for the engine to start. Any thread."""
        prepared, setup = self.prepare(), self._setup  # which is gone once the program closes
        if not prepared or setup is None or not setup.ready.wait(PREPARE_S):
            return []
        return list(setup.names)

    @Slot(list)
    def _on_setup_done(self, names: list[str]) -> None:
        if not self._told:
            self._told = True
            self.prepared.emit(bool(names))

    # ------------------------------------------------------------ speaking

    def say(self, utterance: Utterance) -> None:
        """Speak, once what was hushed before has fallen silent."""
        if self._sent:
            self._waiting = utterance
        else:
            self._send(utterance)

    def stop(self) -> None:
        """Fall silent. `ended` does not come for what was hushed."""
        self._waiting = None
        if self._sent and not self._hushed:
            self._hushed = True
            self._silence_wished.emit()
            self._patience.start(int(HUSH_S * 1000))

    def close(self) -> None:
        """Fall silent for good and end the thread."""
        self._patience.stop()
        with self._lock:
            thread, speech, setup = self._thread, self._speech, self._setup
            self._thread = self._speech = self._setup = None
        if thread is None or speech is None or setup is None:
            return
        self._silence_wished.emit()
        self._engine_wished.disconnect(speech.setEngine)
        speech.stateChanged.disconnect(self._on_state)
        speech.deleteLater()
        setup.deleteLater()
        thread.quit()
        if not thread.wait(int(PREPARE_S * 1000)):
            log.warning("the speech engine hangs and is cut off")
            thread.terminate()
            if not thread.wait(int(HUSH_S * 1000)):
                log.warning("the speech engine cannot be cut off; it ends with the program")
                thread.setParent(QCoreApplication.instance())  # freed while it runs, it would take the program down now

    def _send(self, utterance: Utterance) -> None:
        self._sent, self._heard, self._hushed = True, False, False
        self._voice_wished.emit(utterance.voice)
        self._rate_wished.emit(utterance.rate)
        self._words_wished.emit(utterance.text)
        self._patience.start(int(START_S * 1000))

    @Slot("QTextToSpeech::State")
    def _on_state(self, state: QTextToSpeech.State) -> None:
        from PySide6.QtTextToSpeech import QTextToSpeech

        if not self._sent:
            return
        if state is QTextToSpeech.State.Speaking:
            self._heard = True
            if not self._hushed:
                self._patience.stop()
        elif state is QTextToSpeech.State.Error:
            self._end(
                VoiceProblem("The question was not read aloud.", "The computer's voice broke off.", "Read it instead.")
            )
        elif self._heard or self._hushed:
            self._end(None)

    @Slot()
    def _on_patience_ended(self) -> None:
        self._end(
            VoiceProblem("The question was not read aloud.", "The computer's voice did not answer.", "Read it instead.")
        )

    def _end(self, problem: VoiceProblem | None) -> None:
        self._patience.stop()
        hushed, self._sent, self._hushed = self._hushed, False, False
        if not hushed:
            self.ended.emit(problem)
        if self._waiting is not None:
            utterance, self._waiting = self._waiting, None
            self._send(utterance)
