"""What each process loads: no Qt in the recogniser's child, no recogniser in the window's process, nothing at all in core."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bootstrapping import environment

ROOT = Path(__file__).parents[2]

BLOCK = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked!r}.split():
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Blocker())
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines of Python in the project's folder."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def loaded_by(imports: str) -> set[str]:
    """The top-level modules that are loaded after these imports."""
    done = run(f"{imports}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))")
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_the_recognisers_child_loads_no_qt():
    loaded = loaded_by(
        "import mockinterview.__main__, mockinterview.speech.worker, mockinterview.speech.engines.whisper, "
        "mockinterview.speech.engines.pocketsphinx"
    )
    assert not loaded & {"PySide6", "shiboken6", "onnxruntime", "tokenizers"}


def test_the_windows_process_loads_no_recogniser_and_nothing_heavy():
    loaded = loaded_by("import mockinterview.app, mockinterview.ui.main_window, mockinterview.speech.process")
    assert not loaded & {"torch", "whisper", "numba", "pocketsphinx", "onnxruntime", "tokenizers"}
    assert not loaded & {"numpy", "sounddevice", "soundfile", "soxr"}, "the first window would wait for these"


def test_the_history_waits_with_what_its_first_query_or_a_backup_needs():
    loaded = loaded_by("import mockinterview.history, mockinterview.history.archive, mockinterview.history.restoring")
    assert not loaded & {"sqlite3", "hashlib", "zipfile"}


def test_the_model_waits_for_the_first_line_up(tmp_path):
    code = (
        "import argparse, pathlib; from mockinterview import app, cli\n"
        f"options = cli.parser().parse_args(['--data-dir', {str(tmp_path)!r}, 'questions'])\n"
        "house = app.build_for_command(options, cli.Watcher(quiet=True)); house.library.questions(); house.close()"
    )
    assert not loaded_by(code) & {"onnxruntime", "tokenizers", "torch"}


LOAD_THE_MODEL = """
from mockinterview.lineup import load_matcher
print(type(load_matcher()).__name__)
"""


@pytest.mark.parametrize("code", [LOAD_THE_MODEL, environment.IMPORTS], ids=["line-up", "set-up"])
def test_onnxruntime_leaves_no_identifier_of_this_computer(tmp_path, code):
    """It reports to its maker from 1.29 on: what it writes first is an identifier, in the home of the person."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-B", "-c", code],
        cwd=ROOT,
        env=kept | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not [path for path in tmp_path.rglob("*") if ".config" not in path.parts], "PulseAudio's client alone may"
    assert code is not LOAD_THE_MODEL or done.stdout.startswith("ModelMatcher")


@pytest.mark.parametrize(
    "door",
    ["cli", "flow.answering", "flow.bench", "bank", "history", "lineup", "export", "speech.process", "sound.takes"],
)
def test_commands_and_rooms_load_no_qt(door):
    assert not loaded_by(f"import mockinterview.{door}") & {
        "PySide6",
        "shiboken6",
        "torch",
        "whisper",
        "onnxruntime",
        "tokenizers",
    }


def test_core_is_tested_on_a_computer_with_nothing_installed():
    blocked = "PySide6 shiboken6 numpy sounddevice soundfile soxr pocketsphinx whisper torch onnxruntime tokenizers"
    code = BLOCK.format(blocked=blocked) + "import pytest\nsys.exit(pytest.main(sys.argv[1:]))"
    options = ["-q", "-p", "no:pytest-qt", "-p", "no:cacheprovider", "-o", "addopts=--import-mode=importlib"]
    options += ["-W", "ignore:Unknown config option"]  # pytest-qt's own, which nobody knows now
    done = run(code, *options, "tests/core")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


def test_qt_takes_no_reference_to_none_away():
    """PySide6 6.12.0 dropped one with every void call: on Python 3.11 the program aborted after some 5,000 of them."""
    done = run(
        "import sys\n"
        "from PySide6.QtCore import QObject\n"
        "thing, before = QObject(), sys.getrefcount(None)\n"
        "for _ in range(400): thing.setObjectName('x')\n"
        "print(before - sys.getrefcount(None))"
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 100
