"""A program that is killed in the middle of an answer, and an answer that is deleted and wanted back: by the real program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mockinterview.flow.jobs import JobKind
from mockinterview.ui.pages.bin_page import BinPage
from mockinterview.ui.pages.deletion_question import DeletionQuestion
from mockinterview.ui.pages.history_page import HistoryPage
from mockinterview.ui.review import ReviewPage
from tests.journeys.conftest import ROOT, OpenWindow, WindowMaker
from tests.journeys.soundcard import VirtualSoundCard

pytestmark = pytest.mark.journey

QUESTION = "confidentiality-paralegal"
_SPOKEN_BYTES = 3 * 32_000
"""Three seconds of sound on the disk."""


def record_and_kill(data: Path) -> Path:
    """Record with a process of its own and kill it once three seconds are on the disk; the take's sound."""
    command = [sys.executable, "-m", "mockinterview", "--data-dir", str(data), "record", "--question", QUESTION]
    recorder = subprocess.Popen([*command, "--seconds", "60"], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for sound in data.glob("takes/[!.]*/*.wav"):  # not one that is just being made
                if sound.stat().st_size > _SPOKEN_BYTES:
                    return sound
            os.sched_yield()
        raise AssertionError("nothing was recorded")
    finally:
        recorder.send_signal(signal.SIGKILL)
        recorder.wait()


def press(opened: OpenWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    widget = opened.window.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, modifier)


def history(opened: OpenWindow) -> HistoryPage:
    page = opened.window.page("history")
    assert isinstance(page, HistoryPage)
    return page


def holding(data: Path, attempt_id: str) -> list[Path]:
    """Every file in which an attempt's id stands."""
    return [file for file in data.rglob("*") if file.is_file() and attempt_id.encode() in file.read_bytes()]


NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def test_killed_while_recording_then_found_deleted_brought_back_and_deleted_for_good(
    sound_card: VirtualSoundCard, window_maker: WindowMaker, qtbot: QtBot, data_dir: Path
) -> None:
    # GIVEN a program that was killed in the middle of an answer
    sound = record_and_kill(data_dir)
    # WHEN it is started again THEN one line tells of it, and leads to it
    opened = window_maker()
    window = opened.window
    qtbot.waitUntil(lambda: window.quiet_line.token == "recovered", timeout=20_000)
    assert window.quiet_line.text.startswith("1 unfinished recording was brought back (0:0")
    window.quiet_line.action.click()
    rows = history(opened).list.entries
    qtbot.waitUntil(lambda: rows.rowCount() == 1, timeout=10_000)
    attempt = rows.attempt(0)
    assert attempt is not None
    assert attempt.duration_ms >= 3_000
    # AND it opens like any other, with its sound
    press(opened, qtbot, Qt.Key.Key_Return, NONE)
    review = window.page("review")
    assert isinstance(review, ReviewPage)
    assert window.current == "review"
    assert review.no_sound.isHidden()
    window.go_back()
    # WHEN it is deleted and that is undone THEN it is there again
    qtbot.waitUntil(lambda: rows.rowCount() == 1, timeout=10_000)
    press(opened, qtbot, Qt.Key.Key_Delete, NONE)
    qtbot.waitUntil(lambda: rows.rowCount() == 0, timeout=10_000)
    press(opened, qtbot, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: rows.rowCount() == 1, timeout=10_000)
    # WHEN it is deleted and the program ends THEN it waits in the bin, whole
    history(opened).list.setFocus()
    press(opened, qtbot, Qt.Key.Key_Delete, NONE)
    qtbot.waitUntil(lambda: rows.rowCount() == 0, timeout=10_000)
    opened.close()
    assert sound.stat().st_size > _SPOKEN_BYTES
    assert "history.sqlite" in {file.name for file in holding(data_dir, attempt.id)}
    # WHEN it is deleted for good from there THEN nothing of it is left
    delete_for_good(window_maker(), qtbot)
    assert not sound.parent.exists()
    assert holding(data_dir, attempt.id) == []


def delete_for_good(opened: OpenWindow, qtbot: QtBot) -> None:
    """Empty the bin, and close."""
    assert opened.house.jobs.wait(JobKind.TIDY, "", 20)
    opened.window.show_bin()
    page = opened.window.page("bin")
    assert isinstance(page, BinPage)
    qtbot.waitUntil(lambda: page.list.entries.rowCount() == 1, timeout=10_000)
    press(opened, qtbot, Qt.Key.Key_Delete, NONE)
    [question] = page.findChildren(DeletionQuestion)
    question.delete.click()
    qtbot.waitUntil(page.empty.isVisible, timeout=20_000)
    opened.close()
