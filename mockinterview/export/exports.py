"""The formats there are, and how a file is written: whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping
from datetime import tzinfo
from pathlib import Path

from mockinterview.core.measures import Shown
from mockinterview.core.problems import ExportProblem
from mockinterview.core.review import Review
from mockinterview.core.shapes import review_to


def _markdown(review: Review, zone: tzinfo | None, shown: Shown) -> str:
    from mockinterview.export.markdown import markdown

    return markdown(review, zone, shown)


def _html(review: Review, zone: tzinfo | None, shown: Shown) -> str:
    from mockinterview.export.page import page

    return page(review, zone, shown)


def _csv(review: Review, _zone: tzinfo | None, _shown: Shown) -> str:
    from mockinterview.export.table import table

    return table(review)


def _srt(review: Review, _zone: tzinfo | None, _shown: Shown) -> str:
    from mockinterview.export.subtitles import srt

    return srt(review)


def _vtt(review: Review, _zone: tzinfo | None, _shown: Shown) -> str:
    from mockinterview.export.subtitles import vtt

    return vtt(review)


def _json(review: Review, _zone: tzinfo | None, _shown: Shown) -> str:
    return json.dumps(review_to(review), ensure_ascii=False, indent=1) + "\n"


# The modules are imported when first used: the window starts without them.
FORMATS: Mapping[str, Callable[[Review, tzinfo | None, Shown], str]] = {
    "md": _markdown,
    "html": _html,
    "csv": _csv,
    "srt": _srt,
    "vtt": _vtt,
    "json": _json,
}


def export_review(
    review: Review,
    format: str,
    target: Path,
    zone: tzinfo | None = None,
    shown: Shown = Shown(),  # noqa: B008 - frozen
) -> None:
    """Write a review into a file, replacing what is there. zone: for dates; None is the computer's own.

    shown: which measures are told, where a format tells them in words; JSON holds them all.

    ExportProblem if the format does not exist or has nothing to show, or the file cannot be written; an old file stays as it was.
    """
    if format not in FORMATS:
        raise ExportProblem(f"There is no format {format[:20]}.", "", f"Choose one of {', '.join(FORMATS)}.")
    _write(target, FORMATS[format](review, zone, shown))


def _write(target: Path, text: str) -> None:
    fresh = target.with_name(f".{target.name}.new")
    try:
        with fresh.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):  # what went wrong is told below; this only tidies up
            fresh.unlink()
        raise ExportProblem(
            f"The file {target.name} could not be written.",
            f"The system says: {error.strerror}.",
            "Choose another folder, or check that this one may be written to and that the disk is not full.",
        ) from error


class Exports:
    """The formats as the story asks for them. shown: which measures the person wants to see now."""

    def __init__(self, shown: Callable[[], Shown] = Shown) -> None:
        self._shown = shown

    def formats(self) -> list[str]:
        """The formats there are, as file name endings."""
        return list(FORMATS)

    def export(self, review: Review, format: str, target: Path) -> None:
        """Write the file whole or not at all; ExportProblem if it cannot be."""
        export_review(review, format, target, shown=self._shown())
