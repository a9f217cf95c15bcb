"""What is offered for words: the bar at a selection, at a filler and at a place without a word; the menu with everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mockinterview.core.editing import Edit
from mockinterview.core.opinion import Opinion, Passage
from mockinterview.core.question import ChecklistItem, ItemKind
from mockinterview.core.review import LEAD_IN_MS
from mockinterview.core.transcript import Note, NoteKind
from mockinterview.ui.review.words.places import spot
from mockinterview.ui.review.words.word_menu import Chosen, evidence_menu
from mockinterview.ui.review.words.word_wishes import Deed, Wish
from tests.ui.review.words.words_desk import Desk, a_review

SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot, a_review())
    yield made
    if made.offering.menu is not None:
        made.offering.menu.close()
    made.window.close()


@pytest.fixture
def noted(qtbot: QtBot) -> Iterator[Desk]:
    """Before the fifth word perhaps an um, before the twelfth something not understood."""
    words = a_review().transcript
    assert words is not None
    notes = (
        Note(NoteKind.POSSIBLE_FILLER, words.words[4].end_ms, words.words[5].start_ms),
        Note(NoteKind.NOT_UNDERSTOOD, words.words[11].end_ms, words.words[12].start_ms),
    )
    made = Desk(qtbot, a_review(replace(words, notes=notes)))
    yield made
    made.window.close()


def offered(desk: Desk) -> list[Deed]:
    return [offer.wish.deed for offer in desk.offering.bar.offers]


def press(desk: Desk, deed: Deed) -> None:
    button = desk.offering.bar.buttons[offered(desk).index(deed)]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def drag(desk: Desk, first: int, last: int) -> None:
    place = desk.view.viewport()
    QTest.mousePress(place, Qt.MouseButton.LeftButton, pos=desk.point(first))
    QTest.mouseMove(place, desk.point(last))
    QTest.mouseRelease(place, Qt.MouseButton.LeftButton, pos=desk.point(last))


def ask_menu(desk: Desk, word: int) -> None:
    at = desk.point(word)
    where = desk.view.viewport().mapToGlobal(at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where)
    QApplication.sendEvent(desk.view.viewport(), event)


def test_dragging_selects_whole_words_and_plays_nothing(desk: Desk) -> None:
    chosen: list[tuple[int, int]] = []
    desk.view.selection_changed.connect(lambda first, last: chosen.append((first, last)))
    drag(desk, 2, 6)
    assert desk.view.selected_words == (2, 6)
    assert desk.view.textCursor().selectedText() == " ".join(desk.texts[2:7])
    assert chosen[-1] == (2, 6)
    assert desk.heard == []
    assert offered(desk) == [Deed.PLAY, Deed.LOOP, Deed.FIX, Deed.DELETE, Deed.EVIDENCE, Deed.MORE]


def test_a_click_lets_the_selection_go_and_the_bar_too(desk: Desk) -> None:
    desk.view.choose_words(2, 5)
    assert offered(desk)
    desk.click(20)
    assert desk.view.selected_words is None
    assert offered(desk) == []
    assert desk.heard == [20]


def test_escape_lets_the_selection_go(desk: Desk) -> None:
    desk.view.choose_words(2, 5)
    desk.press(Key.Key_Escape)
    assert desk.view.selected_words is None
    assert offered(desk) == []


def test_escape_puts_away_what_is_offered_of_a_clicked_word(desk: Desk) -> None:
    filler = desk.review.delivery.fillers[0].word
    desk.click(filler)
    assert offered(desk)
    desk.press(Key.Key_Escape)
    assert offered(desk) == []


def test_the_selection_plays_exactly_and_over_and_over(desk: Desk) -> None:
    assert desk.review.transcript is not None
    words = desk.review.transcript.words
    looped: list[tuple[int, int]] = []
    desk.view.loop_wished.connect(lambda start, end: looped.append((start, end)))
    desk.view.choose_words(8, 10)
    press(desk, Deed.PLAY)
    assert desk.heard == [(words[8].start_ms - LEAD_IN_MS, words[10].end_ms)]
    desk.press(Key.Key_Return)
    assert desk.heard[1:] == desk.heard[:1]
    press(desk, Deed.LOOP)
    assert looped == [(words[8].start_ms, words[10].end_ms)]
    assert desk.view.selected_words == (8, 10)
    desk.press(Key.Key_Return, SHIFT)
    assert looped[1:] == looped[:1]


def test_the_bar_deletes_and_corrects(desk: Desk) -> None:
    before = desk.texts
    desk.view.choose_words(8, 10)
    press(desk, Deed.FIX)
    assert desk.field.open
    assert offered(desk) == []
    desk.press(Key.Key_Escape)
    desk.view.choose_words(8, 10)
    press(desk, Deed.DELETE)
    assert desk.texts == before[:8] + before[11:]
    assert desk.view.hasFocus()


def test_the_bar_is_reached_by_tab_and_never_takes_the_focus(desk: Desk) -> None:
    desk.view.choose_words(8, 10)
    assert desk.view.hasFocus()
    desk.press(Key.Key_Tab)
    focus = desk.window.focusWidget()
    assert focus is desk.offering.bar.buttons[0]
    assert focus.accessibleName() == "Play these words"
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Space)
    assert desk.wished == [(Edit(8, 11, ()),)]
    assert desk.view.hasFocus()


def test_the_bar_stays_with_the_words_and_inside(desk: Desk) -> None:
    desk.view.choose_words(0, 1)
    bar = desk.offering.bar
    assert bar.geometry().top() >= desk.view.word_rect(0).bottom()
    desk.view.verticalScrollBar().setValue(500)
    assert not bar.isVisible()
    desk.view.verticalScrollBar().setValue(0)
    assert bar.isVisible()
    assert desk.view.viewport().rect().contains(bar.geometry())


def test_a_clicked_filler_plays_and_can_be_taken_away(desk: Desk) -> None:
    filler = desk.review.delivery.fillers[1].word
    desk.view.show_word(filler)
    desk.click(filler)
    assert desk.heard == [filler]
    assert offered(desk) == [Deed.DELETE, Deed.FIX]
    press(desk, Deed.DELETE)
    assert desk.wished == [(Edit(filler, filler + 1, ()),)]
    assert len(desk.review.delivery.fillers) == 2


def test_a_place_that_may_be_an_um_is_heard_and_written(noted: Desk) -> None:
    (place,) = noted.view.places_before(5)
    at = spot(noted.view, place).center()
    QTest.mouseClick(noted.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert noted.heard == [(place.note.start_ms - LEAD_IN_MS, place.note.end_ms + LEAD_IN_MS)]
    assert offered(noted) == [Deed.WRITE_PLACE, Deed.NAME_PLACE, Deed.DISMISS_PLACE]
    press(noted, Deed.WRITE_PLACE)
    assert noted.texts[5] == "um"
    assert noted.review.transcript is not None
    assert [note.kind for note in noted.review.transcript.notes] == [NoteKind.NOT_UNDERSTOOD]
    assert offered(noted) == []


def test_what_was_not_understood_is_typed_in_place(noted: Desk) -> None:
    (place,) = noted.view.places_before(12)
    QTest.mouseClick(noted.view.viewport(), Qt.MouseButton.LeftButton, pos=spot(noted.view, place).center())
    assert offered(noted) == [Deed.NAME_PLACE, Deed.DISMISS_PLACE]
    press(noted, Deed.NAME_PLACE)
    assert noted.field.open
    noted.type("of course")
    noted.press(Key.Key_Return)
    assert noted.texts[12:14] == ["of", "course"]
    assert noted.review.transcript is not None
    assert noted.review.transcript.words[12].start_ms == place.note.start_ms


def test_nothing_was_said_there(noted: Desk) -> None:
    before = noted.texts
    (place,) = noted.view.places_before(5)
    QTest.mouseClick(noted.view.viewport(), Qt.MouseButton.LeftButton, pos=spot(noted.view, place).center())
    press(noted, Deed.DISMISS_PLACE)
    assert noted.texts == before
    assert noted.view.places_before(5) == ()


def test_places_can_be_switched_off(noted: Desk) -> None:
    noted.view.prefer(unsure=True, places=False)
    assert noted.view.places_before(5) == ()
    noted.view.prefer(unsure=True, places=True)
    assert len(noted.view.places_before(5)) == 1


def test_the_menu_of_a_word_has_everything(noted: Desk) -> None:
    ask_menu(noted, 5)
    menu = noted.offering.menu
    assert menu is not None
    deeds = {wish.deed for wish in menu.wishes}
    assert deeds == set(Deed) - {Deed.EVIDENCE, Deed.MORE, Deed.ORIGINAL, Deed.UNMARK}
    marked = {wish.item_id for wish in menu.wishes if wish.deed is Deed.MARK}
    assert marked == {item.id for item in noted.review.attempt.question.items}
    menu.wishes[Wish(Deed.WRITE_PLACE, text="uh")].trigger()
    assert noted.texts[5] == "uh"
    menu.close()


def test_the_menu_key_opens_it_at_the_caret_and_only_once(desk: Desk) -> None:
    desk.view.go_to(4)
    desk.press(Key.Key_F10, SHIFT)
    menu = desk.offering.menu
    assert menu is not None
    desk.offering.open_menu()
    assert desk.offering.menu is menu
    menu.wishes[Wish(Deed.INSERT_AFTER)].trigger()
    assert desk.field.open
    desk.type("so")
    desk.press(Key.Key_Return)
    assert desk.texts[5] == "so"


def test_a_right_click_inside_the_selection_keeps_it(desk: Desk) -> None:
    desk.view.choose_words(3, 6)
    ask_menu(desk, 4)
    assert desk.view.selected_words == (3, 6)
    assert desk.offering.menu is not None
    assert Wish(Deed.SPLIT) not in desk.offering.menu.wishes
    desk.offering.menu.wishes[Wish(Deed.MARK, "shred")].trigger()
    assert desk.evidence == [("shred", 3, 6)]


def test_a_right_click_beside_it_is_about_the_word_there(desk: Desk) -> None:
    desk.view.choose_words(3, 6)
    ask_menu(desk, 9)
    assert desk.view.selected_words is None
    assert desk.offering.menu is not None
    desk.offering.menu.wishes[Wish(Deed.DELETE)].trigger()
    assert desk.wished == [(Edit(9, 10, ()),)]


def test_evidence_is_taken_away_from_the_menu_of_its_words(desk: Desk) -> None:
    spans = desk.review.evidence("access")
    ask_menu(desk, spans[1].first_word)
    assert desk.offering.menu is not None
    desk.offering.menu.wishes[Wish(Deed.UNMARK, "access", 1)].trigger()
    assert desk.evidence == [("access", 1)]


def test_the_words_as_recognised_are_offered_once_they_were_corrected(desk: Desk) -> None:
    desk.view.go_to(3)
    desk.press(Key.Key_Delete)
    asked: list[bool] = []
    desk.view.original_wished.connect(lambda: asked.append(True))
    ask_menu(desk, 3)
    assert desk.offering.menu is not None
    desk.offering.menu.wishes[Wish(Deed.ORIGINAL)].trigger()
    assert asked == [True]


def test_find_is_in_the_menu(desk: Desk) -> None:
    ask_menu(desk, 3)
    assert desk.offering.menu is not None
    desk.offering.menu.wishes[Wish(Deed.FIND)].trigger()
    assert desk.bar.isVisible()
    assert desk.bar.replacing


def test_of_words_still_arriving_only_hearing_copying_and_finding_is_offered(desk: Desk) -> None:
    desk.view.show_review(desk.review, editable=False)
    ask_menu(desk, 3)
    assert desk.offering.menu is not None
    enabled = {wish.deed for wish, action in desk.offering.menu.wishes.items() if action.isEnabled()}
    assert enabled >= {Deed.PLAY, Deed.LOOP, Deed.COPY, Deed.FIND}
    assert not enabled & {Deed.FIX, Deed.DELETE, Deed.JOIN, Deed.SPLIT, Deed.INSERT_BEFORE, Deed.FILLER}


def test_many_items_have_a_list_for_each_kind_and_the_selected_one_comes_first(desk: Desk) -> None:
    items = tuple(ChecklistItem(f"i{n}", list(ItemKind)[n % 4], f"Item & {n}") for n in range(20))
    question = replace(desk.review.attempt.question, items=items)
    review = replace(desk.review, attempt=replace(desk.review.attempt, question=question), coverage=None)
    menu = evidence_menu(desk.view, Chosen(review, 1, 2, "i7"))
    names = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert names[0].startswith("Item && 7")
    assert names[1:] == ["Key points", "Competencies", "Motivations", "Minefields"]


def test_own_evidence_is_named_as_yours(desk: Desk) -> None:
    assert desk.review.transcript is not None
    words = desk.review.transcript.words
    own = Opinion(added=(Passage(words[3].start_ms, words[6].end_ms, "shred"),))
    desk.show(replace(desk.review, opinion=own))
    assert desk.view.tip_at(4).splitlines() == ["Evidence for", "Destroying papers (not found, marked by you)"]


def test_a_click_beside_the_text_plays_nothing(desk: Desk) -> None:
    QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(desk.view.viewport().width() - 2, 2))
    assert desk.heard == []
