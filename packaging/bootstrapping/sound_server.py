"""A PulseAudio for the tests on desktops where installing it would take PipeWire away: unpacked beside the project, not installed.

Debian's and Ubuntu's `pulseaudio` excludes `pipewire-alsa`, which their desktops stand on. The program in the package runs as
well from any folder if it is told where its parts are.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

PACKAGE = "pulseaudio"
FOLDER = ".venv-sound"
"""In the project's folder; git passes over it."""


def starter(root: Path) -> Path:
    """The script that starts it; alone in its folder, which is put in front of PATH."""
    return root / FOLDER / "start" / "pulseaudio"


def is_unpacked(root: Path) -> bool:
    """Whether it lies there already."""
    return starter(root).is_file()


def companions(names: Sequence[str]) -> list[str]:
    """Everything apt would install for these packages, PulseAudio itself left out: none of it excludes anything."""
    simulated = subprocess.run(
        ["apt-get", "-s", "install", "--no-install-recommends", *names], capture_output=True, text=True, check=False
    )
    lines = [line.split() for line in simulated.stdout.splitlines()]
    return [words[1] for words in lines if words[:1] == ["Inst"] and words[1] != PACKAGE]


def unpack(root: Path) -> bool:
    """Fetch the package, unpack it into its folder, and write the script; whether that worked."""
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    subprocess.run(["apt-get", "download", PACKAGE], cwd=folder, capture_output=True, check=False)
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg", "-x", str(package), str(folder)], check=False)
        package.unlink()
    return write_starter(root)


def write_starter(root: Path) -> bool:
    """Write the script that tells the unpacked program where its parts are; False if they are not there."""
    usr = root / FOLDER / "usr"
    core = next(usr.glob("lib/**/libpulsecore-*.so"), None)
    modules = next(usr.glob("lib/**/modules"), None)
    if core is None or modules is None:
        return False
    libraries = f"{core.parent}{os.pathsep}{modules}"  # modules stand on each other, too
    library, parts, program = map(shlex.quote, (libraries, str(modules), str(usr / "bin" / "pulseaudio")))
    script = starter(root)
    script.parent.mkdir(exist_ok=True)
    script.write_text(f'#!/bin/sh\nLD_LIBRARY_PATH={library} exec {program} -p {parts} "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return True


def environment(root: Path) -> Mapping[str, str]:
    """What lets the tests find the unpacked PulseAudio; nothing if there is none."""
    if not is_unpacked(root):
        return {}
    return {"PATH": f"{starter(root).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
