"""A board as rows: what they say, which line they came from, and where a dragged one may go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from pytestqt.qtbot import QtBot

from mockinterview.ui.models.board import board_of_page, with_question
from mockinterview.ui.models.board_model import ROW_FORMAT, BoardModel
from mockinterview.ui.models.sheet import Shelf
from mockinterview.ui.models.workbench import Workbench
from mockinterview.ui.widgets.board_rows import ENTRY, HEADING, LEFT, MARK_ROLE, QUESTION
from tests.ui.models.test_board import PAGE, entry

MOVE = Qt.DropAction.MoveAction


@pytest.fixture
def model(qapp: object) -> BoardModel:
    made = BoardModel(all_shelves=False)
    made.show_board(board_of_page(PAGE), {})
    return made


def titles(model: BoardModel) -> list[str]:
    return [str(model.data(model.index(row))).split(",")[0] for row in range(model.rowCount())]


def drag(model: BoardModel, title: str) -> QMimeData:
    return model.mimeData([model.index(titles(model).index(title))])


def test_rows_follow_the_lists(model: BoardModel) -> None:
    forms = [model.row(place).form for place in range(model.rowCount())]
    assert forms[:4] == [QUESTION, HEADING, ENTRY, ENTRY]
    assert forms[-3:] == [HEADING, LEFT, LEFT]
    assert titles(model)[-3:] == ["Not understood", "Title", "Noise"]
    assert model.row(999) is None
    assert model.data(model.index(999)) is None


def test_every_list_has_a_heading_where_one_writes(qapp: object) -> None:
    made = BoardModel(all_shelves=True)
    made.show_board(board_of_page(PAGE), {})
    assert [shelf.many for shelf in Shelf] == titles(made)[-len(Shelf) - 3 : -3]


def test_lines_lead_to_rows(model: BoardModel) -> None:
    assert titles(model)[model.place_of_line(2)].startswith("Tell me about a night")
    assert titles(model)[model.place_of_line(4)] == "Spare lamp"
    assert titles(model)[model.place_of_line(5)] == "Noise"
    assert model.place_of_line(3) == -1


def test_other_words_keep_the_rows(qtbot: QtBot, model: BoardModel) -> None:
    board = board_of_page(PAGE)
    changed = with_question(board, board.sheets[0].key, text="Another?")
    with qtbot.waitSignal(model.dataChanged):
        assert model.show_board(changed, {board.sheets[0].key: "Mend it."}) is False
    assert titles(model)[0] == "Another?"
    assert model.data(model.index(0), MARK_ROLE)
    assert "to mend" in model.data(model.index(0))


def test_fates_are_shown(qtbot: QtBot, model: BoardModel) -> None:
    key = model.row(0).key
    with qtbot.waitSignal(model.dataChanged):
        model.show_fates({key: "new"})
    assert model.data(model.index(0)).endswith("new")


@pytest.mark.parametrize(
    ("drop_above", "shelf", "place"),
    [("Spare lamp", Shelf.KEY_POINT, 0), ("Blaming", Shelf.MINEFIELD, 0), ("No precautions", Shelf.MINEFIELD, 1)],
)
def test_a_row_is_dropped_between_rows(
    qtbot: QtBot, model: BoardModel, drop_above: str, shelf: Shelf, place: int
) -> None:
    key = entry(board_of_page(PAGE), "Log entry").key
    with qtbot.waitSignal(model.move_wished) as wished:
        assert model.dropMimeData(drag(model, "Log entry"), MOVE, titles(model).index(drop_above), 0, QModelIndex())
    assert wished.args == [key, model.row(0).key, shelf, place]


def test_a_row_is_dropped_onto_a_heading(qtbot: QtBot, model: BoardModel) -> None:
    heading = model.index(titles(model).index("Minefields"))
    with qtbot.waitSignal(model.move_wished) as wished:
        assert model.dropMimeData(drag(model, "Log entry"), MOVE, -1, -1, heading)
    assert wished.args[2:] == [Shelf.MINEFIELD, 0]


def test_what_has_no_list_takes_no_row(qtbot: QtBot, model: BoardModel) -> None:
    with qtbot.assertNotEmitted(model.move_wished):
        data = drag(model, "Log entry")
        assert not model.dropMimeData(data, MOVE, 0, 0, QModelIndex())
        assert not model.dropMimeData(data, MOVE, model.rowCount(), 0, QModelIndex())
        assert not model.dropMimeData(QMimeData(), MOVE, 3, 0, QModelIndex())
    assert model.mimeTypes() == [ROW_FORMAT]


def test_only_entries_can_be_dragged(model: BoardModel) -> None:
    draggable = [bool(model.flags(model.index(row)) & Qt.ItemFlag.ItemIsDragEnabled) for row in range(model.rowCount())]
    assert draggable == [model.row(place).form == ENTRY for place in range(model.rowCount())]


# ---------------------------------------------------------------- steps


def test_a_burst_of_typing_is_one_step(qapp: object) -> None:
    bench = Workbench()
    board = board_of_page(PAGE)
    bench.begin(board)
    key = board.sheets[0].key
    for text in ("A", "Ab", "Abc"):
        bench.do("Type", with_question(bench.board, key, text=text), (key, "text"))
    bench.end_burst()
    bench.do("Type", with_question(bench.board, key, text="Abcd"), (key, "text"))
    assert bench.steps.count() == 2
    bench.steps.undo()
    assert bench.board.sheets[0].question.text == "Abc"
    bench.steps.undo()
    assert bench.board == board
    bench.steps.redo()
    assert bench.board.sheets[0].question.text == "Abc"


def test_a_step_that_changes_nothing_is_none(qapp: object) -> None:
    bench = Workbench()
    bench.begin(board_of_page(PAGE))
    bench.do("Nothing", bench.board)
    assert not bench.touched
