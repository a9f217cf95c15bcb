"""Whisper's tokens, as CTranslate2 and faster-whisper want to be told of them.

openai-whisper keeps a table of pieces of text in the order in which they were found, and puts its special tokens behind them. The
two tables lie here as they are published (tables/LICENSE), so that openai-whisper need not be installed. faster-whisper also wants
to know from which two pieces each was joined, which the order says.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from mockinterview.speech.conversion.checkpoint import CheckpointError

_LANGUAGES = (
    "en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy sk te fa "
    "lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn "
    "mt sa lb my bo tl mg as tt haw ln ha ba jw su yue"
)
"""In the order of their tokens (whisper.tokenizer.LANGUAGES); the last came with large-v3."""
_END, _SPACE = "<|endoftext|>", 220
_TABLES = Path(__file__).parent / "tables"
_SIZES = {51864: ("gpt2", 99), 51865: ("multilingual", 99), 51866: ("multilingual", 100)}
"""By the size of the vocabulary: the table and the number of languages."""
_TIMES = 1501
Pair = tuple[bytes, bytes]


class Tokens:
    """All tokens of one kind of model. CheckpointError for a vocabulary that is not Whisper's."""

    def __init__(self, n_vocab: int) -> None:
        if n_vocab not in _SIZES:
            raise CheckpointError("another vocabulary than Whisper's")
        table, languages = _SIZES[n_vocab]
        self._pieces = _table(table)
        self._languages = _LANGUAGES.split()[:languages]
        self._special = [
            _END,
            "<|startoftranscript|>",
            *(f"<|{language}|>" for language in self._languages),
            *(
                "<|translate|>",
                "<|transcribe|>",
                "<|startoflm|>",
                "<|startofprev|>",
                "<|nospeech|>",
                "<|notimestamps|>",
            ),
        ]

    @property
    def first_special(self) -> int:
        """The number of the end of text; all below are text."""
        return len(self._pieces)

    @property
    def vocabulary(self) -> list[str]:
        """Every token by its number."""
        times = [f"<|{index * 0.02:.2f}|>" for index in range(_TIMES)]
        return [*(_shown(piece) for piece in self._pieces), *self._special, *times]

    @property
    def language_numbers(self) -> list[int]:
        return [self.first_special + 2 + index for index in range(len(self._languages))]

    @property
    def never_first(self) -> list[int]:
        """No text begins with a space alone, or with its end."""
        return [_SPACE, self.first_special]

    def tokenizer_json(self) -> str:
        """The `tokenizer.json` of Hugging Face's tokenizers; without the times, which no text is made of."""
        special = [
            {
                "id": self.first_special + index,
                "content": words,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for index, words in enumerate(self._special)
        ]
        bytewise = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
        return json.dumps(
            {
                "version": "1.0",
                "truncation": None,
                "padding": None,
                "added_tokens": special,
                "normalizer": None,
                "pre_tokenizer": bytewise,
                "post_processor": None,
                "decoder": bytewise,
                "model": {
                    "type": "BPE",
                    "dropout": None,
                    "unk_token": None,
                    "continuing_subword_prefix": "",
                    "end_of_word_suffix": "",
                    "fuse_unk": False,
                    "byte_fallback": False,
                    "vocab": {_shown(piece): number for number, piece in enumerate(self._pieces)},
                    "merges": [f"{_shown(left)} {_shown(right)}" for left, right in _joins(self._pieces)],
                },
            }
        )


def _table(name: str) -> Sequence[bytes]:
    """The pieces of text in their order; the first 256 are the single bytes."""
    lines = (_TABLES / f"{name}.tiktoken").read_text("ascii").splitlines()
    return [base64.b64decode(line.split(" ")[0]) for line in lines]


def _joins(pieces: Sequence[bytes]) -> list[Pair]:
    """The two pieces that each longer piece was joined from."""
    order = {piece: number for number, piece in enumerate(pieces)}
    return [_halves(piece, number, order) for number, piece in enumerate(pieces) if len(piece) > 1]


def _halves(piece: bytes, number: int, order: Mapping[bytes, int]) -> Pair:
    """Join its bytes as the tokeniser would that knows only what was found before; two parts are left."""
    parts = [piece[index : index + 1] for index in range(len(piece))]
    while len(parts) > 2:
        ranks = [order.get(parts[at] + parts[at + 1], number) for at in range(len(parts) - 1)]
        at = min(range(len(ranks)), key=ranks.__getitem__)
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
    return parts[0], parts[1]


@cache
def _letters() -> Mapping[int, str]:
    """A letter that can be seen for every byte, as GPT-2 chose them: itself, or one from U+0100 on."""
    seen = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    unseen = [byte for byte in range(256) if byte not in seen]
    return {byte: chr(byte) for byte in seen} | {byte: chr(0x100 + index) for index, byte in enumerate(unseen)}


def _shown(piece: bytes) -> str:
    letters = _letters()
    return "".join(letters[byte] for byte in piece)
