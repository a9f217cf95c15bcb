"""A sound file -> samples, inside the child: what the recognisers are given, and nothing a hostile file can blow up.

soundfile reads what it knows (WAV, FLAC, Ogg, MP3, AIFF); what phones and browsers make is left to PyAV, where it is installed.
Both and soxr are imported where they are used: the child starts faster, and a broken library is a sentence, not a crash.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
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
ALWAYS = "WAV, FLAC, MP3, Ogg or AIFF"
"""What is read on every computer."""
_RATES = range(4_000, 384_001)
_CHANNELS = range(1, 33)
_BLOCK_S = 10


@dataclass(frozen=True)
class Open:
    """A sound file being read: blocks (frames, channels) in -1..1 at `rate`. seconds: as the file says, 0 where it does not."""

    rate: int
    channels: int
    seconds: float
    blocks: Iterator[Samples]


def read_sound(audio: Path) -> Samples:
    """Float32 mono in -1..1 at 16 kHz; stereo is mixed, other rates are resampled, broken samples become silence.

    The file's own word on its length is not believed: reading stops at four hours. SpeechProblem if it cannot be read.
    """
    import numpy as np

    pieces = [block for block, _ in sound_blocks(audio)]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def sound_blocks(audio: Path) -> Iterator[tuple[Samples, float]]:
    """The same, block by block as it is read, each with the length the whole file claims, in seconds (0: unknown)."""
    import numpy as np
    import soxr

    for source in _opened(audio):
        if source.rate not in _RATES or source.channels not in _CHANNELS:
            raise _unreadable(audio, f"It has {source.channels} channels at {source.rate} samples a second.")
        resampler = None if source.rate == RATE else soxr.ResampleStream(source.rate, RATE, 1, dtype="float32")
        frames = 0
        for block in source.blocks:
            frames += len(block)
            if frames > LONGEST_S * source.rate:
                raise _too_long(audio)
            mono = np.clip(np.nan_to_num(block.mean(axis=1, dtype=np.float32)), -1, 1)
            yield mono if resampler is None else resampler.resample_chunk(mono), source.seconds
        if resampler is not None:
            yield resampler.resample_chunk(np.zeros(0, np.float32), last=True), source.seconds


def _opened(audio: Path) -> Iterator[Open]:
    """The file, open as long as it is looked at. SpeechProblem if nobody here can read it."""
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
        source = soundfile.SoundFile(name)
    except soundfile.SoundFileError:
        yield from _opened_media(audio)
        return
    except OSError as error:
        raise _unreadable(audio, "It cannot be opened.") from error
    try:
        with source:
            yield Open(source.samplerate, source.channels, source.frames / source.samplerate, _blocks(source))
    except (soundfile.SoundFileError, OSError) as error:
        raise _unreadable(audio, "It is damaged.") from error


def _blocks(source: soundfile.SoundFile) -> Iterator[Samples]:
    """Until there is no more, whatever the header says (soundfile's own `blocks` believes it)."""
    while len(block := source.read(_BLOCK_S * source.samplerate, dtype="float32", always_2d=True)):
        yield block


def _opened_media(audio: Path) -> Iterator[Open]:
    """The same for what soundfile does not know."""
    try:
        from mockinterview.speech import media
    except ImportError:
        raise SpeechProblem(
            f"The sound file {audio.name} cannot be read.",
            "It is damaged, or of a kind that needs the part “media”, which is not installed.",
            f"Save it as {ALWAYS}.",
        ) from None
    try:
        with media.MediaSound(audio) as source:
            yield Open(source.rate, source.channels, source.seconds, source.blocks())
    except media.MediaError as error:
        raise _unreadable(audio, str(error)) from error
    except OSError as error:
        raise _unreadable(audio, "It cannot be opened.") from error


def _too_long(audio: Path) -> SpeechProblem:
    return SpeechProblem(
        f"The sound file {audio.name} is too long to recognise.",
        "The limit is four hours.",
        "Cut it into shorter parts.",
    )


def _unreadable(audio: Path, why: str) -> SpeechProblem:
    return SpeechProblem(f"The sound file {audio.name} cannot be read.", why, f"Save it again, as {ALWAYS}.")
