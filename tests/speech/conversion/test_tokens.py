"""The tokens of the converted model are openai-whisper's, and text is cut into the same ones."""

from __future__ import annotations

import numpy as np
import pytest

from mockinterview.speech.conversion.checkpoint import CheckpointError
from mockinterview.speech.conversion.tokens import Tokens

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # openai-whisper leaves its table open
KINDS = [(51864, False, 99), (51865, True, 99), (51866, True, 100)]
TEXTS = (
    " Um, uh, hmm, er, ah. Kubernetes, Ångström",
    "it's  we'll 12345 ♪♪♪ (hello) \n\n tabs\t émigré 面接 😀",
    "",
    " don't I'D they've",
)


def texts() -> list[str]:
    """Sentences, and what nobody says: letters, spaces, marks and signs by chance."""
    random = np.random.default_rng(4)
    signs = np.array(list(" \n\taAeét'.,0123-面😀٣ǅ\u00a0\u200b"))
    return [*TEXTS, *("".join(random.choice(signs, 40)) for _ in range(200))]


@pytest.mark.parametrize(("n_vocab", "multilingual", "languages"), KINDS)
def test_special_tokens_have_whispers_numbers(n_vocab, multilingual, languages):
    whisper = pytest.importorskip("whisper.tokenizer")
    theirs = whisper.get_tokenizer(multilingual, num_languages=languages)
    tokens = Tokens(n_vocab)
    vocabulary = tokens.vocabulary
    assert len(vocabulary) == len(set(vocabulary)) == n_vocab
    for words, number in theirs.special_tokens.items():
        assert vocabulary[number] == words
    assert tokens.first_special == theirs.eot
    assert tokens.language_numbers == sorted(theirs.all_language_tokens)
    assert tokens.never_first == [*theirs.encode(" "), theirs.eot]


@pytest.mark.parametrize(("n_vocab", "multilingual", "languages"), KINDS[:2])
def test_text_is_cut_as_whisper_cuts_it(n_vocab, multilingual, languages):
    whisper = pytest.importorskip("whisper.tokenizer")
    theirs = whisper.get_tokenizer(multilingual, num_languages=languages)
    ours = pytest.importorskip("tokenizers").Tokenizer.from_str(Tokens(n_vocab).tokenizer_json())
    for text in texts():
        numbers = theirs.encode(text)
        assert ours.encode(text, add_special_tokens=False).ids == numbers, text
        assert ours.decode(numbers) == text
    for words in ("<|endoftext|>", "<|nospeech|>", "<|notimestamps|>", "<|en|>", "<|transcribe|>"):
        assert ours.token_to_id(words) == theirs.special_tokens[words]


def test_another_vocabulary_is_refused():
    with pytest.raises(CheckpointError, match="vocabulary"):
        Tokens(50_000)
