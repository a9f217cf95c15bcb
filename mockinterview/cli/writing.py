"""The commands for words that were written down: their times in any sound, or as the words of an attempt."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from mockinterview.cli.watcher import Watcher
from mockinterview.core import shapes
from mockinterview.core.problems import UsageProblem
from mockinterview.core.subtitles import LARGEST_BYTES, decoded
from mockinterview.core.transcript import Transcript
from mockinterview.core.written import Written
from mockinterview.flow.house import House
from mockinterview.flow.writing import read_file, read_written


def words(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """`words`: a text becomes the words of an attempt; its times and its line-up are waited for. --undo: the words of before do."""
    reviewing = house.reviewing
    if not options.undo:
        reviewing.writing.put(options.attempt, _written(options.file))
    elif not reviewing.former_words.bring_back(options.attempt):
        raise UsageProblem("There are no words of before.", f"No others were ever kept for {options.attempt}.")
    reviewing.writing.wait(options.attempt)
    watcher.check()
    return shown(kept(house, options.attempt))


def timed(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """`transcribe SOUND --words FILE`: nothing is recognised, the words that are known get their times."""
    written = _written(options.words)
    return shown(house.reviewing.writing.timed(Path(options.sound), written, options.language, watcher.progress))


def _written(file: str) -> Written:
    if file == "-":
        return read_written(decoded(sys.stdin.buffer.read(LARGEST_BYTES + 1)))
    return read_file(Path(file))


def kept(house: House, attempt_id: str) -> Transcript:
    """The words an attempt has now."""
    transcript = house.keeper.transcript(attempt_id)
    assert transcript is not None
    return transcript


def shown(transcript: Transcript) -> tuple[Any, str]:
    """A transcript as plain values, and as text."""
    return shapes.transcript_to(transcript), transcript.text
