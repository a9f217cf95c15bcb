"""The composition root: builds every room, joins them, and returns the result. Nobody else knows everybody.

Imports stand inside the functions: a command needs no Qt, the recogniser's child needs no rooms, and the window's frame must be on
the screen before the rooms behind it are even imported (docs/decisions/0010-the-frame-first.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import mockinterview

if TYPE_CHECKING:
    import argparse

    from mockinterview.core.measures import Shown
    from mockinterview.core.question import Question
    from mockinterview.core.recognition import RecogniserWish
    from mockinterview.core.removal import RetentionRule
    from mockinterview.core.take import DeviceWish
    from mockinterview.flow.backups import Backups
    from mockinterview.flow.bench import Bench
    from mockinterview.flow.house import House
    from mockinterview.flow.microphones import DeviceNews
    from mockinterview.flow.ports import Listener, Matcher, Microphone, Player, Voice
    from mockinterview.flow.reviewing import Reviewing
    from mockinterview.settings import Settings
    from mockinterview.sound.takes import TakeShelf
    from mockinterview.system.places import Places


# ---------------------------------------------------------------- the rooms


def places_of(data_dir: Path | None) -> Places:
    """The data folder, made and tried. PlaceProblem if it cannot be used."""
    from mockinterview.system.places import Places, default_data_dir

    places = Places((data_dir or default_data_dir()).absolute())
    places.prepare()
    return places


def real_microphone(shelf: TakeShelf) -> Microphone:
    """The microphone of this computer."""
    from mockinterview.sound.microphone import PortAudioMicrophone

    return PortAudioMicrophone(shelf)


def microphone_wish(settings: Settings) -> DeviceWish:
    """The microphone the settings name."""
    from mockinterview.core.take import DeviceWish
    from mockinterview.settings import table

    return DeviceWish(settings.get(table.MICROPHONE), settings.get(table.MICROPHONE_API))


def recogniser_wish(settings: Settings) -> RecogniserWish:
    """The recogniser, model, language and words the settings name."""
    from mockinterview.core.recognition import RecogniserWish
    from mockinterview.core.vocabulary import own_terms
    from mockinterview.settings import table

    return RecogniserWish(
        settings.get(table.RECOGNISER),
        settings.get(table.MODEL),
        settings.get(table.LANGUAGE),
        own_terms(settings.get(table.VOCABULARY)),
    )


def retention_rule(settings: Settings) -> RetentionRule:
    """When old answers go, as the settings have it."""
    from mockinterview.core.removal import RetentionRule
    from mockinterview.settings import table

    return RetentionRule(settings.get(table.KEEP_DAYS), settings.get(table.BIN_DAYS))


def shown_measures(settings: Settings) -> Callable[[], Shown]:
    """Tells what is measured and shown, and what is aimed for, as the settings have it then."""
    from mockinterview.settings.measures import shown_by

    return lambda: shown_by(settings)


def followed_if_wished(reviewing: Reviewing, settings: Settings) -> Callable[[str, Question], None]:
    """Begins to recognise an answer while it is given, where the settings want that."""
    from mockinterview.settings import table

    def follow(attempt_id: str, question: Question) -> None:
        if settings.get(table.RECOGNISE_WHILE_RECORDING):
            reviewing.follow(attempt_id, question)

    return follow


def device_news() -> DeviceNews:
    """Who knows when microphones come and go: the sound server where it can be asked, else Qt."""
    from mockinterview.sound.server_news import server_news

    told = server_news()
    if told is not None:
        return told
    # QtMultimedia is heavy, and is not needed where the server tells.
    from mockinterview.sound.qt.devices import QtDeviceNews

    return QtDeviceNews()


def load_matcher() -> Matcher:
    """The matcher, with its model; imported when the first answer is lined up, in a thread that may wait."""
    from mockinterview import lineup

    return lineup.load_matcher()


def finish_restore(places: Places) -> str:
    """Let a backup that waits take the place of what is here; the sentence that tells of it, "" if none waits.

    Only with the folder's lock, and before a room is built. BackupProblem if it cannot be.
    """
    if not any(entry.name.startswith(("restore-", ".restore-")) for entry in places.data.iterdir()):
        return ""  # and neither SQLite nor zip is loaded before the window
    from mockinterview.core.problems import PlaceProblem
    from mockinterview.history import SafeKeeping
    from mockinterview.system.occupancy import Occupancy

    backups = SafeKeeping(places, mockinterview.__version__)
    try:
        with Occupancy(places.occupancy).alone():
            restored = backups.finish_restore()
    except PlaceProblem as problem:
        if backups.interrupted:  # what is here is not whole
            raise
        return f"The backup that waits was not restored yet. {problem.sentence}"
    places.prepare()
    if restored is None:
        return ""
    kept = f" What was here before is in {places.data / restored.aside}." if restored.aside else ""
    return f"The backup of {restored.contents.day} was restored.{kept}"


def go_on_restoring(places: Places) -> None:
    """For a command: a restoring that a crash interrupted goes on first. One that only waits is for the next window."""
    from mockinterview.history import SafeKeeping

    if SafeKeeping(places, mockinterview.__version__).interrupted:
        from mockinterview.ui.front_door import DataLock

        with DataLock(places):
            finish_restore(places)


def build(
    places: Places,
    settings: Settings,
    listener: Listener,
    voice: Voice,
    microphone_of: Callable[[TakeShelf], Microphone],
    device: Callable[[], DeviceWish],
    news: Callable[[], DeviceNews] | None = None,
    *,
    who: str,
    recognise_at_once: bool,
) -> House:
    """Every room, joined. recognise_at_once: a window recognises right after Stop; a command only promises it.

    who: as others are told who is at work in the data folder; PlaceProblem while a backup is brought back there.
    news: makes the one who knows when microphones change; a command does not wait for that.
    """
    from mockinterview.bank import Banks
    from mockinterview.export import Exports
    from mockinterview.flow.answering import Answering
    from mockinterview.flow.doctor import Doctor
    from mockinterview.flow.house import House
    from mockinterview.flow.importing import Importing
    from mockinterview.flow.jobs import Jobs
    from mockinterview.flow.library import Library
    from mockinterview.flow.microphones import Microphones
    from mockinterview.flow.removing import Removing
    from mockinterview.flow.reviewing import Reviewing
    from mockinterview.history import History, SafeKeeping
    from mockinterview.sound.inputs import unmute
    from mockinterview.sound.takes import TakeShelf
    from mockinterview.speech.decoding import ChildDecoder
    from mockinterview.speech.process import ChildTranscriber
    from mockinterview.speech.store import ModelStore
    from mockinterview.system.occupancy import Occupancy
    from mockinterview.system.places import resources

    occupancy = Occupancy(places.occupancy).share(who)
    banks, shelf, keeper = Banks(resources() / "banks", places.banks), TakeShelf(places.takes), History(places.history)
    microphone = microphone_of(shelf)
    transcriber = ChildTranscriber(places.models)
    models = ModelStore(places.models, transcriber, resources() / "sounds" / "trial.flac")
    jobs = Jobs(listener.job_changed)
    reviewing = Reviewing(
        keeper, shelf, transcriber, load_matcher, jobs, listener, lambda: recogniser_wish(settings), models.caution
    )
    kept = reviewing.begin if recognise_at_once else reviewing.promise
    follow = followed_if_wished(reviewing, settings) if recognise_at_once else None
    answering = Answering(voice, microphone, shelf, keeper, jobs, listener, device, kept, follow, reviewing.forget)
    importing = Importing(ChildDecoder(), shelf, keeper, jobs, listener, kept)
    backups = SafeKeeping(places, mockinterview.__version__)
    removing = Removing(keeper, shelf, reviewing, jobs, listener, backups, rule=lambda: retention_rule(settings))
    library = Library(banks, keeper, shelf, Exports(shown_measures(settings)), reviewing, jobs, listener, removing)
    library.load_questions()
    doctor = Doctor(microphone, voice, transcriber, models, keeper, load_matcher, shelf)
    microphones = Microphones(microphone, listener, news, unmute)
    return House(
        library, answering, importing, reviewing, doctor, jobs, microphone, voice, transcriber, models, shelf, keeper,
        microphones, backups, occupancy.release, shown_measures(settings),
    )  # fmt: skip


# ---------------------------------------------------------------- for a command


def build_for_command(options: argparse.Namespace, listener: Listener) -> House:
    """The house for one command: no window, no Qt; `record --from-file` puts a file where the microphone is."""
    from mockinterview.core.take import DeviceWish
    from mockinterview.settings import Settings
    from mockinterview.system.logs import Log

    places = places_of(options.data_dir)
    Log(places.logs, options.verbose)  # open until the process ends
    go_on_restoring(places)
    settings = Settings(places.settings)
    if settings.problem is not None:
        listener.problem_arose(settings.problem)
    sound_file: Path | None = getattr(options, "from_file", None)
    named: str = getattr(options, "device", "")

    def file_microphone(shelf: TakeShelf) -> Microphone:
        from mockinterview.sound.file_microphone import FileMicrophone

        assert sound_file is not None
        return FileMicrophone(shelf, sound_file, "fast", _decode)

    def device() -> DeviceWish:
        return DeviceWish(named) if named else microphone_wish(settings)

    microphone_of = file_microphone if sound_file else real_microphone
    voice = _voices_to_name() if options.command == "doctor" else _no_voice()
    who = f"the command {options.command}"
    return build(places, settings, listener, voice, microphone_of, device, who=who, recognise_at_once=False)


@contextmanager
def backups_for_command(options: argparse.Namespace, listener: Listener) -> Iterator[Backups]:
    """What `backup` and `restore` need: no room is opened. `restore` is alone in the folder: no window, no other command."""
    from mockinterview.history import SafeKeeping
    from mockinterview.system.logs import Log
    from mockinterview.system.occupancy import Occupancy

    places = places_of(options.data_dir)
    Log(places.logs, options.verbose)  # open until the process ends
    go_on_restoring(places)
    backups = SafeKeeping(places, mockinterview.__version__)
    if options.command == "restore" and not options.check:
        from mockinterview.ui.front_door import DataLock

        with DataLock(places), Occupancy(places.occupancy).alone():
            yield backups
            places.prepare()
    else:
        with Occupancy(places.occupancy).share(f"the command {options.command}"):
            yield backups


def bench_for_command(options: argparse.Namespace, listener: Listener) -> Bench:
    """What `lineup` needs: banks and matcher. Nothing of the person's is opened or made; their banks are read if they are named."""
    from mockinterview.bank import Banks
    from mockinterview.flow.bench import Bench
    from mockinterview.system.places import Places, default_data_dir, resources

    places = Places((options.data_dir or default_data_dir()).absolute())
    return Bench(Banks(resources() / "banks", places.banks), load_matcher, listener.problem_arose)


def _decode(file: Path, target: Path) -> None:
    from mockinterview.speech.decoding import ChildDecoder

    ChildDecoder().decode(file, target, lambda _done, _all: None, lambda: False)


def _no_voice() -> Voice:
    from mockinterview.sound.mute import MuteVoice

    return MuteVoice()


def _voices_to_name() -> Voice:
    """Only `doctor` asks which voices there are, and Qt knows."""
    from PySide6.QtCore import QCoreApplication

    from mockinterview.sound.qt.voice import QtVoice

    return QtVoice(parent=QCoreApplication.instance() or QCoreApplication([]))


# ---------------------------------------------------------------- for the window


class Desktop:
    """The program with its window. The frame stands at once; the house behind it is built when the frame is on the screen.

    AlreadyOpen if it is open there, and came to the front; PlaceProblem if it cannot open: no folder to write to, or one that is
    held by a window that does not answer.
    """

    def __init__(self, data_dir: Path | None, verbosity: int = 0) -> None:
        from mockinterview.ui import front_door

        self._places = places_of(data_dir)
        self._endings: list[Callable[[], object]] = [front_door.enter(self._places).release]
        self._news = finish_restore(self._places)
        from PySide6.QtWidgets import QApplication

        from mockinterview.settings import Settings
        from mockinterview.sound.qt.backend import Outlet
        from mockinterview.ui.bridge import Bridge
        from mockinterview.ui.look import Look
        from mockinterview.ui.main_window import MainWindow

        self._verbosity = verbosity
        self._settings = Settings(self._places.settings)
        qt = QApplication.instance() or QApplication(["mockinterview"])
        assert isinstance(qt, QApplication)
        self._qt = qt
        self._look = Look(qt, self._settings)
        self._bridge = Bridge()
        self._outlet = Outlet()
        self.window = MainWindow(self._settings, self._bridge, self._player)
        self.window.furnish_when_painted(self._move_in)
        self._endings.append(self.window.close_for_good)  # stays the last, and goes first: pages end before their house

    def run(self) -> int:
        """Show the window until it is closed; the exit status."""
        self.window.show()
        try:
            return self._qt.exec()
        finally:
            self.close()

    def close(self) -> None:
        """End everything that was started, the last first; a running take is kept. Harmless when called twice."""
        while self._endings:
            self._endings.pop()()

    def _move_in(self) -> None:
        """Build the rooms, once the frame is on the screen, and show them."""
        from mockinterview.core.problems import Problem
        from mockinterview.system.calls import Calls
        from mockinterview.ui.front_door import Doorkeeper

        Doorkeeper(Calls(self._places.calls), self.window).answer()  # a second start brings this window to the front
        self._look.dress()
        try:
            self.window.furnish(self._build())
            if self._news:
                self.window.quiet_line.say(self._news)
        except Problem as problem:
            from mockinterview.ui.dialogs.trouble import show_trouble

            show_trouble(problem)
            self.window.close()

    def _build(self) -> House:
        from mockinterview.settings import table
        from mockinterview.sound.qt.voice import QtVoice
        from mockinterview.system.crash import CrashWatch
        from mockinterview.system.logs import Log

        settings = self._settings
        log = Log(self._places.logs, self._verbosity)
        self._endings.insert(-1, log.close)
        watch = CrashWatch(self._places.logs, self._bridge.crashed)
        watch.install()
        self._endings.insert(-1, watch.uninstall)
        voice = QtVoice(name=lambda: settings.get(table.VOICE), rate=lambda: settings.get(table.VOICE_RATE))
        house = build(
            self._places, settings, self._bridge.listener, voice, real_microphone, lambda: microphone_wish(settings),
            device_news, who="its window", recognise_at_once=True,
        )  # fmt: skip
        self._endings.insert(-1, house.close)
        return house

    def _player(self) -> Player:
        from mockinterview.sound.qt.player import QtPlayer

        return QtPlayer(self._outlet)
