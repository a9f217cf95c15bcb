"""The child at work on a file that grows, driven look by look: what is said is heard once, and Stop leaves little."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mockinterview.core.problems import SpeechProblem
from mockinterview.core.transcript import Word
from mockinterview.speech.engines import Engine
from mockinterview.speech.growing import GrowingSound, quietest_moment
from mockinterview.speech.live import LiveAnswer
from mockinterview.speech.messages import Done, Finish, Job, Message, Part, Progress, heard_from
from mockinterview.speech.pieces import Heard, Piece
from mockinterview.speech.worker import answer
from tests.data.whisper.spoken import RATE

HEADER = bytes(44)
Sound = NDArray[np.float32]
LOOK_MS = 250


def voice(ms: int, level: float = 0.3) -> Sound:
    """What the gate takes for a voice: syllables, four a second, with short closures; the pitch glides, and two formants wander."""
    t = np.arange(ms * RATE // 1000) / RATE
    closed = (t % 0.25 >= 0.2) & (t < t[-1] - 0.1)
    phase = 2 * np.pi * np.cumsum(120 * (1 + 0.15 * np.sin(2 * np.pi * 1.7 * t))) / RATE
    first, second = 500 + 250 * np.sin(2 * np.pi * 3.1 * t), 1700 + 600 * np.sin(2 * np.pi * 2.3 * t)
    buzz = np.zeros(len(t))
    for n in range(1, 30):
        near = [np.exp(-(((n * 120 - formant) / 200) ** 2)) for formant in (first, second)]
        buzz += np.sin(n * phase) * (0.03 + near[0] + 0.5 * near[1])
    return np.asarray(0.4 * level * buzz * np.where(closed, 0.003, 1), np.float32)


def quiet(ms: int) -> Sound:
    return np.random.default_rng(7).normal(0, 1e-4, ms * RATE // 1000).astype(np.float32)


class HearingEngine:
    """Hears one word in each stretch, with its times; remembers every piece it was given."""

    longest_ms = 28_000
    gap_ms = 4_000

    def __init__(self) -> None:
        self.given: list[Piece] = []
        self.languages: list[str] = []
        self.coughs = 0
        """So many pieces at the beginning hold no word, and are taken for Norwegian."""
        self.hurried: list[bool] = []

    def hear(
        self, samples: NDArray[np.float32], pieces: Sequence[Piece], language: str, vocabulary: Sequence[str]
    ) -> Iterator[Heard]:
        for piece in pieces:
            assert piece.end_ms * RATE // 1000 <= len(samples)
            self.given.append(piece)
            self.languages.append(language)
            if self.coughs:
                self.coughs -= 1
                yield Heard(piece, language="no")
                continue
            words = tuple(Word("w", one.start_ms, one.end_ms) for one in piece.stretches)
            yield Heard(piece, (words,), language="de")

    def hurry(self, on: bool) -> None:
        self.hurried.append(on)


@dataclass
class Recording:
    """A take that is written while it is looked at: every look finds a quarter of a second more."""

    file: Path
    sound: Sound
    job: Job
    engine: HearingEngine = field(default_factory=HearingEngine)
    told: list[Message] = field(default_factory=list)
    written: int = 0
    loads: int = 0
    leave_after: int | None = None
    """Leave the job at that look, the sound unfinished."""

    def __post_init__(self) -> None:
        self.file.write_bytes(HEADER)

    def write(self, count: int) -> None:
        pcm = np.round(self.sound[self.written : self.written + count] * 32767).astype("<i2").tobytes()
        with self.file.open("ab") as file:
            file.write(pcm)
        self.written += count

    def wait(self, seconds: float) -> Finish | None:
        if not seconds:
            return None
        if self.leave_after is not None and self.written >= self.leave_after * RATE * LOOK_MS // 1000:
            return Finish(self.job.number, whole=False)
        if self.written >= len(self.sound):
            return Finish(self.job.number)
        self.write(RATE * LOOK_MS // 1000)
        return None

    def run(self) -> Done:
        return LiveAnswer(self.job, self._engine, self.told.append).run(self.wait)

    def _engine(self, _job: Job) -> Engine:
        self.loads += 1
        return self.engine

    @property
    def heard(self) -> list[Heard]:
        return [heard_from(one.heard) for one in self.told if isinstance(one, Part)]


Record = Callable[..., Recording]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    def make(*parts: Sound, from_ms: int = 0, leave_after: int | None = None, language: str = "en") -> Recording:
        file = tmp_path / "take.wav"
        job = Job(3, str(file), "scripted", language=language, from_ms=from_ms, growing=True)
        return Recording(file, np.concatenate(parts), job, leave_after=leave_after)

    return make


def spans(recording: Recording) -> list[tuple[int, int]]:
    return [(round(one.piece.start_ms, -2), round(one.piece.end_ms, -2)) for one in recording.heard]


def test_what_was_said_before_a_pause_is_heard_before_the_end(record: Record) -> None:
    take = record(quiet(1000), voice(7000), quiet(1000), voice(3000), quiet(300))
    done = take.run()
    assert done == Done(3, 12_300)
    assert spans(take) == [(800, 8200), (8800, 12200)]
    told = [one.done_ms for one in take.told if isinstance(one, Progress)]
    assert told == sorted(told)
    assert told[-1] == 12_300
    first = next(n for n, one in enumerate(take.told) if isinstance(one, Part))
    totals = [one.total_ms for one in take.told[:first] if isinstance(one, Progress)]
    assert max(totals) <= 9_000  # it came when the pause was seen, long before Stop


def test_silence_and_a_paused_take_load_nothing_and_stay_cheap(record: Record) -> None:
    take = record(quiet(40_000))
    assert take.run() == Done(3, 40_000)
    assert take.loads == 0
    assert take.heard == []
    looks = [one for one in take.told if isinstance(one, Progress)]
    assert looks[-2].done_ms >= 24_000  # nobody looks at that silence again


def test_every_look_is_a_sign_of_life_even_if_the_take_is_paused(record: Record) -> None:
    take = record(quiet(250))
    paused = iter([None] * 40 + [Finish(3)])
    LiveAnswer(take.job, take._engine, take.told.append).run(lambda seconds: next(paused) if seconds else None)
    assert sum(isinstance(one, Progress) for one in take.told) >= 40


def test_a_piece_heard_in_the_silence_before_stop_is_not_heard_again(record: Record) -> None:
    take = record(quiet(500), voice(9500), quiet(1500), voice(2000), quiet(900))
    take.run()
    assert len(take.heard) == 2
    assert len(take.engine.given) == 2
    assert take.engine.hurried == [True, False]
    assert take.loads >= 1


def test_a_piece_heard_ahead_is_heard_anew_if_more_is_said(record: Record) -> None:
    take = record(quiet(500), voice(11_500), quiet(1500), voice(2000), quiet(700), voice(1500), quiet(200))
    take.run()
    assert [len(one.piece.stretches) for one in take.heard] == [1, 2]
    assert [len(one.stretches) for one in take.engine.given] == [1, 1, 2]


def test_hearing_ahead_takes_no_more_than_its_share(record: Record) -> None:
    hesitating = [part for _ in range(12) for part in (voice(1000), quiet(650))]
    take = record(quiet(500), *hesitating)
    take.run()
    kept = sum(one.piece.end_ms - one.piece.start_ms for one in take.heard)
    given = sum(one.end_ms - one.start_ms for one in take.engine.given)
    assert given - kept <= len(take.sound) * 1000 // RATE // 4


def test_who_never_pauses_is_cut_where_it_is_quietest(record: Record) -> None:
    take = record(quiet(500), voice(24_000), quiet(150), voice(11_000), quiet(300))
    take.run()
    first, second = take.heard
    assert 24_500 <= first.piece.end_ms <= 24_650
    assert first.piece.end_ms == second.piece.start_ms
    assert second.piece.end_ms - first.piece.start_ms >= 35_000


def test_a_job_that_is_left_goes_on_where_it_was(record: Record) -> None:
    parts = (quiet(1000), voice(7000), quiet(1000), voice(8000), quiet(1000), voice(2000), quiet(300))
    left = record(*parts, leave_after=48)
    assert isinstance(left.run(), Done)
    assert len(left.heard) == 1
    again = record(*parts, from_ms=left.heard[-1].piece.end_ms)
    again.run()
    whole = record(*parts)
    whole.run()
    assert spans(left) + spans(again) == spans(whole)


def test_the_language_that_was_found_is_kept(record: Record) -> None:
    take = record(quiet(500), voice(7000), quiet(1200), voice(2000), quiet(300), language="")
    take.run()
    assert take.engine.languages[0] == ""
    assert set(take.engine.languages[1:]) == {"de"}


def test_a_cough_at_the_beginning_does_not_settle_the_language(record: Record) -> None:
    take = record(quiet(500), voice(7000), quiet(1200), voice(7000), quiet(1200), voice(2000), quiet(300), language="")
    take.engine.coughs = 1
    take.run()
    assert [one.language for one in take.heard][:2] == ["no", "de"]
    begun = {piece.start_ms: language for piece, language in zip(take.engine.given, take.engine.languages, strict=True)}
    assert list(begun.values()) == ["", "", "de"]


def test_a_recogniser_that_is_late_is_given_long_pieces(record: Record) -> None:
    phrases = [part for _ in range(12) for part in (voice(6500), quiet(900))]
    take = record(quiet(500), *phrases, quiet(300))
    take.write(len(take.sound))
    take.run()
    lengths = [one.piece.end_ms - one.piece.start_ms for one in take.heard]
    assert max(lengths) <= 28_000
    assert len(lengths) <= 4


def test_what_cannot_be_read_or_heard_is_an_answer(record: Record, tmp_path: Path) -> None:
    take = record(quiet(500))
    take.file.unlink()
    failed = answer(take.job, take._engine, take.told.append, lambda _seconds: None)
    assert "cannot be read" in getattr(failed, "what", "")


def test_a_growing_file_is_read_in_any_steps(tmp_path: Path) -> None:
    file = tmp_path / "take.wav"
    said = voice(70_000)
    pcm = np.round(said * 32767).astype("<i2").tobytes()
    file.write_bytes(HEADER[:20])
    sound = GrowingSound(file)
    assert not sound.read()
    file.write_bytes(HEADER)
    at = 0
    for step in (1, 2, 3, 31_999, 7, 2_000_001, len(pcm)):
        with file.open("ab") as growing:
            growing.write(pcm[at : at + step])
        at += step
        sound.read()
    assert sound.length_ms == 70_000
    assert np.abs(sound.samples - said).max() < 1e-4
    assert sound.certain_ms == 69_800


def test_the_quietest_moment_is_found() -> None:
    sound = np.concatenate([voice(1000), quiet(80), voice(1000)])
    assert 1000 <= quietest_moment(sound, 200, 1900) <= 1080
    assert quietest_moment(sound, 500, 510) == 505
    assert 1500 <= quietest_moment(sound, 1500, 9000) <= 2080


def test_too_long_a_take_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mockinterview.speech.growing.LONGEST_S", 1)
    file = tmp_path / "take.wav"
    file.write_bytes(HEADER + bytes(2 * RATE + 2))
    with pytest.raises(SpeechProblem, match="too long"):
        GrowingSound(file).read()
