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
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import TYPE_CHECKING, Any

from mockinterview.core.problems import SpeechProblem
from mockinterview.core.transcript import Segment, Transcript, Word
from mockinterview.speech.gate import EDGE_MS, Stretch, merged
from mockinterview.speech.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILLERS = "Um, uh, hmm, er, ah."
"""Makes Whisper more willing to write fillers down. Short: long prompts swallow speech."""
SMALLEST_PUBLISHED_WIDTH = 384
"""Models narrower than the smallest published one were never taught what a prompt is."""
CLIP_GAP_MS = 4_000
"""Silence this long is cut out of what Whisper looks at; it invents sentences there. Shorter pauses are left for context."""
LOOP_RATIO = 2.4
"""Text that packs better than this is the same words again and again (Whisper's own threshold)."""
STRAY_MS = 700
"""A word may lie so far from any speech and still be believed; Whisper's times are not exact."""
LONGEST_CLIP_MS = 28_000
"""Clips end at a pause before Whisper's thirty seconds do, which would cut a word in two."""
TIGHT_MS = EDGE_MS - 50
"""The gate keeps more around speech than belongs to a word."""
LEAST_WORD_MS = 40
_FRAMES_A_SECOND = 100


class WhisperEngine:
    """One checkpoint, loaded."""

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

    def recognise(
        self,
        samples: NDArray[np.float32],
        stretches: Sequence[Stretch],
        language: str,
        vocabulary: Sequence[str],
        heard: Callable[[int], None],
    ) -> Transcript:
        """See `Engine`."""
        clips = merged(list(stretches), CLIP_GAP_MS, LONGEST_CLIP_MS)
        meter = _Meter(clips, heard)
        sys.modules["whisper.transcribe"].tqdm = SimpleNamespace(tqdm=meter)  # type: ignore[attr-defined]
        try:
            result = self._model.transcribe(
                samples,
                verbose=False,
                language=language.split("-", maxsplit=1)[0].lower() or "en",
                temperature=0.0,
                fp16=self._model.device.type == "cuda",
                condition_on_previous_text=False,
                word_timestamps=True,
                clip_timestamps=[at / 1000 for clip in clips for at in (clip.start_ms, clip.end_ms)],
                **self._prompt(vocabulary),
            )
        except (MemoryError, RuntimeError) as error:
            if _is_memory(error):
                raise _out_of_memory(self._name) from error
            raise
        return self._transcript(result, stretches, round(len(samples) * 1000 / RATE))

    def _prompt(self, vocabulary: Sequence[str]) -> dict[str, object]:
        if self._model.dims.n_text_state < SMALLEST_PUBLISHED_WIDTH:
            return {}
        return {"initial_prompt": " ".join([FILLERS, ", ".join(vocabulary)]).strip(), "carry_initial_prompt": True}

    def _transcript(self, result: Mapping[str, Any], stretches: Sequence[Stretch], duration_ms: int) -> Transcript:
        words: list[Word] = []
        segments: list[Segment] = []
        for part in result["segments"]:
            if part["compression_ratio"] > LOOP_RATIO:
                continue
            heard = _placed(_words(part["words"]), stretches, words[-1].end_ms if words else 0, duration_ms)
            if heard:
                segments.append(Segment(heard[0].start_ms, heard[-1].end_ms, len(words), len(words) + len(heard) - 1))
                words.extend(heard)
        return Transcript("whisper", self._name, result["language"], duration_ms, tuple(words), tuple(segments))


def _path(costs: NDArray[Any]) -> NDArray[np.int64]:
    from mockinterview.speech.engines.alignment import cheapest_path

    return cheapest_path(costs)


def _words(raw: Sequence[Mapping[str, Any]]) -> list[Word]:
    return [
        Word(
            one["word"].strip(),
            round(one["start"] * 1000),
            round(one["end"] * 1000),
            round(float(one["probability"]), 3),
        )
        for one in raw
        if one["word"].strip()
    ]


def _placed(words: Sequence[Word], stretches: Sequence[Stretch], earliest_ms: int, latest_ms: int) -> list[Word]:
    """The words of one segment in order, inside the sound, and where somebody speaks: Whisper lets them swallow the pauses around.

    A word that begins in a pause is moved behind it, one that ends in a pause ends before it. Far from any speech it was invented.
    """
    placed: list[Word] = []
    speech = [Stretch(one.start_ms + TIGHT_MS, one.end_ms - TIGHT_MS) for one in stretches]
    for index, word in enumerate(words):
        if min(max(one.start_ms - word.end_ms, word.start_ms - one.end_ms) for one in stretches) > STRAY_MS:
            continue
        is_last = index == len(words) - 1
        start = _out_of_pause(word, speech, words[-1].end_ms if not is_last else word.end_ms - TIGHT_MS)
        end = max([min(word.end_ms, one.end_ms) for one in speech if one.start_ms < word.end_ms], default=word.end_ms)
        start = min(max(start, earliest_ms), latest_ms)
        end = min(max(end, start), latest_ms)
        placed.append(Word(word.text, start, end, word.confidence))
        earliest_ms = start
    return placed


def _out_of_pause(word: Word, speech: Sequence[Stretch], latest_ms: int) -> int:
    """Where the word can begin: as it says, or when speech goes on up to `latest_ms`, or else where speech ended before."""
    room_ms = (
        2 * TIGHT_MS if word.end_ms - word.start_ms < LEAST_WORD_MS else 0
    )  # no length: pressed against what came before
    if any(one.start_ms <= word.start_ms <= one.end_ms - room_ms for one in speech):
        return word.start_ms
    ahead = [one.start_ms for one in speech if word.start_ms < one.start_ms <= latest_ms]
    behind = [min(word.start_ms, one.end_ms) for one in speech if one.start_ms <= word.start_ms]
    return min(ahead, default=max(behind, default=word.start_ms))


class _Meter:
    """Stands where Whisper's progress bar would, and tells how much of the clips is done on the sound's own clock."""

    def __init__(self, clips: Sequence[Stretch], heard: Callable[[int], None]) -> None:
        self._clips = clips
        self._heard = heard
        self._done_ms = 0.0

    def __call__(self, **_bar: object) -> _Meter:
        return self

    def __enter__(self) -> _Meter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def update(self, frames: int) -> None:
        """So many more frames of 10 ms are done."""
        self._done_ms += max(0, frames) * 1000 / _FRAMES_A_SECOND
        left = self._done_ms
        at = 0
        for clip in self._clips:
            at = clip.start_ms + int(min(left, clip.end_ms - clip.start_ms))
            left -= clip.end_ms - clip.start_ms
            if left <= 0:
                break
        self._heard(at)


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
