"""The look keeps its promises: contrast, hues that stay apart, one set of icons, sizes that follow the settings."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
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
from mockinterview.ui.widgets.search_field import SearchField

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)

GROUNDS = ("window", "sidebar", "surface", "raised")
TEXT_PAIRS = [
    *((text, ground) for text in ("text", "muted", "accent_text") for ground in GROUNDS),
    *((hue.value, ground) for hue in Hue for ground in ("window", "surface", f"{hue.value}_wash")),
    *(("text", f"{hue.value}_wash") for hue in Hue),
    *(("on_accent", fill) for fill in ("accent", "accent_hover", "accent_pressed")),
    ("on_accent_quiet", "accent"),
    ("text", "accent_wash"),
    ("muted", "accent_wash"),
    ("accent_text", "accent_wash"),
    ("text", "playing_word"),
]
SHAPE_PAIRS = [
    *(
        (shape, ground)
        for shape in ("field_line", "focus", "lamp", "meter", "meter_high")
        for ground in ("window", "surface")
    ),
]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    return sum(part * share for part, share in zip(linear(colour), (0.2126, 0.7152, 0.0722), strict=True))


def linear(colour: str) -> tuple[float, float, float]:
    shade = QColor(colour)
    parts = (shade.redF(), shade.greenF(), shade.blueF())
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return r, g, b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@THEMES
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_can_be_seen(theme: Theme, shape: str, ground: str) -> None:
    assert contrast(getattr(theme, shape), getattr(theme, ground)) >= 3.0


# Machado, Oliveira, Fernandes 2009, table 1, severity 1.0.
BLINDNESS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    """CIE L*a*b* under D65 of linear RGB."""
    r, g, b = rgb
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@THEMES
@pytest.mark.parametrize("kind", BLINDNESS)
def test_evidence_hues_stay_apart_for_the_colour_blind(theme: Theme, kind: str) -> None:
    def seen(hue: Hue) -> tuple[float, float, float]:
        parts = linear(getattr(theme, hue))
        return lab(
            tuple(min(1.0, max(0.0, sum(m * p for m, p in zip(row, parts, strict=True)))) for row in BLINDNESS[kind])
        )

    for one, other in combinations((Hue.COVERED, Hue.PARTLY, Hue.UNSURE, Hue.WARNING), 2):
        apart = sum((a - b) ** 2 for a, b in zip(seen(one), seen(other), strict=True)) ** 0.5
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
