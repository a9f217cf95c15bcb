"""A review page on a house of fakes, shown, with one attempt that is lined up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mockinterview.core.question import Question
from mockinterview.core.review import Lane
from mockinterview.core.transcript import Transcript
from mockinterview.settings import Settings
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.line.time_line import TimeLine
from tests.ui.review.lines import every_state, noise
from tests.ui.review.scenes import Scene, open_attempt


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of this test alone."""
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def scene(settings: Settings) -> Iterator[Scene]:
    """Three takes of one question, none written down yet."""
    made = Scene(settings)
    yield made
    made.transcriber.hold.set()
    made.house.jobs.close()


@pytest.fixture
def page(qtbot: QtBot, scene: Scene, settings: Settings) -> ReviewPage:
    """The page in a window of ordinary size, showing nothing yet."""
    made = ReviewPage(scene.house, settings, scene.bridge, scene.make_player)
    qtbot.addWidget(made, before_close_func=ReviewPage.close_down)
    made.resize(1_100, 720)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def lined_up(scene: Scene, page: ReviewPage) -> ReviewPage:
    """The page with the third take, written down, measured and lined up."""
    scene.write_down("take-3")
    scene.measure("take-3")
    open_attempt(page, "take-3")
    return page


@pytest.fixture
def answered(qtbot: QtBot, settings: Settings) -> Iterator[Callable[[Question, Transcript], ReviewPage]]:
    """`answered(question, words)`: a page that shows the only answer to a question.

    Kept here until the test is over: a page that is let go of while Qt's events are on their way is deleted under them.
    """
    kept: list[tuple[Scene, ReviewPage]] = []

    def show(question: Question, words: Transcript) -> ReviewPage:
        scene = Scene(settings, question, takes=1)
        scene.write_down("take-1", words)
        page = ReviewPage(scene.house, settings, scene.bridge, scene.make_player)
        qtbot.addWidget(page, before_close_func=ReviewPage.close_down)
        kept.append((scene, page))
        page.show()
        open_attempt(page, "take-1")
        return page

    yield show
    for scene, _ in kept:
        scene.house.jobs.close()


@pytest.fixture
def line(qtbot: QtBot) -> TimeLine:
    """A time line of one minute in which there is everything."""
    made = TimeLine()
    qtbot.addWidget(made)
    made.resize(1_000, 220)
    made.show()
    qtbot.waitExposed(made)
    review = every_state()
    made.show_review(review, noise(review.attempt.duration_ms), tuple(Lane))
    made.resize(1_000, made.sizeHint().height())
    return made
