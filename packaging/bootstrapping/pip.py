"""Running pip, and turning its failures into sentences. Its own progress is left on the screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bootstrapping.recipe import Step
from bootstrapping.words import Stop, say

NO_NETWORK = (
    "NewConnectionError", "Name or service not known", "Temporary failure in name resolution", "Network is unreachable",
    "Connection refused", "ConnectTimeout", "ReadTimeout", "nodename nor servname", "getaddrinfo failed", "ProxyError",
)  # fmt: skip
NO_SPACE = ("No space left on device", "Errno 28", "Disk quota exceeded")
NO_CERTIFICATE = ("CERTIFICATE_VERIFY_FAILED", "SSLCertVerificationError", "SSLError")
NOT_OFFERED = ("No matching distribution found", "Could not find a version that satisfies")


class StepFailed(Exception):
    """pip failed for no reason that a sentence is known for; `said` is what it wrote on the error stream."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def sentence(said: str) -> str | None:
    """What to tell the person about pip's error output; None if nothing in it is known."""

    def mentions(signs: tuple[str, ...]) -> bool:
        return any(sign in said for sign in signs)

    if mentions(NO_SPACE):
        return (
            "The disk is full (the one with this folder, or the one for temporary files). Make some room, then try the same "
            "command again; it goes on from here."
        )
    if mentions(NO_CERTIFICATE):
        return (
            "The package index could not be trusted: its certificate does not match. Behind a company proxy, set PIP_CERT to "
            "the company's certificate file, then try again."
        )
    if mentions(NO_NETWORK):
        return (
            "The package index could not be reached. Check the network connection, then try the same command again; what was "
            "downloaded is kept."
        )
    return None


def clean_environment() -> dict[str, str]:
    """This process's environment without what would lead `.venv`'s Python to another Python's packages."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}


def pip_install(python: Path, root: Path, arguments: tuple[str, ...]) -> tuple[int, str]:
    """Run `pip install` in the project's folder; its status, and its error output, which is shown as well."""
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--retries",
        "2",
        *arguments,
    ]
    said: list[str] = []
    with subprocess.Popen(
        command, cwd=root, env=clean_environment(), stderr=subprocess.PIPE, text=True, errors="replace"
    ) as running:
        try:
            for line in running.stderr or ():
                said.append(line)
                sys.stderr.write(line)
                sys.stderr.flush()
        except KeyboardInterrupt:
            running.wait()  # pip got the same Ctrl-C and tidies up after itself
            raise
    return running.returncode, "".join(said)


def install(python: Path, root: Path, step: Step) -> None:
    """Install one step; `Stop` with a sentence where the world is the reason, `StepFailed` otherwise."""
    status, said = pip_install(python, root, step.arguments)
    if status and step.or_else and any(sign in said for sign in NOT_OFFERED):
        say(f"Not offered by the package index here; looking for it at {step.or_else[-1]}.")
        status, said = pip_install(python, root, (*step.arguments, *step.or_else))
    if status:
        known = sentence(said)
        if known:
            offer = " Or do without torch for now: `run --light` brings Whisper in its light form."
            raise Stop(known + offer if step.or_else else known)
        raise StepFailed(said)
