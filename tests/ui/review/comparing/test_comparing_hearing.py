"""What is heard of two takes side by side: either side's evidence and words, and never both at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mockinterview.core.review import LEAD_IN_MS
from mockinterview.ui.review.compare_page import ComparePage
from mockinterview.ui.review.comparing.row import LEFT, RIGHT
from tests.fakes.fake_player import FakePlayer
from tests.ui.review.comparing.two_takes import both, held_by, page, players, read
from tests.ui.review.scenes import Scene

__all__ = ["both", "page", "players"]  # its fixtures


def test_evidence_is_heard_with_one_click_on_either_side(
    both: ComparePage, scene: Scene, players: list[FakePlayer]
) -> None:
    row = both.body.items.rows()[0]
    for side, attempt_id in ((LEFT, "take-1"), (RIGHT, "take-3")):
        row.halves[side].quotes[0].click()
        playing = held_by(players, scene)[attempt_id]
        words = scene.keeper.transcript(attempt_id)
        assert words is not None
        first = row.halves[side].evidence[0].first_word
        assert playing.plays[-1][0] == words.words[first].start_ms - LEAD_IN_MS
        assert playing.playing
        assert sum(player.playing for player in players) == 1


def test_enter_plays_one_piece_after_the_other_on_both_sides(
    both: ComparePage, scene: Scene, players: list[FakePlayer], qtbot: QtBot
) -> None:
    heard = []
    for _ in range(5):
        qtbot.keyClick(both.body.items, Qt.Key.Key_Return)
        [playing] = [one for one, player in held_by(players, scene).items() if player.playing]
        heard.append((playing, held_by(players, scene)[playing].plays[-1][0]))
    assert [take for take, _ in heard] == ["take-1", "take-1", "take-3", "take-3", "take-1"]
    assert heard[0] == heard[4]
    assert len(set(heard)) == 4


def test_arrows_play_their_side(both: ComparePage, scene: Scene, players: list[FakePlayer], qtbot: QtBot) -> None:
    qtbot.keyClick(both.body.items, Qt.Key.Key_Right)
    held = held_by(players, scene)
    assert (held["take-3"].playing, held["take-1"].playing) == (True, False)
    first = held["take-3"].plays[-1]
    qtbot.keyClick(both.body.items, Qt.Key.Key_Right)
    assert held["take-3"].plays[-1] != first
    qtbot.keyClick(both.body.items, Qt.Key.Key_Left)
    assert (held["take-3"].playing, held["take-1"].playing) == (False, True)
    qtbot.keyClick(both.body.items, Qt.Key.Key_Right)
    assert held["take-3"].plays[-1] == first


def test_space_plays_the_side_that_was_heard_last(
    both: ComparePage, scene: Scene, players: list[FakePlayer], qtbot: QtBot
) -> None:
    both.body.heads[RIGHT].play.click()
    held = held_by(players, scene)
    assert held["take-3"].playing
    qtbot.keyClick(both.body.items, Qt.Key.Key_Space)
    assert not held["take-3"].playing
    qtbot.keyClick(both.body.items, Qt.Key.Key_Space)
    assert held["take-3"].playing
    both.body.heads[LEFT].play.click()
    assert (held["take-1"].playing, held["take-3"].playing) == (True, False)


def test_a_word_plays_from_itself_on_its_side_and_the_mark_follows(
    both: ComparePage, scene: Scene, players: list[FakePlayer]
) -> None:
    both.body.show_words()
    right = both.body.words.takes[RIGHT].view
    right.word_chosen.emit(7)
    words = scene.keeper.transcript("take-3")
    assert words is not None
    playing = held_by(players, scene)["take-3"]
    assert playing.plays[-1] == (words.words[7].start_ms, None)
    playing.advance(2_000)
    assert right.current_word == words.word_at(playing.position_ms)
    assert both.body.words.takes[LEFT].view.current_word is None


def test_a_place_without_a_word_is_heard_on_its_side(
    both: ComparePage, scene: Scene, players: list[FakePlayer]
) -> None:
    both.body.words.takes[RIGHT].view.range_wished.emit(4_000, 5_000)
    assert held_by(players, scene)["take-3"].plays[-1] == (4_000, 5_000)


def test_keys_do_nothing_to_takes_that_are_not_shown_any_more(
    both: ComparePage, players: list[FakePlayer], qtbot: QtBot
) -> None:
    both.show_takes("take-2", "take-3")
    for key in (Qt.Key.Key_Space, Qt.Key.Key_X):
        qtbot.keyClick(both, key)
    read(both)
    assert not any(player.playing for player in players)
    assert [head.attempt_id for head in both.body.heads] == ["take-2", "take-3"]


def test_leaving_the_page_lets_both_sounds_go(both: ComparePage, players: list[FakePlayer]) -> None:
    both.body.heads[LEFT].play.click()
    both.hide()
    assert [player.audio for player in players] == [None] * len(players)


def test_both_sounds_are_ready_before_the_first_click(
    both: ComparePage, players: list[FakePlayer], scene: Scene, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: set(held_by(players, scene)) == {"take-1", "take-3"})
