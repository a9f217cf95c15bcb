"""The checklist: both verdicts side by side, notes, own evidence, undo and redo; with keys and with the mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.core.problems import Problem
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.transcript import Transcript, from_sentences
from mockinterview.flow.jobs import JobKind
from mockinterview.ui.commands import put_keys
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.checklist.item_details import SELECT_FIRST, ItemDeeds
from mockinterview.ui.review.checklist.note_field import NoteField
from tests.ui.review.scenes import ANSWER, Scene, open_attempt, spoken

Answered = Callable[[Question, Transcript], ReviewPage]
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def kept(scene: Scene) -> Opinion:
    """What the store holds, once all is kept."""
    scene.house.jobs.wait_all(JobKind.JUDGE)
    return scene.keeper.opinion("take-3")


def press(page: ReviewPage, key: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    page.checklist.setFocus()
    QTest.keyClick(page.checklist, key, with_)


def deeds_of(page: ReviewPage, item_id: str) -> ItemDeeds:
    page.checklist.choose(item_id)
    deeds = page.checklist.row_of(item_id).deeds
    assert deeds is not None
    return deeds


def note_of(page: ReviewPage, item_id: str) -> NoteField:
    note = page.checklist.row_of(item_id).note
    assert note is not None
    return note


# ---------------------------------------------------------------- both verdicts


def test_both_verdicts_stand_side_by_side_and_say_whether_they_agree(lined_up: ReviewPage) -> None:
    pair = lined_up.checklist.row_of("access").pair
    assert pair.isHidden()
    lined_up.judging.decide("access", State.PARTLY)
    assert (pair.texts, pair.sign) == (["Program covered", "You partly"], "≠")
    assert pair.isVisible()
    lined_up.judging.decide("access", State.COVERED)
    assert (pair.texts, pair.sign) == (["Program covered", "You covered"], "=")


def test_what_the_program_leaves_to_the_person_has_one_verdict(lined_up: ReviewPage) -> None:
    lined_up.judging.decide("halting", State.CLEAR)
    pair = lined_up.checklist.row_of("halting").pair
    assert (pair.texts, pair.sign) == (["You clear"], "")


def test_the_chips_stand_under_each_other_where_it_is_narrow(lined_up: ReviewPage) -> None:
    lined_up.judging.decide("access", State.PARTLY)
    pair = lined_up.checklist.row_of("access").pair
    assert pair.heightForWidth(120) > pair.heightForWidth(600)


# ---------------------------------------------------------------- evidence


def test_selected_words_become_evidence_by_key_and_are_the_persons_own(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.checklist.choose("shred")
    lined_up.pane.view.selection_changed.emit(2, 4)
    press(lined_up, Qt.Key.Key_M)
    row = lined_up.checklist.row_of("shred")
    assert [quote.words for quote in row.quotes] == ["“my last place”"]
    assert row.quotes[0].accessibleName() == "Hear the evidence you marked: “my last place”"
    assert "1 piece of evidence, 1 of them yours" in row.spoken
    opinion = kept(scene)
    assert [passage.item_id for passage in opinion.added] == ["shred"]
    assert opinion.verdicts == {"shred": State.COVERED}


def test_marked_words_play_with_one_click(lined_up: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    lined_up.judging.mark_words("shred", 2, 4)
    qtbot.mouseClick(lined_up.checklist.row_of("shred").quotes[0], Qt.MouseButton.LeftButton)
    words = spoken().words
    assert scene.player.playing
    assert scene.player.position_ms == words[2].start_ms - 300
    assert lined_up.checklist.item_id == "shred"


def test_the_button_waits_for_words_to_be_selected(lined_up: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    mark = deeds_of(lined_up, "shred").mark
    assert not mark.isEnabled()
    assert mark.toolTip() == SELECT_FIRST
    lined_up.pane.view.selection_changed.emit(2, 4)
    assert mark.isEnabled()
    qtbot.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert len(kept(scene).added) == 1
    lined_up.pane.view.selection_changed.emit(-1, -1)
    assert not mark.isEnabled()


def test_a_row_opened_later_knows_of_the_selection(lined_up: ReviewPage) -> None:
    lined_up.pane.view.selection_changed.emit(2, 4)
    assert deeds_of(lined_up, "breach").mark.isEnabled()


@pytest.mark.parametrize(("chosen", "selection"), [("shred", (-1, -1)), ("", (2, 4))])
def test_with_nothing_to_mark_or_nothing_to_mark_it_for_it_says_what_to_do(
    lined_up: ReviewPage, qtbot: QtBot, chosen: str, selection: tuple[int, int]
) -> None:
    lined_up.checklist.choose(chosen)
    lined_up.pane.view.selection_changed.emit(*selection)
    with qtbot.waitSignal(lined_up.problem_met) as met:
        QTest.keyClick(lined_up.transport.play, Qt.Key.Key_M)
    assert isinstance(met.args[0], Problem)
    assert met.args[0].next_step


def test_words_without_times_cannot_be_marked_and_it_says_why(answered: Answered, qtbot: QtBot) -> None:
    question = Question("bare", "Why?", items=(ChecklistItem("lamp", ItemKind.KEY_POINT, "Lamp"),))
    page = answered(question, from_sentences(["I had a spare lamp ready that night and wrote it all down after."]))
    with qtbot.waitSignal(page.problem_met):
        page.judging.mark_words("lamp", 1, 3)
    assert page.checklist.row_of("lamp").quotes == []


def test_each_piece_of_evidence_can_be_taken_away_with_its_own_button(
    lined_up: ReviewPage, scene: Scene, qtbot: QtBot
) -> None:
    lined_up.checklist.choose("access")
    row = lined_up.checklist.row_of("access")
    assert len(row.quotes) == 2
    stops = row.stops
    remove = stops[stops.index(row.quotes[0]) + 1]
    assert remove.accessibleName() == "Take away as evidence: “only people who worked on a matter”"
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert [quote.words for quote in row.quotes] == ["“access to be taken away”"]
    assert [passage.item_id for passage in kept(scene).removed] == ["access"]
    press(lined_up, Qt.Key.Key_Z, CONTROL)
    assert len(row.quotes) == 2
    assert kept(scene).removed == ()


def test_delete_takes_away_the_quote_that_has_the_keyboard(lined_up: ReviewPage) -> None:
    lined_up.checklist.choose("access")
    row = lined_up.checklist.row_of("access")
    row.quotes[1].setFocus()
    QTest.keyClick(row.quotes[1], Qt.Key.Key_Delete)
    assert [quote.words for quote in row.quotes] == ["“only people who worked on a matter”"]


def test_a_closed_row_shows_one_quote_and_no_way_to_take_it_away(lined_up: ReviewPage) -> None:
    row = lined_up.checklist.row_of("access")
    assert len(row.quotes) == 1
    assert row.stops == row.quotes


# ---------------------------------------------------------------- notes


def test_a_note_is_written_in_place_and_kept_with_enter(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.checklist.choose("breach")
    press(lined_up, Qt.Key.Key_A)
    note = note_of(lined_up, "breach")
    assert note.box is not None
    assert lined_up.focusWidget() is note.box
    QTest.keyClicks(note.box, "Name the cost")
    QTest.keyClick(note.box, Qt.Key.Key_Return, SHIFT)
    QTest.keyClicks(note.box, "1 first")  # neither a verdict nor the next item
    QTest.keyClick(note.box, Qt.Key.Key_Return)
    assert kept(scene).notes == {"breach": "Name the cost\n1 first"}
    assert kept(scene).verdicts == {}
    assert note.line.words == "Name the cost\n1 first"
    assert lined_up.focusWidget() is lined_up.checklist
    assert "Note: Name the cost" in lined_up.checklist.row_of("breach").spoken


def test_escape_leaves_a_note_as_it_was_and_the_page_where_it_is(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.judging.note("breach", "As it was.")
    lined_up.checklist.choose("breach")
    gone: list[None] = []
    lined_up.back_requested.connect(lambda: gone.append(None))
    press(lined_up, Qt.Key.Key_A)
    note = note_of(lined_up, "breach")
    assert note.box is not None
    QTest.keyClicks(note.box, " And more")
    QTest.keyClick(note.box, Qt.Key.Key_Escape)
    assert not note.editing
    assert kept(scene).notes == {"breach": "As it was."}
    assert gone == []


@pytest.mark.parametrize("elsewhere", ["item", "focus", "take"])
def test_what_was_typed_is_kept_by_going_elsewhere(lined_up: ReviewPage, scene: Scene, elsewhere: str) -> None:
    lined_up.checklist.choose("breach")
    press(lined_up, Qt.Key.Key_A)
    box = note_of(lined_up, "breach").box
    assert box is not None
    QTest.keyClicks(box, "Not lost")
    if elsewhere == "item":
        lined_up.checklist.choose("access")
    elif elsewhere == "focus":
        lined_up.transport.play.setFocus()
    else:
        scene.write_down("take-2")
        open_attempt(lined_up, "take-2")
        assert scene.keeper.opinion("take-2").notes == {}
    assert kept(scene).notes == {"breach": "Not lost"}


def test_news_of_the_review_leave_what_is_being_typed(lined_up: ReviewPage) -> None:
    lined_up.checklist.choose("breach")
    press(lined_up, Qt.Key.Key_A)
    box = note_of(lined_up, "breach").box
    assert box is not None
    QTest.keyClicks(box, "Half a thou")
    lined_up.judging.decide("breach", State.PARTLY)
    assert box.isVisible()
    assert box.toPlainText() == "Half a thou"


def test_a_note_is_seen_in_a_closed_row_and_edited_with_a_click(lined_up: ReviewPage, qtbot: QtBot) -> None:
    lined_up.judging.note("breach", "Name the cost.")
    note = note_of(lined_up, "breach")
    assert note.line.isVisible()
    lined_up.checklist.choose("breach")
    assert not deeds_of(lined_up, "breach").note.isVisible()
    qtbot.mouseClick(note.line, Qt.MouseButton.LeftButton)
    assert note.editing


def test_an_emptied_note_is_none(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.judging.note("breach", "Name the cost.")
    lined_up.checklist.choose("breach")
    press(lined_up, Qt.Key.Key_A)
    note = note_of(lined_up, "breach")
    assert note.box is not None
    note.box.selectAll()
    QTest.keyClick(note.box, Qt.Key.Key_Delete)
    QTest.keyClick(note.box, Qt.Key.Key_Return)
    assert kept(scene).notes == {}
    assert note.isHidden()
    assert deeds_of(lined_up, "breach").note.isVisible()


# ---------------------------------------------------------------- undo and redo


def test_everything_said_is_undone_and_done_again_step_by_step(lined_up: ReviewPage, scene: Scene) -> None:
    judging, judged = lined_up.judging, lined_up.side.judged
    assert not judged.undo.isEnabled()
    judging.decide("access", State.PARTLY)
    judging.note("access", "Shorter.")
    judging.mark_words("access", 2, 4)
    after = kept(scene)
    assert judged.undo.toolTip() == "Undo (Ctrl+Z)\nthe words marked for “Limiting access”"
    for _ in range(3):
        press(lined_up, Qt.Key.Key_Z, CONTROL)
    assert kept(scene) == Opinion()
    assert not judged.undo.isEnabled()
    assert judged.redo.accessibleDescription() == "your verdict on “Limiting access”"
    press(lined_up, Qt.Key.Key_Z, CONTROL | SHIFT)
    press(lined_up, Qt.Key.Key_Y, CONTROL)
    judged.redo.click()
    assert kept(scene) == after
    assert not judged.redo.isEnabled()


def test_a_name_with_braces_stands_in_the_tip_as_it_is(answered: Answered) -> None:
    item = ChecklistItem("i", ItemKind.KEY_POINT, "Sets {0} and <b>{}</b>")
    page = answered(Question("q", "Why?", items=(item,)), spoken(ANSWER))
    page.judging.decide("i", State.COVERED)
    assert page.side.judged.undo.toolTip() == "Undo (Ctrl+Z)\nyour verdict on “Sets {0} and <b>{}</b>”"


def test_keys_that_were_changed_are_the_ones_in_the_tips(lined_up: ReviewPage) -> None:
    note = deeds_of(lined_up, "shred").note
    assert note.toolTip() == "Add a note (A)"
    put_keys({"note_item": ("F4",)})
    try:
        assert note.toolTip() == "Add a note (F4)"
    finally:
        put_keys({})


def test_undoing_while_a_note_is_written_keeps_what_was_typed_first(lined_up: ReviewPage, scene: Scene) -> None:
    lined_up.checklist.choose("breach")
    press(lined_up, Qt.Key.Key_A)
    box = note_of(lined_up, "breach").box
    assert box is not None
    QTest.keyClicks(box, "Half")
    lined_up.judging.undo()
    assert kept(scene).notes == {}
    lined_up.judging.redo()
    assert kept(scene).notes == {"breach": "Half"}


# ---------------------------------------------------------------- manner


def test_beside_a_trap_of_manner_stands_what_bears_on_it(answered: Answered) -> None:
    traps = ("Sounds rushed", "Rambles on too long", "Sounds bored")
    items = tuple(ChecklistItem(name, ItemKind.MINEFIELD, name, minefield=MinefieldKind.MANNER) for name in traps)
    page = answered(Question("q", "Why?", items=items), spoken(ANSWER))
    told = {}
    for name in traps:
        page.checklist.choose(name)
        details = page.checklist.row_of(name).details
        assert details is not None
        told[name] = details._facts.text()
    assert "Pace: " in told["Sounds rushed"]
    assert "Fillers" not in told["Sounds rushed"]
    assert "Length: " in told["Rambles on too long"]
    assert "Pace" not in told["Rambles on too long"]
    assert all(name in told["Sounds bored"] for name in ("Length: ", "Pace: ", "Fillers: "))
