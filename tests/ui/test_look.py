"""The look keeps its promises: contrast, hues that stay apart, one set of icons, sizes that follow the settings."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State
from mockinterview.settings import Settings, table
from mockinterview.system.places import resources
from mockinterview.ui import look
from mockinterview.ui.look import DARK, LIGHT, Theme
from mockinterview.ui.look.icons import GRID, shapes
from mockinterview.ui.look.states import Hue, state_look
from mockinterview.ui.look.style import style_sheet
from mockinterview.ui.look.theme import palette_for
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.choice import Choice
from mockinterview.ui.widgets.number_box import PlainBox
from mockinterview.ui.widgets.search_field import SearchField
from tests.ui.colours import BLINDNESS, SHAPE_PAIRS, TEXT_PAIRS, contrast, distance, seen

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@THEMES
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_can_be_seen(theme: Theme, shape: str, ground: str) -> None:
    assert contrast(getattr(theme, shape), getattr(theme, ground)) >= 3.0


@THEMES
@pytest.mark.parametrize("kind", BLINDNESS)
def test_evidence_hues_stay_apart_for_the_colour_blind(theme: Theme, kind: str) -> None:
    for one, other in combinations((Hue.COVERED, Hue.PARTLY, Hue.UNSURE, Hue.WARNING), 2):
        apart = distance(seen(getattr(theme, one), kind), seen(getattr(theme, other), kind))
        assert apart >= 10, f"{one} and {other} are {apart:.0f} apart"


def test_every_state_has_its_own_icon_and_word() -> None:
    looks = [state_look(state) for state in State]
    assert len({one.icon for one in looks}) == len(looks)
    assert len({one.word for one in looks}) == len(looks)


def test_hues_of_evidence_have_their_own_underlines() -> None:
    shown = [state_look(state) for state in (State.COVERED, State.PARTLY, State.NOT_SURE, State.TRIPPED)]
    assert len({one.underline for one in shown}) == 4
    assert len({one.hue for one in shown}) == 4


ICONS = sorted((resources() / "icons").glob("*.svg"))


@pytest.mark.parametrize("file", ICONS, ids=lambda file: file.stem)
def test_icon_lies_on_the_grid(file: Path) -> None:
    found = shapes(file.stem)
    assert found, "nothing in it is understood"
    assert file.read_text().count("<") == len(found) + 2, "an element in it is not understood"
    for outline, _ in found:
        box = outline.boundingRect()
        assert min(box.left(), box.top()) >= 1.5
        assert max(box.right(), box.bottom()) <= GRID - 1.5


def test_a_theme_is_known_by_its_palette() -> None:
    assert look.theme_of(palette_for(LIGHT)) is LIGHT
    assert look.theme_of(palette_for(DARK)) is DARK


def test_the_style_sheet_leaves_nothing_open() -> None:
    assert "$" not in style_sheet(DARK, 1.25)


def test_settings_change_theme_and_text_at_once(qapp: QApplication, settings: Settings, dress: look.Look) -> None:
    # GIVEN the light look at 100 %
    settings.set(table.THEME, "light")
    before = qapp.font().pixelSize()
    # WHEN the person wishes for dark and larger
    settings.set(table.THEME, "dark")
    settings.set(table.TEXT_PERCENT, 150)
    # THEN it is so
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert qapp.font().pixelSize() == round(before * 1.5)
    assert dress.theme is DARK


def test_the_glass_in_a_search_field_follows_the_theme(qtbot: QtBot, settings: Settings, dress: look.Look) -> None:
    settings.set(table.THEME, "light")
    field = SearchField("Search", "/")
    qtbot.addWidget(field)
    field.show()
    before = field._glass.icon().pixmap(18).toImage()
    settings.set(table.THEME, "dark")
    qtbot.waitUntil(lambda: field._glass.icon().pixmap(18).toImage() != before)


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_what_stands_in_one_row_is_of_one_height(
    qtbot: QtBot, settings: Settings, dress: look.Look, percent: int
) -> None:
    settings.set(table.TEXT_PERCENT, percent)
    row = QWidget()
    qtbot.addWidget(row)
    layout = QHBoxLayout(row)
    controls = [Button("Compare"), Choice("Take"), PlainBox("Target", "none", 900, 1), QLineEdit()]
    for control in controls:
        layout.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)
    row.show()
    heights = [control.height() for control in controls]
    settings.set(table.TEXT_PERCENT, 100)  # as the next test expects it
    assert max(heights) - min(heights) <= 1
    assert min(heights) >= 32
