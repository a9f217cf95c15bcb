"""Correcting words where they stand, with mouse and keyboard; a plain click still plays and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from mockinterview.core.editing import Edit
from mockinterview.core.transcript import Note, NoteKind
from tests.ui.review.words.words_desk import Desk, a_review

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot, a_review())
    yield made
    made.window.close()


def test_a_plain_click_plays_and_opens_nothing(desk: Desk) -> None:
    desk.click(desk.word("client"))
    assert desk.heard == [desk.word("client")]
    assert not desk.field.open
    assert desk.offering.bar.offers == ()
    assert desk.view.selected_words is None


def test_a_double_click_plays_once_and_corrects(desk: Desk) -> None:
    word = desk.word("client")
    desk.double_click(word)
    assert desk.heard == [word]
    assert desk.field.open
    assert desk.field.box.text() == "client"
    assert desk.field.box.selectedText() == "client"
    assert desk.field.box.hasFocus()
    assert desk.field.box.accessibleName() == "Correct: client"
    desk.type("clients'")
    desk.press(Key.Key_Return)
    assert desk.texts[word] == "clients'"
    assert not desk.field.open
    assert desk.view.hasFocus()
    assert desk.view.caret_word == word
    assert desk.heard == [word]


def test_f2_corrects_the_word_at_the_caret_or_the_selected_ones(desk: Desk) -> None:
    desk.view.go_to(4)
    desk.correcting.edit()
    assert desk.field.box.text() == desk.texts[4]
    desk.press(Key.Key_Escape)
    desk.view.choose_words(4, 6)
    desk.correcting.edit()
    assert desk.field.box.text() == " ".join(desk.texts[4:7])


def test_escape_leaves_everything_as_it_was(desk: Desk) -> None:
    before = desk.texts
    desk.view.go_to(3)
    desk.correcting.edit()
    desk.type("something else")
    desk.press(Key.Key_Escape)
    assert not desk.field.open
    assert desk.texts == before
    assert desk.wished == []
    assert desk.view.hasFocus()


def test_what_stays_the_same_is_no_edit(desk: Desk) -> None:
    desk.view.go_to(3)
    desk.correcting.edit()
    desk.press(Key.Key_Return)
    assert desk.wished == []
    assert not desk.field.open


@pytest.mark.parametrize("late", [False, True])
def test_tab_keeps_and_goes_on_with_the_next_word(qtbot: QtBot, late: bool) -> None:
    desk = Desk(qtbot, a_review(), late=late)
    desk.view.go_to(3)
    desk.correcting.edit()
    desk.type("two words")
    desk.press(Key.Key_Tab)
    if late:
        assert not desk.field.open
        desk.answer()
    assert desk.texts[3:5] == ["two", "words"]
    assert desk.field.box.text() == desk.texts[5]
    desk.press(Key.Key_Tab)  # as it is
    assert desk.field.box.text() == desk.texts[6]
    desk.press(Key.Key_Backtab, SHIFT)
    assert desk.field.box.text() == desk.texts[5]
    assert len(desk.wished) == 1


def test_tab_behind_the_last_word_ends(desk: Desk) -> None:
    desk.view.go_to(len(desk.texts) - 1)
    desk.correcting.edit()
    desk.press(Key.Key_Tab)
    assert not desk.field.open
    assert desk.view.hasFocus()


def test_nothing_typed_deletes_and_the_caret_stays(desk: Desk) -> None:
    before = desk.texts
    desk.view.go_to(3)
    desk.correcting.edit()
    desk.field.box.clear()
    desk.press(Key.Key_Return)
    assert desk.texts == before[:3] + before[4:]
    assert desk.view.caret_word == 3


def test_del_takes_the_selected_words_away_in_one_step(desk: Desk) -> None:
    before = desk.texts
    desk.view.choose_words(2, 5)
    desk.press(Key.Key_Delete)
    assert desk.texts == before[:2] + before[6:]
    assert len(desk.wished) == 1
    assert desk.view.selected_words is None


def test_whoever_looks_elsewhere_keeps_what_was_typed(desk: Desk) -> None:
    desk.view.go_to(3)
    desk.correcting.edit()
    desk.type("kept")
    desk.click(desk.word("client"))
    assert desk.texts[3] == "kept"
    assert desk.heard == [desk.word("client")]


def test_keys_of_the_page_are_letters_in_the_field(desk: Desk) -> None:
    desk.view.go_to(3)
    desk.correcting.edit()
    desk.type("n e 1 /")
    assert desk.field.box.text() == "n e 1 /"
    for key in (Key.Key_Up, Key.Key_Down):
        desk.press(key)
    assert desk.field.open


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Key.Key_Insert, NONE),
        (Key.Key_J, CTRL),
        (Key.Key_U, CTRL),
        (Key.Key_Menu, NONE),
        (Key.Key_F10, SHIFT),
        (Key.Key_F2, NONE),
    ],
)
def test_keys_of_the_words_do_nothing_to_them_while_one_types(
    desk: Desk, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    desk.view.go_to(3)
    desk.correcting.edit()
    desk.type("half")
    desk.press(key, modifiers)
    assert desk.field.open
    assert desk.field.box.text() == "half"
    assert desk.wished == []
    assert desk.offering.menu is None


def test_the_words_are_heard_again_while_typing(desk: Desk) -> None:
    desk.view.go_to(3)
    desk.correcting.edit()
    desk.press(Key.Key_Space, CTRL)
    assert desk.heard == [3]
    assert desk.field.open


def test_joining_splitting_inserting(desk: Desk) -> None:
    before = desk.texts
    desk.view.go_to(3)
    desk.press(Key.Key_J, CTRL)
    assert desk.texts[3] == before[3] + before[4]
    desk.view.go_to(3)
    desk.correcting.split()
    assert not desk.field.box.hasSelectedText()
    desk.field.box.setCursorPosition(len(before[3]))
    desk.type(" ")
    desk.press(Key.Key_Return)
    assert desk.texts == before
    desk.view.go_to(3)
    desk.press(Key.Key_Insert)
    assert desk.field.box.text() == ""
    desk.type("very well")
    desk.press(Key.Key_Return)
    assert desk.texts[3:6] == ["very", "well", before[3]]


def test_selected_words_become_one(desk: Desk) -> None:
    before = desk.texts
    desk.view.choose_words(2, 4)
    desk.press(Key.Key_J, CTRL)
    assert desk.texts[2] == "".join(before[2:5])


def test_an_um_is_put_before_the_word_and_where_it_may_have_been_heard(qtbot: QtBot) -> None:
    words = a_review().transcript
    assert words is not None
    note = Note(NoteKind.POSSIBLE_FILLER, words.words[6].end_ms, words.words[7].start_ms)
    desk = Desk(qtbot, a_review(replace(words, notes=(note,))))
    desk.view.go_to(7)
    desk.press(Key.Key_U, CTRL)
    assert desk.texts[7] == "um"
    assert desk.review.transcript is not None
    assert desk.review.transcript.notes == ()
    assert desk.wished == [(Edit(7, 7, ("um",), (note.start_ms + note.end_ms) // 2),)]
    desk.view.go_to(2)
    desk.press(Key.Key_U, CTRL)
    assert desk.texts[2] == "um"


def test_words_that_are_still_arriving_cannot_be_corrected(desk: Desk) -> None:
    desk.view.show_review(desk.review, editable=False)
    desk.view.go_to(3)
    desk.correcting.edit()
    assert not desk.field.open
    desk.press(Key.Key_Delete)
    desk.press(Key.Key_J, CTRL)
    desk.press(Key.Key_U, CTRL)
    assert desk.wished == []


def test_the_field_follows_the_words_when_the_text_scrolls_and_does_not_run_away_from_the_sound(desk: Desk) -> None:
    word = desk.view.count // 4
    desk.view.go_to(word)
    desk.correcting.edit()
    bar = desk.view.verticalScrollBar()
    at, top = bar.value(), desk.field.y()
    desk.view.follow_again()
    desk.view.mark_word(len(desk.texts) - 1)
    assert bar.value() == at
    bar.setValue(at + 20)
    assert bar.value() == at + 20
    assert desk.field.y() == top - 20


def test_the_field_has_room_for_what_is_typed_and_stays_inside(desk: Desk) -> None:
    desk.view.choose_words(0, 30)
    desk.correcting.edit()
    assert desk.field.width() <= desk.view.viewport().width()
    assert desk.field.geometry().left() >= 0
    desk.press(Key.Key_Escape)
    desk.view.go_to(5)
    desk.correcting.edit()
    narrow = desk.field.width()
    desk.type("a good deal longer than it was before")
    assert desk.field.width() > narrow


def test_other_words_that_come_meanwhile_close_the_field(desk: Desk) -> None:
    desk.view.go_to(3)
    desk.correcting.edit()
    assert desk.review.transcript is not None
    other = replace(desk.review.transcript, words=desk.review.transcript.words[5:], segments=())
    desk.show(replace(desk.review, transcript=other, coverage=None))
    assert not desk.field.open
    assert desk.wished == []


def test_the_same_words_with_new_states_leave_the_field_alone(desk: Desk) -> None:
    desk.view.go_to(3)
    desk.correcting.edit()
    desk.type("half")
    desk.show(replace(desk.review, coverage=None))
    assert desk.field.open
    assert desk.field.box.text() == "half"


def test_evidence_lit_and_marks_stay_right_after_a_correction(desk: Desk) -> None:
    desk.view.select_item("training")
    first = desk.review.evidence("training")[0].first_word
    desk.view.go_to(2)
    desk.correcting.edit()
    desk.type("one more word")
    desk.press(Key.Key_Return)
    assert desk.review.evidence("training")[0].first_word == first + 2
    assert desk.view.item_ids_at(first + 2) == ("training",)


def test_undo_in_the_field_is_the_fields_own(desk: Desk) -> None:
    desk.view.go_to(3)
    desk.correcting.edit()
    box: QLineEdit = desk.field.box
    before = box.text()
    desk.type("x")
    QTest.keyClick(box, Key.Key_Z, CTRL)
    assert box.text() == before


def test_copying_takes_whole_words(desk: Desk, set_clipboard: Callable[[str], None]) -> None:
    set_clipboard("")
    desk.view.choose_words(2, 3)
    desk.offering.copy()
    assert QApplication.clipboard().text() == " ".join(desk.texts[2:4])


@pytest.fixture
def set_clipboard(qapp: QApplication) -> Callable[[str], None]:
    return QApplication.clipboard().setText
