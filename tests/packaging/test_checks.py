"""The test command: every check is run, one that fails does not hide the tests, and its display is ended."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from bootstrapping import checks

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """Stand-ins for the tools: each notes that it ran, and passes."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in {command[0] for command in checks.CHECKS.values()} | {"python"}:
        stand_in(folder / tool, 0)
    return folder


def stand_in(file: Path, status: int) -> None:
    file.write_text(f'#!/bin/sh\necho "{file.name} $@" >> "{file.parent}/ran"\nexit {status}\n')
    file.chmod(0o755)


@pytest.fixture
def no_xvfb(monkeypatch):
    monkeypatch.setattr(checks.shutil, "which", lambda name: None)


def ran(scripts: Path) -> list[str]:
    return (scripts / "ran").read_text().splitlines()


def test_every_check_runs_and_the_tests_run_last(no_xvfb, scripts, tmp_path):
    assert checks.run_everything(tmp_path, scripts / "python", ["-k", "words"]) == 0
    lines = [line.rstrip() for line in ran(scripts)]
    assert lines[:-1] == [" ".join(command) for command in checks.CHECKS.values()]
    assert lines[-1].startswith("python -m pytest")
    assert lines[-1].endswith("-k words")


@pytest.mark.parametrize("tool", ["ruff", "mypy", "lint-imports"])
def test_a_failing_check_fails_the_command_and_not_the_tests(no_xvfb, scripts, tmp_path, capfd, tool):
    stand_in(scripts / tool, 1)
    assert checks.run_everything(tmp_path, scripts / "python", []) == 1
    assert ran(scripts)[-1].startswith("python -m pytest")
    assert f": {tool}" in capfd.readouterr().out


def test_the_summary_of_the_tests_repeats_what_failed_before(no_xvfb, scripts, tmp_path):
    stand_in(scripts / "mypy", 1)
    (scripts / "python").write_text(f'#!/bin/sh\necho "$FAILED_CHECKS" >> "{scripts}/ran"\n')
    checks.run_everything(tmp_path, scripts / "python", [])
    assert ran(scripts)[-1].startswith("types")


def test_failing_tests_give_their_own_status(no_xvfb, scripts, tmp_path):
    stand_in(scripts / "python", 5)
    assert checks.run_everything(tmp_path, scripts / "python", []) == 5


def test_only_what_matters_comes_after_the_summary(no_xvfb, scripts, tmp_path, capfd):
    (scripts / "python").write_text("#!/bin/sh\necho 2 passed\necho 'nanobind: leaked 7 instances!' >&2\nexit 0\n")
    checks.run_tests(tmp_path, scripts / "python", [], [])
    heard = capfd.readouterr()
    assert (heard.out, heard.err) == ("2 passed\n", "")
    (scripts / "python").write_text("#!/bin/sh\necho 'Fatal Python error' >&2\nexit 134\n")
    assert checks.run_tests(tmp_path, scripts / "python", [], []) == 134
    assert "Fatal Python error" in capfd.readouterr().err


@pytest.mark.skipif(not shutil.which("Xvfb"), reason="no Xvfb here")
def test_a_display_is_started_and_ended():
    with checks.display() as variables:
        number = int(variables["DISPLAY"].removeprefix(":"))
        assert Path(f"/tmp/.X11-unix/X{number}").exists()
    assert not Path(f"/tmp/.X11-unix/X{number}").exists()
