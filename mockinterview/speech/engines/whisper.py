"""openai-whisper, from a file in the models folder; never by name, which could reach for the network.

Greedy and deterministic, without the words before as a prompt: what one window got wrong must not lead the next. `transcribe` is
openai-whisper's own; on the fast path (fast_model.py) it is given our model, for `exact` its own. Whisper's guard against words in
silence (`hallucination_silence_threshold`) stays off: with the tests' checkpoint it threw away rightly heard sentences whose word
times looked odd, over a quarter of two long answers. What it would do with published models, behind our gate, has not been tried.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
import whisper
from whisper.decoding import DecodingOptions
from whisper.tokenizer import get_tokenizer

from mockinterview.speech.engines.aligner_refining import Refiner
from mockinterview.speech.engines.alignment import cheapest_path
from mockinterview.speech.engines.fast_model import FAST, FastModel, Switches
from mockinterview.speech.engines.pace import Pace
from mockinterview.speech.engines.whisper_checkpoint import give_back_memory, load_fast, load_stock
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
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]


class WhisperEngine:
    """One checkpoint, loaded. exact: openai-whisper as it is; so it is, too, where a graphics card does the work."""

    longest_ms = LONGEST_MS
    gap_ms = GAP_MS

    def __init__(self, file: Path, name: str, *, exact: bool = False, switches: Switches = FAST) -> None:
        self._name = name
        self._beams = switches.beams
        self._pace = Pace()
        sys.modules["whisper.timing"].dtw_cpu = cheapest_path  # type: ignore[attr-defined]
        sys.modules["tqdm"].tqdm.monitor_interval = 0  # no thread that watches a bar nobody sees
        self._refiner = None if exact else Refiner()
        stock = exact or torch.cuda.is_available()
        self._model = load_stock(file, name) if stock else load_fast(file, name, switches, self._pace)

    def hear(
        self, samples: Samples, pieces: Sequence[Piece], language: str, vocabulary: Sequence[str]
    ) -> Iterator[Heard]:
        """See `Engine`. A language that is to be found out is taken from the first piece with words in it."""
        wanted = code_of(language) or (None if self._model.is_multilingual else "en")
        rest = iter(pieces)
        at_once = 1
        while group := list(islice(rest, at_once)):
            for piece, result in zip(group, self._results(samples, group, wanted, vocabulary), strict=True):
                found = heard(piece, result["segments"], samples, result["language"], self._refiner)
                wanted = wanted or found.found_language or None
                yield found
            if isinstance(self._model, FastModel):
                self._model.forget()
                at_once = self._model.side_by_side() if wanted else 1
            give_back_memory()

    def hurry(self, on: bool) -> None:
        """See `Hurrying`."""
        self._pace.hurry(on)

    def _results(
        self, samples: Samples, pieces: Sequence[Piece], language: str | None, vocabulary: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        self._pace.keep()
        sounds = [samples[one.start_ms * RATE // 1000 : one.end_ms * RATE // 1000] for one in pieces]
        told = prompt(vocabulary, self._model.dims.n_text_state)
        how = {"fp16": self._model.device.type == "cuda", "temperature": 0.0, "language": language}
        if self._beams > 1:
            how["beam_size"] = self._beams
        try:
            if isinstance(self._model, FastModel) and len(sounds) > 1:
                tokens = get_tokenizer(self._model.is_multilingual).encode(" " + told) if told else []
                self._model.decode_ahead(sounds, DecodingOptions(prompt=tokens, **how))
            for sound in sounds:
                yield whisper.transcribe(
                    self._model,
                    sound,
                    verbose=None,
                    condition_on_previous_text=False,
                    word_timestamps=True,
                    initial_prompt=told or None,
                    carry_initial_prompt=bool(told),
                    **how,
                )
        except (MemoryError, RuntimeError) as error:
            if is_memory(error):
                raise out_of_memory(self._name) from error
            raise
