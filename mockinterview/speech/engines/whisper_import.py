"""openai-whisper without the compiler it brings for word times: 60 MB and half a second of every start, and three at first use.

It imports numba to compile its path search; ours needs no compiling (alignment.py) and stands in its place in every engine here.
"""

from __future__ import annotations

from typing import Any

from mockinterview.speech.engines.stand_ins import standing_in


def import_whisper() -> None:
    """Import the library, with an empty numba in place of the real one while that lasts. ImportError as usual."""
    with standing_in("numba", jit=_uncompiled):
        import whisper  # noqa: F401


def _uncompiled(**_wishes: Any) -> Any:
    def as_it_is(function: Any) -> Any:
        return function

    return as_it_is
