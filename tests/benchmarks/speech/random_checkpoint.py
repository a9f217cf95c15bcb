"""A checkpoint of published dimensions with random weights, in openai-whisper's own format: for measuring time and memory.

    python tests/benchmarks/speech/random_checkpoint.py base.en OUT.pt [--seed N]

What a recogniser costs depends on the sizes and on how many tokens it says, not on what the weights are. With these it says
nonsense, and any number of tokens; `fixed_tokens.py` makes it say the same number in every window. The same name and seed make the
same file on the same version of torch.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

SIZES = {
    "tiny": (384, 6, 4, 4),
    "base": (512, 8, 6, 6),
    "small": (768, 12, 12, 12),
    "medium": (1024, 16, 24, 24),
    "large-v3": (1280, 20, 32, 32),
    "large-v3-turbo": (1280, 20, 32, 4),
}
"""Width, attention heads, encoder layers, decoder layers, as published."""
NEWEST = ("large-v3", "large-v3-turbo")
"""These hear 128 bands of sound instead of 80, and know one language more."""
ENGLISH_TOKENS, TOKENS = 51864, 51865
SPREAD = 0.02
"""Whisper leaves the decoder's positions uninitialised (NaN, then "!!!!") and the token table far too large."""
NAMES = tuple(name + ending for name in SIZES for ending in ("", ".en") if not (ending and name.startswith("large")))


def make(name: str, out: Path, seed: int = 1) -> Path:
    """Write the checkpoint and return its path."""
    import torch
    from whisper.model import ModelDimensions, Whisper

    size = name.removesuffix(".en")
    width, heads, encoder_layers, decoder_layers = SIZES[size]
    tokens = ENGLISH_TOKENS if name.endswith(".en") else TOKENS + (size in NEWEST)
    dims = ModelDimensions(
        n_mels=128 if size in NEWEST else 80,
        n_audio_ctx=1500,
        n_audio_state=width,
        n_audio_head=heads,
        n_audio_layer=encoder_layers,
        n_vocab=tokens,
        n_text_ctx=448,
        n_text_state=width,
        n_text_head=heads,
        n_text_layer=decoder_layers,
    )
    torch.manual_seed(seed)
    model = Whisper(dims)
    torch.nn.init.normal_(model.decoder.positional_embedding, std=SPREAD)
    torch.nn.init.normal_(model.decoder.token_embedding.weight, std=SPREAD)
    torch.save({"dims": asdict(dims), "model_state_dict": model.half().state_dict()}, out)
    return out


def main() -> None:
    asked = argparse.ArgumentParser(
        description="Write a Whisper checkpoint of published dimensions with random weights."
    )
    asked.add_argument("name", choices=NAMES)
    asked.add_argument("out", type=Path)
    asked.add_argument("--seed", type=int, default=1)
    wish = asked.parse_args()
    make(wish.name, wish.out, wish.seed)
    print(f"{wish.out}: {wish.out.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
