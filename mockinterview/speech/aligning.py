"""The child's part of an alignment: read the sound, find the speech, put the written words to it, answer as a recognition does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.core.problems import SpeechProblem
from mockinterview.core.transcript import Word
from mockinterview.speech.pieces import Heard, Piece

if TYPE_CHECKING:
    from mockinterview.speech.engines.aligner import Aligner
    from mockinterview.speech.messages import Alignment, Message


def align(job: Alignment, tell: Callable[[Message], None]) -> int:
    """Tell one part with every word of the job, a cue a sentence; returns the length of the sound in ms.

    Problem or MemoryError if it cannot be done.
    """
    aligner = _aligner()
    from mockinterview.speech.gate import spoken_stretches
    from mockinterview.speech.messages import Part, Progress, heard_to, written_from
    from mockinterview.speech.sound import RATE, read_sound

    samples = read_sound(Path(job.audio))
    total_ms = len(samples) * 1000 // RATE
    tell(Progress(job.number, 0, total_ms))

    def heard_as_far_as(at_ms: int) -> None:
        tell(Progress(job.number, min(at_ms, total_ms), total_ms))

    stretches = spoken_stretches(samples)
    cues = written_from(job.written).cues
    times = aligner.times(samples, stretches, cues, heard_as_far_as)
    sentences = tuple(
        tuple(Word(text, time.start_ms, time.end_ms) for text, time in zip(cue.words, timed, strict=True))
        for cue, timed in zip(cues, times, strict=True)
    )
    tell(Part(job.number, heard_to(Heard(Piece(0, total_ms, tuple(stretches)), sentences, language=job.language))))
    tell(Progress(job.number, total_ms, total_ms))
    return total_ms


def _aligner() -> Aligner:
    try:
        from mockinterview.speech.engines.aligner import Aligner

        return Aligner()
    except (ImportError, OSError, RuntimeError) as error:
        raise SpeechProblem(
            "The times of your words could not be found.",
            "PocketSphinx, which does that, cannot be loaded.",
            "Your words are kept, with estimated times. Install the program again to get exact ones.",
        ) from error
