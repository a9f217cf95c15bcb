"""What must come from the system, because no Python wheel can bring it: sound, voice, and the libraries Qt links against.

The lists were found by trial in an empty Debian 12 and an empty Ubuntu 24.04: installed with `--no-install-recommends`, until
`ldd` named nothing missing for the Qt modules and plugins that are used.
"""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from bootstrapping import sound_server
from bootstrapping.words import Stop, agreed, say

RUN: Mapping[str, str] = {
    "libportaudio2": "records the microphone",
    "libasound2-plugins": "lets PortAudio reach PulseAudio and PipeWire",
    "libpulse0": "plays a take back",
    "libspeechd2": "the way to the reading voice",
    "speech-dispatcher": "the reading voice",
    "speech-dispatcher-espeak-ng": "the reading voice",
    "espeak-ng": "the reading voice, where speech-dispatcher fails",
    "fontconfig": "finds fonts",
    "fonts-dejavu-core": "a font, where there is none",
    "libegl1": "Qt's drawing",
    "libgl1": "Qt's drawing",
    "libxkbcommon-x11-0": "Qt's keyboard",
    "libxcb-cursor0": "Qt's windows",
    "libxcb-icccm4": "Qt's windows",
    "libxcb-keysyms1": "Qt's windows",
    "libxcb-shape0": "Qt's windows",
    "libxrandr2": "Qt's sound and film library",
    "libwayland-cursor0": "Qt's windows on Wayland",
    "libwayland-egl1": "Qt's windows on Wayland",
}
TEST: Mapping[str, str] = {
    "xvfb": "a display of the tests' own",
    "pulseaudio": "a sound server of the tests' own",
    "pulseaudio-utils": "plays sound into the virtual microphone",
}
COMPILE: Mapping[str, str] = {
    "gcc": "builds PocketSphinx, which has no wheel for this Python",
    "libc6-dev": "builds PocketSphinx",
}
NO_POCKETSPHINX_WHEEL = ((3, 14),)
SIZES_MB = {False: (120, 450), True: (135, 500)}
"""To download and on the disk, without and with the tests: the most of Debian 12, Debian 13 and Ubuntu 24.04, each empty before."""
NEVER_REMOVE = ("--no-remove", "--no-install-recommends")
"""PulseAudio and a desktop's PipeWire exclude each other: apt must give up rather than take the desktop's sound."""
REFUSED = "remove is disabled"
"""What apt says then."""


def wanted(*, test: bool) -> list[str]:
    """The packages a command needs, in the order they are told to the person."""
    names = [*RUN, *(TEST if test else ())]
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    if sys.version_info[:2] in NO_POCKETSPHINX_WHEEL:
        names += [*COMPILE, f"{python}-dev"]
    if importlib.util.find_spec("ensurepip") is None:
        names.insert(0, f"{python}-venv")
    return names


def purpose(name: str) -> str:
    """What a package is for, in a few words."""
    if name.endswith("-venv"):
        return "makes the private environment .venv"
    return RUN.get(name) or TEST.get(name) or COMPILE.get(name) or "builds PocketSphinx"


def parse_dpkg(listing: str) -> set[str]:
    """Names of what is installed and of what that provides, from lines of status, name and provided names.

    The provided names matter: Ubuntu 24.04 calls some libraries by a new name (`…t64`) that provides the old one.
    """
    names: set[str] = set()
    for line in listing.splitlines():
        status, _, rest = line.partition("\t")
        name, _, provides = rest.partition("\t")
        if status.startswith("ii"):
            names.add(name)
            names.update(part.split()[0] for part in provides.split(",") if part.strip())
    return names


def installed() -> set[str]:
    """What is installed here, by dpkg's own word."""
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}\t${Package}\t${Provides}\n"],
        capture_output=True,
        text=True,
        check=False,
    )
    return parse_dpkg(asked.stdout)


def present(root: Path) -> set[str]:
    """What is installed, and PulseAudio too if it lies beside the project."""
    return installed() | ({sound_server.PACKAGE} if sound_server.is_unpacked(root) else set())


def missing(names: Iterable[str], there: set[str]) -> list[str]:
    """Those of the names that are not there, in order."""
    return [name for name in names if name not in there]


def install_command(names: Iterable[str]) -> list[str]:
    """The command that installs them, as root, asking nothing."""
    return ["apt-get", "install", "-y", *NEVER_REMOVE, *names]


def by_hand(names: Iterable[str]) -> str:
    """The same as a line to copy."""
    return "sudo apt-get update && sudo " + shlex.join(install_command(names))


def failure(output: str, names: list[str]) -> str:
    """The sentence for what apt said when it failed."""
    command = by_hand(names)
    if REFUSED in output:
        return (
            "Installing the missing packages would remove others, perhaps this desktop's own sound system, so nothing was "
            "changed. Run the tests in a container or a virtual machine; `run` needs less."
        )
    if any(sign in output for sign in ("Temporary failure resolving", "Could not resolve", "Could not connect")):
        return (
            "The package servers could not be reached. Check the network connection, then try the same command again."
        )
    if "Unable to locate package" in output:
        return f"This system's package lists do not know all that is needed. On Ubuntu, switch on 'universe', then: {command}"
    if "No space left" in output or "don't have enough free space" in output:
        return "The disk is full. Make some room, then try the same command again."
    if "Could not get lock" in output:
        return "Another program is installing packages at the moment. Wait until it has finished, then try again."
    return f"Installing the system packages failed; apt's words are above. To try it by hand: {command}"


def _run_apt(command: list[str]) -> tuple[int, str]:
    """Run apt as the person sees it; its status and everything it said."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, errors="replace"
    ) as running:
        said = []
        for line in running.stdout or ():
            said.append(line)
            if line.startswith(("Get:", "Need to get", "Setting up", "E:", "W:")):
                say(f"  {line.rstrip()}")
    return running.returncode, "".join(said)


def ensure(root: Path, *, test: bool, yes: bool) -> None:
    """Install what is missing; `Stop` with a sentence where that cannot be done. root: the project's folder."""
    if not sys.platform.startswith("linux"):
        return
    names = wanted(test=test)
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        say(
            "This system has no apt. If something is missing below, install what is called here, on Debian, "
            + ", ".join(names)
            + "."
        )
        return
    lacking = missing(names, present(root))
    if not lacking:
        return
    download, disk = SIZES_MB[test]
    say(
        f"Missing system packages (up to about {download} MB to download, {disk} MB on the disk; less if much is here already):"
    )
    for name in lacking:
        say(f"  {name:28} {purpose(name)}")
    prefix = _right_to_install(lacking, yes=yes)
    _run_apt([*prefix, "apt-get", "update"])
    status, said = _run_apt([*prefix, *install_command(lacking)])
    if status != 0 and REFUSED in said and sound_server.PACKAGE in lacking:
        say("PulseAudio would push this desktop's sound system out, so it is unpacked beside the project instead.")
        status, said = _run_apt([*prefix, *install_command(sound_server.companions(lacking))])
        if status == 0 and not sound_server.unpack(root):
            raise Stop("The package of PulseAudio could not be fetched. Check the network connection, then try again.")
    if status != 0:
        raise Stop(failure(said, lacking))
    still = missing(names, present(root))
    if still:
        raise Stop(f"Still missing after installing: {', '.join(still)}. To try it by hand: {by_hand(still)}")


def _right_to_install(lacking: list[str], *, yes: bool) -> list[str]:
    """What to put before apt's command: nothing as root, sudo if the person agrees; `Stop` with the command otherwise."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and agreed("Install them now with sudo?", yes=yes):
        return ["sudo", "DEBIAN_FRONTEND=noninteractive"]
    raise Stop(
        f"Installing them needs an administrator. Run this, then the same command again:\n\n  {by_hand(lacking)}\n"
    )
