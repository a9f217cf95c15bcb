"""Between the voice that reads a question and an open microphone the room falls silent; what may happen meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from mockinterview.flow.answering import Step
from mockinterview.flow.jobs import JobKind
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.flow.conftest import Story


class LateTimer(threading.Thread):
    """Goes off when the test says so, even if it was cancelled: it may have gone off just before."""

    def __init__(self, function: Callable[[], None], go: threading.Event) -> None:
        super().__init__(target=function, daemon=True)
        self._go = go

    def run(self) -> None:
        assert self._go.wait(10)
        super().run()

    def cancel(self) -> None:
        """Too late."""


class Settling:
    """Every quiet moment between the voice and an open microphone; `over` ends them."""

    def __init__(self) -> None:
        self._go = threading.Event()
        self._timers: list[LateTimer] = []

    def timer(self, _seconds: float, function: Callable[[], None]) -> LateTimer:
        self._timers.append(LateTimer(function, self._go))
        return self._timers[-1]

    def over(self) -> None:
        self._go.set()
        for timer in self._timers:
            timer.join(10)


@pytest.fixture
def settling(monkeypatch: pytest.MonkeyPatch) -> Settling:
    made = Settling()
    monkeypatch.setattr(threading, "Timer", made.timer)
    return made


def test_recording_while_the_voice_reads_waits_until_it_is_silent(story: Story) -> None:
    story.voice.at_once = False
    story.answering.ask(LIGHTHOUSE, aloud=True)
    story.answering.record()
    assert not story.voice.speaking
    assert story.answering.step is Step.ASKED
    story.listener.wait_for(lambda: len(story.microphone.takes) == 1)
    assert story.answering.step is Step.STARTING


def test_reading_again_before_the_room_is_silent_calls_the_take_off(story: Story, settling: Settling) -> None:
    story.voice.at_once = False
    story.answering.ask(LIGHTHOUSE, aloud=True)
    story.answering.record()
    story.answering.hear()
    settling.over()
    assert story.answering.step is Step.READING
    assert story.microphone.takes == []


def test_a_timer_that_was_called_off_too_late_starts_nothing(story: Story, settling: Settling) -> None:
    story.voice.at_once = False
    story.answering.ask(LIGHTHOUSE, aloud=True)
    story.answering.record()
    story.answering.leave()
    settling.over()
    assert story.answering.step is Step.IDLE
    assert story.microphone.takes == []


def test_another_question_that_is_asked_as_the_room_falls_silent_is_not_recorded(
    story: Story, settling: Settling, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a main thread that comes in whenever the timer's leaves a moment for it
    class Between:
        def __init__(self, lock: threading.RLock) -> None:
            self._lock = lock
            self.asked = False

        def __enter__(self) -> None:
            self._lock.acquire()

        def __exit__(self, *_: object) -> None:
            self._lock.release()
            if isinstance(threading.current_thread(), LateTimer) and not self.asked:
                self.asked = True
                story.answering.ask(FERRY)

    between = Between(story.answering._lock)
    monkeypatch.setattr(story.answering, "_lock", between)
    story.voice.at_once = False
    story.answering.ask(LIGHTHOUSE, aloud=True)
    story.answering.record()
    settling.over()
    assert between.asked
    story.jobs.wait(JobKind.BEGIN, story.answering.attempt_id)
    assert len(story.microphone.takes) == 1
    assert story.answering.question == LIGHTHOUSE
    story.answering.stop()


def test_pressing_record_again_while_the_room_falls_silent_makes_one_take(story: Story, settling: Settling) -> None:
    story.voice.at_once = False
    story.answering.ask(LIGHTHOUSE, aloud=True)
    story.answering.record()
    story.answering.record()
    settling.over()
    assert len(story.microphone.takes) == 1


def test_leaving_before_the_room_is_silent_records_nothing(story: Story) -> None:
    story.voice.at_once = False
    story.answering.ask(LIGHTHOUSE, aloud=True)
    story.answering.record()
    story.answering.leave()
    assert story.answering.step is Step.IDLE
    assert story.microphone.takes == []
