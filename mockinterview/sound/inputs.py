"""The microphones as the desktop names them.

On Linux PortAudio sees the sound server as one device, so the server itself is asked, through its own tool where that is installed.
PipeWire answers the same questions.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

log = logging.getLogger(__name__)

_ANSWER_S = 2.0


@dataclass(frozen=True)
class Source:
    """One microphone the sound server offers: what people see, what the server calls it, its own rate and channels."""

    name: str
    server_name: str
    rate: int
    is_default: bool = False


def server_sources() -> list[Source]:
    """The sound server's microphones, the default first; empty where no server or no tool to ask it is there."""
    tool = shutil.which("pactl") if sys.platform.startswith("linux") else None
    if tool is None:
        return []
    try:
        default = _ask(tool, "get-default-source").strip()
        return sources_in(json.loads(_ask(tool, "--format=json", "list", "sources")), default)
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
        log.info("the sound server was not asked for its microphones: %s", type(error).__name__)
        return []


def _ask(tool: str, *words: str) -> str:
    done = subprocess.run(
        [tool, *words],
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_ANSWER_S,
        check=True,
    )
    return done.stdout


def sources_in(answer: Sequence[Mapping[str, Any]], default: str) -> list[Source]:
    """The microphones in `pactl list sources`, the default first, every name once.

    Monitors (what the loudspeakers play) are left out unless one is the default, as on a test rig.
    """
    found: list[Source] = []
    for entry in answer:
        server_name = str(entry["name"])
        is_default = server_name == default
        if entry.get("monitor_source") and not is_default:
            continue
        name = str(entry.get("description") or server_name)
        if any(other.name == name for other in found):
            name = f"{name} ({server_name})"
        found.append(Source(name, server_name, _rate(str(entry.get("sample_specification", ""))), is_default))
    return sorted(found, key=_default_first)


def _default_first(source: Source) -> bool:
    return not source.is_default


def _rate(specification: str) -> int:
    """The rate in "s16le 2ch 48000Hz"; 48000, the servers' own default, if there is none."""
    last = specification.split()[-1:] or [""]
    digits = last[0].removesuffix("Hz")
    return int(digits) if digits.isdigit() and int(digits) >= 8_000 else 48_000
