"""The sound of the page: what is heard again, left out and looped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from mockinterview.core.delivery import Pause
from mockinterview.core.playback import BREATH_MS, REWIND_MS, Loop
from mockinterview.core.problems import TakeProblem
from mockinterview.ui.review.sound.replay import Replay
from tests.fakes.fake_player import FakePlayer
from tests.ui.review.sound.bench import LENGTH_MS, TAKE, Bench


class LateFakePlayer(FakePlayer):
    """Its file takes a while to be ready; what is asked before happens then."""

    late = True
    wished = False

    def be_ready(self) -> None:
        self.late = False
        if self.wished:
            self.play()

    def play(self, from_ms: int | None = None, until_ms: int | None = None) -> None:
        if self.late:
            self.wished = True
        else:
            super().play(from_ms, until_ms)

    def pause(self) -> None:
        self.wished = False
        super().pause()


@pytest.fixture
def bench(qapp: object) -> Bench:
    return Bench()


# ---------------------------------------------------------------- going on after a pause


def test_after_a_pause_a_little_is_heard_again(bench: Bench) -> None:
    bench.replay.play(5_000)
    bench.pass_time(1_600)
    bench.replay.toggle()
    assert not bench.replay.playing
    bench.replay.toggle()
    assert bench.player.plays[-1] == (6_600 - REWIND_MS, None)
    assert bench.replay.position_ms == 6_600 - REWIND_MS


def test_nothing_is_heard_again_where_that_is_not_wished(bench: Bench) -> None:
    bench.replay.set_rewind(0)
    bench.replay.play(5_000)
    bench.replay.toggle()
    bench.replay.toggle()
    assert bench.player.plays[-1] == (5_000, None)


def test_where_the_person_went_meanwhile_it_begins_just_there(bench: Bench) -> None:
    bench.replay.play(5_000)
    bench.replay.toggle()
    bench.replay.seek(30_000)
    bench.replay.toggle()
    assert bench.player.plays[-1] == (30_000, None)


def test_evidence_that_was_paused_still_ends_with_its_words(bench: Bench) -> None:
    bench.replay.play(5_000, 9_000)
    bench.pass_time(2_000)
    bench.replay.toggle()
    bench.replay.toggle()
    assert bench.player.plays[-1] == (7_000 - REWIND_MS, 9_000)
    bench.pass_time(9_000)
    assert bench.replay.position_ms == 9_000
    bench.replay.toggle()
    assert bench.player.plays[-1] == (9_000, None)  # it had ended by itself: on from there


def test_going_elsewhere_out_of_evidence_it_plays_on(bench: Bench) -> None:
    bench.replay.play(5_000, 9_000)
    bench.replay.jump(+10_000)
    bench.pass_time(1_600)
    assert bench.replay.playing
    assert bench.replay.position_ms == 16_600


# ---------------------------------------------------------------- silences


def test_silences_are_left_out_but_for_a_breath(bench: Bench) -> None:
    bench.replay.set_skips([Pause(2_000, 5_000), Pause(9_000, 10_000)])
    assert bench.saved[-1] == bench.replay.saved_ms == 3_000 + 1_000 - 4 * BREATH_MS
    bench.replay.set_skipping(True)
    bench.replay.play(0)
    bench.pass_time(3_200)
    assert not [at for at in bench.positions if 2_000 + BREATH_MS < at < 5_000 - BREATH_MS]
    assert bench.replay.position_ms == pytest.approx(3_200 + 3_000 - 2 * BREATH_MS, abs=16)


def test_silences_are_played_unless_it_is_wished(bench: Bench) -> None:
    bench.replay.set_skips([Pause(2_000, 5_000)])
    bench.replay.play(1_900)
    bench.pass_time(1_600)
    assert bench.replay.position_ms == 3_500
    bench.replay.set_skipping(True)
    bench.pass_time(16)
    assert bench.replay.position_ms == 5_000 - BREATH_MS


def test_evidence_is_played_with_its_silences(bench: Bench) -> None:
    bench.replay.set_skips([Pause(2_000, 5_000)])
    bench.replay.set_skipping(True)
    bench.replay.play(1_000, 6_000)
    bench.pass_time(2_000)
    assert bench.replay.position_ms == 3_000


def test_who_goes_into_a_silence_while_it_plays_is_told_where_it_plays(bench: Bench) -> None:
    bench.replay.set_skips([Pause(2_000, 5_000)])
    bench.replay.set_skipping(True)
    bench.replay.play(0)
    bench.replay.seek(3_000)
    assert bench.player.position_ms == bench.replay.position_ms == bench.positions[-1] == 5_000 - BREATH_MS


def test_one_may_stand_in_a_silence_while_nothing_plays(bench: Bench) -> None:
    bench.replay.set_skips([Pause(2_000, 5_000)])
    bench.replay.set_skipping(True)
    bench.replay.seek(3_000)
    assert bench.replay.position_ms == 3_000


# ---------------------------------------------------------------- the loop


def test_a_loop_goes_round_and_round(bench: Bench) -> None:
    bench.replay.set_loop(10_000, 12_000)
    assert bench.replay.playing
    bench.pass_time(4_992)
    assert bench.loops == [Loop(10_000, 12_000)]
    assert all(10_000 <= at < 12_000 for at in bench.positions if at)
    assert bench.positions.count(10_000) == 3


def test_a_loop_to_the_end_of_the_sound_goes_round_too(bench: Bench, qtbot: QtBot) -> None:
    bench.replay.set_loop(58_000, LENGTH_MS)
    bench.playing.clear()
    bench.pass_time(2_100)
    qtbot.waitUntil(lambda: bench.replay.playing)
    assert 58_000 <= bench.replay.position_ms < 58_200
    assert False not in bench.playing


def test_a_loop_goes_round_where_the_player_ends_before_its_position_does(bench: Bench, qtbot: QtBot) -> None:
    """As Qt's does at double speed: by some 300 ms of the sound."""
    bench.replay.set_loop(58_000, LENGTH_MS)
    bench.playing.clear()
    bench.pass_time(1_700)
    bench.player.end()
    qtbot.waitUntil(lambda: bench.replay.playing)
    assert bench.replay.position_ms == 58_000
    assert False not in bench.playing


def test_behind_a_loop_the_sound_ends(bench: Bench) -> None:
    bench.replay.set_loop(10_000, 12_000)
    bench.replay.seek(59_000)
    bench.playing.clear()
    bench.pass_time(1_100)
    assert bench.playing == [False]


def test_what_breaks_off_in_a_loop_is_not_played_again(bench: Bench, qtbot: QtBot) -> None:
    bench.replay.set_loop(58_000, LENGTH_MS)
    bench.pass_time(1_600)
    bench.player.fail(TakeProblem("It could not be played.", "", ""))
    qtbot.waitUntil(lambda: bench.playing[-1] is False)
    assert not bench.replay.playing


def test_it_ends_with_the_same_key_and_plays_on(bench: Bench) -> None:
    bench.replay.set_loop(10_000, 12_000)
    bench.replay.toggle_loop()
    bench.pass_time(4_000)
    assert bench.loops[-1] is None
    assert bench.replay.position_ms == 14_000


def test_from_here_to_here(bench: Bench) -> None:
    bench.replay.play(10_000)
    bench.replay.toggle_loop()
    assert bench.replay.loop_begun == 10_000
    bench.pass_time(1_600)
    bench.replay.toggle_loop()
    assert bench.replay.loop == Loop(10_000, 11_600)
    assert bench.replay.loop_begun is None
    bench.pass_time(160)
    assert bench.replay.position_ms == 10_160


def test_the_selection_is_looped_before_anything_else(bench: Bench) -> None:
    bench.replay.offer_loop(20_000, 22_000)
    bench.replay.toggle_loop()
    assert bench.replay.loop == Loop(20_000, 22_000)
    bench.replay.set_loop(None)
    bench.replay.offer_loop(-1, -1)
    bench.replay.toggle_loop()
    assert bench.replay.loop is None
    assert bench.replay.loop_begun == bench.replay.position_ms


@pytest.mark.parametrize("asked", [(None, None), (-1, -1), (5_000, 5_010)])
def test_no_loop(bench: Bench, asked: tuple[int | None, int | None]) -> None:
    bench.replay.set_loop(10_000, 12_000)
    bench.replay.set_loop(*asked)
    assert bench.replay.loop is None


def test_playing_goes_on_where_it_is_if_that_is_in_the_loop(bench: Bench) -> None:
    bench.replay.play(11_000)
    bench.replay.set_loop(10_000, 12_000)
    assert bench.player.plays == [(11_000, None)]


def test_resuming_in_a_loop_does_not_leave_it(bench: Bench) -> None:
    bench.replay.set_loop(10_000, 12_000)
    bench.pass_time(160)
    bench.replay.toggle()
    bench.replay.toggle()
    assert bench.replay.position_ms == 10_000


def test_evidence_is_heard_in_spite_of_a_loop(bench: Bench) -> None:
    bench.replay.set_loop(10_000, 12_000)
    bench.replay.play(11_000, 13_000)
    bench.pass_time(3_000)
    assert bench.replay.position_ms == 13_000


def test_silences_in_a_loop_do_not_lead_out_of_it(bench: Bench) -> None:
    bench.replay.set_skips([Pause(10_500, 20_000)])
    bench.replay.set_skipping(True)
    bench.replay.set_loop(10_000, 12_000)
    bench.pass_time(2_000)
    assert 10_000 <= bench.replay.position_ms < 12_000


def test_another_take_has_no_loop(bench: Bench) -> None:
    bench.replay.set_loop(10_000, 12_000)
    bench.replay.open(Path("other.wav"), 30_000)
    assert bench.replay.loop is None
    assert bench.loops[-1] is None


def test_going_elsewhere_leaves_the_loop(bench: Bench) -> None:
    bench.replay.set_loop(10_000, 12_000)
    bench.pass_time(480)
    bench.replay.seek(30_000)
    assert bench.player.position_ms == bench.replay.position_ms == 30_000
    bench.pass_time(160)
    assert bench.replay.position_ms == 30_160


def test_a_loop_of_silence_is_heard_where_silences_are_left_out(bench: Bench) -> None:
    bench.replay.set_skips([Pause(2_000, 9_000)])
    bench.replay.set_skipping(True)
    bench.replay.set_loop(4_000, 6_000)
    bench.pass_time(1_600)
    assert bench.player.position_ms == 5_600
    bench.pass_time(480)
    assert 4_000 <= bench.player.position_ms < 4_200


# ---------------------------------------------------------------- a sound that is still being looked for


@pytest.fixture
def waiting(bench: Bench) -> Bench:
    """The bench with another take, whose sound is not found yet."""
    bench.replay.open(None, LENGTH_MS, coming=True)
    return bench


def test_what_is_wished_for_before_the_sound_is_found_is_heard_then(waiting: Bench) -> None:
    waiting.replay.play(5_000, 9_000)
    assert not waiting.player.plays
    waiting.replay.open(TAKE, LENGTH_MS)
    assert waiting.player.plays == [(5_000, 9_000)]
    assert waiting.replay.position_ms == 5_000


def test_where_one_went_before_the_sound_is_found_it_begins(waiting: Bench) -> None:
    waiting.replay.seek(5_000)
    waiting.replay.jump(2_000)
    assert waiting.replay.position_ms == 7_000
    waiting.replay.open(TAKE, LENGTH_MS)
    assert not waiting.player.plays
    waiting.replay.toggle()
    assert waiting.player.plays == [(7_000, None)]


def test_who_goes_elsewhere_before_the_sound_is_found_hears_it_from_there(waiting: Bench) -> None:
    waiting.replay.play(5_000, 9_000)
    waiting.replay.seek(20_000)
    waiting.replay.open(TAKE, LENGTH_MS)
    assert waiting.player.plays == [(20_000, None)]


def test_a_loop_wished_for_before_the_sound_is_found_holds_then(waiting: Bench) -> None:
    waiting.replay.offer_loop(5_000, 9_000)
    waiting.replay.toggle_loop()
    assert waiting.replay.loop == Loop(5_000, 9_000)
    waiting.replay.open(TAKE, LENGTH_MS)
    assert waiting.replay.loop == Loop(5_000, 9_000)
    waiting.pass_time(4_500)
    assert waiting.player.playing
    assert waiting.replay.position_ms < 9_000


def test_the_next_take_begins_at_its_beginning(waiting: Bench) -> None:
    waiting.replay.seek(5_000)
    waiting.replay.open(None, LENGTH_MS, coming=True)
    waiting.replay.open(TAKE, LENGTH_MS)
    assert waiting.replay.position_ms == 0


def test_the_last_wish_counts_and_once(waiting: Bench) -> None:
    waiting.replay.play(5_000, 9_000)
    waiting.replay.play(20_000)
    waiting.replay.open(TAKE, LENGTH_MS)
    waiting.replay.open(Path("other.wav"), LENGTH_MS)
    assert waiting.player.plays == [(20_000, None)]


@pytest.mark.parametrize("take_back", [Replay.toggle, Replay.pause, Replay.close])
def test_what_was_taken_back_before_the_sound_is_found_is_not_heard(
    waiting: Bench, take_back: Callable[[Replay], None]
) -> None:
    waiting.replay.toggle()
    take_back(waiting.replay)
    waiting.replay.open(TAKE, LENGTH_MS)
    assert not waiting.player.plays


def test_a_sound_that_is_missing_takes_the_wish_with_it(waiting: Bench) -> None:
    waiting.replay.play(5_000)
    waiting.replay.open(None, LENGTH_MS)
    waiting.replay.play(7_000)
    waiting.replay.open(TAKE, LENGTH_MS)
    assert not waiting.player.plays


# ---------------------------------------------------------------- letting go


@pytest.mark.parametrize(("loop_end", "played"), [(52_000, 1_952), (LENGTH_MS, 9_952)])
def test_let_go_near_the_end_of_a_loop_it_stays_silent(bench: Bench, loop_end: int, played: int, qtbot: QtBot) -> None:
    bench.replay.set_loop(50_000, loop_end)
    bench.pass_time(played)
    bench.replay.close()
    later: list[bool] = []
    QTimer.singleShot(0, lambda: later.append(True))
    qtbot.waitUntil(lambda: bool(later))  # what was put off until now has happened
    assert bench.player.audio is None
    assert not bench.player.playing
    assert bench.playing[-1] is False


def test_a_pause_before_the_sound_is_loaded_counts(qapp: object) -> None:
    player = LateFakePlayer(LENGTH_MS)
    replay = Replay(lambda: player)
    replay.open(TAKE, LENGTH_MS)
    replay.play(5_000)
    replay.pause()
    player.be_ready()
    assert not player.playing
    replay.toggle()
    assert player.plays[-1] == (5_000, None)
