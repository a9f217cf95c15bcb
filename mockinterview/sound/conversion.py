"""Whatever a microphone or a file gives -> what a take holds: 16 kHz mono int16, block by block and without seams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockinterview.sound.take_file import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Converter:
    """Turns interleaved int16 of one rate and channel count into a take's samples. Channels are averaged."""

    def __init__(self, rate: int, channels: int) -> None:
        # Heavy libraries: only where sound is at hand.
        import soxr

        self._channels = channels
        self._resampler = None if rate == RATE else soxr.ResampleStream(rate, RATE, 1, dtype="float32", quality="HQ")

    def convert(self, samples: NDArray[np.int16]) -> bytes:
        """The take's bytes for that much more sound; what the resampler still holds back comes with the next call."""
        if self._resampler is None and self._channels == 1:
            return samples.astype("<i2").tobytes()
        return self._finish(samples, last=False)

    def flush(self) -> bytes:
        """The take's bytes for what was held back; afterwards the converter starts afresh."""
        # Heavy library: only where sound is at hand.
        import numpy as np

        if self._resampler is None:
            return b""
        rest = self._finish(np.zeros(0, np.int16), last=True)
        self._resampler.clear()
        return rest

    def _finish(self, samples: NDArray[np.int16], last: bool) -> bytes:
        """Mix, resample, round. Floats in between: soxr would dither int16, and digital silence must stay silence."""
        # Heavy library: only where sound is at hand.
        import numpy as np

        mono = samples.astype(np.float32)
        if self._channels > 1:
            mono = mono[: mono.size // self._channels * self._channels].reshape(-1, self._channels).mean(axis=1)
        if self._resampler is not None:
            mono = self._resampler.resample_chunk(mono, last=last)
        return bytes(np.clip(np.rint(mono), -32_768, 32_767).astype("<i2").tobytes())
