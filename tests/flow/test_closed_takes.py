"""A take that has ended can be looked at and heard before the store knows of it."""

from __future__ import annotations

import threading

from mockinterview.core.attempt import Attempt
from mockinterview.flow.answering import Step
from mockinterview.flow.jobs import JobKind
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.flow.conftest import Story


def test_a_closed_take_is_known_before_the_store_has_it(story: Story) -> None:
    story.answering.ask(LIGHTHOUSE)
    story.answering.record()
    assert story.answering.closed is None
    story.microphone.take.hear(1000)
    asked, answered = threading.Event(), threading.Event()
    add = story.keeper.add_attempt

    def slow(attempt: Attempt) -> None:
        asked.set()
        assert answered.wait(10)
        add(attempt)

    story.keeper.add_attempt = slow  # type: ignore[method-assign]
    story.answering.stop()
    assert asked.wait(10)
    closed = story.answering.closed
    assert closed is not None
    assert (closed.id, closed.question, closed.duration_ms) == (story.answering.attempt_id, LIGHTHOUSE, 1000)
    assert story.answering.step is Step.KEEPING
    answered.set()
    assert story.jobs.wait(JobKind.KEEP, closed.id, 5)
    assert story.keeper.attempt(closed.id) == closed
    # the next take has nothing to show yet
    story.answering.record()
    assert story.answering.closed is None
