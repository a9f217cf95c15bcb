"""`.venv` is made, repaired, finished, or left alone: decided from what lies there, without running pip."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bootstrapping import environment, pip
from bootstrapping.environment import Environment, Note, check_room, damaged_packages, ensure
from bootstrapping.recipe import Step, fingerprint, steps, torch_requirement
from bootstrapping.words import Stop

PROJECT = '[build-system]\nrequires = []\n[project]\nname = "x"\ndependencies = ["one"]\n[tool.ruff]\nline-length = 1\n'
PROGRAM = Step("program", "the program", ("-e", "."), 1, 1)
TORCH = Step("torch", "torch", ("torch",), 1, 1, ("--extra-index-url", "https://example.org"))


@pytest.fixture(scope="module")
def bare_venv(tmp_path_factory) -> Path:
    """A real but empty environment, made once."""
    folder = tmp_path_factory.mktemp("made") / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    site = next(folder.glob("[Ll]ib/**/site-packages"))
    (site / "pip").mkdir()
    (site / "pip" / "__init__.py").write_text("")
    return folder


@pytest.fixture
def ours(tmp_path, bare_venv) -> Environment:
    """A project with a finished environment in it."""
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    made = Environment(tmp_path)
    shutil.copytree(bare_venv, made.folder, symlinks=True)
    done = {step.name: fingerprint(step, tmp_path / "pyproject.toml") for step in (PROGRAM, TORCH)}
    made.write_note(Note(str(made.folder), made.python_version(), done))
    return made


class Pip:
    """Stands where pip is called: notes the steps, and fails as it is told."""

    def __init__(self) -> None:
        self.installed: list[str] = []
        self.failures: list[Exception] = []

    def __call__(self, python: Path, root: Path, step: Step) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.installed.append(step.name)


@pytest.fixture
def fake_pip(monkeypatch) -> Pip:
    fake = Pip()
    monkeypatch.setattr(environment.pip, "install", fake)
    monkeypatch.setattr(Environment, "try_out", lambda self: None)
    return fake


@pytest.fixture
def quick_make(monkeypatch, bare_venv) -> Callable[[], None]:
    """`make` by copying, because making takes seconds."""

    def make(self: Environment) -> None:
        environment.remove(self.folder)
        shutil.copytree(bare_venv, self.folder, symlinks=True)
        self.write_note(Note(str(self.folder), self.python_version()))

    monkeypatch.setattr(Environment, "make", make)


def add_package(ours: Environment, *, whole: bool = True, record: bool = True) -> None:
    site = next(ours.folder.glob("[Ll]ib/**/site-packages"))
    (site / "thing-1.dist-info").mkdir()
    if record:
        (site / "thing-1.dist-info" / "RECORD").write_text("thing.py,,\n__pycache__/thing.cpython-311.pyc,,\n")
    if whole:
        (site / "thing.py").write_text("")


def test_a_finished_environment_is_left_alone(ours, fake_pip):
    ensure(ours, [PROGRAM, TORCH])
    assert fake_pip.installed == []


def test_only_what_is_missing_is_installed(ours, fake_pip):
    more = Step("tests", "tests", ("-e", ".[test]"), 1, 1)
    ensure(ours, [PROGRAM, more, TORCH])
    assert fake_pip.installed == ["tests"]
    ensure(ours, [PROGRAM, more, TORCH])
    assert fake_pip.installed == ["tests"]


def test_a_changed_dependency_is_installed_and_a_changed_line_length_is_not(ours, fake_pip):
    file = ours.root / "pyproject.toml"
    file.write_text(PROJECT.replace("line-length = 1", "line-length = 2"))
    ensure(ours, [PROGRAM, TORCH])
    assert fake_pip.installed == []
    file.write_text(PROJECT.replace('"one"', '"two"'))
    ensure(ours, [PROGRAM, TORCH])
    assert fake_pip.installed == ["program"]


def test_an_absent_environment_is_made(ours, fake_pip, quick_make):
    environment.remove(ours.folder)
    ensure(ours, [PROGRAM, TORCH])
    assert fake_pip.installed == ["program", "torch"]


@pytest.mark.parametrize(
    "harm", ["no note", "no python", "moved", "file instead", "dead link", "other python", "no pip"]
)
def test_a_broken_environment_is_made_again(ours, fake_pip, quick_make, capsys, harm):
    match harm:
        case "no note":
            (ours.folder / "setup.json").unlink()
        case "no python":
            ours.python.unlink()
        case "moved":
            note = ours.note()
            note.place = "/somewhere/else/.venv"
            ours.write_note(note)
        case "file instead":
            environment.remove(ours.folder)
            ours.folder.write_text("")
        case "dead link":
            environment.remove(ours.folder)
            ours.folder.symlink_to("/nowhere/at/all")
        case "other python":
            note = ours.note()
            note.python = "2.7"
            ours.write_note(note)
        case "no pip":
            shutil.rmtree(next(ours.folder.glob("[Ll]ib/**/site-packages")) / "pip")
    ensure(ours, [PROGRAM, TORCH])
    assert fake_pip.installed == ["program", "torch"]
    assert "made again" in capsys.readouterr().out


def test_an_interrupted_step_goes_on_if_what_is_there_is_whole(ours, fake_pip, quick_make):
    add_package(ours)
    note = ours.note()
    del note.done["torch"]
    ours.write_note(note)
    ensure(ours, [PROGRAM, TORCH])
    assert fake_pip.installed == ["torch"]


@pytest.mark.parametrize("damage", [{"whole": False}, {"record": False}])
def test_what_is_half_there_is_made_again(ours, fake_pip, quick_make, damage):
    add_package(ours, **damage)
    ensure(ours, [PROGRAM, TORCH])
    assert fake_pip.installed == ["program", "torch"]


def test_what_pip_left_when_it_was_killed_is_noticed(ours):
    (next(ours.folder.glob("[Ll]ib/**/site-packages")) / "~hing").mkdir()
    assert damaged_packages(ours.folder) == ["~hing"]


def test_compiled_files_may_come_and_go(ours):
    add_package(ours)
    assert damaged_packages(ours.folder) == []


def test_a_step_that_fails_is_not_done(ours, fake_pip):
    fake_pip.failures = [Stop("no network")]
    more = Step("tests", "tests", ("-e", ".[test]"), 1, 1)
    with pytest.raises(Stop):
        ensure(ours, [PROGRAM, more])
    assert "tests" not in ours.note().done


def test_an_unknown_failure_is_tried_once_more_from_the_beginning(ours, fake_pip, quick_make):
    fake_pip.failures = [pip.StepFailed("odd")]
    ensure(ours, [PROGRAM, TORCH, Step("tests", "tests", ("x",), 1, 1)])
    assert fake_pip.installed == ["program", "torch", "tests"]


def test_then_it_becomes_a_sentence(ours, fake_pip, quick_make):
    fake_pip.failures = [pip.StepFailed("odd"), pip.StepFailed("first\nERROR: odd again\n\n")]
    with pytest.raises(Stop, match="ERROR: odd again"):
        ensure(ours, [Step("tests", "tests", ("x",), 1, 1)])


def test_a_full_disk_is_said_before_anything_starts(tmp_path):
    with pytest.raises(Stop, match="disk space"):
        check_room(tmp_path, [Step("huge", "huge", ("huge",), 1, 10**12)])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        (
            "NewConnectionError: Temporary failure in name resolution\nERROR: No matching distribution found",
            "network connection",
        ),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate"),
    ],
)
def test_pips_failures_become_sentences(said, told):
    assert told in (pip.sentence(said) or "")


def test_an_unknown_failure_has_no_sentence():
    assert pip.sentence("ERROR: No matching distribution found for torch") is None


def test_torch_is_looked_for_elsewhere_only_if_the_index_has_none(monkeypatch, tmp_path):
    calls: list[tuple[str, ...]] = []

    def refuse(python: Path, root: Path, arguments: tuple[str, ...]) -> tuple[int, str]:
        calls.append(arguments)
        return (1, "ERROR: No matching distribution found for torch") if len(calls) == 1 else (0, "")

    monkeypatch.setattr(pip, "pip_install", refuse)
    pip.install(tmp_path, tmp_path, TORCH)
    assert calls == [("torch",), ("torch", "--extra-index-url", "https://example.org")]


def test_where_torch_cannot_be_had_the_way_without_it_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(pip, "pip_install", lambda *_: (1, "NewConnectionError"))
    with pytest.raises(Stop, match=r"without torch for now: `run --light`"):
        pip.install(tmp_path, tmp_path, TORCH)


def test_light_leaves_whisper_and_torch_out():
    assert {step.name for step in steps(test=False, light=False)} - {step.name for step in steps(test=False, light=True)} == {
        "torch", "whisper-needs", "whisper",
    }  # fmt: skip


def test_the_light_form_of_whisper_comes_instead_and_the_tests_want_both():
    def has_light(*, test: bool, light: bool) -> bool:
        return "light" in {step.name for step in steps(test=test, light=light)}

    assert has_light(test=False, light=True)
    assert has_light(test=True, light=False)
    assert not has_light(test=False, light=False)


def test_linux_gets_the_build_for_the_processor():
    assert torch_requirement("linux").endswith("+cpu")
    assert "+" not in torch_requirement("darwin")


def test_whisper_comes_without_triton():
    asked = [word for step in steps(test=True, light=False) for word in step.arguments]
    assert "--no-deps" in asked
    assert not [word for word in asked if "triton" in word]


@pytest.mark.parametrize("light", [True, False])
def test_the_line_up_always_comes_and_never_with_a_downloader(light):
    [step] = [step for step in steps(test=False, light=light) if step.name == "tokenizers"]
    assert "--no-deps" in step.arguments


def test_the_note_survives_nonsense(ours):
    (ours.folder / "setup.json").write_text(json.dumps({"unknown": 1}))
    assert ours.note() == Note()
