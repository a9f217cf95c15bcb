"""The same number of tokens in every window, whatever the weights: with random ones it would be any number, and no fair race.

Text tokens only, never the end, until the number is reached; and every window is followed by the next whole one (else the last
word's end decides where the next begins). Both libraries take the same wishes by other names.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

FIRST_SPECIAL = {51864: 50256, 51865: 50257, 51866: 50257}
"""The end of text, by the size of the vocabulary; everything from there on is no text."""


def for_openai_whisper(number: int, n_vocab: int) -> dict[str, object]:
    """Options for `whisper.transcribe`, in addition to others."""
    return {"sample_len": number, **_both(n_vocab)}


def for_faster_whisper(number: int, n_vocab: int) -> dict[str, object]:
    """Options for `WhisperModel.transcribe`, in addition to others."""
    thresholds = {
        "log_prob_threshold" if key == "logprob_threshold" else key: one for key, one in _both(n_vocab).items()
    }
    return {"max_new_tokens": number, **thresholds}


@contextmanager
def whole_windows() -> Iterator[None]:
    """While it lasts, the libraries that are loaded go on window by window."""
    loaded = [
        module for name in ("whisper.transcribe", "faster_whisper.transcribe") if (module := sys.modules.get(name))
    ]
    before = [module.get_end for module in loaded]
    for module in loaded:
        module.get_end = _unknown
    try:
        yield
    finally:
        for module, own in zip(loaded, before, strict=True):
            module.get_end = own


def _unknown(_segments: object) -> None:
    """Where the last word ended: not known, so nothing is taken back."""


def _both(n_vocab: int) -> dict[str, object]:
    return {
        "temperature": 0.0,
        "without_timestamps": True,
        "suppress_tokens": [-1, *range(FIRST_SPECIAL[n_vocab], n_vocab)],
        "compression_ratio_threshold": None,
        "logprob_threshold": None,
        "no_speech_threshold": None,
        "condition_on_previous_text": False,
    }
