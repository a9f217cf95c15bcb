"""The test command runs every check the project is configured for, and continuous integration runs the test command."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from bootstrapping import checks

ROOT = Path(__file__).parents[2]
TOOLS = {"ruff": "ruff", "mypy": "mypy", "importlinter": "lint-imports"}
"""The tables of pyproject.toml that configure a check, and the command that reads each."""


def tables() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]


@pytest.mark.parametrize("table", TOOLS)
def test_a_configured_check_is_run(table):
    assert table in tables()
    assert TOOLS[table] in {command[0] for command in checks.CHECKS.values()}


def test_no_other_check_is_configured():
    assert set(tables()) - {"hatch", "pytest", "coverage"} == set(TOOLS)


def test_style_is_checked_and_never_changed():
    commands = [" ".join(command) for command in checks.CHECKS.values()]
    assert "ruff check ." in commands
    assert "ruff format --check ." in commands
    assert not [command for command in commands if "--fix" in command]


def test_every_test_is_collected():
    """Nothing in the configuration may leave tests out."""
    options = tables()["pytest"]["ini_options"]
    assert options["testpaths"] == ["tests"]
    assert options["filterwarnings"][0] == "error"
    assert "--ignore" not in options["addopts"]
    assert "-m" not in options["addopts"].split()


def test_types_are_strict():
    assert tables()["mypy"]["strict"] is True


def test_continuous_integration_runs_the_test_command():
    script = ROOT / ".ci" / "run"
    assert "exec python3 packaging/bootstrap.py test --yes" in script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)


def test_commits_are_checked_by_the_same_tools():
    configured = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    for tool in TOOLS.values():
        assert f".venv/bin/{tool}" in configured
