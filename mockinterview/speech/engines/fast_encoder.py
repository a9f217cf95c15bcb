"""Whisper's encoder on as much of its thirty seconds as there is sound.

It is trained on thirty seconds, most of them silence for a short piece, and costs the same whatever is in them. A piece of ten
seconds gets a window of its own length and a margin, three to five times cheaper; the caller falls back to the whole window
where the words that come of it look wrong.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import gelu
from whisper.model import AudioEncoder, ModelDimensions

from mockinterview.speech.engines.fast_linear import Read, filled, round_layers
from mockinterview.speech.engines.pace import Pace

MARGIN = 96
"""Encoder frames (20 ms) of padding behind the sound: others needed 64 to 128 to keep the decoder from repeating itself."""
_STEP = 64
"""Windows grow in steps of so many encoder frames."""


class Encoder:
    """The encoder of one checkpoint. read: its tensors by name. int8: its layers are rounded. pace: asked before each."""

    def __init__(self, dims: ModelDimensions, read: Read, *, int8: bool, pace: Pace) -> None:
        self._pace = pace
        with torch.device("meta"):
            encoder = AudioEncoder(
                dims.n_mels, dims.n_audio_ctx, dims.n_audio_state, dims.n_audio_head, dims.n_audio_layer
            )
        self._convolutions = [filled(getattr(encoder, name), read, f"{name}.").float() for name in ("conv1", "conv2")]
        self._positions = read("positional_embedding").float()
        self._last_norm = filled(encoder.ln_post, read, "ln_post.").float()
        for index, block in enumerate(encoder.blocks):
            filled(block, read, f"blocks.{index}.")
            if int8:
                round_layers(block)
            block.float()  # a checkpoint holds half precision
        self._blocks = encoder.blocks
        self.longest: int = dims.n_audio_ctx

    def fitting(self, mel: Tensor) -> int:
        """Encoder frames enough for mel spectrograms (windows, mels, frames), which Whisper pads with zeroes at their ends."""
        sound = mel.abs().amax(dim=(0, 1)).nonzero()
        frames = (int(sound[-1]) + 2) // 2 if len(sound) else 0
        return min(-(-(frames + MARGIN) // _STEP) * _STEP, self.longest)

    def encode(self, mel: Tensor, frames: int) -> Tensor:
        """Mel spectrograms (windows, mels, 2 * longest) -> features (windows, frames, width) of the first `frames`."""
        # one after the other: side by side they would only take more memory
        return torch.cat([self._one(window, frames) for window in mel.split(1)])

    def _one(self, mel: Tensor, frames: int) -> Tensor:
        hidden = mel[..., : 2 * frames]
        for convolution in self._convolutions:
            hidden = gelu(convolution(hidden))
        hidden = hidden.transpose(1, 2) + self._positions[:frames]
        for block in self._blocks:
            self._pace.keep()
            hidden = block(hidden)
        features: Tensor = self._last_norm(hidden)
        return features
