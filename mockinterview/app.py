"""The composition root: builds every room, joins them, and returns the result. Nobody else knows everybody.

What the first window does not need is imported and built when it is first used: the person waits for a window, not for rooms.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.bank import Banks
from mockinterview.core.problems import PlaceProblem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.export import Exports
from mockinterview.flow.answering import Answering
from mockinterview.flow.doctor import Doctor
from mockinterview.flow.house import House
from mockinterview.flow.jobs import Jobs
from mockinterview.flow.library import Library
from mockinterview.flow.reviewing import Reviewing
from mockinterview.history import History
from mockinterview.lineup import load_matcher
from mockinterview.settings import Settings, table
from mockinterview.sound.takes import TakeShelf
from mockinterview.speech.process import ChildTranscriber
from mockinterview.system.places import Places, default_data_dir, resources

if TYPE_CHECKING:
    from PySide6.QtCore import QLockFile
    from PySide6.QtWidgets import QApplication

    from mockinterview.flow.ports import Listener, Microphone, Player, Voice
    from mockinterview.system.crash import CrashWatch
    from mockinterview.system.logs import Log
    from mockinterview.ui.look import Look
    from mockinterview.ui.main_window import MainWindow

MicrophoneMaker = Callable[[TakeShelf], "Microphone"]


def real_microphone(shelf: TakeShelf) -> Microphone:
    """The microphone of this computer."""
    from mockinterview.sound.microphone import PortAudioMicrophone

    return PortAudioMicrophone(shelf)


def places_of(data_dir: Path | None) -> Places:
    """The data folder, made and tried. PlaceProblem if it cannot be used."""
    places = Places((data_dir or default_data_dir()).absolute())
    places.prepare()
    return places


def build(
    places: Places,
    settings: Settings,
    listener: Listener,
    voice: Voice,
    microphone_of: MicrophoneMaker,
    device: Callable[[], str],
    recognise_at_once: bool,
) -> House:
    """Every room, joined. recognise_at_once: a window recognises right after Stop; a command only promises it."""
    shelf = TakeShelf(places.takes)
    keeper = History(places.history)
    microphone = microphone_of(shelf)
    transcriber = ChildTranscriber(places.models)
    jobs = Jobs(listener.job_changed)

    def wish() -> RecogniserWish:
        return RecogniserWish(settings.get(table.RECOGNISER), settings.get(table.MODEL), settings.get(table.LANGUAGE))

    reviewing = Reviewing(keeper, shelf, transcriber, load_matcher, jobs, listener, wish)
    kept = reviewing.begin if recognise_at_once else reviewing.promise
    answering = Answering(voice, microphone, shelf, keeper, jobs, listener, device, kept)
    library = Library(Banks(resources() / "banks", places.banks), keeper, shelf, Exports(), reviewing, jobs, listener)
    library.load_questions()
    doctor = Doctor(microphone, voice, transcriber, keeper)
    return House(library, answering, reviewing, doctor, jobs, microphone, voice, transcriber, shelf, keeper)


def _voice_for(options: argparse.Namespace) -> Voice:
    """Commands read nothing aloud; only `doctor` wants to know which voices there are, and Qt knows."""
    if options.command != "doctor":
        from mockinterview.sound.mute import MuteVoice

        return MuteVoice()
    from PySide6.QtCore import QCoreApplication

    from mockinterview.sound.qt.voice import QtVoice

    qt = QCoreApplication.instance() or QCoreApplication([])
    voice = QtVoice(parent=qt)
    return voice


def build_for_command(options: argparse.Namespace, listener: Listener) -> House:
    """The house for one command: no window, no Qt; `record --from-file` puts a file where the microphone is."""
    from mockinterview.system.logs import Log

    places = places_of(options.data_dir)
    Log(places.logs, options.verbose)  # open until the process ends
    settings = Settings(places.settings)
    sound_file: Path | None = getattr(options, "from_file", None)
    named: str = getattr(options, "device", "")

    def file_microphone(shelf: TakeShelf) -> Microphone:
        from mockinterview.sound.file_microphone import FileMicrophone

        assert sound_file is not None
        return FileMicrophone(shelf, sound_file, "fast")

    def device() -> str:
        return named or settings.get(table.MICROPHONE)

    microphone_of = file_microphone if sound_file else real_microphone
    return build(places, settings, listener, _voice_for(options), microphone_of, device, recognise_at_once=False)


@dataclass
class Desktop:
    """The program with its window, ready to run. `run` returns the exit status when the window was closed."""

    qt: QApplication
    look: Look
    window: MainWindow
    house: House
    log: Log
    lock: QLockFile
    crash_watch: CrashWatch

    def run(self) -> int:
        """Show the window until it is closed; a running take is kept, and everything that was started is ended."""
        self.window.show()
        try:
            return self.qt.exec()
        finally:
            self.close()

    def close(self) -> None:
        """End everything that was started; a running take is kept first."""
        self.house.close()
        self.window.close_for_good()
        self.crash_watch.uninstall()
        self.log.close()
        self.lock.unlock()


def build_window(options: argparse.Namespace) -> Desktop:
    """The program with its window. PlaceProblem if it cannot open: no folder to write to, or already open there."""
    from PySide6.QtCore import QLockFile
    from PySide6.QtWidgets import QApplication

    from mockinterview.sound.qt.voice import QtVoice
    from mockinterview.system.crash import CrashWatch
    from mockinterview.system.logs import Log
    from mockinterview.ui import look
    from mockinterview.ui.bridge import Bridge
    from mockinterview.ui.main_window import MainWindow

    places = places_of(options.data_dir)
    lock = QLockFile(str(places.lock))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        raise PlaceProblem(
            "Mock Interview is already open.",
            "Two windows would write into the same recordings.",
            "Use the window that is open, or choose another folder with --data-dir.",
        )
    log = Log(places.logs, options.verbose)
    qt = QApplication.instance() or QApplication(["mockinterview"])
    assert isinstance(qt, QApplication)
    qt.setApplicationName("Mock Interview")
    settings = Settings(places.settings)
    dress = look.apply(qt, settings)
    bridge = Bridge()
    crash_watch = CrashWatch(places.logs, bridge.crashed)
    crash_watch.install()

    def device() -> str:
        return settings.get(table.MICROPHONE)

    def player() -> Player:
        from mockinterview.sound.qt.player import QtPlayer

        return QtPlayer()

    house = build(places, settings, bridge.listener, QtVoice(), real_microphone, device, recognise_at_once=True)
    window = MainWindow(house, settings, bridge, player)
    house.library.tidy()
    return Desktop(qt, dress, window, house, log, lock, crash_watch)
