"""Every way to change what somebody works on, without a window."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockinterview.bank import checks
from mockinterview.core.page import Draft, LeftOver, Link, PageReading, Part
from mockinterview.core.question import ItemKind, MinefieldKind, Question
from mockinterview.ui.models import sheet_checks
from mockinterview.ui.models.board import (
    Board,
    added,
    adopted,
    asked,
    attached,
    board_of_page,
    board_of_question,
    copied,
    joined,
    moved,
    stepped,
    with_all_questions,
    with_entry,
    with_question,
    with_sheet,
    without,
)
from mockinterview.ui.models.sheet import Entry, Shelf
from mockinterview.ui.models.sheet_checks import stopping, troubles_of, words_of, wrong_keys
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE

FULL = replace(
    LIGHTHOUSE,
    follow_ups=("And then?",),
    notes="Mention Bell Rock.",
    stories=("The storm",),
    tags=("sea",),
    favourite=True,
)
PAGE = PageReading(
    lines=("Title", "Lamp?", "Key points", "- Spare lamp: tested", "Noise"),
    drafts=(Draft(LIGHTHOUSE, (Link(Part.TEXT, 0, 2, 2), Link(Part.ITEM, 0, 4, 4, "Key points"))), Draft(FERRY)),
    left_over=(LeftOver(1, "Title"), LeftOver(5, "Noise")),
)


def entry(board: Board, title: str) -> Entry:
    return next(one for sheet in board.sheets for one in sheet.entries if one.title == title)


@pytest.fixture
def board() -> Board:
    return board_of_page(PAGE)


@pytest.mark.parametrize(
    "question", [FULL, replace(FULL, items=tuple(reversed(FULL.items))), LIGHTHOUSE, FERRY, Question("x", "Why?")]
)
def test_a_question_comes_back_as_it_went_in(question: Question) -> None:
    assert board_of_question(question).sheets[0].finished() == question


def test_keys_never_repeat(board: Board) -> None:
    keys = [one.key for one in board.left] + [sheet.key for sheet in board.sheets]
    keys += [one.key for sheet in board.sheets for one in sheet.entries]
    assert len(keys) == len(set(keys))
    assert max(keys) == board.last_key


def test_parts_know_their_lines(board: Board) -> None:
    assert board.sheets[0].lines == ((2, 2),)
    assert entry(board, "Spare lamp").lines == ((4, 4),)
    assert entry(board, "Log entry").lines == ()


def test_an_entry_moves_within_its_list(board: Board) -> None:
    log = entry(board, "Log entry")
    up = stepped(board, log.key, -1)
    assert [one.name for one in up.sheets[0].on(Shelf.KEY_POINT)] == ["Log entry", "Spare lamp"]
    assert stepped(up, log.key, -1) is up
    assert stepped(up, log.key, +1).kept() == board.kept()


def test_an_item_becomes_a_tip_and_a_tip_an_item(board: Board) -> None:
    spare = entry(board, "Spare lamp")
    as_tip = moved(board, spare.key, board.sheets[0].key, Shelf.TIP)
    assert as_tip.kept()[0].tips[-1] == "Spare lamp: You had a spare lamp ready and tested"
    back = moved(as_tip, spare.key, board.sheets[0].key, Shelf.KEY_POINT, 0)
    item = back.kept()[0].of_kind(ItemKind.KEY_POINT)[0]
    assert (item.name, item.text) == ("Spare lamp", "You had a spare lamp ready and tested")


def test_an_entry_moves_to_another_question_with_an_id_that_is_free_there(board: Board) -> None:
    first, second = board.sheets
    for name in ("Spare lamp", "Log entry"):
        board = moved(board, entry(board, name).key, second.key, Shelf.KEY_POINT)
    ids = [item.id for item in board.kept()[1].items]
    assert len(ids) == 2 == len(set(ids))
    assert "Spare lamp" not in [item.name for item in board.kept()[0].items]
    assert board.holder(entry(board, "Spare lamp").key).key == second.key != first.key


def test_what_shows_an_omission_goes_with_the_item_that_is_deleted(board: Board) -> None:
    board = without(board, {entry(board, "Spare lamp").key})
    assert board.kept()[0].item("vague").shown_by == ()


def test_only_an_omission_is_shown_by_items(board: Board) -> None:
    vague = entry(board, "No precautions")
    board = with_entry(board, vague.key, minefield=MinefieldKind.MANNER)
    assert board.kept()[0].item("vague").shown_by == ()


def test_new_entries_stand_where_they_were_asked_for(board: Board) -> None:
    after, key = added(board, board.sheets[0].key, Shelf.KEY_POINT, 1)
    assert [one.key for one in after.sheets[0].on(Shelf.KEY_POINT)][1] == key
    assert after.kept() == board.kept()  # nothing is written into it yet
    named = with_entry(after, key, name="Third")
    assert [item.name for item in named.kept()[0].of_kind(ItemKind.KEY_POINT)] == ["Spare lamp", "Third", "Log entry"]


def test_a_copy_stands_below_with_an_id_of_its_own(board: Board) -> None:
    after, key = copied(board, entry(board, "Spare lamp").key)
    first, second, _ = after.sheets[0].on(Shelf.KEY_POINT)
    assert (second.key, second.name) == (key, "Spare lamp")
    assert first.item_id != second.item_id


def test_a_left_over_line_becomes_an_entry(board: Board) -> None:
    noise = board.left[1]
    after, key = adopted(board, noise.key, board.sheets[0].key, Shelf.TIP)
    assert after.kept()[0].tips[-1] == "Noise"
    assert after.entry(key).lines == ((5, 5),)
    assert [one.text for one in after.left] == ["Title"]


def test_a_left_over_line_becomes_a_question_in_its_place(board: Board) -> None:
    after, key = asked(board, board.left[0].key)
    assert after.sheets[0].question.text == "Title"
    assert after.sheet(key).question.role == LIGHTHOUSE.role
    assert after.sheet(key).question.id not in (LIGHTHOUSE.id, FERRY.id, "")


def test_a_checklist_is_joined_to_a_question() -> None:
    page = replace(PAGE, drafts=(Draft(FERRY), Draft(replace(LIGHTHOUSE, text="Checklist"), checklist_only=True)))
    board = board_of_page(page)
    assert [question.id for question in board.kept()] == [FERRY.id]
    after = joined(board, board.sheets[1].key, board.sheets[0].key)
    assert {item.name for item in after.kept()[0].items} == {item.name for item in LIGHTHOUSE.items}
    assert len(after.sheets) == 1


def test_a_checklist_is_attached_to_a_kept_question() -> None:
    page = replace(PAGE, drafts=(Draft(replace(FERRY, id="page", tips=("Breathe.",)), checklist_only=True),))
    board = board_of_page(page)
    after = attached(board, board.sheets[0].key, LIGHTHOUSE)
    (question,) = after.kept()
    assert question.id == LIGHTHOUSE.id
    assert question.tips == (*LIGHTHOUSE.tips, "Breathe.")
    assert after.sheets[0].take


def test_fields_change_in_one_question_or_in_all(board: Board) -> None:
    one = with_question(board, board.sheets[0].key, role="Nurse")
    assert [question.role for question in one.kept()] == ["Nurse", FERRY.role]
    everywhere = with_all_questions(board, role="Nurse")
    assert [question.role for question in everywhere.kept()] == ["Nurse", "Nurse"]


def test_what_is_gone_is_a_key_error(board: Board) -> None:
    gone = without(board, {board.sheets[0].key, board.left[0].key})
    with pytest.raises(KeyError):
        gone.sheet(board.sheets[0].key)
    with pytest.raises(KeyError):
        gone.entry(board.sheets[0].entries[0].key)
    with pytest.raises(KeyError):
        gone.left_over(board.left[0].key)


# ---------------------------------------------------------------- what to mend


def test_caps_are_the_banks_own() -> None:
    assert sheet_checks.LONGEST_TEXT == checks.LONGEST_TEXT
    assert sheet_checks.LONGEST_ANSWER == checks.LONGEST_ANSWER
    assert sheet_checks.MOST_ENTRIES == checks.MOST_ENTRIES


def test_a_good_question_has_nothing_to_mend(board: Board) -> None:
    assert troubles_of(board) == {}


@pytest.mark.parametrize(
    ("field", "value", "words", "stops"),
    [
        ("name", "", "Give it a short name.", False),
        ("name", "log ENTRY", "This list has the same entry already.", False),
        ("text", "x" * 2_001, "This is 1 character too long.", True),
    ],
)
def test_an_entry_says_what_to_mend(board: Board, field: str, value: str, words: str, stops: bool) -> None:
    spare, log = entry(board, "Spare lamp"), entry(board, "Log entry")
    troubles = troubles_of(with_entry(board, spare.key, **{field: value}))
    said = {words_of(troubles, key, field) for key in (spare.key, log.key)}
    assert words in said
    assert bool(stopping(troubles)) is stops
    assert set(wrong_keys(troubles)) <= {spare.key, log.key}


def test_a_question_without_words_stops(board: Board) -> None:
    key = board.sheets[0].key
    troubles = troubles_of(with_question(board, key, text="  "))
    assert words_of(troubles, key, "text") == "A question needs words."
    assert stopping(troubles) == key


def test_a_checklist_that_is_left_out_stops_nothing(board: Board) -> None:
    key = board.sheets[0].key
    assert troubles_of(with_sheet(with_question(board, key, text=""), key, checklist_only=True)) == {}


def test_too_many_entries_stop(board: Board) -> None:
    key = board.sheets[1].key
    for number in range(checks.MOST_ENTRIES + 1):
        board, _ = added(board, key, Shelf.TIP, text=f"Tip {number}")
    assert stopping(troubles_of(board)) == board.sheets[1].on(Shelf.TIP)[-1].key


def test_why_without_an_answer_is_told(board: Board) -> None:
    board, key = added(board, board.sheets[1].key, Shelf.SAMPLE_ANSWER)
    board = with_entry(board, key, why="Because.")
    assert words_of(troubles_of(board), key, "text").startswith("Write the answer")
    assert board.kept()[1].sample_answers == ()
