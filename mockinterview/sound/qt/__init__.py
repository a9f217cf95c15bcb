"""The loudspeaker and the reading voice: the only Qt below the windows."""

from __future__ import annotations

from PySide6.QtCore import QLoggingCategory

QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver=false")
"""Without PipeWire's library QtMultimedia takes PulseAudio, as it should, and complains on the terminal first."""
