"""The review in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtGui import Qt

from mockinterview.core.attempt import Attempt, MarkKind, TakeMark
from mockinterview.core.coverage import State
from mockinterview.core.delivery import Delivery, Filler, Levels, Pause
from mockinterview.core.question import Question
from mockinterview.core.review import Review, Verdict
from mockinterview.core.transcript import Note, NoteKind, Transcript
from mockinterview.ui.review import wording
from mockinterview.ui.review.announcing import arrivals
from mockinterview.ui.review.export import file_name, first_folder
from mockinterview.ui.review.waveform import columns
from mockinterview.ui.review.wording import Shown, facts
from tests.ui.review.scenes import Scene

DELIVERY = Delivery(151_000, 1_200, 132.4, 300, (Pause(5_000, 7_300), Pause(9_000, 10_000)), (Filler(0, "um", 0),))


def of(delivery: Delivery, *notes: Note) -> Review:
    attempt = Attempt("a", Question("q", "Why?"), 1, datetime(2026, 1, 1, tzinfo=UTC), delivery.duration_ms)
    return Review(attempt, delivery, Transcript("fake", "", "en", delivery.duration_ms, notes=notes))


def named(delivery: Delivery, shown: Shown | None = None, measured: bool = True) -> dict[str, str]:
    return {fact.name: fact.value for fact in facts(of(delivery), shown or Shown(), measured)}


def test_every_fact_has_a_value_and_a_definition() -> None:
    found = facts(of(DELIVERY), Shown())
    assert named(DELIVERY) == {
        "Length": "2:31, target 2:00",
        "First word": "after 1.2 s",
        "Pace": "132 words a minute",
        "Pauses": "2, longest 2.3 s",
        "Fillers": "at least 1",
    }
    assert all(len(fact.definition) > 20 for fact in found)


def test_possible_fillers_are_told_apart_from_those_that_were_written() -> None:
    notes = [Note(NoteKind.POSSIBLE_FILLER, at, at + 300) for at in (2_000, 4_000)]
    found = {fact.name: fact for fact in facts(of(DELIVERY, *notes), Shown())}
    assert found["Fillers"].value == "at least 1, possibly 2 more"
    assert "not counted" in found["Fillers"].definition


@pytest.mark.parametrize(
    ("shown", "missing"),
    [(Shown(pace=False), "Pace"), (Shown(pauses=False), "Pauses"), (Shown(fillers=False), "Fillers")],
)
def test_every_measure_can_be_switched_off(shown: Shown, missing: str) -> None:
    assert missing not in named(DELIVERY, shown)


def test_no_target_and_nothing_recognised() -> None:
    assert named(Delivery(61_000), Shown(target_ms=0)) == {"Length": "1:01", "Pauses": "none"}


def test_pauses_are_not_told_before_the_sound_is_measured() -> None:
    assert "Pauses" not in named(Delivery(61_000), measured=False)


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict(State.PARTLY), ""),
        (Verdict(State.PARTLY, State.COVERED), "Program: partly · You: covered"),
        (Verdict(State.COVERED, State.COVERED), "You and the program agree: covered"),
        (Verdict(State.YOUR_CALL, State.CLEAR), "Program: your call · You: clear"),
    ],
)
def test_both_verdicts_are_told_once_there_are_two(verdict: Verdict, words: str) -> None:
    assert wording.verdicts(verdict) == words


def test_counts_are_told_apart_for_minefields_and_never_summed(scene: Scene) -> None:
    scene.write_down("take-3")
    review = scene.house.reviewing.full_review("take-3")
    assert wording.hoped_for(review) == "3 covered · 2 partly · 1 not found · 1 not sure"
    assert wording.counts(review).endswith("Minefields: 1 not found · 1 denied · 1 your call")


@pytest.mark.parametrize(
    ("done", "elapsed", "began", "words"),
    [
        (0, 0, 0, "0:00 of 1:00 recognised"),
        (20_000, 10_000, 0, "0:20 of 1:00 recognised, about 0:20 left"),
        (20_000, 5_000, 10_000, "0:20 of 1:00 recognised, about 0:20 left"),
        (20_000, 300, 0, "0:20 of 1:00 recognised"),
    ],
)
def test_progress_is_told_in_media_time_with_the_time_left(done: int, elapsed: int, began: int, words: str) -> None:
    assert wording.progress(done, 60_000, elapsed, began) == words


def test_progress_of_unknown_length() -> None:
    assert wording.progress(0, 0, 0) == "Starting the recogniser."


def test_a_tip_is_never_taken_for_markup() -> None:
    assert not Qt.mightBeRichText(wording.tip("Evidence for", "<b>bold</b> <img src='x'>", "", "&lt;b&gt;"))


def test_a_day_and_a_time() -> None:
    moment = datetime(2026, 3, 5, 16, 2, tzinfo=UTC)
    assert wording.when(moment, moment).startswith("Today, ")


def test_what_arrived_is_announced(scene: Scene) -> None:
    before = scene.house.reviewing.full_review("take-3")
    scene.write_down("take-3")
    now = scene.house.reviewing.full_review("take-3")
    assert arrivals(before, now)[0] == "Your words are written down."
    assert arrivals(before, now)[1].startswith("The checklist is lined up")
    assert arrivals(now, now) == []


def test_a_file_name_every_system_takes(scene: Scene) -> None:
    attempt = scene.keeper.attempt("take-2")
    assert attempt is not None
    name = file_name(attempt)
    assert name.endswith("- take 2")
    assert not set(name) & set('<>:"/\\|?*')


@pytest.mark.parametrize(
    ("kind", "words", "button"),
    [
        (MarkKind.DEVICE_LOST, "The microphone stopped sending sound at 0:01", "Record again"),
        (MarkKind.SLEPT, "The computer went to sleep at 0:01", "Record again"),
        (MarkKind.RECOVERED, "The program ended", "Dismiss"),
    ],
)
def test_a_take_that_ended_by_itself_says_why(scene: Scene, kind: MarkKind, words: str, button: str) -> None:
    attempt = scene.keeper.attempt("take-2")
    assert attempt is not None
    paused = TakeMark(MarkKind.PAUSED, 900)
    assert wording.early_end(replace(attempt, marks=(paused,))) == ("", "")
    told, offered = wording.early_end(replace(attempt, marks=(paused, TakeMark(kind, 1_900))))
    assert told.startswith(words)
    assert offered == button


def test_a_disk_that_was_full_ended_the_take_one_that_was_nearly_full_did_not(scene: Scene) -> None:
    attempt = scene.keeper.attempt("take-2")
    assert attempt is not None
    full = TakeMark(MarkKind.DISK_LOW, attempt.duration_ms, "The recording stopped: the disk is full.")
    assert wording.early_end(replace(attempt, marks=(full,))) == (full.text, "Dismiss")
    assert wording.early_end(replace(attempt, marks=(replace(full, at_ms=100),))) == ("", "")


def test_a_long_question_is_cut_between_words(scene: Scene) -> None:
    attempt = scene.keeper.attempt("take-2")
    assert attempt is not None
    question = replace(
        attempt.question, text="Which part of an analyst's work are you best at, and which part is hard?"
    )
    name = file_name(replace(attempt, question=question))
    assert name == "Which part of an analyst's work are you best at, and which - take 2"


def test_the_export_begins_in_a_folder_that_exists(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(  # the desktop's own answer, which a test cannot move
        QStandardPaths, "writableLocation", lambda _place: str(tmp_path / "Documents")
    )
    assert first_folder() == QDir.homePath()
    (tmp_path / "Documents").mkdir()
    assert first_folder() == str(tmp_path / "Documents")


def test_the_wave_shows_the_loudest_moment_of_each_part() -> None:
    levels = Levels(20, (-60.0, -35.0, -10.0, -80.0))
    assert columns(levels, 80, 2) == [0.5, 1.0]
    assert columns(levels, 80, 4) == [0.0, 0.5, 1.0, 0.0]
    assert columns(levels, 160, 4)[2:] == [0.0, 0.0]
    assert columns(Levels(20), 80, 4) == []
    assert columns(levels, 0, 4) == []
