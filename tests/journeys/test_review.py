"""The review window on real sound: what is clicked, typed or chosen through the accessibility tree is what is heard."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.core.written import Written
from mockinterview.history import History
from mockinterview.ui.review import ReviewPage
from tests.journeys.conftest import OpenWindow, WindowMaker
from tests.journeys.reviewed import EACH_MS, PLACES, SAID, SPOKEN_MS, Ears, keep_answer
from tests.journeys.screen_reader import Reader
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


def tab_to(opened: OpenWindow, wanted: QWidget) -> None:
    """Press Tab until something has the focus, as one without a mouse does."""
    for _ in range(60):
        if opened.window.focusWidget() is wanted:
            return
        opened.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.accessibleName()}")


def bar_of(page: ReviewPage, item: str) -> QPoint:
    """The middle of an item's bar on the time line."""
    track = page.time_line.track
    places = (QPoint(x, y) for y in range(track.height()) for x in range(0, track.width(), 2))
    here = [place for place in places if [mark.item_id for mark in track.marks_at(place)] == [item]]
    lowest = [place for place in here if place.y() == here[-1].y()]  # above it the wave itself names what lies under it
    return lowest[len(lowest) // 2]


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


def test_by_keyboard_alone(opened: OpenWindow, page: ReviewPage, ears: Ears, qtbot: QtBot) -> None:
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    reviewing = opened.house.reviewing

    def opinion() -> Opinion:
        return reviewing.review(FIRST).opinion

    # Space plays from the beginning, Space pauses.
    ears.prick()
    opened.press(Qt.Key.Key_Space)
    assert ears.begun_at() == pytest.approx(0, abs=NEAR_MS)
    opened.press(Qt.Key.Key_Space)
    assert ears.stretch().start_ms == pytest.approx(0, abs=NEAR_MS)

    # N leads through the checklist; E plays the words an item rests on, and no others.
    opened.press(Qt.Key.Key_N)
    assert page.checklist.item_id == "access"
    ears.prick()
    opened.press(Qt.Key.Key_E)
    assert ears.stretch().words == "I would only open the file in our office"

    # Words are chosen in the transcript with Shift and the arrows, and belong to the item with M.
    tab_to(opened, page.pane.view)
    opened.press(Qt.Key.Key_Home, control)
    for _ in range(18):
        opened.press(Qt.Key.Key_Right)
    for _ in range(2):
        opened.press(Qt.Key.Key_Right, shift)
    opened.press(Qt.Key.Key_M)
    qtbot.waitUntil(lambda: bool(opinion().added))
    assert [span.text for span in reviewing.review(FIRST).evidence("access") if span.own] == ["Last spring"]
    ears.prick()
    opened.press(Qt.Key.Key_E)
    assert ears.stretch().words == "Last spring"

    # What was done is undone, and done again.
    opened.press(Qt.Key.Key_Z, control)
    qtbot.waitUntil(lambda: not opinion().added)
    opened.press(Qt.Key.Key_Y, control)
    qtbot.waitUntil(lambda: bool(opinion().added))

    # V turns the verdict over.
    opened.press(Qt.Key.Key_V)
    qtbot.waitUntil(lambda: opinion().verdicts.get("access") is State.NOT_FOUND)

    # A word is corrected where it stands; its neighbours are heard where they were.
    opened.press(Qt.Key.Key_Home, control)
    opened.press(Qt.Key.Key_F2)
    field = opened.window.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "Well now")
    opened.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.pane.view.toPlainText().startswith("Well now I would"))
    ears.prick()
    opened.press(Qt.Key.Key_Right)
    opened.press(Qt.Key.Key_Right)
    opened.press(Qt.Key.Key_Return)
    assert ears.begun_at() == pytest.approx(EACH_MS, abs=NEAR_MS)
    opened.press(Qt.Key.Key_Space)


def test_by_mouse(opened: OpenWindow, page: ReviewPage, ears: Ears, qtbot: QtBot) -> None:
    view, left = page.pane.view, Qt.MouseButton.LeftButton

    # A bar of evidence on the time line chooses its item, which lights the same words in the transcript.
    QTest.mouseClick(page.time_line.track, left, pos=bar_of(page, "names"))
    assert page.checklist.item_id == "names"
    quote = page.checklist.row_of("names").quotes[0]

    # One more click plays exactly these words.
    ears.prick()
    QTest.mouseClick(quote, left)
    assert ears.stretch().words == "and never say a name outside of it."

    # Words that were dragged over are heard over and over, until the loop is ended.
    first, last = view.word_rect(21).center(), view.word_rect(23).center()
    QTest.mousePress(view.viewport(), left, pos=first)
    QTest.mouseMove(view.viewport(), last)
    QTest.mouseRelease(view.viewport(), left, pos=last)
    ears.prick()
    opened.press(Qt.Key.Key_L)
    assert ears.begun_at() == pytest.approx(21 * EACH_MS, abs=NEAR_MS)
    round_ms = 2 * EACH_MS + SPOKEN_MS
    assert ears.again_at(21 * EACH_MS, 2 * round_ms), "it comes again"
    opened.press(Qt.Key.Key_Escape)
    opened.press(Qt.Key.Key_Space)

    # A click on the wave goes there.
    ears.prick()
    track = page.time_line.track
    QTest.mouseClick(track, left, pos=QPoint(track.width() // 2, 30))
    opened.press(Qt.Key.Key_Space)
    middle = page.replay.position_ms
    assert middle == pytest.approx(len(SAID.split()) * EACH_MS / 2, rel=0.02)
    assert ears.begun_at() == pytest.approx(middle, abs=NEAR_MS)
    opened.press(Qt.Key.Key_Space)


def test_through_the_accessibility_tree(opened: OpenWindow, page: ReviewPage, ears: Ears, qtbot: QtBot) -> None:
    reader, role = Reader(page), QAccessible.Role

    # Whatever can be reached has a name, and says what it does or where it stands.
    for kind in (role.Button, role.CheckBox, role.ListItem, role.Slider, role.EditableText, role.List):
        assert all(one.text(QAccessible.Text.Name) for one in reader.every(kind)), kind
    assert reader.find(role.EditableText, "Transcript").state().readOnly
    assert reader.find(role.Button, "Compare").state().disabled
    assert "only" in reader.find(role.Button, "Compare").text(QAccessible.Text.Description)
    items = [one.text(QAccessible.Text.Name) for one in reader.every(role.ListItem)]
    assert "Limiting access. Program: covered. 1 piece of evidence. I would only open the file in our office" in items

    # A button is pressed: the take is heard from its beginning, and the button is another one.
    ears.prick()
    reader.press("Play")
    assert ears.begun_at() == pytest.approx(0, abs=NEAR_MS)
    reader.press("Pause")
    ears.stretch()

    # An item is chosen in the list: its words are the ones that are played.
    checklist = reader.find(role.List, "Checklist")
    assert checklist.selectionInterface().select(reader.find(role.ListItem, "Acting at once"))
    assert reader.find(role.ListItem, "Acting at once").state().selected
    checklist.actionInterface().doAction("SetFocus")
    ears.prick()
    opened.press(Qt.Key.Key_Return)
    assert ears.stretch().words == "I found a letter on the printer and I took it to the partner at once."

    # The person's own verdict is spoken beside the program's.
    opened.press(Qt.Key.Key_3)
    qtbot.waitUntil(
        lambda: "You: not found" in reader.find(role.ListItem, "Acting at once").text(QAccessible.Text.Name)
    )

    # The time line is a slider: it says where the sound stands, and takes it elsewhere.
    slider = reader.find(role.Slider, "Time line").valueInterface()
    ears.prick()
    slider.setCurrentValue(slider.maximumValue() / 2)
    opened.press(Qt.Key.Key_Space)
    assert ears.begun_at() == pytest.approx(len(SAID.split()) * EACH_MS / 2, abs=1_000)
    opened.press(Qt.Key.Key_Space)


def test_what_the_page_has_under_way_ends_before_its_store_does(
    opened: OpenWindow, page: ReviewPage, data_dir: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # GIVEN words that are taken in from a slow disk, and a window that is closed meanwhile
    words, close, keeper = tmp_path / "words.txt", opened.house.keeper.close, opened.house.keeper
    words.write_text("What I said is this")
    slow = threading.Event()
    put = opened.house.reviewing.writing.put

    def put_late(attempt_id: str, written: Written) -> None:
        slow.wait(10)
        put(attempt_id, written)

    def close_late() -> None:
        slow.set()  # at the latest: else it would be waited for in vain
        close()

    monkeypatch.setattr(opened.house.reviewing.writing, "put", put_late)
    monkeypatch.setattr(keeper, "close", close_late)
    page.own_words.take_file(str(words))
    asking = page.own_words._asking
    finish = asking.finish

    def finish_now(timeout_s: float = 5.0) -> None:
        slow.set()
        finish(timeout_s)

    monkeypatch.setattr(asking, "finish", finish_now)
    # WHEN the program ends THEN they are kept
    opened.close()
    kept = History(data_dir / "history.sqlite")
    transcript = kept.transcript(FIRST)
    kept.close()
    assert transcript is not None
    assert transcript.text == "What I said is this"
