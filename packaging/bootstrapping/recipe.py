"""What goes into `.venv`, in which order, and how much that is: the one place for pins that pyproject.toml cannot hold.

openai-whisper cannot be an ordinary dependency: it asks for triton (1 GB, for graphics cards only), and PyPI's torch for Linux
brings 4 GB of CUDA. So both are installed here: torch in its CPU build, whisper without its dependencies, and those by name.
tokenizers and faster-whisper ask for huggingface-hub, a downloader that nothing here uses: they are installed without.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

TORCH = "2.13.0"
WHISPER = "openai-whisper==20250625"
WHISPER_NEEDS = ("more-itertools", "numba", "tiktoken", "tqdm")
"""What openai-whisper 20250625 imports besides torch and numpy; triton is left out."""
TOKENIZERS = "tokenizers>=0.22,<0.24"
MEDIA = "av>=16,<19"
"""PyAV. Its wheels hold FFmpeg with x264 and x265, which are under the GPL; without it the program reads WAV, FLAC, MP3 and Ogg."""
LIGHT = ("faster-whisper==1.2.1", "ctranslate2>=4.6,<5", "pyyaml", "tqdm")
"""Whisper without torch, and what it needs besides tokenizers; its downloader and its reader of sound files are left out."""
CPU_TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
AS_WHEELS = ("--prefer-binary",)
"""An older version that comes ready made beats a newer one that wants a compiler."""


@dataclass(frozen=True)
class Step:
    """One call of `pip install`, tried as it is and then, where the package index lacks it, with `or_else` added.

    download_mb and disk_mb: measured on Debian 12 with Python 3.11, rounded up.
    """

    name: str
    words: str
    arguments: tuple[str, ...]
    download_mb: int
    disk_mb: int
    or_else: tuple[str, ...] = ()

    @property
    def is_project(self) -> bool:
        """True where pyproject.toml decides what is installed."""
        return "-e" in self.arguments


def torch_requirement(platform: str = sys.platform) -> str:
    """The CPU build: on Linux told apart by the ending of its version, elsewhere PyPI has no other."""
    return f"torch=={TORCH}+cpu" if platform.startswith("linux") else f"torch=={TORCH}"


def steps(*, test: bool, light: bool) -> list[Step]:
    """Everything a command needs, in order. light: without torch, and Whisper in its light form; the tests want both."""
    needed = [Step("program", "the program and Qt", (*AS_WHEELS, "-e", "."), 335, 965)]
    needed.append(Step("tokenizers", "what cuts words for the line-up", ("--no-deps", *AS_WHEELS, TOKENIZERS), 4, 12))
    needed.append(Step("media", "what reads sound from phones and browsers", (*AS_WHEELS, MEDIA), 38, 110))
    if test:
        needed.append(Step("tests", "the tools of the tests", (*AS_WHEELS, "-e", ".[test]"), 48, 155))
    if light or test:
        needed.append(Step("light", "Whisper in its light form", ("--no-deps", *AS_WHEELS, *LIGHT), 46, 165))
    if not light:
        index = ("--extra-index-url", CPU_TORCH_INDEX)
        needed.append(Step("torch", "torch, built for the processor alone", (torch_requirement(),), 205, 885, index))
        needed.append(Step("whisper-needs", "what Whisper stands on", WHISPER_NEEDS, 70, 260))
        needed.append(Step("whisper", "Whisper, without a model", ("--no-deps", WHISPER), 1, 4))
    return needed


def fingerprint(step: Step, pyproject: Path) -> str:
    """Changes exactly when what the step installs would: its arguments, and for the project its own tables."""
    what: dict[str, object] = {"arguments": step.arguments}
    if step.is_project:
        tables = tomllib.loads(pyproject.read_text(encoding="utf-8"))
        what |= {table: tables.get(table) for table in ("project", "build-system")}
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()
