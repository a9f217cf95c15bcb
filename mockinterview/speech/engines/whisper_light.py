"""The same Whisper checkpoint through faster-whisper and CTranslate2: no PyTorch, a fraction of the memory, several times as fast.

The model is converted once (`speech.conversion`) and read from its folder, never by name, which would reach for the network: the
downloader is not even there. The wishes are those of the `whisper` engine, so that both hear the same words.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockinterview.core.problems import SpeechProblem
from mockinterview.speech.conversion import converted, damaged, remove_converted, width
from mockinterview.speech.engines.aligner_refining import Refiner
from mockinterview.speech.engines.stand_ins import standing_in
from mockinterview.speech.engines.whisper_words import (
    GAP_MS,
    LONGEST_MS,
    code_of,
    heard,
    is_memory,
    out_of_memory,
    prompt,
)
from mockinterview.speech.pieces import Heard, Piece
from mockinterview.speech.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from faster_whisper import WhisperModel
    from numpy.typing import NDArray

_NOT_USED = ("huggingface_hub", "av")
"""What faster-whisper imports and is never let use here: a downloader, and a reader of sound files (17 MB of memory)."""
_TRIES = 2
"""A converted model that cannot be loaded is thrown away and made again, once."""


class LightEngine:
    """One converted checkpoint, loaded; constructing it converts the checkpoint if that was not done yet.

    SpeechProblem if the file is no checkpoint, or there is no room for the conversion or the model.
    """

    longest_ms = LONGEST_MS
    gap_ms = GAP_MS

    def __init__(self, file: Path, name: str) -> None:
        self._name = name
        self._refiner = Refiner()
        self._model = _loaded(file, name)
        self._width = width(converted(file))
        known = (
            self._model.supported_languages
        )  # of the newest multilingual model; an older one lacks a token for the last
        self._languages = {code for code in known if self._model.hf_tokenizer.token_to_id(f"<|{code}|>") is not None}

    def hear(
        self, samples: NDArray[np.float32], pieces: Sequence[Piece], language: str, vocabulary: Sequence[str]
    ) -> Iterator[Heard]:
        """See `Engine`. A language that is to be found out is taken from the first piece with words in it."""
        wanted = self._language(language)
        for piece in pieces:
            sound = samples[piece.start_ms * RATE // 1000 : piece.end_ms * RATE // 1000]
            try:
                segments, about = self._model.transcribe(sound, language=wanted, **self._wishes(vocabulary))
                said = [asdict(segment) for segment in segments]
            except (MemoryError, RuntimeError) as error:
                if is_memory(error):
                    raise out_of_memory(self._name) from error
                raise
            found = heard(piece, said, samples, about.language, self._refiner)
            wanted = wanted or found.found_language or None
            yield found

    def _language(self, language: str) -> str | None:
        code = code_of(language)
        if code and code not in self._languages:
            raise SpeechProblem(
                f"The model {self._name} does not know the language “{language}”.",
                next_step="Choose another language or another model in Settings.",
            )
        return code

    def _wishes(self, vocabulary: Sequence[str]) -> dict[str, Any]:
        """Greedy and deterministic. Its hotwords are what openai-whisper calls a carried prompt."""
        return {
            "beam_size": 1,
            "temperature": 0.0,
            "condition_on_previous_text": False,
            "word_timestamps": True,
            "vad_filter": False,
            "hotwords": prompt(vocabulary, self._width) or None,
        }


def _loaded(file: Path, name: str) -> WhisperModel:
    model = _faster_whisper()
    for _ in range(_TRIES):
        folder = converted(file)
        try:
            # The folder's own kind of numbers, int8, where this processor is fast with it; else the library takes another.
            return model(str(folder), device="cpu", compute_type="default", local_files_only=True)
        except (MemoryError, RuntimeError, ValueError) as error:
            if is_memory(error):
                raise out_of_memory(name) from error
            remove_converted(file)
    raise damaged(file)


def _faster_whisper() -> type[WhisperModel]:
    """Import it, without what it is not to use."""
    with standing_in(*_NOT_USED):
        from faster_whisper import WhisperModel
    sys.modules["tqdm"].tqdm.monitor_interval = 0  # no thread that watches a bar nobody sees
    found: type[WhisperModel] = WhisperModel
    return found
