"""The line below the words: what the line-up is doing, whether it is old, and doing it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.core.problems import LineUpProblem
from mockinterview.ui.review import ReviewPage
from tests.ui.review.scenes import Scene, open_attempt, settle, spoken

OLD = "Lined up by an older version."


def grow_old(scene: Scene) -> None:
    """The third take's states are of an older version, which found everything partly."""
    coverage = scene.keeper.coverage("take-3")
    assert coverage is not None
    lines = tuple(replace(line, state=State.PARTLY) for line in coverage.items)
    scene.keeper.save_coverage("take-3", replace(coverage, matcher="fake 0", items=lines))


def test_states_of_this_version_need_no_words(lined_up: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: scene.house.reviewing.lining_up._loaded is not None)
    lined_up.refresh()
    settle(lined_up)
    assert lined_up.pane.line_up.text == ""


def test_states_of_an_older_version_say_so_and_are_left_alone(lined_up: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    grow_old(scene)
    open_attempt(lined_up, "take-3")
    qtbot.waitUntil(lambda: lined_up.pane.line_up.text == OLD)
    assert scene.keeper.coverage("take-3").matcher == "fake 0"  # type: ignore[union-attr]
    assert scene.matcher.asked == []


def test_the_button_lines_up_again_says_what_changed_and_can_be_undone(
    lined_up: ReviewPage, scene: Scene, qtbot: QtBot
) -> None:
    grow_old(scene)
    scene.keeper.save_opinion("take-3", Opinion({"gossip": State.TRIPPED}))
    open_attempt(lined_up, "take-3")
    qtbot.waitUntil(lambda: lined_up.pane.line_up.text == OLD)
    lined_up.pane.line_up.button.click()
    qtbot.waitUntil(lambda: lined_up.pane.line_up.text.startswith("Lined up again. 10 items"))
    assert scene.keeper.coverage("take-3").matcher == "fake 1"  # type: ignore[union-attr]
    assert scene.keeper.verdicts("take-3") == {"gossip": State.TRIPPED}
    lined_up.pane.line_up.button.click()
    qtbot.waitUntil(lambda: lined_up.pane.line_up.text == OLD)
    assert scene.keeper.coverage("take-3").matcher == "fake 0"  # type: ignore[union-attr]


def test_the_command_does_it_by_key(lined_up: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    QTest.keyClick(lined_up, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: lined_up.pane.line_up.text.startswith("Lined up again."))
    assert len(scene.matcher.asked) == 1


def test_what_changed_is_not_told_of_another_take(lined_up: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    scene.write_down("take-2")
    lined_up.lining.again()
    qtbot.waitUntil(lambda: lined_up.pane.line_up.text.startswith("Lined up again."))
    open_attempt(lined_up, "take-2")
    assert lined_up.pane.line_up.text == ""


def test_without_words_there_is_nothing_to_line_up(page: ReviewPage, scene: Scene) -> None:
    open_attempt(page, "take-3")
    page.lining.again()
    assert scene.keeper.waiting_jobs() == ()
    assert page.pane.line_up.text == ""


def test_words_that_wait_for_their_states_say_so(page: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    scene.write_down("take-3", line_up=False)
    scene.matcher.hold.clear()
    open_attempt(page, "take-3")
    page.pane.line_up.button.click()
    qtbot.waitUntil(lambda: page.pane.line_up.text == "Looking for the checklist in your words.")
    assert not page.pane.line_up.button.isVisible()
    scene.matcher.hold.set()
    qtbot.waitUntil(lambda: page.side.counts.isVisible() and page.pane.line_up.text == "")
    assert scene.transcriber.asked == []


def test_a_line_up_that_fails_is_a_sentence_with_a_second_try(
    page: ReviewPage, scene: Scene, qtbot: QtBot, expect_log: Callable[[str], None]
) -> None:
    expect_log("line_up of attempt take-3 failed")
    scene.transcriber.transcript = spoken()
    scene.matcher.failure = LineUpProblem("The answer could not be lined up.", "", "Judge it yourself.")
    open_attempt(page, "take-3")
    page.wishes.begin()
    qtbot.waitUntil(lambda: page.pane.line_up.text.startswith("The answer could not be lined up."))
    assert page.pane.shown == "words"
    scene.matcher.failure = None
    qtbot.waitUntil(lambda: scene.house.reviewing.working("take-3") is None)
    page.pane.line_up.button.click()
    qtbot.waitUntil(page.side.counts.isVisible)
    assert len(scene.transcriber.asked) == 1


def test_an_edit_from_elsewhere_is_shown_with_its_new_states(lined_up: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    scene.matcher.hold.clear()
    words = spoken("Limiting things is all I ever did there.")
    scene.house.reviewing.lining_up.keep_words("take-3", words)
    scene.house.reviewing._listener.review_changed("take-3")
    qtbot.waitUntil(lambda: lined_up.checklist.row_of("access").spoken == "Limiting access")
    scene.matcher.hold.set()
    qtbot.waitUntil(lambda: lined_up.checklist.row_of("access").spoken.startswith("Limiting access. Program: covered."))


def test_words_that_are_read_stay_where_they_are_as_work_comes_and_goes(page: ReviewPage) -> None:
    open_attempt(page, "take-2")
    settle(page)
    before = page.pane.view.mapTo(page.pane, QPoint())
    for notice in (page.pane.line_up, page.pane.coming):
        notice.say("Something goes on that takes its time.", "Cancel")
        page.pane.layout().activate()
        assert notice.isVisible()
        assert page.pane.view.mapTo(page.pane, QPoint()) == before
