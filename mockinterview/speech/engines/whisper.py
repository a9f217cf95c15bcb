"""openai-whisper, from a file in the models folder; never by name, which could reach for the network.

Greedy and deterministic, without the words before as a prompt: what one window got wrong must not lead the next. Only sound in
which somebody speaks is looked at, by clips, so that all times stay the sound's own. Whisper's own guard against words in silence
(`hallucination_silence_threshold`) stays off: with the tests' checkpoint it threw away rightly heard sentences whose word times
looked odd, over a quarter of two long answers. What it would do with published models, behind this gate, has not been tried.
"""

from __future__ import annotations

import pickle
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockinterview.core.problems import SpeechProblem
from mockinterview.core.transcript import Word
from mockinterview.speech.engines.placing import placed
from mockinterview.speech.pieces import Heard, Piece
from mockinterview.speech.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILLERS = "Um, uh, hmm, er, ah."
"""Makes Whisper more willing to write fillers down. Short: long prompts swallow speech."""
SMALLEST_PUBLISHED_WIDTH = 384
"""Models narrower than the smallest published one were never taught what a prompt is."""
GAP_MS = 4_000
"""Silence this long is cut out of what Whisper looks at; it invents sentences there. Shorter pauses are left for context."""
LOOP_RATIO = 2.4
"""Text that packs better than this is the same words again and again (Whisper's own threshold)."""
LONGEST_MS = 28_000
"""Pieces end at a pause before Whisper's thirty seconds do, which would cut a word in two."""
_FRAMES_A_SECOND = 100


class WhisperEngine:
    """One checkpoint, loaded."""

    longest_ms = LONGEST_MS
    gap_ms = GAP_MS

    def __init__(self, file: Path, name: str) -> None:
        import whisper

        self._name = name
        sys.modules["whisper.timing"].dtw_cpu = _path  # type: ignore[attr-defined]
        try:
            self._model = whisper.load_model(str(file))
        except (MemoryError, RuntimeError) as error:
            raise _out_of_memory(name) if _is_memory(error) else _no_model(name) from error
        except (
            OSError,
            EOFError,
            KeyError,
            TypeError,
            ValueError,
            AttributeError,
            pickle.UnpicklingError,
            zipfile.BadZipFile,
        ) as error:
            raise _no_model(name) from error
        heads = whisper._ALIGNMENT_HEADS.get(name)
        if heads is not None:
            self._model.set_alignment_heads(heads)

    def hear(
        self, samples: NDArray[np.float32], pieces: Sequence[Piece], language: str, vocabulary: Sequence[str]
    ) -> Iterator[Heard]:
        """See `Engine`."""
        options = {
            "language": language.split("-", maxsplit=1)[0].lower() or "en",
            "temperature": 0.0,
            "fp16": self._model.device.type == "cuda",
            "condition_on_previous_text": False,
            "word_timestamps": True,
            **self._prompt(vocabulary),
        }
        for piece in pieces:
            sound = samples[piece.start_ms * RATE // 1000 : piece.end_ms * RATE // 1000]
            try:
                result = self._model.transcribe(sound, **options)
            except (MemoryError, RuntimeError) as error:
                if _is_memory(error):
                    raise _out_of_memory(self._name) from error
                raise
            yield _heard(piece, result)

    def _prompt(self, vocabulary: Sequence[str]) -> dict[str, object]:
        if self._model.dims.n_text_state < SMALLEST_PUBLISHED_WIDTH:
            return {}
        return {"initial_prompt": " ".join([FILLERS, ", ".join(vocabulary)]).strip(), "carry_initial_prompt": True}


def _heard(piece: Piece, result: Mapping[str, Any]) -> Heard:
    sentences: list[tuple[Word, ...]] = []
    earliest_ms = piece.start_ms
    for part in result["segments"]:
        if part["compression_ratio"] > LOOP_RATIO:
            continue
        words = placed(_words(part["words"], piece.start_ms), piece.stretches, earliest_ms, piece.end_ms)
        if words:
            sentences.append(tuple(words))
            earliest_ms = words[-1].end_ms
    return Heard(piece, tuple(sentences), language=result["language"])


def _path(costs: NDArray[Any]) -> NDArray[np.int64]:
    from mockinterview.speech.engines.alignment import cheapest_path

    return cheapest_path(costs)


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


def _is_memory(error: BaseException) -> bool:
    words = str(error).lower()
    return isinstance(error, MemoryError) or "allocate memory" in words or "out of memory" in words


def _out_of_memory(name: str) -> SpeechProblem:
    return SpeechProblem(
        f"There is too little memory for the model {name}.",
        next_step="Your recording is safe. Choose a smaller model in Settings, or close other programs, and recognise it again.",
    )


def _no_model(name: str) -> SpeechProblem:
    return SpeechProblem(
        f"The model file {name}.pt is damaged.",
        "It cannot be read as a Whisper model.",
        "Get the model again, or choose another one in Settings.",
    )
