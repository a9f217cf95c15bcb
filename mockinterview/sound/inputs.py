"""The microphones as the desktop names them, and what its sound settings say of them.

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

from mockinterview.core.problems import MicrophoneProblem
from mockinterview.core.take import InputDevice

log = logging.getLogger(__name__)

HOST_API = "PulseAudio"
"""How microphones of the sound server are reached, whichever server speaks its language."""

ANSWER_S = 2.0
"""Longest the server is waited for: one that is well answers in a hundredth of it."""


@dataclass(frozen=True)
class Source:
    """One microphone the sound server offers: what people see, what the server calls it, its own rate, mute and volume."""

    name: str
    server_name: str
    rate: int
    is_default: bool = False
    muted: bool | None = None
    volume_percent: int | None = None

    @property
    def device(self) -> InputDevice:
        """The microphone as the story knows it."""
        return InputDevice(self.name, HOST_API, self.is_default, self.muted, self.volume_percent)


def server_tool() -> str | None:
    """The sound server's own tool, None where it is not installed."""
    return shutil.which("pactl") if sys.platform.startswith("linux") else None


def listening(tool: str) -> list[str]:
    """The command by which the tool tells of changes until it is ended; it ends with this program, even if that is killed."""
    warden = shutil.which("setpriv")
    return [*([warden, "--pdeathsig", "KILL"] if warden else []), tool, "subscribe"]


def started(*command: str) -> subprocess.Popen[bytes]:
    """The tool at work, for whoever reads what it says as it comes and ends it. OSError if it cannot be started."""
    return subprocess.Popen(
        command, env=_in_english(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def _in_english() -> dict[str, str]:
    """An environment in which the tool speaks the language that is understood here."""
    return os.environ | {"LC_ALL": "C.UTF-8"}


def unmute(device: InputDevice) -> None:
    """Switch a microphone on that is muted in the sound settings; blocks up to some seconds. MicrophoneProblem if that fails."""
    tool = server_tool()
    source = next((source for source in server_sources() if source.name == device.name), None)
    problem = MicrophoneProblem(
        f"“{device.name}” could not be unmuted.", "", "Unmute it in your desktop's sound settings."
    )
    if tool is None or source is None:
        raise problem
    try:
        _ask(tool, "set-source-mute", source.server_name, "0")
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("a microphone was not unmuted: %s", type(error).__name__)
        raise problem from error


def server_sources() -> list[Source]:
    """The sound server's microphones, the default first; empty where no server or no tool to ask it is there."""
    tool = server_tool()
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
        env=_in_english(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=ANSWER_S,
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
        rate = _rate(str(entry.get("sample_specification", "")))
        muted = entry.get("mute")
        found.append(
            Source(
                name,
                server_name,
                rate,
                is_default,
                muted if isinstance(muted, bool) else None,
                _volume(entry.get("volume")),
            )
        )
    return sorted(found, key=_default_first)


def _default_first(source: Source) -> bool:
    return not source.is_default


def _rate(specification: str) -> int:
    """The rate in "s16le 2ch 48000Hz"; 48000, the servers' own default, if there is none."""
    last = specification.split()[-1:] or [""]
    digits = last[0].removesuffix("Hz")
    return int(digits) if digits.isdigit() and int(digits) >= 8_000 else 48_000


def _volume(channels: object) -> int | None:
    """The loudest channel's volume in `{"front-left": {"value_percent": "74%", …}, …}`, None if there is none."""
    if not isinstance(channels, Mapping):
        return None
    words = [str(channel.get("value_percent", "")) for channel in channels.values() if isinstance(channel, Mapping)]
    digits = [word.strip().removesuffix("%") for word in words]
    return max((int(each) for each in digits if each.isdigit()), default=None)
