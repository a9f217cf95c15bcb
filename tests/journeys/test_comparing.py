"""Two takes side by side on real sound: each side's evidence is heard, whole, and never both at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mockinterview.ui.review.compare_page import ComparePage
from mockinterview.ui.review.comparing.row import LEFT, RIGHT
from tests.journeys.conftest import OpenWindow, WindowMaker
from tests.journeys.reviewed import EACH_MS, PLACES, SPOKEN_MS, Ears, keep_answer
from tests.journeys.soundcard import VirtualSoundCard

pytestmark = pytest.mark.journey

FIRST, SECOND = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))
NEAR_MS = 60
LEAD_IN_MS = 300


@pytest.fixture
def opened(window_maker: WindowMaker, data_dir: Path, qtbot: QtBot) -> OpenWindow:
    """The window with the review of the second take open."""
    keep_answer(data_dir, FIRST)
    keep_answer(data_dir, SECOND, take=2)
    opened = window_maker()
    opened.window.resize(1280, 720)
    opened.window.show_attempt(SECOND)
    review = opened.window.page("review")
    qtbot.waitUntil(lambda: review.pane.view.toPlainText().startswith("um I would"))  # type: ignore[attr-defined]
    return opened


@pytest.fixture
def ears(sound_card: VirtualSoundCard, qtbot: QtBot) -> Iterator[Ears]:
    ears = Ears(sound_card, qtbot)
    yield ears
    ears.close()


def test_evidence_of_both_takes_is_heard_by_keyboard_alone(opened: OpenWindow, ears: Ears, qtbot: QtBot) -> None:
    opened.press(Qt.Key.Key_C)
    page = opened.window.page("compare")
    assert isinstance(page, ComparePage)
    qtbot.waitUntil(lambda: [head.attempt_id for head in page.body.heads] == [FIRST, SECOND])
    for _ in range(2):
        opened.press(Qt.Key.Key_Down)
    chosen = page.body.items.chosen
    assert chosen is not None
    first, last = PLACES[chosen.item.id]
    begin, end = first * EACH_MS - LEAD_IN_MS, last * EACH_MS + SPOKEN_MS
    for key, side in ((Qt.Key.Key_Left, LEFT), (Qt.Key.Key_Right, RIGHT)):
        ears.prick()
        opened.press(key)
        heard = ears.stretch()
        assert heard.start_ms == pytest.approx(max(0, begin), abs=NEAR_MS)
        assert end - NEAR_MS <= heard.end_ms <= end + EACH_MS - SPOKEN_MS
        assert page.body.heads[side].replay.position_ms == pytest.approx(end, abs=EACH_MS)
    # WHEN one side is still to be heard and a word of the other is asked for
    opened.press(Qt.Key.Key_Left)
    left, right = (head.replay for head in page.body.heads)
    qtbot.waitUntil(lambda: left.position_ms > begin + LEAD_IN_MS)
    page.body.show_words()
    page.body.words.takes[RIGHT].view.word_chosen.emit(20)
    qtbot.waitUntil(lambda: right.position_ms > 22 * EACH_MS)
    # THEN that alone is heard: two tones at once would be no place in the take
    ears.prick()
    assert 22 * EACH_MS < ears.begun_at() <= right.position_ms
    assert not left.playing
    opened.press(Qt.Key.Key_Space)
    assert not right.playing
