"""A house of fakes: the whole story with no window, no sound, no recogniser and no disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.removal import RetentionRule
from mockinterview.core.review import Review
from mockinterview.core.take import DeviceWish
from mockinterview.flow.answering import Answering
from mockinterview.flow.doctor import Doctor
from mockinterview.flow.house import House
from mockinterview.flow.importing import Importing
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.library import Library
from mockinterview.flow.microphones import Microphones
from mockinterview.flow.removing import Removing
from mockinterview.flow.reviewing import Reviewing
from mockinterview.flow.revising import Revising
from tests.fakes.fake_backups import FakeBackups
from tests.fakes.fake_banks import LIGHTHOUSE, FakeBanks
from tests.fakes.fake_decoder import FakeDecoder
from tests.fakes.fake_device_news import FakeDeviceNews
from tests.fakes.fake_keeper import FakeKeeper
from tests.fakes.fake_listener import FakeListener
from tests.fakes.fake_matcher import FakeMatcher
from tests.fakes.fake_microphone import FakeMicrophone
from tests.fakes.fake_model_store import FakeModelStore
from tests.fakes.fake_shelf import FakeShelf
from tests.fakes.fake_transcriber import FakeTranscriber, spoken
from tests.fakes.fake_voice import FakeVoice
from tests.fakes.prompt_jobs import PromptJobs


class FakeExporter:
    """Remembers what was to be written where."""

    def __init__(self) -> None:
        self.written: list[tuple[str, str, Path]] = []

    def formats(self) -> list[str]:
        return ["md", "json"]

    def export(self, review: Review, format: str, target: Path) -> None:
        self.written.append((review.attempt.id, format, target))


@dataclass
class Story:
    """Every fake, and the real flow over them."""

    listener: FakeListener = field(default_factory=FakeListener)
    banks: FakeBanks = field(default_factory=FakeBanks)
    keeper: FakeKeeper = field(default_factory=FakeKeeper)
    shelf: FakeShelf = field(default_factory=FakeShelf)
    voice: FakeVoice = field(default_factory=FakeVoice)
    transcriber: FakeTranscriber = field(default_factory=FakeTranscriber)
    matcher: FakeMatcher = field(default_factory=FakeMatcher)
    decoder: FakeDecoder = field(default_factory=FakeDecoder)
    exporter: FakeExporter = field(default_factory=FakeExporter)
    device: DeviceWish = field(default_factory=DeviceWish)
    wish: RecogniserWish = field(default_factory=RecogniserWish)

    def __post_init__(self) -> None:
        self.microphone = FakeMicrophone(self.shelf)
        self.models = FakeModelStore()
        self.jobs = PromptJobs(self.listener.job_changed)
        self.reviewing = Reviewing(
            self.keeper,
            self.shelf,
            self.transcriber,
            lambda: self.matcher,
            self.jobs,
            self.listener,
            lambda: self.wish,
            self.models.caution,
        )
        self.answering = Answering(
            self.voice,
            self.microphone,
            self.shelf,
            self.keeper,
            self.jobs,
            self.listener,
            lambda: self.device,
            self.reviewing.begin,
        )
        self.news = FakeDeviceNews()
        self.microphones = Microphones(self.microphone, self.listener, lambda: self.news, self.microphone.unmute)
        self.importing = Importing(
            self.decoder, self.shelf, self.keeper, self.jobs, self.listener, self.reviewing.begin
        )
        self.rule = RetentionRule()
        self.backups = FakeBackups()
        self.now = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
        removing = Removing(
            self.keeper, self.shelf, self.reviewing, self.jobs, self.listener,
            self.backups, lambda: self.rule, lambda: self.now,
        )  # fmt: skip
        self.library = Library(
            self.banks, self.keeper, self.shelf, self.exporter, self.reviewing, self.jobs, self.listener, removing
        )
        self.doctor = Doctor(
            self.microphone, self.voice, self.transcriber, self.models, self.keeper, lambda: self.matcher, self.shelf
        )
        self.library.load_questions()

    def house(self) -> House:
        """All of it in one hand, as the windows and commands get it."""
        return House(
            self.library, self.answering, self.importing, self.reviewing, self.doctor, self.jobs, self.microphone, self.voice,
            self.transcriber, self.models, self.shelf, self.keeper, self.microphones, self.backups,
        )  # fmt: skip

    def record(self, ms: int = 2000) -> str:
        """Answer the question that is asked for so long; the id of the kept attempt."""
        self.answering.record()
        self.microphone.take.hear(ms)
        attempt_id = self.answering.attempt_id
        self.answering.stop()
        self.listener.wait_for(lambda: attempt_id in self.listener.kept)
        return attempt_id


@pytest.fixture
def story() -> Iterator[Story]:
    told = Story()
    yield told
    told.jobs.close()


# ---------------------------------------------------------------- an answer that is revised


@pytest.fixture
def attempt_id(story: Story) -> str:
    """A kept attempt whose words are there and lined up."""
    story.transcriber.transcript = spoken("um I had a spare lamp and put the log straight before the next ship came")
    story.answering.ask(LIGHTHOUSE)
    kept = story.record(9000)
    assert story.reviewing.wait(kept, 5)
    return kept


@pytest.fixture
def review(story: Story, attempt_id: str) -> Review:
    return story.reviewing.review(attempt_id)


@pytest.fixture
def revising(story: Story, review: Review) -> Revising:
    return story.reviewing.revising


@pytest.fixture
def held(story: Story, attempt_id: str) -> Event:
    """The store is slow: nothing is kept before this is set."""
    free = Event()
    story.jobs.start(JobKind.JUDGE, "another", lambda job: free.wait(10))
    return free
