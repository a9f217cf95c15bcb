"""The review in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtGui import Qt

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.coverage import State
from mockinterview.core.review import Verdict
from mockinterview.ui.review import wording
from mockinterview.ui.review.announcing import arrivals
from mockinterview.ui.review.export import file_name, first_folder
from tests.ui.review.scenes import Scene


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
