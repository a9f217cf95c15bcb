"""Nothing in a review is told by colour alone: shapes in black, lines, hues as colour-blind people see them, contrast."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

import mockinterview.ui.review as review_floor
from mockinterview.core.attempt import MarkKind
from mockinterview.core.coverage import State
from mockinterview.core.lanes import rows
from mockinterview.core.review import Lane
from mockinterview.ui.look import DARK, LIGHT, Theme
from mockinterview.ui.look.icons import paint_icon
from mockinterview.ui.look.marks import mark_look
from mockinterview.ui.look.states import Hue, state_look
from mockinterview.ui.review.line.bars import Bars
from mockinterview.ui.review.line.layout import lay_out
from mockinterview.ui.review.line.picture import Picture, flag
from mockinterview.ui.review.line.stretch import all_of
from mockinterview.ui.review.words.lines import Piece
from mockinterview.ui.review.words.underlines import Underline, paint
from tests.ui.colours import BLINDNESS, SHAPE_PAIRS, TEXT_PAIRS, contrast, distance, over, seen
from tests.ui.review.lines import every_state

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
PAIRS = list(combinations(State, 2))
BLACK = LIGHT._replace(covered="#000", partly="#000", unsure="#000", warning="#000", quiet="#000")
HALF = 2.5
"""Half the height of a bar where several lie above each other: the smallest there is."""


def blank() -> QImage:
    image = QImage(64, 24, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    return image


def drawn(state: State, width: float, half: float = HALF, own: bool = False) -> QImage:
    """A bar in black on white."""
    image = blank()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bars = Bars(state, half, 0, 64)
    bars.add(8, 8 + width, 12, own)
    bars.paint(painter, QColor("black"))
    painter.end()
    return image


def ink(one: QImage, other: QImage) -> float:
    """In how many whole pixels of black two pictures differ."""
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return sum(abs(a - b) for a, b in pairs) / 255


@pytest.mark.parametrize("width", [0.5, 12, 40])
def test_every_state_is_told_without_colour(qapp: QApplication, width: float) -> None:
    """However short: the narrowest bar has thirty pixels; six are a fifth of them."""
    bars = {state: drawn(state, width) for state in State}
    assert not [f"{one} and {other}" for one, other in PAIRS if ink(bars[one], bars[other]) < 6]


def test_what_the_person_marked_has_a_stop_at_either_end(qapp: QApplication) -> None:
    assert not [state for state in State if ink(drawn(state, 20), drawn(state, 20, own=True)) < 4]


def test_a_bar_lies_between_its_times(qapp: QApplication) -> None:
    for state in State:
        image = drawn(state, 40)
        dark = [x for x in range(64) for y in range(24) if image.pixelColor(x, y).value() < 128]
        assert 7 <= min(dark) <= 10, state
        assert 40 <= max(dark) <= 49, state


def in_parts(state: State, *parts: tuple[int, int]) -> QImage:
    """A long bar, painted part by part."""
    image = blank()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for left, right in parts:
        painter.setClipRect(left, 0, right - left, 24)
        bars = Bars(state, HALF, left, right)
        bars.add(-500, 300, 12)
        bars.paint(painter, QColor("black"))
    painter.end()
    return image


def test_a_bar_cut_by_the_border_of_a_tile_goes_on_behind_it(qapp: QApplication) -> None:
    cut = [state for state in State if ink(in_parts(state, (0, 64)), in_parts(state, (0, 30), (30, 64))) >= 0.5]
    assert cut == []


def test_every_state_has_its_own_line_under_the_words() -> None:
    looks = [state_look(state) for state in State]
    assert len({look.dashes for look in looks}) == len(looks)
    assert all(look.underline is not Qt.PenStyle.NoPen for look in looks)
    assert [look.word for look in looks if not look.dashes] == ["covered"]


class OneLine:
    """A paragraph of one line of text, 56 pixels wide."""

    def pieces(self, start: int, end: int) -> list[Piece]:
        return [Piece(4.0, 60.0, 0.0, 10.0, 12.0, True, True)]


def test_every_line_under_the_words_is_told_without_colour(qapp: QApplication) -> None:
    lines = {}
    for state in State:
        lines[state] = blank()
        painter = QPainter(lines[state])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, OneLine(), [Underline(0, 9, 0, "a", state)], BLACK, "")  # type: ignore[arg-type]
        painter.end()
    alike = [f"{one} and {other}" for one, other in PAIRS if ink(lines[one], lines[other]) < 12]
    assert alike == []


def test_rows_have_shapes_that_no_other_row_has(qapp: QApplication) -> None:
    review = every_state()
    layout = lay_out(rows(review, tuple(Lane)))
    picture = Picture(layout, 0, None, all_of(review.attempt.duration_ms, 900), "", LIGHT)
    whole = QImage(900, layout.seen_height, QImage.Format.Format_Grayscale8)
    whole.fill(Qt.GlobalColor.white)
    painter = QPainter(whole)
    picture.paint(painter, 0, 900)
    painter.end()
    places = {Lane.PAUSE: 26_000, Lane.FILLER: 3_710, Lane.UNCLEAR: 51_500, Lane.TAKE: 20_000}
    shapes = {}
    for line in layout.lines:
        if line.row.lane in places:
            x = round(picture.stretch.x(places[line.row.lane]))
            shapes[line.row.lane] = whole.copy(x - 7, line.top, 14, 15)
    x = round(picture.stretch.x(15_200))
    fillers = next(line for line in layout.lines if line.row.lane is Lane.FILLER)
    possible = whole.copy(x - 7, fillers.top, 14, 15)
    assert len(shapes) == 4
    for one, other in combinations([*shapes.values(), possible], 2):
        assert ink(one, other) >= 5


def test_a_flag_is_unlike_everything_that_can_happen_to_the_sound(qapp: QApplication) -> None:
    def stamped(kind: MarkKind | None) -> QImage:
        image = blank()
        painter = QPainter(image)
        painter.setBrush(QColor("black"))
        if kind is None:
            painter.drawPolygon(flag(20))
        else:
            paint_icon(painter, mark_look(kind).icon, QRectF(18, 0, 14, 14), QColor("black"))
        painter.end()
        return image

    assert min(ink(stamped(None), stamped(kind)) for kind in MarkKind) >= 10


@THEMES
@pytest.mark.parametrize("kind", BLINDNESS)
def test_states_of_like_hue_differ_in_shape_and_line(qapp: QApplication, theme: Theme, kind: str) -> None:
    """Hues nearer than 10 to the colour-blind (four times what is just noticeable) carry shapes and lines that differ."""
    bars = {state: drawn(state, 12) for state in State}
    alike = []
    for one, other in PAIRS:
        looks = state_look(one), state_look(other)
        apart = distance(*(seen(getattr(theme, look.hue), kind) for look in looks))
        shaped = ink(bars[one], bars[other]) >= 6 and looks[0].dashes != looks[1].dashes
        if looks[0].icon == looks[1].icon or (apart < 10 and not shaped):
            alike.append(f"{one} and {other}")
    assert alike == []


# ------------------------------------------------------------ contrast

LOOP = 0.13
"""How strong the wash of a loop is."""

WASHES = [f"{hue.value}_wash" for hue in Hue]


@THEMES
@pytest.mark.parametrize("shape", ["meter", "accent", *(hue.value for hue in Hue)])
@pytest.mark.parametrize("ground", ["surface", *WASHES])
def test_what_is_drawn_on_the_time_line_can_be_seen(theme: Theme, shape: str, ground: str) -> None:
    assert contrast(getattr(theme, shape), getattr(theme, ground)) >= 3.0


@THEMES
@pytest.mark.parametrize("shape", ["meter", "muted", "text", *(hue.value for hue in Hue)])
def test_it_can_be_seen_inside_a_loop_too(theme: Theme, shape: str) -> None:
    ground = over(theme.accent, theme.surface, LOOP)
    assert contrast(getattr(theme, shape), ground) >= (4.5 if shape in ("muted", "text") else 3.0)


@THEMES
def test_names_of_rows_can_be_read_on_the_wash_of_the_chosen_one(theme: Theme) -> None:
    assert all(contrast(theme.text, getattr(theme, wash)) >= 4.5 for wash in WASHES)
    assert all(contrast(theme.muted, ground) >= 4.5 for ground in (theme.surface, theme.quiet_wash))


@THEMES
@pytest.mark.parametrize("kind", MarkKind, ids=lambda kind: kind.value)
def test_what_happened_to_the_sound_can_be_seen(theme: Theme, kind: MarkKind) -> None:
    assert contrast(getattr(theme, mark_look(kind).token), theme.surface) >= 3.0


DECORATION = {"line", "handle", "surface", "window", "raised", "sidebar", "playing_word", "meter_trough", "accent_wash"}
"""Grounds and hairlines: what stands on the first is checked, and nothing is told by the second alone."""


def test_every_colour_a_review_uses_is_checked() -> None:
    folder = Path(review_floor.__file__).parent
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.py")))
    used = set(re.findall(r"""colour\(\s*"(\w+)"\s*\)""", text)) | set(re.findall(r"\btheme\.(\w+)\b", text))
    checked = {name for pair in (*TEXT_PAIRS, *SHAPE_PAIRS) for name in pair} | DECORATION | set(WASHES)
    tokens = set(LIGHT._fields)
    assert used & tokens - checked == set()
