"""What commonly stands in the way, met by the real program: each time one sentence that says what to do, and nothing is lost."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mockinterview.core.problems import VoiceProblem
from mockinterview.flow.answering import Step
from mockinterview.ui.pages.rehearse_page import RehearsePage
from tests.journeys.conftest import ROOT, Program, WindowMaker, speak
from tests.journeys.soundcard import VirtualSoundCard

pytestmark = pytest.mark.journey

QUESTION = "confidentiality-paralegal"


def test_no_microphone_at_all(program: Program) -> None:
    done = program.run("record", "--question", QUESTION, "--seconds", "1")
    assert done.returncode == 1
    assert "microphone" in done.stderr.lower()
    assert "Traceback" not in done.stderr
    assert program.json("recover") == {"recovered": []}


def test_no_voice_and_the_sitting_goes_on(
    window_maker: WindowMaker,
    qtbot: QtBot,
    sound_card: VirtualSoundCard,
    monkeypatch: pytest.MonkeyPatch,
    expect_log: Callable[[str], None],
) -> None:
    expect_log("Qt's speech has no voice")
    monkeypatch.setenv("SPEECHD_CMD", "/bin/false")  # no speech service can be started
    monkeypatch.setenv("PATH", "")  # and espeak-ng cannot be found
    opened = window_maker()
    opened.window.rehearse(QUESTION)
    page = opened.window.page("rehearse")
    assert isinstance(page, RehearsePage)
    answering = opened.house.answering
    page.hear.click()
    qtbot.waitUntil(lambda: isinstance(answering.problem, VoiceProblem), timeout=20_000)
    qtbot.waitUntil(page.trouble.isVisible)
    page.record.click()
    qtbot.waitUntil(lambda: answering.step is Step.RECORDING, timeout=10_000)
    assert answering.problem is None
    qtbot.waitUntil(lambda: answering.elapsed_ms > 500, timeout=10_000)
    page.record.click()
    qtbot.waitUntil(lambda: opened.window.current == "review", timeout=10_000)


def test_a_data_folder_on_a_read_only_disk(tmp_path: Path) -> None:
    folder = tmp_path / "read only"
    folder.mkdir()
    script = f'mount --bind "{folder}" "{folder}" && mount -o remount,ro,bind "{folder}" && exec "$@"'
    alone = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]
    tried = subprocess.run([*alone, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"this system does not allow a mount namespace: {tried.stderr.strip()}")
    done = subprocess.run(
        [*alone, sys.executable, "-m", "mockinterview", "--data-dir", str(folder), "questions"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Read-only file system" in done.stderr
    assert "--data-dir" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_start_brings_the_window_to_the_front_and_ends(program: Program) -> None:
    command = [sys.executable, "-m", "mockinterview", "--data-dir", str(program.data)]
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    first = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for_lock(program.data)
        second = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert second.returncode == 0
        assert "already open" in second.stderr
        assert first.poll() is None
    finally:
        first.kill()
        first.wait()


def test_a_window_that_is_stuck_is_named(program: Program) -> None:
    command = [sys.executable, "-m", "mockinterview", "--data-dir", str(program.data)]
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONUNBUFFERED="1")
    first = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for_lock(program.data)
        first.send_signal(signal.SIGSTOP)
        second = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        try:
            assert second.stderr is not None
            said = next(line for line in iter(second.stderr.readline, "") if "mockinterview:" in line)
            assert f"process {first.pid}" in said
            assert not list((program.data / "calls").iterdir()), "an old call would bring the window up at a wrong time"
        finally:
            second.kill()
            second.communicate()
    finally:
        first.kill()
        first.wait()


def test_a_window_in_another_folder_may_open_beside(program: Program, tmp_path: Path) -> None:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    windows = []
    try:
        for data in (program.data, tmp_path / "other"):
            command = [sys.executable, "-m", "mockinterview", "--data-dir", str(data)]
            windows.append(subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL))
            _wait_for_lock(data, windows[-1].pid)
        assert [window.poll() for window in windows] == [None, None]
    finally:
        for window in windows:
            window.kill()
            window.wait()


def test_after_a_window_was_killed_the_next_one_opens(program: Program) -> None:
    command = [sys.executable, "-m", "mockinterview", "--data-dir", str(program.data)]
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    for _ in range(2):
        window = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        try:
            _wait_for_lock(program.data, window.pid)
        finally:
            window.kill()
            window.wait()


def _wait_for_lock(data: Path, pid: int | None = None) -> None:
    """Until the lock of the data folder is held (by that process, if given); the lock file's first line is its holder."""
    deadline = time.monotonic() + 30
    lock = data / "running.lock"
    while time.monotonic() < deadline:
        with contextlib.suppress(FileNotFoundError):
            held = lock.read_text(encoding="utf-8").splitlines()
            if held and (pid is None or held[0] == str(pid)):
                return
        os.sched_yield()
    raise AssertionError("the window did not take the lock")


def test_sound_that_is_no_sound(program: Program, tmp_path: Path) -> None:
    empty = tmp_path / "empty.wav"
    empty.touch()
    cut = tmp_path / "cut.wav"
    cut.write_bytes(speak("This will be cut.", tmp_path / "whole.wav").read_bytes()[:30])
    for broken in (empty, cut, tmp_path):
        done = program.run("transcribe", str(broken))
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
