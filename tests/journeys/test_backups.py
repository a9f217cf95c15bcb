"""Everything into one file and back: in the window, which restores at its next start, and while an answer is being recorded."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mockinterview.ui.pages.history_page import HistoryPage
from mockinterview.ui.pages.settings_page import SettingsPage
from tests.journeys.conftest import ROOT, Program, WindowMaker, speak
from tests.journeys.soundcard import VirtualSoundCard

pytestmark = pytest.mark.journey

QUESTION = "confidentiality-paralegal"
_SECOND_BYTES = 32_000


@contextmanager
def recording(data: Path) -> Iterator[subprocess.Popen[str]]:
    """A command that records, three seconds of whose answer are on the disk."""
    command = [sys.executable, "-m", "mockinterview", "--data-dir", str(data), "record", "--question", QUESTION]
    recorder = subprocess.Popen([*command, "--seconds", "60"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + 60
        while not any(sound.stat().st_size > 3 * _SECOND_BYTES for sound in data.glob("takes/[!.]*/audio.wav")):
            assert time.monotonic() < deadline, "nothing was recorded"
            os.sched_yield()
        yield recorder
    finally:
        recorder.kill()
        recorder.communicate()


def test_a_backup_waits_and_takes_its_place_at_the_next_start(
    program: Program, window_maker: WindowMaker, qtbot: QtBot, tmp_path: Path
) -> None:
    # GIVEN a backup with one answer in it, and another answer since
    answer, file = speak("I kept every file in a locked cabinet.", tmp_path / "answer.wav"), tmp_path / "all.zip"
    first = program.json("record", "--question", QUESTION, "--from-file", str(answer))["attempt"]
    program.json("backup", str(file))
    second = program.json("record", "--question", QUESTION, "--from-file", str(answer))["attempt"]
    # WHEN the window is asked to bring it back
    opened = window_maker()
    opened.window.show_settings()
    settings = opened.window.page("settings")
    assert isinstance(settings, SettingsPage)
    settings.data.examine(str(file))
    qtbot.waitUntil(lambda: "holds 1 attempt" in settings.data.asked.text(), timeout=10_000)
    qtbot.mouseClick(settings.data.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is ready" in settings.data.waiting.text, timeout=20_000)
    # THEN nothing changes under the open window
    assert {one.id for one in opened.house.library.attempts()} == {first, second}
    opened.close()
    # AND the next one shows what was in it, and says where the rest is
    opened = window_maker()
    qtbot.waitUntil(lambda: "was restored. What was here before is in" in opened.window.quiet_line.text, timeout=10_000)
    opened.window.show_history()
    page = opened.window.page("history")
    assert isinstance(page, HistoryPage)
    qtbot.waitUntil(lambda: page.list.entries.rowCount() == 1, timeout=10_000)
    attempt = page.list.entries.attempt(0)
    assert attempt is not None
    assert attempt.id == first
    opened.close()
    [aside] = program.data.glob("before-restore-*")
    assert (aside / "takes" / second / "audio.wav").stat().st_size > _SECOND_BYTES


def test_a_backup_of_an_answer_that_is_being_given(
    sound_card: VirtualSoundCard, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "all.zip"
    with recording(program.data) as recorder:
        # WHEN everything is saved meanwhile THEN what was said by then is in it
        saved = program.json("backup", str(file))["contents"]
        assert (saved["takes"], saved["attempts"], saved["incomplete"]) == (1, 0, [])
        # AND nothing takes the place of what is here before it is over
        refused = program.run("restore", str(file))
        assert refused.returncode == 1
        assert f"It is the command record, process {recorder.pid}." in refused.stderr
        recorder.send_signal(signal.SIGINT)
        recorder.communicate(timeout=60)
    [kept] = program.data.glob("takes/*/audio.wav")
    elsewhere = tmp_path / "elsewhere"
    assert program.run("restore", str(file), data=elsewhere).returncode == 0
    found = program.run("recover", data=elsewhere)
    assert kept.parent.name in found.stdout
    [begun] = elsewhere.glob("takes/*/audio.wav")
    assert begun.stat().st_size > 3 * _SECOND_BYTES
    assert kept.read_bytes()[44:].startswith(begun.read_bytes()[44 : 3 * _SECOND_BYTES])
