"""An answer that is revised in tests: what was said, and what is waited for."""

from __future__ import annotations

from mockinterview.core.coverage import State
from mockinterview.core.problems import HistoryProblem
from mockinterview.core.review import Review
from mockinterview.flow.jobs import JobKind
from tests.fakes.fake_transcriber import spoken
from tests.flow.conftest import Story

SAID = spoken("um I had a spare lamp and put the log straight before the next ship came")
LOCKED = HistoryProblem("The history is locked.")


def settle(story: Story) -> None:
    story.jobs.wait_all(JobKind.JUDGE)
    story.jobs.wait_all(JobKind.LINE_UP)


def fails(story: Story, attempt_id: str) -> None:
    """Wait until something could not be kept; the store works again."""
    story.listener.wait_for(lambda: story.jobs.failure(JobKind.JUDGE, attempt_id) is not None)
    story.jobs.wait_all(JobKind.JUDGE)
    story.keeper.problem = None


def state_of(review: Review, item_id: str = "spare") -> State | None:
    return review.coverage.of(item_id).state if review.coverage is not None else None
