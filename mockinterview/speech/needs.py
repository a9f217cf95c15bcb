"""How much memory a recogniser needs for a model, from the size of its file.

openai-whisper reads the checkpoint's half-precision numbers beside the single-precision ones it runs with: three times the file,
and what PyTorch and the sound take. The rest of each was measured as the child's peak over the trial clip: 0.47 GB for a checkpoint of
7 MB and 0.85 GB for random weights at base.en's dimensions (145 MB); 0.34 GB for the latter in the light engine, which runs with one
byte a number; 0.15 GB for PocketSphinx.
"""

from __future__ import annotations

from mockinterview.speech.memory import most_bytes

_RUNTIME = 450_000_000
_LIGHT_RUNTIME = 260_000_000
_DRAFT = 150_000_000


def needs_bytes(engine: str, size_bytes: int) -> int:
    """Memory at the peak, in bytes; size_bytes of the model's file. 0 where it is not known."""
    if engine == "whisper" and size_bytes:
        return 3 * size_bytes + _RUNTIME
    if engine == "whisper-light" and size_bytes:
        return round(0.6 * size_bytes) + _LIGHT_RUNTIME
    return _DRAFT if engine == "pocketsphinx" else 0


def hopeless(engine: str, size_bytes: int) -> bool:
    """Whether this computer could not hold it even if nothing else ran."""
    most = most_bytes()
    return bool(most) and needs_bytes(engine, size_bytes) > most
