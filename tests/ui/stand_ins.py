"""A whole house made of fakes, for windows that are tested or looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from mockinterview.core.attempt import Attempt
from mockinterview.core.question import Question
from mockinterview.core.recognition import Recogniser, RecogniserWish
from mockinterview.core.review import Review
from mockinterview.core.take import DeviceWish, FinishedTake, TakeLabel
from mockinterview.flow.answering import Answering
from mockinterview.flow.doctor import Doctor
from mockinterview.flow.house import House
from mockinterview.flow.importing import Importing
from mockinterview.flow.library import Library
from mockinterview.flow.microphones import Microphones
from mockinterview.flow.removing import Removing
from mockinterview.flow.reviewing import Reviewing
from mockinterview.settings import Settings
from mockinterview.ui.bridge import Bridge
from tests.fakes.fake_backups import FakeBackups
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE, FakeBanks
from tests.fakes.fake_decoder import FakeDecoder
from tests.fakes.fake_device_news import FakeDeviceNews
from tests.fakes.fake_keeper import FakeKeeper
from tests.fakes.fake_matcher import FakeMatcher
from tests.fakes.fake_microphone import FakeMicrophone
from tests.fakes.fake_model_store import FakeModelStore
from tests.fakes.fake_player import FakePlayer
from tests.fakes.fake_shelf import FakeShelf
from tests.fakes.fake_transcriber import FakeTranscriber, spoken
from tests.fakes.fake_voice import FakeVoice
from tests.fakes.prompt_jobs import PromptJobs

SPOKEN = "um the lamp went out in March and I lit the spare lamp which I test every week then I wrote it into the log"


Wait = Callable[[Callable[[], object]], None]
"""Waits for a condition, and fails if it never holds."""


class NoExporter:
    """No page of these tests exports."""

    def formats(self) -> Sequence[str]:
        return ("md",)

    def export(self, review: Review, format: str, target: Path) -> None:
        raise AssertionError(f"{target} was to be exported")


def draft_transcriber() -> FakeTranscriber:
    """As on a fresh computer: the draft recogniser works, Whisper has no model yet."""
    transcriber = FakeTranscriber(spoken(SPOKEN, draft=True))
    transcriber.known = (
        Recogniser("whisper", False, "No Whisper model is here yet."),
        Recogniser("pocketsphinx", True, draft=True),
    )
    return transcriber


@dataclass
class Model:
    """A house of fakes, each within reach of a test."""

    settings: Settings
    questions: Sequence[Question] = (LIGHTHOUSE, FERRY)
    keeper: FakeKeeper = field(default_factory=FakeKeeper)
    shelf: FakeShelf = field(default_factory=FakeShelf)
    voice: FakeVoice = field(default_factory=lambda: FakeVoice(at_once=False))
    transcriber: FakeTranscriber = field(default_factory=draft_transcriber)
    models: FakeModelStore = field(default_factory=FakeModelStore)
    player: FakePlayer = field(default_factory=FakePlayer)
    matcher: FakeMatcher = field(default_factory=FakeMatcher)
    decoder: FakeDecoder = field(default_factory=FakeDecoder)
    backups: FakeBackups = field(default_factory=FakeBackups)
    news: FakeDeviceNews = field(default_factory=FakeDeviceNews)

    def __post_init__(self) -> None:
        self.microphone = FakeMicrophone(self.shelf, ("Desk microphone", "Headset"))
        self.bridge = Bridge()
        listener = self.bridge.listener
        jobs = PromptJobs(listener.job_changed)
        reviewing = Reviewing(
            self.keeper, self.shelf, self.transcriber, self._load_matcher, jobs, listener, RecogniserWish
        )
        answering = Answering(
            self.voice, self.microphone, self.shelf, self.keeper, jobs, listener, DeviceWish, reviewing.begin
        )
        importing = Importing(self.decoder, self.shelf, self.keeper, jobs, listener, reviewing.begin)
        removing = Removing(self.keeper, self.shelf, reviewing, jobs, listener, self.backups)
        banks = FakeBanks(self.questions)
        library = Library(banks, self.keeper, self.shelf, NoExporter(), reviewing, jobs, listener, removing)
        library.load_questions()
        doctor = Doctor(
            self.microphone, self.voice, self.transcriber, self.models, self.keeper, self._load_matcher, self.shelf
        )
        self.house = House(
            library,
            answering,
            importing,
            reviewing,
            doctor,
            jobs,
            self.microphone,
            self.voice,
            self.transcriber,
            self.models,
            self.shelf,
            self.keeper,
            Microphones(self.microphone, listener, self._make_news, self.microphone.unmute),
            self.backups,
        )

    def _make_news(self) -> FakeDeviceNews:
        return self.news

    def _load_matcher(self) -> FakeMatcher:
        return self.matcher

    def make_player(self) -> FakePlayer:
        """The factory the window is given."""
        return self.player

    def answer(self, question: Question, take: int, when: datetime, length_ms: int, *, reviewed: bool = True) -> str:
        """An attempt of the past; returns its id."""
        attempt_id = f"{question.id}-{take}"
        started = when - timedelta(milliseconds=length_ms)
        self.keeper.add_attempt(Attempt(attempt_id, question, take, started, length_ms))
        self.shelf.put(FinishedTake(TakeLabel(attempt_id, question, take), started, length_ms))
        if reviewed:
            transcript = spoken(SPOKEN)
            self.keeper.save_transcript(attempt_id, transcript)
            self.keeper.save_coverage(attempt_id, FakeMatcher().line_up(transcript, question))
        return attempt_id
