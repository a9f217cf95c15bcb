"""How much memory a recogniser needs for a model, from the size of its file.

A line through peaks measured with random weights at published dimensions, on whole recordings. With Whisper's fast path, five
windows side by side, base.en (145 MB) took 0.87 GB and small.en (484 MB) 1.47 GB, in the light engine 0.34 and 0.59 GB; 0.06 GB
more for the aligner in both. PocketSphinx took 0.15 GB. Above small it is a guess. openai-whisper as it is needs more (base.en
0.95 GB, small.en 1.95 GB).
"""

from __future__ import annotations

from mockinterview.speech.memory import most_bytes

_RUNTIME = 680_000_000
_LIGHT_RUNTIME = 290_000_000
_DRAFT = 150_000_000


def needs_bytes(engine: str, size_bytes: int) -> int:
    """Memory at the peak, in bytes; size_bytes of the model's file. 0 where it is not known."""
    if engine == "whisper" and size_bytes:
        return round(1.75 * size_bytes) + _RUNTIME
    if engine == "whisper-light" and size_bytes:
        return round(0.75 * size_bytes) + _LIGHT_RUNTIME
    return _DRAFT if engine == "pocketsphinx" else 0


def hopeless(engine: str, size_bytes: int) -> bool:
    """Whether this computer could not hold it even if nothing else ran."""
    most = most_bytes()
    return bool(most) and needs_bytes(engine, size_bytes) > most
