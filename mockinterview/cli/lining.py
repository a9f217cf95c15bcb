"""The commands of the line-up: any transcript with any question, for other tools; and old attempts again."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from mockinterview.cli.watcher import Watcher
from mockinterview.cli.words import coverage_words, relining_words
from mockinterview.core import shapes
from mockinterview.core.coverage import Coverage
from mockinterview.core.problems import LineUpProblem
from mockinterview.core.transcript import Transcript, Word, from_sentences
from mockinterview.flow.bench import Bench
from mockinterview.flow.house import House

LARGEST_TRANSCRIPT_BYTES = 20_000_000
MOST_WORDS = 100_000
"""Ten hours of words with times, talked fast; a larger file is not a transcript."""


def line_up(bench: Bench, options: argparse.Namespace) -> tuple[Any, str]:
    """`lineup`: a question and a file of words -> per item state, score, evidence."""
    question = bench.question(options.question)
    transcript, numbers = _read_transcript(Path(options.transcript))
    coverage = _numbered(bench.line_up(transcript, question), numbers)
    return shapes.coverage_to(coverage), coverage_words(coverage)


def reline(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """`reline`: kept attempts once more; what changed in each."""
    lining_up = house.reviewing.lining_up
    made = lining_up.reline_all() if options.all else [lining_up.reline(attempt) for attempt in options.attempts]
    words = "\n".join(map(relining_words, made)) or "Every attempt is lined up by this version."
    return {"attempts": [shapes.relining_to(relining) for relining in made]}, words


def _read_transcript(file: Path) -> tuple[Transcript, list[int]]:
    """The words of a file, and which of its sentences each segment is: one without a word is no segment."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST_TRANSCRIPT_BYTES + 1)
        if len(raw) > LARGEST_TRANSCRIPT_BYTES:
            raise _too_large(file)
        plain = json.loads(raw.decode("utf-8-sig"))
        sentences = plain.get("sentences")
        if isinstance(sentences, list) and all(isinstance(one, str) for one in sentences):
            transcript = from_sentences([_writable(one) for one in sentences])
            numbers = [number for number, one in enumerate(sentences) if one.split()]
        else:
            transcript = _checked(shapes.transcript_from(plain))
            numbers = list(range(len(transcript.segments)))
    except OSError as error:
        raise LineUpProblem(
            f"{file} could not be read.", f"The system says: {error.strerror}.", "Check its name."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LineUpProblem(
            f"{file} is not a transcript.",
            'A transcript is {"sentences": ["…"]} or what `mockinterview transcribe --json` prints.',
            "Give such a file.",
        ) from error
    if len(transcript.words) > MOST_WORDS:
        raise _too_large(file)
    return transcript, numbers


def _too_large(file: Path) -> LineUpProblem:
    return LineUpProblem(
        f"{file} is too large for a transcript.", "", f"Give one answer, of at most {MOST_WORDS:,} words."
    )


def _checked(transcript: Transcript) -> Transcript:
    """What another tool wrote. ValueError or TypeError if words and segments are not as `transcribe` prints them."""
    for word in transcript.words:
        if not 0 <= word.start_ms <= word.end_ms or not 0 <= (word.confidence or 0.0) <= 1:
            raise ValueError("times or confidence out of range")
    for segment in transcript.segments:
        if not 0 <= segment.first_word <= segment.last_word < len(transcript.words):
            raise ValueError("a segment of words that are not there")
    return replace(transcript, words=tuple(map(_writable_word, transcript.words)))


def _writable_word(word: Word) -> Word:
    text = _writable(word.text)
    return word if text == word.text else replace(word, text=text)


def _writable(text: str) -> str:
    """Without halves of letters, which JSON can hold and no file or matcher can. AttributeError if it is no text."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _numbered(coverage: Coverage, numbers: list[int]) -> Coverage:
    """The evidence by the sentences of the file."""
    return replace(
        coverage,
        items=tuple(
            replace(
                line,
                evidence=tuple(
                    replace(span, sentence=numbers[span.sentence]) if span.sentence < len(numbers) else span
                    for span in line.evidence
                ),
            )
            for line in coverage.items
        ),
    )
