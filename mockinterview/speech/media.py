"""Sound out of what phones, browsers and meeting programs make (M4A, MP4, WebM, Opus, WMA), through PyAV: the only door to FFmpeg.

A file is taken for hostile. Only the containers and codecs below are tried, of FFmpeg's hundreds; playlists and files that name
other files are not among them, and every protocol is off: bytes come from one file that is already open, and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import av.error

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,asf,aac,flac,mp3,wav,aiff,amr,caf,avi"
CODECS = "aac,aac_latm,alac,opus,libopus,vorbis,flac,mp3,mp3float,mp2,mp2float,ac3,eac3,wmav1,wmav2,wmapro,amrnb,amrwb"
_PCM = "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_u8,pcm_s8,pcm_alaw,pcm_mulaw,adpcm_ms"
PROBE_BYTES = 5_000_000
MOST_BARREN = 20_000
"""Packets in a row that give no sound before the file is given up: ten minutes of video frames beside a silent sound stream."""
MOST_DAMAGED = 50
"""Damaged packets in a row; a scratched file skips a few."""


class MediaError(Exception):
    """The file holds no sound that can be had. The text is a sentence."""


class MediaSound:
    """An open file's first sound stream: `rate`, `channels`, `seconds` (0: it does not say), and its blocks.

    MediaError if there is none, OSError if the file cannot be opened. Use as a context.
    """

    def __init__(self, path: Path) -> None:
        av.logging.set_level(av.logging.PANIC)  # what FFmpeg says of a file can hold its name and title
        self._file = path.open("rb")
        try:
            self._open()
        except MediaError:
            self._file.close()
            raise

    def _open(self) -> None:
        try:
            self._container: Any = av.open(
                self._file,
                mode="r",
                metadata_errors="replace",
                options={
                    "format_whitelist": CONTAINERS,
                    "protocol_whitelist": "none",
                    "codec_whitelist": f"{CODECS},{_PCM}",
                    "probesize": str(PROBE_BYTES),
                },
            )
        except (av.error.FFmpegError, OSError, ValueError, IndexError) as error:
            raise MediaError("It is damaged, or of a kind the program does not know.") from error
        if not self._container.streams.audio:
            self._container.close()
            raise MediaError("There is no sound in it.")
        self._stream = self._container.streams.audio[0]
        self._stream.thread_count = 1
        self.rate = int(self._stream.rate or 0)
        self.channels = int(self._stream.channels or 0)
        length = self._container.duration or 0
        self.seconds = max(0.0, length / av.time_base)

    def __enter__(self) -> MediaSound:
        return self

    def __exit__(self, *_why: object) -> None:
        self._container.close()
        self._file.close()

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        """Sound in order, each (frames, channels) in -1..1 at `rate`. MediaError where it cannot go on."""
        resampler = av.AudioResampler(format="fltp")
        barren = damaged = 0
        try:
            for packet in self._container.demux(self._stream):
                try:
                    frames = packet.decode()
                    damaged = 0
                except av.error.InvalidDataError:
                    frames, damaged = [], damaged + 1
                barren = 0 if frames else barren + 1
                if barren > MOST_BARREN or damaged > MOST_DAMAGED:
                    raise MediaError("It is damaged: reading it got stuck.")
                for frame in frames:
                    yield from self._plain(resampler, frame)
        except (av.error.FFmpegError, OSError, ValueError) as error:
            raise MediaError("It is damaged.") from error

    def _plain(self, resampler: av.AudioResampler, frame: av.AudioFrame) -> Iterator[NDArray[np.float32]]:
        if frame.sample_rate != self.rate or len(frame.layout.channels) != self.channels:
            raise MediaError("Its sound changes format in the middle.")
        for one in resampler.resample(frame):
            yield one.to_ndarray().T
