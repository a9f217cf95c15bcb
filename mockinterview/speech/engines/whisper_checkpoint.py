"""A Whisper checkpoint from its file: openai-whisper's own format, read without running anything in it."""

from __future__ import annotations

import pickle
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
import whisper
from torch import Tensor
from whisper.model import AudioEncoder, ModelDimensions, TextDecoder

from mockinterview.core.problems import SpeechProblem
from mockinterview.speech.conversion.heads import alignment_heads
from mockinterview.speech.engines.fast_model import FastModel, Switches
from mockinterview.speech.engines.whisper_words import is_memory, out_of_memory

_NOT_A_CHECKPOINT = (
    OSError,
    EOFError,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    pickle.UnpicklingError,
    zipfile.BadZipFile,
)


def load_stock(file: Path, name: str) -> whisper.Whisper:
    """The model as openai-whisper loads it. SpeechProblem if the file is none, or memory does not suffice."""
    with _told(name):
        model = whisper.load_model(str(file))
        # loaded from a path, openai-whisper does not know which heads follow the sound, and takes word times from too many
        heads = alignment_heads(name, model.dims.n_text_layer, model.dims.n_text_head)
        chosen = torch.zeros(model.dims.n_text_layer, model.dims.n_text_head, dtype=torch.bool)
        chosen[tuple(zip(*heads, strict=True))] = True
        model.register_buffer("alignment_heads", chosen.to_sparse(), persistent=False)
        return model


def load_fast(file: Path, name: str, switches: Switches) -> FastModel:
    """The model for the fast path. The file is looked into, not read into memory, and no weight is made up first.

    SpeechProblem as `load_stock`.
    """
    with _told(name):
        checkpoint = torch.load(file, map_location="cpu", weights_only=True, mmap=True)
        dims = ModelDimensions(**checkpoint["dims"])
        weights: dict[str, Tensor] = checkpoint["model_state_dict"]
        sound = (dims.n_audio_ctx, dims.n_audio_state, dims.n_audio_head, dims.n_audio_layer)
        text = (dims.n_text_ctx, dims.n_text_state, dims.n_text_head, dims.n_text_layer)
        with torch.device("meta"):
            encoder, decoder = AudioEncoder(dims.n_mels, *sound), TextDecoder(dims.n_vocab, *text)
        for part, name_of_part in ((encoder, "encoder."), (decoder, "decoder.")):
            own = {key.removeprefix(name_of_part): one for key, one in weights.items() if key.startswith(name_of_part)}
            part.load_state_dict(own, assign=True)
        heads = alignment_heads(name, dims.n_text_layer, dims.n_text_head)
        return FastModel(dims, encoder, decoder, heads, switches)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Errors while loading, in words for a person."""
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        raise out_of_memory(name) if is_memory(error) else _no_model(name) from error
    except _NOT_A_CHECKPOINT as error:
        raise _no_model(name) from error


def _no_model(name: str) -> SpeechProblem:
    return SpeechProblem(
        f"The model file {name}.pt is damaged.",
        "It cannot be read as a Whisper model.",
        "Get the model again, or choose another one in Settings.",
    )
