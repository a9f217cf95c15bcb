"""The loudspeaker and the reading voice: the only Qt below the windows."""

from __future__ import annotations

from PySide6.QtCore import QLoggingCategory

QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver=false\nqt.multimedia.ffmpeg*.info=false")
"""What nobody at the terminal can use: that without PipeWire's library PulseAudio is taken, and what a played file holds."""
