"""The floor plan is kept, and every contract of it can fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

VIOLATIONS = {
    "floors": ("mockinterview/bank/__init__.py", "import mockinterview.history"),
    "doors": ("mockinterview/cli/__init__.py", "import mockinterview.bank"),
    "inside-the-windows": ("mockinterview/ui/look/__init__.py", "import mockinterview.ui.widgets"),
    "core-alone": ("mockinterview/core/question.py", "import numpy"),
    "qt-door": ("mockinterview/flow/__init__.py", "import PySide6.QtCore"),
    "sound-door": ("mockinterview/flow/__init__.py", "import sounddevice"),
    "engines-door": ("mockinterview/lineup/__init__.py", "import torch"),
    "media-door": ("mockinterview/sound/takes.py", "import av"),
    "lineup-door": ("mockinterview/flow/__init__.py", "import onnxruntime"),
    "sql-door": ("mockinterview/flow/__init__.py", "import sqlite3"),
    "no-cycles": ("mockinterview/core/__init__.py", "import mockinterview.flow"),
}
"""By contract: one line that breaks it, and the file the line is put into."""


def lint(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the floor plan's own check in a folder."""
    tool = shutil.which("lint-imports", path=str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"])
    assert tool, "import-linter is not installed"
    return subprocess.run(
        [tool, "--no-cache", *more],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "200"},
    )


def contracts() -> set[str]:
    """Ids of all contracts in pyproject.toml."""
    import tomllib

    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"] for contract in tables["tool"]["importlinter"]["contracts"]}


def test_the_floor_plan_is_kept():
    checked = lint(ROOT)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_contract_has_a_violation_here():
    assert set(VIOLATIONS) == contracts()


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The package and its plan, somewhere else."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "mockinterview", folder / "mockinterview", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize("contract", sorted(VIOLATIONS))
def test_a_violation_is_found(copy, contract):
    name, line = VIOLATIONS[contract]
    file = copy / name
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n{line}\n", encoding="utf-8")
    try:
        checked = lint(copy, "--contract", contract)
    finally:
        file.write_text(before, encoding="utf-8")
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "BROKEN" in checked.stdout


def test_a_folder_without_a_floor_is_found(copy):
    attic = copy / "mockinterview" / "attic"
    attic.mkdir()
    (attic / "__init__.py").touch()
    try:
        checked = lint(copy, "--contract", "floors")
    finally:
        shutil.rmtree(attic)
    assert checked.returncode != 0
    assert "attic" in checked.stdout + checked.stderr
