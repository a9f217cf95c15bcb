"""Folders: where they are on each system, and a sentence for each that cannot be used."""

import os
import stat
import sys
from pathlib import Path

import pytest

from mockinterview.core.problems import PlaceProblem
from mockinterview.system import places
from mockinterview.system.places import Places, default_data_dir, resources


def test_prepare_makes_the_folders_for_this_person_only(tmp_path):
    here = Places(tmp_path / "Données de José 日本" / "inner")
    here.prepare()
    here.prepare()
    for folder in (here.data, here.banks, here.takes, here.models, here.logs):
        assert folder.is_dir()
        assert os.name == "nt" or stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {entry.name for entry in here.data.iterdir()} == {"banks", "takes", "models", "logs"}


def test_everything_lies_under_the_data_folder(tmp_path):
    here = Places(tmp_path)
    for place in (here.banks, here.takes, here.models, here.logs, here.history, here.settings, here.lock, here.calls):
        assert place.parent == tmp_path


def test_a_file_in_the_folders_place_is_said(tmp_path):
    (tmp_path / "data").write_text("mine")
    with pytest.raises(PlaceProblem, match="needed as a folder") as caught:
        Places(tmp_path / "data").prepare()
    assert "--data-dir" in caught.value.next_step
    assert (tmp_path / "data").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(PlaceProblem, match="could not be made"):
        Places(tmp_path / "file" / "data").prepare()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_is_said(tmp_path):
    here = Places(tmp_path / "data")
    here.prepare()
    here.data.chmod(0o500)
    try:
        with pytest.raises(PlaceProblem, match="cannot be written to"):
            here.prepare()
    finally:
        here.data.chmod(0o700)


def test_a_folder_that_takes_no_file_is_said(tmp_path):
    here = Places(tmp_path)
    (tmp_path / f".trial-{os.getpid()}").mkdir()
    with pytest.raises(PlaceProblem, match="no answer could be kept"):
        here.prepare()


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_DATA_HOME": "/x"}, "/x/mockinterview"),
        ("linux", {"XDG_DATA_HOME": "relative"}, "/home/ada/.local/share/mockinterview"),
        ("linux", {}, "/home/ada/.local/share/mockinterview"),
        ("darwin", {"XDG_DATA_HOME": "/x"}, "/home/ada/Library/Application Support/Mock Interview"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/Mock Interview"),
        ("win32", {}, "/home/ada/AppData/Local/Mock Interview"),
    ],
)
def test_the_default_folder_is_what_the_system_expects(platform, environment, expected, monkeypatch):
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("USERPROFILE", "/home/ada")
    assert default_data_dir(platform, environment) == Path(expected)


def test_no_home_folder_is_said(monkeypatch):
    # There is no way to be without a home for real: the password file always names one.
    def no_home():
        raise RuntimeError

    monkeypatch.setattr(Path, "home", staticmethod(no_home))
    with pytest.raises(PlaceProblem, match="home folder"):
        default_data_dir("linux", {})


def test_resources_are_found_in_a_clone():
    assert (resources() / "banks" / "starter.json").is_file()


def test_resources_are_found_in_a_wheel(tmp_path, monkeypatch):
    package = tmp_path / "mockinterview"
    (package / "resources" / "banks").mkdir(parents=True)
    monkeypatch.setattr(places.mockinterview, "__file__", str(package / "__init__.py"))
    assert resources() == package / "resources"


def test_resources_are_found_in_a_frozen_program(tmp_path, monkeypatch):
    (tmp_path / "resources" / "banks").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources() == tmp_path / "resources"


def test_missing_resources_are_said(tmp_path, monkeypatch):
    monkeypatch.setattr(places.mockinterview, "__file__", str(tmp_path / "mockinterview" / "__init__.py"))
    with pytest.raises(PlaceProblem, match="own files are missing"):
        resources()
