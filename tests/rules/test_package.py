"""What is shipped: the wheel holds the program and its resources, and nothing of the workshop."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> list[str]:
    """Names of the files in the wheel, built with what is installed here."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return archive.namelist()


def test_every_module_and_resource_is_in_it(wheel):
    modules = [path.relative_to(ROOT).as_posix() for path in (ROOT / "mockinterview").rglob("*.py")]
    program = {name for name in modules if "/training/" not in name}
    resources = {
        f"mockinterview/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    }
    tables = {
        f"mockinterview/speech/conversion/tables/{name}"
        for name in ("gpt2.tiktoken", "multilingual.tiktoken", "LICENSE")
    }
    assert not (program | resources | tables) - set(wheel)
    assert any(name.startswith("mockinterview/resources/banks/") and name.endswith(".json") for name in wheel)


def test_nothing_else_is_in_it(wheel):
    beside = [name for name in wheel if not name.startswith("mockinterview/") and ".dist-info/" not in name]
    assert not beside
    workshop = ("/training/", "/corpus/", "__pycache__", "/tests/")
    assert not [name for name in wheel if any(part in name for part in workshop)]


def test_the_licence_is_in_it(wheel):
    assert [name for name in wheel if name.endswith("licenses/LICENSE")]


def test_everything_in_resources_has_its_origin_written_down():
    told = (ROOT / "resources" / "README.md").read_text(encoding="utf-8")
    folders = sorted(path.name for path in (ROOT / "resources").iterdir() if path.is_dir() and any(path.iterdir()))
    assert not [name for name in folders if f"`{name}/`" not in told]
