"""What every way of running Whisper has in common: how it is asked, and what is believed of its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mockinterview.core.problems import SpeechProblem
from mockinterview.core.transcript import Word
from mockinterview.speech.engines.aligner_refining import Refiner
from mockinterview.speech.engines.placing import placed
from mockinterview.speech.guards import LOOP_RATIO, guarded
from mockinterview.speech.pieces import Heard, Piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILLERS = "Um, uh, hmm, er, ah."
"""Makes Whisper more willing to write fillers down. Short: long prompts swallow speech."""
SMALLEST_PUBLISHED_WIDTH = 384
"""Models narrower than the smallest published one were never taught what a prompt is."""
GAP_MS = 4_000
"""Silence this long is cut out of what Whisper looks at; it invents sentences there. Shorter pauses are left for context."""
LONGEST_MS = 28_000
"""Pieces end at a pause before Whisper's thirty seconds do, which would cut a word in two."""


def prompt(vocabulary: Sequence[str], width: int) -> str:
    """What a model of that width is told beforehand; "" for one that does not know what that is."""
    return " ".join([FILLERS, ", ".join(vocabulary)]).strip() if width >= SMALLEST_PUBLISHED_WIDTH else ""


def code_of(language: str) -> str | None:
    """Whisper's code for a wished language; None to find out."""
    return language.split("-", maxsplit=1)[0].lower() or None


def heard(
    piece: Piece,
    segments: Sequence[Mapping[str, Any]],
    samples: NDArray[np.float32],
    language: str,
    refiner: Refiner | None = None,
) -> Heard:
    """Whisper's segments of a piece (times in seconds from its start) as words on the sound's clock, with the guards' notes.

    refiner: puts the words to their sound once more, before the guards look where there is speech without a word.
    """
    sentences: list[tuple[Word, ...]] = []
    earliest_ms = piece.start_ms
    for segment in segments:
        if segment["compression_ratio"] > LOOP_RATIO:
            continue
        words = placed(_words(segment["words"], piece.start_ms), piece.stretches, earliest_ms, piece.end_ms)
        if words:
            sentences.append(tuple(words))
            earliest_ms = words[-1].end_ms
    if refiner is not None:
        sentences = list(refiner.refined(samples, Heard(piece, tuple(sentences), language=language)).sentences)
    return guarded(piece, sentences, samples, language)


def _words(raw: Sequence[Mapping[str, Any]], start_ms: int) -> list[Word]:
    return [
        Word(
            one["word"].strip(),
            start_ms + round(one["start"] * 1000),
            start_ms + round(one["end"] * 1000),
            round(float(one["probability"]), 3),
        )
        for one in raw
        if one["word"].strip()
    ]


def is_memory(error: BaseException) -> bool:
    """Whether a library's error means that memory ran out; they say so in different words."""
    words = str(error).lower()
    signs = ("allocate memory", "out of memory", "bad_alloc")
    return isinstance(error, MemoryError) or any(sign in words for sign in signs)


def out_of_memory(name: str) -> SpeechProblem:
    """The sentence for it."""
    return SpeechProblem(
        f"There is too little memory for the model {name}.",
        next_step="Your recording is safe. Choose a smaller model in Settings, or close other programs, and recognise it again.",
    )
