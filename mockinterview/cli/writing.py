"""The commands for words that were written down: their times in any sound, or as the words of an attempt."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from mockinterview.cli.watcher import Watcher
from mockinterview.core import shapes
from mockinterview.core.subtitles import LARGEST_BYTES, decoded
from mockinterview.core.transcript import Transcript
from mockinterview.core.written import Written
from mockinterview.flow.house import House
from mockinterview.flow.writing import read_file, read_written


def words(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """`words`: a text becomes the words of an attempt; its times and its line-up are waited for."""
    writing = house.reviewing.writing
    writing.put(options.attempt, _written(options.file))
    writing.wait(options.attempt)
    watcher.check()
    transcript = house.reviewing.review(options.attempt).transcript
    assert transcript is not None
    return _shown(transcript)


def timed(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """`transcribe SOUND --words FILE`: nothing is recognised, the words that are known get their times."""
    written = _written(options.words)
    return _shown(house.reviewing.writing.timed(Path(options.sound), written, options.language, watcher.progress))


def _written(file: str) -> Written:
    if file == "-":
        return read_written(decoded(sys.stdin.buffer.read(LARGEST_BYTES + 1)))
    return read_file(Path(file))


def _shown(transcript: Transcript) -> tuple[Any, str]:
    return shapes.transcript_to(transcript), transcript.text
