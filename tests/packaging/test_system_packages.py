"""What is missing, what would be installed, and the sentence for what apt says when it fails."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from bootstrapping import sound_server, system_packages
from bootstrapping.system_packages import failure, install_command, missing, parse_dpkg, wanted

LISTING = """\
ii \tlibportaudio2\t
ii \tlibglib2.0-0t64\tlibglib2.0-0 (= 2.80.0-6ubuntu3)
rc \tpulseaudio\t
ii \tmail\tmail-transport-agent, default-mta (= 1)
iU \tespeak-ng\t
"""


def test_installed_names_and_what_they_provide():
    present = parse_dpkg(LISTING)
    assert {"libportaudio2", "libglib2.0-0t64", "libglib2.0-0", "mail-transport-agent", "default-mta"} <= present


def test_removed_and_half_installed_packages_are_not_there():
    assert not {"pulseaudio", "espeak-ng"} & parse_dpkg(LISTING)


def test_missing_keeps_the_order():
    assert missing(["c", "a", "b"], {"a"}) == ["c", "b"]


def test_running_needs_no_sound_server_and_no_display_of_its_own():
    assert not {"pulseaudio", "xvfb"} & set(wanted(test=False))
    assert {"pulseaudio", "xvfb", "pulseaudio-utils"} <= set(wanted(test=True))


def test_every_package_says_what_it_is_for():
    assert all(system_packages.RUN.values())
    assert all(system_packages.TEST.values())


def test_nothing_is_ever_removed():
    assert "--no-remove" in install_command(["xvfb"])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("E: Packages need to be removed but remove is disabled.", "nothing was changed"),
        ("Err:1 Temporary failure resolving 'deb.debian.org'", "Check the network connection"),
        ("E: Unable to locate package libxcb-cursor0", "universe"),
        ("E: You don't have enough free space in /var/cache/apt/archives/.", "disk is full"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend", "Another program is installing"),
        ("E: something nobody has seen", "sudo apt-get update && sudo apt-get install"),
    ],
)
def test_apts_failures_become_sentences(said, told):
    assert told in failure(said, ["xvfb"])


def test_elsewhere_than_linux_nothing_is_asked(monkeypatch, tmp_path):
    monkeypatch.setattr(system_packages.sys, "platform", "darwin")
    monkeypatch.setattr(system_packages, "installed", pytest.fail)
    system_packages.ensure(tmp_path, test=True, yes=True)


@pytest.mark.parametrize(
    ("test", "told"), [(False, "120 MB to download, 450 MB"), (True, "135 MB to download, 500 MB")]
)
def test_the_tests_packages_are_counted_only_for_the_tests(monkeypatch, capsys, tmp_path, test, told):
    monkeypatch.setattr(system_packages.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system_packages.shutil, "which", lambda name: None if name == "sudo" else f"/usr/bin/{name}")
    monkeypatch.setattr(system_packages, "installed", set)
    with pytest.raises(system_packages.Stop):
        system_packages.ensure(tmp_path, test=test, yes=True)
    assert told in capsys.readouterr().out


def test_without_the_right_to_install_the_command_is_printed(monkeypatch, tmp_path):
    monkeypatch.setattr(system_packages.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system_packages.shutil, "which", lambda name: None if name == "sudo" else f"/usr/bin/{name}")
    monkeypatch.setattr(system_packages, "installed", lambda: set(system_packages.RUN) - {"espeak-ng"})
    with pytest.raises(system_packages.Stop, match=r"sudo apt-get install .*espeak-ng"):
        system_packages.ensure(tmp_path, test=False, yes=True)


@pytest.fixture
def apt(monkeypatch):
    """apt on a desktop with PipeWire: refuses PulseAudio, installs everything else."""
    there = set(system_packages.wanted(test=False))
    calls: list[list[str]] = []

    def run(command: list[str]) -> tuple[int, str]:
        calls.append(command)
        if "pulseaudio" in command:
            return 100, "E: Packages need to be removed but remove is disabled."
        there.update(command)
        return 0, ""

    monkeypatch.setattr(system_packages, "_run_apt", run)
    monkeypatch.setattr(system_packages, "installed", lambda: set(there))
    monkeypatch.setattr(system_packages, "_right_to_install", lambda *_, **__: [])
    monkeypatch.setattr(system_packages.sys, "platform", "linux")
    monkeypatch.setattr(system_packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(sound_server, "companions", lambda names: [name for name in names if name != "pulseaudio"])
    return calls


def test_a_desktops_sound_system_is_left_alone(apt, monkeypatch, tmp_path):
    def unpack(root: Path) -> bool:
        sound_server.starter(root).parent.mkdir(parents=True)
        sound_server.starter(root).touch()
        return True

    monkeypatch.setattr(sound_server, "unpack", unpack)
    system_packages.ensure(tmp_path, test=True, yes=True)
    assert "pulseaudio" not in apt[-1]
    assert "xvfb" in apt[-1]
    before = len(apt)
    system_packages.ensure(tmp_path, test=True, yes=True)
    assert len(apt) == before


def test_a_package_that_cannot_be_fetched_is_a_sentence(apt, monkeypatch, tmp_path):
    monkeypatch.setattr(sound_server, "unpack", lambda root: False)
    with pytest.raises(system_packages.Stop, match="Check the network"):
        system_packages.ensure(tmp_path, test=True, yes=True)


@pytest.mark.skipif(os.name == "nt", reason="a shell script, for Linux")
def test_the_unpacked_sound_server_is_found(tmp_path):
    tmp_path = tmp_path / "a folder"
    library = tmp_path / sound_server.FOLDER / "usr" / "lib" / "x86_64-linux-gnu" / "pulseaudio"
    modules = tmp_path / sound_server.FOLDER / "usr" / "lib" / "pulse-16.1" / "modules"
    library.mkdir(parents=True)
    modules.mkdir(parents=True)
    assert not sound_server.write_starter(tmp_path)
    assert sound_server.environment(tmp_path) == {}
    (library / "libpulsecore-16.1.so").touch()
    program = tmp_path / sound_server.FOLDER / "usr" / "bin" / "pulseaudio"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "$LD_LIBRARY_PATH" "$@"\n')
    program.chmod(0o755)
    assert sound_server.write_starter(tmp_path)
    found = sound_server.environment(tmp_path)["PATH"].partition(os.pathsep)[0]
    told = subprocess.run([f"{found}/pulseaudio", "-n"], capture_output=True, text=True, check=True).stdout
    assert told == f"{library}:{modules} -p {modules} -n\n"
