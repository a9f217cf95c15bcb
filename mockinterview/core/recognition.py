"""Which recognisers there are, and which one is wished for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Recogniser:
    """One way to turn sound into words on this computer, and whether it works here and now."""

    name: str
    ready: bool
    why_not: str = ""
    draft: bool = False
    models: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecogniserWish:
    """Which recogniser to use. engine "" is the best that is ready; model "" is that engine's preferred one.

    language: "" lets a multilingual model find out. exact: openai-whisper as it is, without our fast path: the reference.
    """

    engine: str = ""
    model: str = ""
    language: str = "en"
    vocabulary: tuple[str, ...] = ()
    exact: bool = False
