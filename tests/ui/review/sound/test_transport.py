"""The row under the time line: what it shows, what it remembers, which keys it hears."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.core.delivery import Pause
from mockinterview.core.playback import RATES
from mockinterview.settings import Settings, table
from mockinterview.ui.review.sound.replay import Replay
from mockinterview.ui.review.sound.transport import Transport
from tests.fakes.fake_player import FakePlayer
from tests.ui.review.sound.bench import LENGTH_MS, TAKE
from tests.ui.review.sound.test_stepping import MARKS


class Row(Transport):
    """A transport with its player."""

    def __init__(self, settings: Settings) -> None:
        self.player = FakePlayer(LENGTH_MS)
        self.replay = Replay(lambda: self.player)
        super().__init__(self.replay, settings)
        self.replay.open(TAKE, LENGTH_MS)
        self.show_take(LENGTH_MS)

    def line(self, command_id: str) -> str:
        """A line of the menu as it would be shown now."""
        self.menu.offer(self.replay, self.stepping, skipping=True)
        return self.menu._lines[command_id].text()


@pytest.fixture
def row(qtbot: QtBot, settings: Settings) -> Row:
    made = Row(settings)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_speed_is_remembered(row: Row, settings: Settings, qtbot: QtBot) -> None:
    row.faster()
    assert settings.get(table.REPLAY_RATE) == 1.1
    row.replay.play(0)
    assert row.player.rate == 1.1
    other = Row(settings)
    qtbot.addWidget(other)
    assert other.speed.currentText() == "1.1×"
    other.replay.play(0)
    assert other.player.rate == 1.1


def test_every_speed_can_be_chosen(row: Row) -> None:
    assert [row.speed.itemData(place) for place in range(row.speed.count())] == list(RATES)
    assert (RATES[0], RATES[-1]) == (0.5, 2.0)
    row.replay.play(0)
    for _ in RATES:
        row.slower()
    assert row.player.rate == 0.5


def test_the_time_that_is_saved_is_told_while_silences_are_left_out(row: Row, settings: Settings) -> None:
    row.replay.set_skips([Pause(2_000, 16_400)])
    assert row.saving.isHidden()
    row.toggle_skips()
    assert row.saving.text().strip() == "saves 0:14"
    assert row.saving.accessibleName() == "Silences left out: saves 0:14"
    assert settings.get(table.SKIP_SILENCES)
    assert "saves 0:14" in row.line("skip_silences")
    row.saving.click()
    assert row.saving.isHidden()
    assert not settings.get(table.SKIP_SILENCES)


def test_a_take_without_silences_saves_nothing(row: Row) -> None:
    row.toggle_skips()
    assert row.saving.text().strip() == "no long silences"


def test_how_much_is_heard_again_is_a_setting(row: Row, settings: Settings) -> None:
    settings.set(table.REWIND_MS, 1_500)
    row.replay.play(5_000)
    row.toggle()
    row.toggle()
    assert row.player.plays[-1] == (3_500, None)


def test_the_loop_is_seen_and_ended_there(row: Row) -> None:
    row.replay.set_loop(12_000, 21_000)
    assert row.looping.isVisible()
    assert row.looping.text().strip() == "0:12 – 0:21"
    assert row.looping.accessibleName() == "Loop from 0:12 to 0:21"
    row.looping.click()
    assert row.replay.loop is None
    assert row.looping.isHidden()


def test_a_loop_that_is_begun_is_seen(row: Row) -> None:
    row.replay.play(12_000)
    assert "Begin a loop here" in row.line("loop")
    row.toggle_loop()
    assert row.looping.text().strip() == "0:12 – …"
    assert "Loop up to here" in row.line("loop")


def test_the_menu_offers_only_what_there_is(row: Row) -> None:
    row.line("loop")
    assert not row.menu._lines["next_filler"].isEnabled()
    row.stepping.show_marks(MARKS)
    row.line("loop")
    assert all(action.isEnabled() for action in row.menu._lines.values())
    row.menu._lines["next_filler"].trigger()
    assert row.player.plays == [(7_700, None)]


@pytest.mark.parametrize(
    ("deed", "by"), [("jump_back", -2), ("jump_forward", 2), ("long_jump_back", -5), ("long_jump_forward", 5)]
)
def test_jumps(row: Row, deed: str, by: int) -> None:
    row.replay.seek(30_000)
    row.deeds()[deed]()
    assert row.replay.position_ms == 30_000 + by * 1_000


def test_esc_ends_the_loop_first_and_then_means_what_it_meant(qtbot: QtBot, settings: Settings) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row, field = Row(settings), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(row)
    column.addWidget(field)
    pressed: list[int] = []
    window.keyPressEvent = lambda event: pressed.append(event.key())  # type: ignore[method-assign]
    window.show()
    row.replay.set_loop(12_000, 21_000)
    row.play.setFocus()
    QTest.keyClick(row.play, Qt.Key.Key_Escape)
    assert row.replay.loop is None
    assert pressed == []
    QTest.keyClick(row.play, Qt.Key.Key_Escape)
    assert pressed == [Qt.Key.Key_Escape]


def test_a_choice_that_cannot_be_written_down_holds_and_is_told(row: Row, settings: Settings, tmp_path: object) -> None:
    told: list[object] = []
    row.problem_met.connect(told.append)
    settings._file = settings._file.parent / "gone" / "settings.json"
    row.faster()
    assert len(told) == 1
    assert row.replay.rate == 1.1


def test_without_a_sound_nothing_can_be_pressed(row: Row) -> None:
    row.replay.open(None, LENGTH_MS)
    row.show_take(LENGTH_MS)
    assert not any(widget.isEnabled() for widget in (row.play, row.back, row.forward, row.speed, row.more))
    row.toggle_loop()
    assert row.replay.loop_begun is None
