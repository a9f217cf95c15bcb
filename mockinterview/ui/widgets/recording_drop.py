"""What is dragged over a page: a recording, or something that is none of its business."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from mockinterview.flow.importing import KINDS


def recording_in(data: QMimeData) -> Path | None:
    """The one sound file of this computer that is dragged, by its name; None for anything else."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(files) == 1 and files[0].suffix[1:].lower() in KINDS:
        return files[0]
    return None
