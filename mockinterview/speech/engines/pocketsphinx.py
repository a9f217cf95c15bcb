"""PocketSphinx with the US English model inside its wheel: works at once, makes a draft.

Long sound is cut at pauses and every piece is decoded by itself, so that one misheard stretch cannot spoil the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mockinterview.core.transcript import Word
from mockinterview.speech.guards import guarded
from mockinterview.speech.pieces import Heard, Piece
from mockinterview.speech.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODEL = "en-us"
PAUSE_MS = 300
"""A pause that ends a piece, beyond what the gate keeps at its edges (0.4 s); shorter ones stay inside, for context."""
LONGEST_MS = 15_000
"""Pieces are joined up to this length; decoding took 0.20 of the time of a short piece, 0.27 of one of 23 s."""
_FRAME_MS = 10
_ALTERNATIVE = re.compile(r"\(\d+\)$")
_NO_WORD = re.compile(r"^(<.*>|\[.*\]|\+\+.*\+\+)$")


class PocketSphinxEngine:
    """The decoder, loaded once (0.4 s)."""

    longest_ms = LONGEST_MS
    gap_ms = PAUSE_MS

    def __init__(self) -> None:
        from pocketsphinx import Decoder

        # Its log holds hypotheses, that is, what was said.
        self._decoder = Decoder(loglevel="FATAL", samprate=RATE, bestpath=True)

    def hear(
        self, samples: NDArray[np.float32], pieces: Sequence[Piece], language: str, vocabulary: Sequence[str]
    ) -> Iterator[Heard]:
        """See `Engine`. The language is English and the vocabulary its own; both wishes are passed over."""
        for piece in pieces:
            yield guarded(piece, [self._words(samples, piece)], samples)

    def _words(self, samples: NDArray[np.float32], piece: Piece) -> list[Word]:
        import numpy as np

        sound = samples[piece.start_ms * RATE // 1000 : piece.end_ms * RATE // 1000]
        pcm = np.round(sound * 32767).astype(np.int16).tobytes()
        self._decoder.start_utt()
        self._decoder.process_raw(pcm, no_search=False, full_utt=True)
        self._decoder.end_utt()
        found: list[Word] = []
        for one in self._decoder.seg() or ():
            if _NO_WORD.match(one.word):
                continue
            start = piece.start_ms + one.start_frame * _FRAME_MS
            end = min(piece.start_ms + (one.end_frame + 1) * _FRAME_MS, piece.end_ms)
            found.append(Word(_ALTERNATIVE.sub("", one.word), start, max(start, end), round(min(1.0, one.prob), 3)))
        return found
