"""How much memory a recogniser needs for a model, from the size of its file.

openai-whisper reads the checkpoint's half-precision numbers beside the single-precision ones it runs with: three times the file,
and 0.35 GB for PyTorch and the sound (peaks measured with random weights at the published dimensions, tiny to small: 0.6, 0.8,
1.7 GB). A light engine runs with one byte a number, half the file. PocketSphinx was measured.
"""

from __future__ import annotations

from mockinterview.speech.memory import most_bytes

_RUNTIME = 350_000_000
_LIGHT_RUNTIME = 180_000_000
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
