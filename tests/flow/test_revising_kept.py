"""Changes of a review in the real store: they are there in the next run of the program, and so are the first words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mockinterview.core.coverage import State
from mockinterview.core.editing import Edit
from mockinterview.flow.jobs import JobKind
from mockinterview.history import History
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.fakes.fake_shelf import FakeShelf
from tests.fakes.fake_transcriber import spoken
from tests.flow.conftest import Story

SAID = spoken("um I had a spare lamp and put the log straight before the next ship came")


@contextmanager
def a_run(file: Path, shelf: FakeShelf) -> Iterator[Story]:
    """The program between a start and a quitting."""
    keeper = History(file)
    story = Story(keeper=keeper, shelf=shelf)  # type: ignore[arg-type]
    yield story
    story.jobs.wait_all(JobKind.JUDGE)
    story.jobs.wait_all(JobKind.LINE_UP)
    story.jobs.close()
    keeper.close()


def test_all_of_it_is_there_in_the_next_run(tmp_path: Path) -> None:
    file, shelf = tmp_path / "history.sqlite", FakeShelf()
    with a_run(file, shelf) as story:
        story.transcriber.transcript = SAID
        story.answering.ask(LIGHTHOUSE)
        attempt_id = story.record(9000)
        assert story.reviewing.wait(attempt_id, 5)
        story.reviewing.review(attempt_id)
        revising = story.reviewing.revising
        revising.edit(attempt_id, [Edit(4, 5, ("spar",))])
        revising.mark(attempt_id, "calm", 7, 9)
        revising.note(attempt_id, "calm", "Breathe.")
        revising.bookmark(attempt_id, 500, "good")
        revising.edit(attempt_id, [Edit(0, 1, ())])
        revising.undo(attempt_id)
    with a_run(file, shelf) as story:
        review = story.reviewing.review(attempt_id)
        assert review.transcript is not None
        assert review.coverage is not None
        assert review.transcript.text == SAID.text.replace("spare", "spar")
        assert [span.text for span in review.evidence("calm")] == ["put the log"]
        assert review.coverage.of("spare").state is State.NOT_FOUND
        assert not review.coverage.carried
        assert review.opinion.notes == {"calm": "Breathe."}
        assert [hit.attempt.id for hit in story.keeper.search("breathe")] == [attempt_id]
        revising = story.reviewing.revising
        assert revising.undoable(attempt_id) == ""
        assert revising.original(attempt_id) == SAID
        revising.bring_back_original(attempt_id)
    with a_run(file, shelf) as story:
        review = story.reviewing.review(attempt_id)
        assert review.transcript == SAID
        assert review.coverage is not None
        assert review.coverage.of("spare").state is State.COVERED
        former = story.reviewing.former_words.latest(attempt_id)
        assert former is not None
        assert former.edited
