"""What stands beside the answer: the question whole, own notes as they are now, and its takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State, verdict_choices
from mockinterview.core.opinion import Opinion
from mockinterview.core.question import Question
from mockinterview.core.transcript import Transcript
from mockinterview.settings import Settings, table
from mockinterview.ui.models.takes import SHOWN, TakeModel
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.beside.columns import NOT_IN_BANKS
from mockinterview.ui.review.beside.side import NOTES, QUESTION, SAMPLES, TAKES
from mockinterview.ui.review.beside.takes_part import NO_SOUND, THIS_ONE, TakesPart
from mockinterview.ui.review.header import ONLY_ONE, ONLY_TAKE
from mockinterview.ui.widgets.rows import BADGE_ROLE, ICON_ROLE, TITLE_ROLE, UNDER_ROLE
from tests.fakes.fake_player import FakePlayer
from tests.ui.review.scenes import Scene, open_attempt, spoken

Answered = Callable[[Question, Transcript], ReviewPage]


@pytest.fixture
def takes(lined_up: ReviewPage) -> TakesPart:
    """The takes beside the third one."""
    lined_up.side.tabs.choose(TAKES)
    return lined_up.side.takes


def rows(part: TakesPart) -> list[str]:
    model = part.list.model()
    return [str(model.index(row, 0).data(TITLE_ROLE)).split(" · ")[0] for row in range(model.rowCount())]


def under(part: TakesPart, row: int) -> str:
    return str(part.list.model().index(row, 0).data(UNDER_ROLE))


# ---------------------------------------------------------------- the question


def test_the_whole_question_and_what_is_known_of_it(answered: Answered) -> None:
    question = Question(
        "q",
        "Why?",
        role="Baker",
        theme="Bread",
        about_role="Bakes at night.",
        tips=("Name one loaf.",),
        follow_ups=("Why not?",),
        related=("How?",),
        source="A page of mine",
        tags=("short",),
    )
    page = answered(question, spoken("I said this"))
    page.side.tabs.choose(QUESTION)
    text = page.side.question.text
    for said in ("Baker · Bread", "Why?", "Bakes at night.", "Name one loaf.", "Why not?", "How?", "A page of mine"):
        assert said in text
    assert [heading for heading in ("How to prepare", "They may ask next", "Related questions") if heading in text]


def test_only_the_lists_there_are_have_a_heading(answered: Answered) -> None:
    page = answered(Question("bare", "Why?"), spoken("I said this"))
    assert page.side.question.text.split("\n") == ["Why?"]


def test_sample_answers_tell_their_level_and_why(lined_up: ReviewPage) -> None:
    lined_up.side.tabs.choose(SAMPLES)
    lines = lined_up.side.samples.text.split("\n")
    assert [line for line in lines if line in ("Basic", "Solid", "Exceptional")] == ["Basic", "Solid", "Exceptional"]
    assert "Why: It names a measure and a real case." in lines


# ---------------------------------------------------------------- notes


def test_notes_are_those_of_the_bank_as_it_is_now(lined_up: ReviewPage, scene: Scene) -> None:
    now = replace(scene.question, notes="Begin with the e-mail.", stories=("The wrong Mr Brown.",))
    scene.house.library._questions[now.id] = now
    open_attempt(lined_up, "take-3")
    lined_up.side.tabs.choose(NOTES)
    text = lined_up.side.notes.text
    assert "Begin with the e-mail." in text
    assert "The wrong Mr Brown." in text


def test_editing_leads_to_the_editor(lined_up: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    lined_up.side.tabs.choose(NOTES)
    assert "You have no notes on this question yet." in lined_up.side.notes.text
    with qtbot.waitSignal(lined_up.deed_wished) as wished:
        lined_up.side.notes.edit.click()
    assert wished.args == ["edit_question", [scene.question.id]]


def test_a_question_that_is_in_no_bank_shows_what_was_noted_then(page: ReviewPage, scene: Scene) -> None:
    attempt = scene.keeper._attempts["take-3"]
    noted = replace(attempt.question, notes="As it was.")
    scene.keeper._attempts["take-3"] = replace(attempt, question=noted)
    del scene.house.library._questions[scene.question.id]
    open_attempt(page, "take-3")
    assert "As it was." in page.side.notes.text
    assert NOT_IN_BANKS in page.side.notes.text
    assert not page.side.notes.edit.isEnabled()
    assert page.side.notes.edit.toolTip() == NOT_IN_BANKS


# ---------------------------------------------------------------- takes


def test_takes_stand_newest_first_and_the_one_that_is_open_says_so(takes: TakesPart) -> None:
    assert rows(takes) == ["Take 3", "Take 2", "Take 1"]
    assert [takes.list.model().index(row, 0).data(BADGE_ROLE) for row in range(3)] == [SHOWN, "", ""]
    assert takes.chosen is not None
    assert takes.chosen.id == "take-2"


def test_a_row_tells_where_its_items_stand(takes: TakesPart, scene: Scene, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: under(takes, 0) == "3 covered · 2 partly · 1 not found · 1 not sure")
    qtbot.waitUntil(lambda: under(takes, 1) == "sound only")
    # WHEN another take is lined up meanwhile, and judged
    scene.write_down("take-2")
    scene.keeper.save_opinion("take-2", Opinion({"shred": State.COVERED}))
    scene.bridge.review_changed.emit("take-2")
    # THEN its row follows
    qtbot.waitUntil(lambda: under(takes, 1) == "4 covered · 2 partly · 1 not sure")


def test_rating_oneself_first_hides_where_the_items_of_a_take_stand(
    page: ReviewPage, scene: Scene, settings: Settings, qtbot: QtBot
) -> None:
    settings.set(table.RATE_FIRST, True)
    for number in (2, 3):
        scene.write_down(f"take-{number}")
    scene.keeper.save_opinion("take-2", Opinion({item.id: verdict_choices(item)[0] for item in scene.question.items}))
    open_attempt(page, "take-3")
    page.side.tabs.choose(TAKES)
    qtbot.waitUntil(lambda: under(page.side.takes, 0) == "not judged by you yet")
    qtbot.waitUntil(lambda: under(page.side.takes, 1) == "7 covered")


def test_a_take_can_be_opened_and_put_beside_this_one(lined_up: ReviewPage, takes: TakesPart, qtbot: QtBot) -> None:
    with qtbot.waitSignal(lined_up.attempt_requested) as opened:
        takes.open.click()
    assert opened.args == ["take-2"]
    with qtbot.waitSignal(lined_up.compare_requested) as compared:
        takes.compare.click()
    assert compared.args == ["take-2", "take-3"]


def test_enter_in_the_list_opens_and_space_is_the_pages(
    lined_up: ReviewPage, takes: TakesPart, scene: Scene, qtbot: QtBot
) -> None:
    takes.list.setFocus()
    with qtbot.waitSignal(lined_up.attempt_requested) as opened:
        qtbot.keyClick(takes.list, Qt.Key.Key_Return)
    assert opened.args == ["take-2"]
    qtbot.keyClick(takes.list, Qt.Key.Key_Space)
    assert scene.player.playing


def test_the_open_take_is_of_no_use_to_the_buttons_and_they_say_so(takes: TakesPart) -> None:
    takes.list.setCurrentIndex(takes.list.model().index(0, 0))
    for button in (takes.hear, takes.open, takes.compare):
        assert not button.isEnabled()
        assert button.toolTip() == THIS_ONE


def test_a_take_is_heard_and_the_answer_falls_silent(scene: Scene, settings: Settings, qtbot: QtBot) -> None:
    # GIVEN a page each of whose sounds has a player of its own, and the answer is to be heard
    players: list[FakePlayer] = []

    def make() -> FakePlayer:
        players.append(FakePlayer(scene.length_ms))
        return players[-1]

    page = ReviewPage(scene.house, settings, scene.bridge, make)
    qtbot.addWidget(page, before_close_func=ReviewPage.close_down)
    page.show()
    open_attempt(page, "take-3")
    page.side.tabs.choose(TAKES)
    hear = page.side.takes.hear
    page.transport.toggle()
    [own] = players
    assert own.playing
    # WHEN another take is asked for THEN that is heard, from its beginning, and nothing else
    hear.click()
    qtbot.waitUntil(lambda: hear.accessibleName() == "Pause")
    other = players[1]
    assert (other.audio, other.plays) == (scene.shelf.audio("take-2"), [(0, None)])
    assert (own.playing, other.playing) == (False, True)
    # WHEN it is paused and taken up again THEN it goes on about where it was
    other.advance(3_000)
    hear.click()
    assert (hear.accessibleName(), other.playing) == ("Hear it", False)
    hear.click()
    assert other.plays[-1][0] in range(2_000, 3_001)  # perhaps from a little before
    # WHEN the answer is played THEN the other falls silent, and so it does when the page is left
    page.transport.toggle()
    assert (own.playing, other.playing) == (True, False)
    hear.click()
    page.hide()
    assert own.playing is False
    assert other.playing is False
    assert hear.accessibleName() == "Hear it"


@pytest.mark.parametrize("meanwhile", [ReviewPage.hide, lambda page: page.transport.toggle()])
def test_a_take_that_is_found_late_is_not_heard_over_what_was_wished_for_since(
    takes: TakesPart, lined_up: ReviewPage, scene: Scene, qtbot: QtBot, meanwhile: Callable[[ReviewPage], object]
) -> None:
    scene.shelf.reachable.clear()
    takes.hear.click()
    meanwhile(lined_up)
    scene.shelf.reachable.set()
    qtbot.waitUntil(lambda: not lined_up.joined.surroundings._asking.busy)
    assert scene.player.audio != scene.shelf.audio("take-2")
    assert takes.hear.accessibleName() == "Hear it"


def test_a_take_without_its_sound_can_still_be_opened(takes: TakesPart, scene: Scene, qtbot: QtBot) -> None:
    scene.shelf.lose_sound("take-2")
    scene.bridge.review_changed.emit("take-2")
    qtbot.waitUntil(lambda: not takes.hear.isEnabled())
    assert takes.hear.toolTip() == NO_SOUND
    assert takes.open.isEnabled()


def test_the_only_take_has_nothing_beside_it(answered: Answered) -> None:
    page = answered(Question("q", "Why?"), spoken("I said this"))
    page.side.tabs.choose(TAKES)
    assert page.side.takes._alone.isVisible()
    assert not page.side.takes.compare.isVisible()
    assert not page.header.compare.isEnabled()
    assert page.header.compare.toolTip() == ONLY_ONE
    assert page.header.take.toolTip() == ONLY_TAKE


def test_with_hundreds_of_takes_only_the_rows_in_sight_are_looked_up(
    page: ReviewPage, scene: Scene, qtbot: QtBot
) -> None:
    for number in range(4, 304):
        scene.keeper.add_attempt(replace(scene.keeper._attempts["take-1"], id=f"take-{number}", take=number))
    asked: list[str] = []
    coverage = scene.keeper.coverage
    scene.keeper.coverage = lambda attempt_id: (asked.append(attempt_id), coverage(attempt_id))[1]  # type: ignore[method-assign]
    open_attempt(page, "take-3")
    page.side.tabs.choose(TAKES)
    part = page.side.takes
    qtbot.waitUntil(lambda: bool(part.list.model().index(part.list.currentIndex().row(), 0).data(ICON_ROLE)))
    assert len(rows(part)) == 303
    assert len(set(asked)) < 40


def test_no_label_guesses_rich_text(lined_up: ReviewPage) -> None:
    side = lined_up.side
    labels = [
        label for part in (side.question, side.samples, side.notes, side.takes) for label in part.findChildren(QLabel)
    ]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_a_model_without_takes_has_no_rows(scene: Scene, qapp: object) -> None:
    model = TakeModel(scene.house)
    assert model.rowCount() == 0
    assert model.take(0) is None
    model.finish()


# ---------------------------------------------------------------- the head


def test_the_head_gives_way_in_a_low_and_narrow_window(lined_up: ReviewPage, qtbot: QtBot) -> None:
    lined_up.resize(1_600, 1_000)
    lined_up.grab()
    assert lined_up.header.question.wordWrap()
    assert lined_up.header.compare.text().strip() == "Compare"
    lined_up.resize(760, 640)
    lined_up.grab()
    header = lined_up.header
    assert not header.question.wordWrap()
    header.resize(480, header.height())
    assert (header.compare.text(), header.export.text()) == ("", "")
    assert header.compare.accessibleName() == "Compare"
    header.resize(600, header.height())
    header.layout().activate()
    assert header.compare.text() == ""
    for deed in (header.take, header.words, header.compare, header.export, header.retake):
        assert deed.width() >= deed.minimumSizeHint().width()
        assert deed.geometry().right() <= header.width()


def test_every_take_tells_its_day_in_the_list(lined_up: ReviewPage) -> None:
    tips = [lined_up.header.take.itemData(place, Qt.ItemDataRole.ToolTipRole) for place in range(3)]
    assert all(tip.endswith("0:51") for tip in tips)
    assert "4 March" in tips[1]
