"""The review window on real sound: what is clicked, typed or chosen through the accessibility tree is what is heard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mockinterview.ui.review import ReviewPage
from tests.journeys.conftest import OpenWindow, WindowMaker
from tests.journeys.reviewed import EACH_MS, PLACES, SPOKEN_MS, Ears, keep_answer
from tests.journeys.soundcard import VirtualSoundCard

pytestmark = pytest.mark.journey

FIRST = "00000000-0000-4000-8000-000000000001"
NEAR_MS = 60
LEAD_IN_MS = 300


@pytest.fixture
def opened(window_maker: WindowMaker, data_dir: Path, qtbot: QtBot) -> OpenWindow:
    """The window with the review of the answer open."""
    keep_answer(data_dir, FIRST)
    opened = window_maker()
    opened.window.resize(1280, 720)
    opened.window.show_attempt(FIRST)
    qtbot.waitUntil(lambda: opened.window.current == "review")
    return opened


@pytest.fixture
def page(opened: OpenWindow, qtbot: QtBot) -> ReviewPage:
    page = opened.window.page("review")
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: page.pane.view.toPlainText().startswith("um I would"))
    return page


@pytest.fixture
def ears(sound_card: VirtualSoundCard, qtbot: QtBot) -> Iterator[Ears]:
    ears = Ears(sound_card, qtbot)
    yield ears
    ears.close()


def evidence_of(item: str) -> tuple[int, int]:
    """From when to when an item's words are played."""
    first, last = PLACES[item]
    return first * EACH_MS - LEAD_IN_MS, last * EACH_MS + SPOKEN_MS


def test_a_plain_click_on_a_word_plays_from_it(page: ReviewPage, ears: Ears) -> None:
    ears.prick()
    QTest.mouseClick(page.pane.view.viewport(), Qt.MouseButton.LeftButton, pos=page.pane.view.word_rect(20).center())
    assert ears.begun_at() == pytest.approx(20 * EACH_MS, abs=NEAR_MS)


def test_enter_on_an_item_plays_exactly_its_words(opened: OpenWindow, page: ReviewPage, ears: Ears) -> None:
    page.checklist.setFocus()
    page.checklist.choose("names")
    ears.prick()
    opened.press(Qt.Key.Key_Return)
    heard = ears.stretch()
    begin, end = evidence_of("names")
    assert heard.start_ms == pytest.approx(begin, abs=NEAR_MS)
    assert end - NEAR_MS <= heard.end_ms <= end + EACH_MS - SPOKEN_MS, "the next word is not heard"
    assert heard.words == "and never say a name outside of it."
