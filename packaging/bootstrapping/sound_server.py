"""A PulseAudio for the tests on desktops where installing it would take PipeWire away: unpacked beside the project, not installed.

Debian's and Ubuntu's `pulseaudio` excludes `pipewire-alsa`, which their desktops stand on. The program in the package runs as
well from any folder if it is told where its parts are.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

PACKAGE = "pulseaudio"
FOLDER = ".venv-sound"
"""In the project's folder; git passes over it."""


def is_unpacked(root: Path) -> bool:
    """Whether it lies there already."""
    return (root / FOLDER / "usr" / "bin" / "pulseaudio").is_file()


def companions(names: Sequence[str]) -> list[str]:
    """Everything apt would install for these packages, PulseAudio itself left out: none of it excludes anything."""
    simulated = subprocess.run(
        ["apt-get", "-s", "install", "--no-install-recommends", *names], capture_output=True, text=True, check=False
    )
    lines = [line.split() for line in simulated.stdout.splitlines()]
    return [words[1] for words in lines if words[:1] == ["Inst"] and words[1] != PACKAGE]


def unpack(root: Path) -> bool:
    """Fetch the package and unpack it into its folder; whether that worked."""
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    fetched = subprocess.run(["apt-get", "download", PACKAGE], cwd=folder, capture_output=True, text=True, check=False)
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg", "-x", str(package), str(folder)], check=False)
        package.unlink()
    return fetched.returncode == 0 and is_unpacked(root)


def environment(root: Path) -> Mapping[str, str]:
    """What tells programs where the unpacked PulseAudio is; nothing if there is none."""
    folder = root / FOLDER / "usr"
    core = next(folder.glob("lib/**/libpulsecore-*.so"), None)
    modules = next(folder.glob("lib/**/modules"), None)
    if core is None or modules is None:
        return {}
    return {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "LD_LIBRARY_PATH": str(core.parent),
        "PULSE_DLPATH": str(modules),
    }
