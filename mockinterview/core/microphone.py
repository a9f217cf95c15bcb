"""What a look at a microphone, or a short test of it, found, and what to do about it: the likeliest thing first.

Where the advice comes from: macOS gives a program without permission digital silence and no error; Windows has a switch of its own
for desktop programs; on Linux the usual causes are a mute in the sound settings, the wrong socket, and a Flatpak or Snap that was
not given the microphone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mockinterview.core.take import DeviceWish, InputDevice, Level


class System(StrEnum):
    """What the program runs in, as far as microphones go."""

    LINUX = "linux"
    FLATPAK = "flatpak"
    SNAP = "snap"
    MACOS = "macos"
    WINDOWS = "windows"


class Finding(StrEnum):
    """What was found of a microphone. All but the first stand in the way of an answer, or may."""

    HEARD = "heard"
    CLIPPED = "clipped"
    VERY_QUIET = "very_quiet"
    ALL_ZEROS = "all_zeros"
    NOTHING_CAME = "nothing_came"
    MUTED = "muted"
    MISSING = "missing"
    NONE = "none"


QUIET_DBFS = -55.0
"""A test whose loudest moment stays below was not heard: speech an arm's length from a poor microphone reaches -40."""

CLIPPED_DBFS = -0.1
"""Peaks from here on were cut off."""

ZERO_DBFS = -100.0
"""Below the smallest sample but zero (1 of 32,768 is -90 dBFS): not one sample was anything else."""


@dataclass(frozen=True)
class Advice:
    """What was found in one sentence, the first thing to do about it ("" if nothing), and what else may help."""

    found: str
    first: str = ""
    more: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was found and the first thing to do."""
        return f"{self.found} {self.first}".strip()


@dataclass(frozen=True)
class Standing:
    """What a take would be recorded with now. device: None if there is none, or the wished one is not there.

    finding: HEARD stands for "nothing known against it". default: the desktop's default, which can stand in.
    """

    finding: Finding
    device: InputDevice | None = None
    default: InputDevice | None = None


def standing(wish: DeviceWish, devices: Sequence[InputDevice]) -> Standing:
    """How things stand with the microphone that is wished for, given those there are (the default first)."""
    if not devices:
        return Standing(Finding.NONE)
    default = devices[0]
    device = wished(wish, devices)
    if device is None:
        return Standing(Finding.MISSING, None, default)
    return Standing(Finding.MUTED if device.muted else Finding.HEARD, device, default)


def wished(wish: DeviceWish, devices: Sequence[InputDevice]) -> InputDevice | None:
    """The microphone a wish means: by name and host API, by name alone where that API has gone, the default for no name."""
    if not wish.name:
        return devices[0] if devices else None
    named = [device for device in devices if device.name == wish.name]
    exact = [device for device in named if device.host_api == wish.host_api]
    return next(iter(exact or named), None)


def finding_of(duration_ms: int, loudest: Level) -> Finding:
    """What a test found. duration_ms: how much sound came; loudest: the highest levels of any moment in it."""
    if duration_ms <= 0:
        return Finding.NOTHING_CAME
    if loudest.peak_dbfs <= ZERO_DBFS:
        return Finding.ALL_ZEROS
    if loudest.peak_dbfs < QUIET_DBFS:
        return Finding.VERY_QUIET
    return Finding.CLIPPED if loudest.peak_dbfs >= CLIPPED_DBFS else Finding.HEARD


def advice(finding: Finding, system: System, name: str = "", *, muted: bool | None = None) -> Advice:
    """What to tell the person. name: of the microphone, "" for the desktop's default. muted: as the sound settings have it.

    Where they are known to let it through, nobody is sent there to look.
    """
    microphone = f"“{name}”" if name else "the microphone"
    found = _FOUND[finding].format(microphone=microphone)
    steps = _STEPS.get((finding, system)) or _STEPS_ANYWHERE.get(finding, ())
    if muted is False:
        steps = tuple(step for step in steps if step != _LINUX_MUTE)
    return Advice(found[0].upper() + found[1:], steps[0] if steps else "", steps[1:])


_FOUND: Mapping[Finding, str] = {
    Finding.HEARD: "{microphone} hears you well.",
    Finding.CLIPPED: "{microphone} is too loud: the loudest moments are cut off.",
    Finding.VERY_QUIET: "{microphone} hears next to nothing.",
    Finding.ALL_ZEROS: "{microphone} gives complete silence.",
    Finding.NOTHING_CAME: "No sound came from {microphone}.",
    Finding.MUTED: "{microphone} is muted in the sound settings.",
    Finding.MISSING: "{microphone} is not there now.",
    Finding.NONE: "No microphone was found.",
}

_SWITCH = "Look for a mute switch or key on the microphone, its cable or the keyboard."
_OTHER = "Choose another microphone: this one may be a socket with nothing plugged into it."
_CLOSER = "Come closer to the microphone: a hand's breadth or two is best."
_AGAIN = "Unplug the microphone and plug it in again."
_BUSY = "Close other programs that record, such as a call."
_PLUG = "Plug a microphone or a headset in, or switch it on; it is noticed at once."

_LINUX_MUTE = "Open the sound settings and see that the microphone is not muted there."
_LINUX_VOLUME = "Open the sound settings and raise the volume of the microphone (Input)."
_FLATPAK = "Give this program the right to use sound: in Flatseal, or in your desktop's settings under Applications."
_SNAP = "Give this program the right to record: in the software centre under Permissions (snap connect … audio-record)."
_MAC = "Allow this program to use the microphone: System Settings, Privacy & Security, Microphone. Then start it again."
_MAC_VOLUME = "Raise the input volume: System Settings, Sound, Input."
_WINDOWS = "Switch on “Let desktop apps access your microphone”: Settings, Privacy & security, Microphone."
_WINDOWS_VOLUME = "Raise the input volume: Settings, System, Sound, Input."

_STEPS_ANYWHERE: Mapping[Finding, tuple[str, ...]] = {
    Finding.CLIPPED: ("Move back a little, or lower the volume of the microphone in the sound settings.",),
    Finding.MUTED: ("Unmute it, or choose another microphone.",),
    Finding.MISSING: ("Plug it in or switch it on, or choose another microphone.",),
    Finding.NONE: (_PLUG,),
}

_STEPS: Mapping[tuple[Finding, System], tuple[str, ...]] = {
    (Finding.ALL_ZEROS, System.LINUX): (_LINUX_MUTE, _SWITCH, _OTHER),
    (Finding.ALL_ZEROS, System.FLATPAK): (_LINUX_MUTE, _SWITCH, _OTHER, _FLATPAK),
    (Finding.ALL_ZEROS, System.SNAP): (_SNAP, _LINUX_MUTE, _SWITCH, _OTHER),
    (Finding.ALL_ZEROS, System.MACOS): (_MAC, _SWITCH, _MAC_VOLUME, _OTHER),
    (Finding.ALL_ZEROS, System.WINDOWS): (_WINDOWS, _SWITCH, _WINDOWS_VOLUME, _OTHER),
    (Finding.VERY_QUIET, System.LINUX): (_LINUX_VOLUME, _SWITCH, _CLOSER, _OTHER),
    (Finding.VERY_QUIET, System.FLATPAK): (_LINUX_VOLUME, _SWITCH, _CLOSER, _OTHER),
    (Finding.VERY_QUIET, System.SNAP): (_LINUX_VOLUME, _SWITCH, _CLOSER, _OTHER),
    (Finding.VERY_QUIET, System.MACOS): (_MAC_VOLUME, _SWITCH, _CLOSER, _OTHER),
    (Finding.VERY_QUIET, System.WINDOWS): (_WINDOWS_VOLUME, _SWITCH, _CLOSER, _OTHER),
    (Finding.NOTHING_CAME, System.LINUX): (_AGAIN, _BUSY, _OTHER),
    (Finding.NOTHING_CAME, System.FLATPAK): (_FLATPAK, _AGAIN, _BUSY, _OTHER),
    (Finding.NOTHING_CAME, System.SNAP): (_SNAP, _AGAIN, _BUSY, _OTHER),
    (Finding.NOTHING_CAME, System.MACOS): (_MAC, _AGAIN, _BUSY, _OTHER),
    (Finding.NOTHING_CAME, System.WINDOWS): (_WINDOWS, _AGAIN, _BUSY, _OTHER),
    (Finding.NONE, System.FLATPAK): (_PLUG, _FLATPAK),
    (Finding.NONE, System.SNAP): (_PLUG, _SNAP),
    (Finding.NONE, System.MACOS): (_PLUG, _MAC),
    (Finding.NONE, System.WINDOWS): (_PLUG, _WINDOWS),
}
"""By what was found and where: the likeliest cause first."""
