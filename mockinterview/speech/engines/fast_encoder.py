"""Whisper's encoder on as much of its thirty seconds as there is sound.

It is trained on thirty seconds, most of them silence for a short piece, and costs the same whatever is in them. A piece of ten
seconds gets a window of its own length and a margin, three to five times cheaper; the caller falls back to the whole window
where the words that come of it look wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import Tensor
from torch.nn.functional import gelu

from mockinterview.speech.engines.fast_linear import round_layers

if TYPE_CHECKING:
    from whisper.model import AudioEncoder

MARGIN = 96
"""Encoder frames (20 ms) of padding behind the sound: others needed 64 to 128 to keep the decoder from repeating itself."""
_STEP = 64
"""Windows grow in steps of so many encoder frames."""


class Encoder:
    """The encoder of one checkpoint, whose layers it takes over. int8: its layers rounded."""

    def __init__(self, encoder: AudioEncoder, *, int8: bool) -> None:
        if int8:
            round_layers(encoder.blocks)
        self._encoder = encoder.float()  # what is not rounded: a checkpoint holds half precision
        self.longest: int = encoder.positional_embedding.shape[0]

    def fitting(self, mel: Tensor) -> int:
        """Encoder frames enough for mel spectrograms (windows, mels, frames), which Whisper pads with zeroes at their ends."""
        sound = mel.abs().amax(dim=(0, 1)).nonzero()
        frames = (int(sound[-1]) + 2) // 2 if len(sound) else 0
        return min(-(-(frames + MARGIN) // _STEP) * _STEP, self.longest)

    def encode(self, mel: Tensor, frames: int) -> Tensor:
        """Mel spectrograms (windows, mels, 2 * longest) -> features (windows, frames, width) of the first `frames`."""
        whole = self._encoder
        hidden = gelu(whole.conv2(gelu(whole.conv1(mel[..., : 2 * frames])))).transpose(1, 2)
        hidden = hidden + whole.positional_embedding[:frames]
        for block in whole.blocks:
            hidden = block(hidden)
        features: Tensor = whole.ln_post(hidden)
        return features
