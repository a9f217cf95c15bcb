"""What the program runs in, as far as it matters to a person who must change a setting of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from mockinterview.core.microphone import System


def this_system(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> System:
    """Where the advice about microphones must lead. Flatpak and Snap tell their programs so in the environment."""
    if platform == "darwin":
        return System.MACOS
    if platform.startswith(("win", "cygwin")):
        return System.WINDOWS
    if "FLATPAK_ID" in environment:
        return System.FLATPAK
    return System.SNAP if "SNAP" in environment else System.LINUX
