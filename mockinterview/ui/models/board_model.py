"""A board as rows for Qt's list: each question, the headings of its lists, their entries, and at the end what was left over.

Dropping a row somewhere else only says so (`move_wished`): the board is changed by whoever owns it, so that it can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mockinterview.core.question import Level, MinefieldKind
from mockinterview.ui.models.board import Board, Left
from mockinterview.ui.models.sheet import Entry, Sheet, Shelf
from mockinterview.ui.widgets.board_rows import ENTRY, FORM_ROLE, HEADING, LEFT, MARK_ROLE, QUESTION
from mockinterview.ui.widgets.rows import ASIDE_ROLE, ICON_ROLE, TITLE_ROLE, UNDER_ROLE

Index = QModelIndex | QPersistentModelIndex

ROW_FORMAT = "application/x-mockinterview-entry"

MINEFIELD_WORDS = {
    MinefieldKind.COMMISSION: "by what you say",
    MinefieldKind.OMISSION: "by what you leave out",
    MinefieldKind.MANNER: "by your manner",
}
LEVEL_WORDS = {Level.BASIC: "Basic", Level.SOLID: "Solid", Level.EXCEPTIONAL: "Exceptional"}

_ICONS = {
    Shelf.KEY_POINT: "state-not-found",
    Shelf.COMPETENCY: "state-not-found",
    Shelf.MOTIVATION: "state-not-found",
    Shelf.MINEFIELD: "warning",
    Shelf.SAMPLE_ANSWER: "speaker",
    Shelf.TIP: "lightbulb",
    Shelf.FOLLOW_UP: "questions",
    Shelf.RELATED: "questions",
    Shelf.STORY: "history",
}


@dataclass(frozen=True)
class Row:
    """What one row stands for. key: of the sheet, entry or left-over line; sheet: the sheet it belongs to, 0 for none."""

    form: int
    key: int = 0
    sheet: int = 0
    shelf: Shelf | None = None


LEFT_HEADING = Row(HEADING)


class BoardModel(QAbstractListModel):
    """move_wished: entry key, sheet key, Shelf, place in that list (as if the entry stood nowhere).

    all_shelves: whether lists without entries have a heading too.
    """

    move_wished = Signal(int, int, object, int)

    def __init__(self, *, all_shelves: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all_shelves = all_shelves
        self._board = Board()
        self._rows: list[Row] = []
        self._places: dict[Row, int] = {}
        self._shown: list[Sheet | Entry | Left | int] = []
        self._fates: Mapping[int, str] = {}
        self._wrong: Mapping[int, str] = {}

    def show_board(self, board: Board, wrong: Mapping[int, str]) -> bool:
        """Show a board; wrong: what to mend, by key. Returns whether rows came, went or moved."""
        self._board, self._wrong = board, wrong
        rows: list[Row] = []
        shown: list[Sheet | Entry | Left | int] = []
        for sheet in board.sheets:
            self._add_sheet(sheet, rows, shown)
        if board.left:
            rows.append(LEFT_HEADING)
            shown.append(len(board.left))
            rows += [Row(LEFT, one.key) for one in board.left]
            shown += board.left
        same = rows == self._rows
        if not same:
            self.beginResetModel()
        self._rows, self._shown = rows, shown
        self._places = {row: place for place, row in enumerate(rows)}
        if not same:
            self.endResetModel()
        else:
            self._all_changed()
        return not same

    def _add_sheet(self, sheet: Sheet, rows: list[Row], shown: list[Sheet | Entry | Left | int]) -> None:
        rows.append(Row(QUESTION, sheet.key, sheet.key))
        shown.append(sheet)
        for shelf in Shelf:
            entries = sheet.on(shelf)
            if not entries and not self._all_shelves:
                continue
            rows.append(Row(HEADING, sheet.key, sheet.key, shelf))
            shown.append(len(entries))
            rows += [Row(ENTRY, entry.key, sheet.key, shelf) for entry in entries]
            shown += entries

    def show_fates(self, fates: Mapping[int, str]) -> None:
        """Show what keeping each question would do, in a word or two, by sheet."""
        if fates != self._fates:
            self._fates = fates
            self._all_changed()

    def row(self, place: int) -> Row | None:
        """What a row stands for; None if there is no such row."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def is_more_than_heading(self, place: int) -> bool:
        """Whether a row stands for something itself."""
        row = self.row(place)
        return row is not None and row.form != HEADING

    def place_of(self, row: Row | None) -> int:
        """Where a row is now, -1 if it is gone."""
        return self._places.get(row, -1) if row is not None else -1

    def place_of_key(self, key: int) -> int:
        """Where the row of a sheet, entry or left-over line is now, -1 if it is gone."""
        return next((place for place, row in enumerate(self._rows) if row.key == key and row.form != HEADING), -1)

    def place_of_line(self, line: int) -> int:
        """The row that a line of the page became, -1 if none."""
        for place, one in enumerate(self._shown):
            spans = ((one.line, one.line),) if isinstance(one, Left) else () if isinstance(one, int) else one.lines
            if any(first <= line <= last for first, last in spans):
                return place
        return -1

    # ------------------------------------------------------------ Qt's

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._rows):
            return None
        row, one = self._rows[index.row()], self._shown[index.row()]
        match role:
            case _ if role == FORM_ROLE:
                return row.form
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                parts = (self._title(row, one), self._under(one), self._aside(row, one))
                return ", ".join(part for part in parts if part)
            case _ if role == TITLE_ROLE:
                return self._title(row, one)
            case _ if role == UNDER_ROLE:
                return self._under(one)
            case _ if role == ASIDE_ROLE:
                return self._aside(row, one)
            case _ if role == ICON_ROLE:
                return _icon(row, one)
            case _ if role == MARK_ROLE:
                return row.form != HEADING and row.key in self._wrong
            case _:
                return None

    def _title(self, row: Row, one: Sheet | Entry | Left | int) -> str:
        if isinstance(one, int):
            return row.shelf.many if row.shelf is not None else "Not understood"
        if isinstance(one, Sheet):
            return " ".join(one.question.text.split()) or "A question without words"
        if isinstance(one, Left):
            return one.text
        return " ".join(one.title.split()) or f"{one.shelf.one}: nothing written yet"

    def _under(self, one: Sheet | Entry | Left | int) -> str:
        if isinstance(one, Sheet):
            about = " · ".join(part for part in (one.question.role, one.question.theme) if part)
            return about or ("Checklist without a question" if one.checklist_only else "No role yet")
        return " ".join(one.under.split()) if isinstance(one, Entry) else ""

    def _aside(self, row: Row, one: Sheet | Entry | Left | int) -> str:
        if isinstance(one, int):
            return str(one) if one else ""
        if row.key in self._wrong:
            return "to mend"
        if isinstance(one, Sheet):
            return self._fates.get(one.key, "")
        if isinstance(one, Left):
            return f"line {one.line}"
        if one.shelf is Shelf.MINEFIELD:
            return MINEFIELD_WORDS[one.minefield]
        return LEVEL_WORDS[one.level] if one.shelf is Shelf.SAMPLE_ANSWER else ""

    def _all_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    # ------------------------------------------------------------ dragging

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        form = self._rows[index.row()].form
        if form == HEADING:
            return usual | Qt.ItemFlag.ItemIsDropEnabled
        return usual | Qt.ItemFlag.ItemIsDragEnabled if form == ENTRY else usual

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [ROW_FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(ROW_FORMAT, ",".join(str(self._rows[index.row()].key) for index in indexes).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if action is not Qt.DropAction.MoveAction or not data.hasFormat(ROW_FORMAT):
            return False
        key = int(bytes(data.data(ROW_FORMAT).data()).split(b",")[0])
        target = self._target(key, parent.row() + 1 if parent.isValid() else row if row >= 0 else len(self._rows))
        if target is not None:
            self.move_wished.emit(key, *target)
        return target is not None

    def _target(self, key: int, place: int) -> tuple[int, Shelf, int] | None:
        """The list and the place in it that lie before a row: whatever heading comes last above it."""
        count = 0
        for row in reversed(self._rows[:place]):
            if row.shelf is not None and row.form == HEADING:
                return row.sheet, row.shelf, count
            if row.form == ENTRY:
                count += row.key != key
            else:
                return None
        return None


def _icon(row: Row, one: Sheet | Entry | Left | int) -> str:
    if isinstance(one, Sheet):
        return "list" if one.checklist_only else "questions:accent_text"
    if isinstance(one, Entry):
        return _ICONS[one.shelf]
    return "state-not-sure" if row.form == LEFT else ""
