"""A sound file -> samples, inside the child: what the recognisers are given, and nothing a hostile file can blow up.

soundfile and soxr are imported where they are used: the child starts faster, and a broken library is a sentence, not a crash.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mockinterview.core.problems import SpeechProblem

if TYPE_CHECKING:
    import numpy as np
    import soundfile
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

RATE = 16_000
"""Samples a second that both recognisers were trained on."""
LONGEST_S = 4 * 3600
LARGEST_BYTES = 4 * 1024**3
"""Four gigabytes: a WAV file cannot be larger."""
_RATES = range(4_000, 384_001)
_CHANNELS = range(1, 33)
_BLOCK_S = 10


def read_sound(audio: Path) -> Samples:
    """Float32 mono in -1..1 at 16 kHz; stereo is mixed, other rates are resampled, broken samples become silence.

    The file's own word on its length is not believed: reading stops at four hours. SpeechProblem if it cannot be read.
    """
    if not os.path.isfile(audio):  # unlike Path's own, it never raises
        raise SpeechProblem(
            f"There is no sound file {audio.name}.", next_step="Check that the recording was not moved or deleted."
        )
    size = audio.stat().st_size
    if size > LARGEST_BYTES:
        raise _too_long(audio)
    if size == 0:
        raise _unreadable(audio, "It is empty.")
    import soundfile

    # as bytes where files are named by bytes: a name need not be text
    name = os.fsencode(audio) if os.name == "posix" else str(audio)
    try:
        with soundfile.SoundFile(name) as source:
            if source.samplerate not in _RATES or source.channels not in _CHANNELS:
                raise _unreadable(audio, f"It has {source.channels} channels at {source.samplerate} samples a second.")
            return _samples(source, audio)
    except (soundfile.SoundFileError, OSError) as error:
        raise _unreadable(audio, "It is damaged, or of a kind the program does not know.") from error


def _samples(source: soundfile.SoundFile, audio: Path) -> Samples:
    import numpy as np
    import soxr

    rate: int = source.samplerate
    resampler = None if rate == RATE else soxr.ResampleStream(rate, RATE, 1, dtype="float32")
    pieces: list[Samples] = []
    frames = 0
    while len(block := source.read(_BLOCK_S * rate, dtype="float32", always_2d=True)):
        frames += len(block)
        if frames > LONGEST_S * rate:
            raise _too_long(audio)
        mono = np.clip(np.nan_to_num(block.mean(axis=1, dtype=np.float32)), -1, 1)
        pieces.append(mono if resampler is None else resampler.resample_chunk(mono))
    if resampler is not None:
        pieces.append(resampler.resample_chunk(np.zeros(0, np.float32), last=True))
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def _too_long(audio: Path) -> SpeechProblem:
    return SpeechProblem(
        f"The sound file {audio.name} is too long to recognise.",
        "The limit is four hours.",
        "Cut it into shorter parts.",
    )


def _unreadable(audio: Path, why: str) -> SpeechProblem:
    return SpeechProblem(f"The sound file {audio.name} cannot be read.", why, "Use a WAV, FLAC or Ogg file.")
