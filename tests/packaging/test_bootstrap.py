"""The door: it opens from anywhere, for old Pythons it is kind, and its exit status can be relied on."""

from __future__ import annotations

import ast
import errno
import io
import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest
from bootstrapping import commands
from bootstrapping.words import Stop, agreed

DOOR = Path(bootstrap.__file__)


def test_it_can_be_called_from_any_folder(tmp_path):
    done = subprocess.run(
        [sys.executable, str(DOOR), "--help"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "setup" in done.stdout


def test_an_old_python_can_read_the_door():
    ast.parse(DOOR.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_nothing_but_the_standard_library_is_imported():
    found = set()
    for file in [DOOR, *(DOOR.parent / "bootstrapping").glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").partition(".")[0])
    assert found - set(sys.stdlib_module_names) == {"bootstrapping"}


def test_an_old_python_gets_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap, "suitable_pythons", list)
    assert bootstrap.main() == 1
    assert "this is 3.9.2" in capsys.readouterr().err


def test_an_old_python_hands_over_to_a_newer_one(monkeypatch):
    started = []
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap, "suitable_pythons", lambda: ["/usr/bin/python3.12"])
    monkeypatch.setattr(bootstrap.os, "execv", lambda path, words: started.append((path, words[1])))
    bootstrap.main()
    assert started == [("/usr/bin/python3.12", str(DOOR))]


@pytest.mark.parametrize(
    ("trouble", "status", "told"),
    [
        (Stop("No network."), 1, "No network."),
        (KeyboardInterrupt(), 130, "goes on from here"),
        (OSError(errno.ENOSPC, "No space left on device", "/x"), 1, "Make room"),
    ],
)
def test_trouble_becomes_a_sentence_and_a_status(monkeypatch, capsys, trouble, status, told):
    def fail(*_):
        raise trouble

    monkeypatch.setattr(commands, "set_up", fail)
    assert commands.main(["setup"]) == status
    assert told in capsys.readouterr().err


def test_our_own_mistakes_are_not_hidden(monkeypatch):
    def fail(*_):
        raise OSError(errno.EBADF, "ours")

    monkeypatch.setattr(commands, "set_up", fail)
    with pytest.raises(OSError, match="ours"):
        commands.main(["setup"])


def test_no_display_is_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(commands, "set_up", lambda *_: None)
    monkeypatch.setattr(commands.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert commands.main(["run"]) == 1
    assert "no display" in capsys.readouterr().err


def test_the_tests_cannot_do_without_torch(monkeypatch, capsys):
    monkeypatch.setattr(commands, "set_up", lambda *_: pytest.fail("nothing is set up that then fails"))
    with pytest.raises(SystemExit):
        commands.main(["test", "--light"])
    assert "both its forms" in capsys.readouterr().err


def test_the_last_word_before_the_window_is_that_it_opens(monkeypatch, capsys):
    monkeypatch.setattr(commands, "set_up", lambda *_: None)
    monkeypatch.setattr(commands.os, "execv", lambda *_: None)
    monkeypatch.setattr(commands.sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    commands.main(["run"])
    assert capsys.readouterr().out.endswith("The window opens.\n")


def test_words_after_two_dashes_go_to_the_program(monkeypatch, capsys):
    started = []
    monkeypatch.setattr(commands, "set_up", lambda *_: None)
    monkeypatch.setattr(commands.os, "execv", lambda path, words: started.append(words[1:]))
    monkeypatch.setattr(commands.sys, "platform", "linux")
    commands.main(["run", "--light", "--", "doctor", "--json"])
    assert started == [["-m", "mockinterview", "doctor", "--json"]]
    assert not capsys.readouterr().out, "what the command prints is for other programs"


def test_with_nobody_at_the_terminal_the_answer_is_no(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert not agreed("Install?", yes=False)
    assert agreed("Install?", yes=True)
