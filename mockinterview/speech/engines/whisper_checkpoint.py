"""A Whisper checkpoint from its file: openai-whisper's own format, read without running anything in it."""

from __future__ import annotations

import ctypes
import pickle
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

import torch
import whisper
from torch import Tensor
from whisper.model import ModelDimensions

from mockinterview.speech.conversion import damaged
from mockinterview.speech.conversion.checkpoint import Checkpoint, CheckpointError
from mockinterview.speech.conversion.heads import alignment_heads
from mockinterview.speech.engines.fast_model import FastModel, Switches
from mockinterview.speech.engines.pace import Pace
from mockinterview.speech.engines.whisper_words import is_memory, out_of_memory

_NOT_A_CHECKPOINT = (
    CheckpointError,
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
    with _told(file, name):
        model = whisper.load_model(str(file))
        # loaded from a path, openai-whisper does not know which heads follow the sound, and takes word times from too many
        heads = alignment_heads(name, model.dims.n_text_layer, model.dims.n_text_head)
        chosen = torch.zeros(model.dims.n_text_layer, model.dims.n_text_head, dtype=torch.bool)
        chosen[tuple(zip(*heads, strict=True))] = True
        model.register_buffer("alignment_heads", chosen.to_sparse(), persistent=False)
        return model


def load_fast(file: Path, name: str, switches: Switches, pace: Pace | None = None) -> FastModel:
    """The model for the fast path, read tensor by tensor and rounded as it comes: the file is never in memory whole.

    pace: see `FastModel`. SpeechProblem as `load_stock`.
    """
    with _told(file, name), Checkpoint(file) as checkpoint:

        def read(tensor: str) -> Tensor:
            return torch.from_numpy(checkpoint.read(tensor).copy())

        dims = ModelDimensions(**asdict(checkpoint.dims))
        heads = alignment_heads(name, dims.n_text_layer, dims.n_text_head)
        model = FastModel(dims, read, heads, switches, pace)
    give_back_memory()
    return model


def give_back_memory() -> None:
    """Let the system have what was used in between: glibc keeps it, hundreds of megabytes after every piece."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def _told(file: Path, name: str) -> Iterator[None]:
    """Errors while loading, in words for a person."""
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        raise out_of_memory(name) if is_memory(error) else damaged(file) from error
    except _NOT_A_CHECKPOINT as error:
        raise damaged(file) from error
