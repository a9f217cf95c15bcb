"""What is done in one of the three is seen and heard in the other two: item, words, time line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State
from mockinterview.core.editing import Edit
from mockinterview.core.review import LEAD_IN_MS, Lane
from mockinterview.flow.jobs import JobKind
from mockinterview.settings import Settings, table
from mockinterview.ui.look import Look
from mockinterview.ui.review import ReviewPage
from tests.ui.review.scenes import CONFIDENTIAL, Scene, found, settle, spoken

WORDS = spoken()


def times(phrase: str) -> tuple[int, int]:
    """From when to when a phrase is said."""
    span = found(WORDS, phrase)
    assert span is not None
    return WORDS.words[span.first_word].start_ms, WORDS.words[span.last_word].end_ms


def press(page: ReviewPage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.transport.play, key, modifiers)


def evidence_marks(page: ReviewPage, item_id: str) -> list[tuple[int, int]]:
    """Where the time line shows evidence for an item."""
    return [(mark.start_ms, mark.end_ms) for mark in page.time_line.marks if mark.item_id == item_id]


def click_row(page: ReviewPage, item_id: str) -> None:
    """Click beside the words of a row."""
    row = page.checklist.row_of(item_id)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() // 2, 8))


# ---------------------------------------------------------------- items


def test_one_click_lights_an_item_and_one_more_plays_exactly_its_words(lined_up: ReviewPage, scene: Scene) -> None:
    start_ms, end_ms = times("I ran a short course for the new people")
    click_row(lined_up, "training")
    assert lined_up.pane.view.selected_item == "training"
    assert scene.player.plays == []
    click_row(lined_up, "training")
    assert scene.player.plays == [(start_ms - LEAD_IN_MS, end_ms)]


def test_a_double_click_plays_the_first_words_whether_the_item_was_chosen_or_not(
    lined_up: ReviewPage, scene: Scene
) -> None:
    first = times("only people who worked on a matter")
    viewport = lined_up.checklist.viewport()
    for _ in range(2):
        row = lined_up.checklist.row_of("access")
        at = row.mapTo(viewport, QPoint(row.width() // 2, 8))
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=at)
        assert scene.player.plays == [(first[0] - LEAD_IN_MS, first[1])]
        scene.player.plays.clear()
        lined_up.hearing._evidence = ("access", -1)


def test_evidence_clicked_on_the_time_line_chooses_its_item(lined_up: ReviewPage) -> None:
    lined_up.time_line.item_chosen.emit("training")
    assert lined_up.checklist.item_id == "training"
    assert lined_up.pane.view.selected_item == "training"


def test_from_evidence_to_evidence_the_item_is_chosen_and_its_words_are_heard(
    lined_up: ReviewPage, scene: Scene
) -> None:
    press(lined_up, Qt.Key.Key_D)
    start_ms, end_ms = times("only people who worked on a matter")
    assert lined_up.checklist.item_id == "access"
    assert scene.player.plays[-1] == (start_ms - LEAD_IN_MS, end_ms)
    press(lined_up, Qt.Key.Key_D)
    assert lined_up.checklist.item_id == "digital"


def test_from_filler_to_filler(lined_up: ReviewPage, scene: Scene) -> None:
    press(lined_up, Qt.Key.Key_F)
    press(lined_up, Qt.Key.Key_F)
    assert WORDS.words[WORDS.word_at(scene.player.plays[-1][0] + LEAD_IN_MS) or 0].text == "uh"


# ---------------------------------------------------------------- evidence of one's own


def test_selected_words_become_evidence_everywhere_and_are_taken_back(
    lined_up: ReviewPage, scene: Scene, qtbot: QtBot
) -> None:
    view = lined_up.pane.view
    lined_up.checklist.choose("shred")
    view.choose_words(3, 8)
    press(lined_up, Qt.Key.Key_M)
    span = (WORDS.words[3].start_ms, WORDS.words[8].end_ms)
    assert evidence_marks(lined_up, "shred") == [span]
    assert view.item_ids_at(5) == ("shred",)
    assert "You: covered" in lined_up.checklist.row_of("shred").spoken
    press(lined_up, Qt.Key.Key_E)
    assert scene.player.plays[-1] == (max(0, span[0] - LEAD_IN_MS), span[1])
    press(lined_up, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert evidence_marks(lined_up, "shred") == []
    assert view.item_ids_at(5) == ()
    press(lined_up, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    scene.house.jobs.wait_all(JobKind.JUDGE)
    assert len(scene.keeper.opinion("take-3").added) == 1
    settle(lined_up)
    assert evidence_marks(lined_up, "shred") == [span]


def test_the_evidence_heard_last_is_taken_away(lined_up: ReviewPage) -> None:
    lined_up.checklist.choose("access")
    for _ in range(2):
        press(lined_up, Qt.Key.Key_E)
    press(lined_up, Qt.Key.Key_Delete)
    assert evidence_marks(lined_up, "access") == [times("only people who worked on a matter")]


def test_evidence_asked_for_in_the_text_goes_the_same_way(lined_up: ReviewPage) -> None:
    lined_up.pane.view.evidence_wished.emit("vague", 12, 15)
    assert "vague" in lined_up.pane.view.item_ids_at(13)
    lined_up.pane.view.evidence_unwished.emit("vague", 0)
    assert "vague" not in lined_up.pane.view.item_ids_at(13)


# ---------------------------------------------------------------- words


def test_corrected_words_are_shown_at_once_with_their_states_and_can_be_taken_back(
    lined_up: ReviewPage, scene: Scene, qtbot: QtBot
) -> None:
    scene.matcher.hold.clear()
    before = lined_up.pane.view.toPlainText()
    lined_up.pane.view.edit_wished.emit((Edit(5, 6, ("we",)),))
    assert lined_up.pane.view.toPlainText().split()[5] == "we"
    assert evidence_marks(lined_up, "access")[0] == times("only people who worked on a matter")
    lined_up.hearing.play_word(5)
    assert scene.player.plays[-1] == (WORDS.words[5].start_ms, None)
    press(lined_up, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert lined_up.pane.view.toPlainText() == before
    scene.matcher.hold.set()


def test_a_filler_that_is_taken_away_counts_no_more(lined_up: ReviewPage) -> None:
    assert "Fillers: at least 3" in lined_up.facts.texts
    lined_up.pane.view.edit_wished.emit((Edit(0, 1, ()),))
    assert "Fillers: at least 2" in lined_up.facts.texts
    assert sum(mark.lane is Lane.FILLER for mark in lined_up.time_line.marks) == 2


# ---------------------------------------------------------------- bookmarks and loops


def test_a_bookmark_is_set_named_reached_and_dropped(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.hearing.seek(20_000)
    press(lined_up, Qt.Key.Key_B)
    lined_up.time_line.bookmark_named.emit(20_000, "Say this first")
    assert [(mark.start_ms, mark.label) for mark in lined_up.time_line.marks if mark.lane is Lane.BOOKMARK] == [
        (20_000, "Say this first")
    ]
    lined_up.hearing.seek(3_000)
    press(lined_up, Qt.Key.Key_G)
    assert abs(scene.player.plays[-1][0] - 20_000) <= LEAD_IN_MS
    lined_up.hearing.seek(20_000)
    press(lined_up, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
    assert not any(mark.lane is Lane.BOOKMARK for mark in lined_up.time_line.marks)


def test_a_span_of_the_time_line_is_looped_and_ended(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.time_line.span_chosen.emit(5_000, 9_000)
    held = lined_up.replay.loop
    assert held is not None
    assert (held.start_ms, held.end_ms) == (5_000, 9_000)
    assert lined_up.time_line.track.loop == (5_000, 9_000)
    scene.player.advance(4_500)
    assert 5_000 <= lined_up.replay.position_ms < 9_000
    lined_up.time_line.span_chosen.emit(-1, -1)
    assert lined_up.replay.loop is None
    assert lined_up.time_line.track.loop is None


def test_a_loop_that_is_begun_stands_on_the_time_line(lined_up: ReviewPage) -> None:
    lined_up.hearing.seek(5_000)
    press(lined_up, Qt.Key.Key_L)
    assert lined_up.time_line.track.loop_begun == 5_000
    lined_up.time_line.menu.no_loop_wished.emit()
    assert lined_up.replay.loop_begun is None
    assert lined_up.time_line.track.loop_begun is None


def test_in_a_low_window_with_large_text_the_time_line_keeps_its_evidence_and_every_step(
    lined_up: ReviewPage, dress: Look, settings: Settings
) -> None:
    lined_up.resize(912, 600)
    line = lined_up.time_line
    marks, roomy = line.marks, [seen.row.lane for seen in line.track.layout_of_rows.lines]
    assert {Lane.EVIDENCE, Lane.FILLER} <= set(roomy)
    settings.set(table.TEXT_PERCENT, 150)
    assert {seen.row.lane for seen in line.track.layout_of_rows.lines} == {Lane.EVIDENCE}
    assert line.marks == marks
    settings.set(table.TEXT_PERCENT, 100)
    assert [seen.row.lane for seen in line.track.layout_of_rows.lines] == roomy


def test_selected_words_are_what_one_key_loops(lined_up: ReviewPage) -> None:
    lined_up.pane.view.choose_words(10, 14)
    press(lined_up, Qt.Key.Key_L)
    held = lined_up.replay.loop
    assert held is not None
    assert held.start_ms <= WORDS.words[10].start_ms
    assert held.end_ms >= WORDS.words[14].end_ms


def test_silences_can_be_left_out_once_they_are_known(lined_up: ReviewPage) -> None:
    assert lined_up.replay.saved_ms > 0


# ---------------------------------------------------------------- rating oneself first


def test_who_rates_first_sees_nothing_of_the_programs_anywhere(
    lined_up: ReviewPage, settings: Settings, qtbot: QtBot
) -> None:
    assert any(mark.lane is Lane.EVIDENCE for mark in lined_up.time_line.marks)
    settings.set(table.RATE_FIRST, True)
    assert not any(mark.lane is Lane.EVIDENCE for mark in lined_up.time_line.marks)
    assert all(not lined_up.pane.view.item_ids_at(word) for word in range(len(WORDS.words)))
    assert "covered" not in lined_up.checklist.row_of("access").spoken
    lined_up.refresh()
    settle(lined_up)
    assert not any(mark.lane is Lane.EVIDENCE for mark in lined_up.time_line.marks)
    for item in CONFIDENTIAL.items:
        lined_up.judging.decide(item.id, State.COVERED)
    assert any(mark.lane is Lane.EVIDENCE for mark in lined_up.time_line.marks)


@pytest.mark.parametrize("place", ["checklist", "text", "time line", "transport", "facts"])
def test_keys_of_the_page_work_wherever_the_focus_is(lined_up: ReviewPage, scene: Scene, place: str) -> None:
    widgets: dict[str, QWidget] = {
        "checklist": lined_up.checklist,
        "text": lined_up.pane.view,
        "time line": lined_up.time_line.track,
        "transport": lined_up.transport.play,
        "facts": lined_up.inside,
    }
    widget = widgets[place]
    widget.setFocus()
    lined_up.checklist.choose("access")
    QTest.keyClick(widget, Qt.Key.Key_N)
    assert lined_up.checklist.item_id == "breach"
    QTest.keyClick(widget, Qt.Key.Key_E)
    assert scene.player.playing
    QTest.keyClick(widget, Qt.Key.Key_3)
    assert "You: not found" in lined_up.checklist.row_of("breach").spoken
    QTest.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "You: not found" not in lined_up.checklist.row_of("breach").spoken
