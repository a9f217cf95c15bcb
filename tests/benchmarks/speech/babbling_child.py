"""The real recogniser's process with random weights: it says so many tokens for each second of sound, whatever they are.

    python tests/benchmarks/speech/after_stop.py --model base.en --child tests/benchmarks/speech/babbling_child.py

Everything is the program's own but two things. Whisper's decoding gets the wishes of fixed_tokens.py, so that it costs what a
checkpoint of that size costs on speech. And what it babbled is replaced by the words that were said, where they were said (a file
beside the take, spoken_answers.py): placing, guards and the refining of times have the work they would have, no more and no less.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partialmethod
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from mockinterview.speech import worker  # noqa: E402
from mockinterview.speech.messages import Job  # noqa: E402
from mockinterview.speech.pieces import Heard, Piece  # noqa: E402
from tests.benchmarks.speech import fixed_tokens  # noqa: E402
from tests.benchmarks.speech.contenders import RATE, TOKENS_A_SECOND  # noqa: E402
from tests.benchmarks.speech.spoken_answers import script_of  # noqa: E402


class Babble:
    """What is changed in the libraries, once they are there."""

    def __init__(self) -> None:
        self.audio = Path()
        self._decoded_ahead: list[int] = []

    def take_over(self) -> None:
        """Change openai-whisper and the engine. Both are imported already."""
        import whisper

        from mockinterview.speech.engines import fast_model
        from mockinterview.speech.engines import whisper as engine

        fast_model.LOOP_RATIO = float("inf")  # random words often look like a loop
        sys.modules["whisper.transcribe"].get_end = fixed_tokens._unknown
        self._transcribe: Callable[..., Any] = whisper.transcribe
        self._decode_ahead = fast_model.FastModel.decode_ahead
        self._believed = engine.heard
        whisper.transcribe = self.transcribe
        fast_model.FastModel.decode_ahead = partialmethod(_ask, self)
        engine.heard = self.heard

    def transcribe(self, model: Any, sound: Any, **wishes: Any) -> Any:
        number = self._decoded_ahead.pop(0) if self._decoded_ahead else _tokens(sound)
        return self._transcribe(model, sound, **wishes | fixed_tokens.for_openai_whisper(number, model.dims.n_vocab))

    def decode_ahead(self, model: Any, pieces: Sequence[Any], options: Any) -> None:
        number = max(map(_tokens, pieces))
        self._decoded_ahead = [number] * len(pieces)
        fixed = fixed_tokens.for_openai_whisper(number, model.dims.n_vocab)
        known = {name: value for name, value in fixed.items() if name in options.__dataclass_fields__}
        self._decode_ahead(model, pieces, replace(options, **known))

    def heard(self, piece: Piece, _babbled: Sequence[Mapping[str, Any]], *more: Any) -> Heard:
        """What the engine makes of the words that were really said in a piece."""
        said = [
            {
                "word": text,
                "start": (start - piece.start_ms) / 1000,
                "end": (end - piece.start_ms) / 1000,
                "probability": 0.9,
            }
            for text, start, end in json.loads(script_of(self.audio).read_text("utf-8"))
            if piece.start_ms <= (start + end) / 2 < piece.end_ms
        ]
        return self._believed(piece, [{"compression_ratio": 1.0, "words": said}], *more)


def _ask(model: Any, babble: Babble, pieces: Sequence[Any], options: Any) -> None:
    """As a method of the model."""
    babble.decode_ahead(model, pieces, options)


def _tokens(sound: Any) -> int:
    return max(1, round(len(sound) / RATE * TOKENS_A_SECOND))


def main() -> int:
    babble = Babble()
    load, answer = worker._load, worker.answer

    def loaded(job: Job) -> Any:
        engine = load(job)
        babble.take_over()
        return engine

    def answered(job: Any, *more: Any) -> Any:
        babble.audio = Path(job.audio)
        return answer(job, *more)

    worker._load, worker.answer = loaded, answered
    return worker.main()


if __name__ == "__main__":
    sys.exit(main())
