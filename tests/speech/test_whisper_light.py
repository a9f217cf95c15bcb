"""The light form of Whisper in its real child: the same words as openai-whisper, from the same checkpoint, without PyTorch."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import pytest

from mockinterview.core.problems import SpeechProblem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.transcript import Transcript
from mockinterview.speech.choice import light_installed, whisper_installed
from mockinterview.speech.conversion import converted, is_converted, light_folder
from mockinterview.speech.engines.whisper_light import LightEngine
from mockinterview.speech.gate import Stretch, spoken_stretches
from mockinterview.speech.models import ModelShelf
from mockinterview.speech.pieces import Piece
from mockinterview.speech.process import ChildTranscriber
from tests.data.whisper.spoken import RATE, SENTENCES, Speaker
from tests.guards.leftovers import children
from tests.speech.conftest import CHECKPOINT
from tests.speech.test_engines import check_shape, hear, in_a_row

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # openai-whisper leaves its table open
if not light_installed():
    pytest.skip("faster-whisper is not installed (the extra “light”)", allow_module_level=True)

LIGHT, EXACT = RecogniserWish("whisper-light"), RecogniserWish("whisper", exact=True)
ROOT = Path(__file__).parents[2]
Write = Callable[..., Path]
ANSWERS = (
    ((0, 5, 16), "gmw/en", 165),
    ((3,), "gmw/en-US+f3", 155),
    ((7, 20), "gmw/en-GB-scotland", 150),
    ((9, 1, 14, 16), "gmw/en", 175),
)
"""Sentences, voice, words a minute. Where the checkpoint is unsure, rounding decides (tests/benchmarks/speech/light.py)."""


def spoken(speaker: Speaker, indices: tuple[int, ...], voice: str = "gmw/en", rate: int = 165):
    return in_a_row([speaker.say(SENTENCES[index], voice, rate) for index in indices])


def texts(transcript: Transcript) -> list[str]:
    return [word.text for word in transcript.words]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A models folder of one test's own."""
    shutil.copy(CHECKPOINT, tmp_path / "rehearsal.pt")
    return tmp_path


@pytest.mark.skipif(not whisper_installed(), reason="openai-whisper is not installed")
@pytest.mark.parametrize(("indices", "voice", "rate"), ANSWERS)
def test_it_hears_the_words_that_whisper_and_exact_whisper_hear(
    real: ChildTranscriber, speaker: Speaker, wav: Write, indices: tuple[int, ...], voice: str, rate: int
) -> None:
    samples, words = spoken(speaker, indices, voice, rate)
    file = wav(samples)
    light, exact, fast = (hear(real, file, wish) for wish in (LIGHT, EXACT, RecogniserWish("whisper")))
    check_shape(light, samples)
    assert (light.engine, light.model, light.draft, light.language) == ("whisper-light", "rehearsal", False, "en")
    assert texts(light) == texts(exact) == texts(fast) == [text for text, _ in words]
    off = [abs(one.start_ms - other.start_ms) for one, other in zip(light.words, fast.words, strict=True)]
    assert median(off) <= 20


@pytest.mark.parametrize("level", [0.0, 0.001, 0.1])
def test_silence_and_noise_have_no_words(real: ChildTranscriber, wav: Write, level: float) -> None:
    samples = (np.random.default_rng(1).standard_normal(8 * RATE) * level).astype(np.float32)
    assert hear(real, wav(samples), LIGHT).words == ()


def test_names_from_the_question_do_no_harm(real: ChildTranscriber, speaker: Speaker, wav: Write) -> None:
    samples, words = spoken(speaker, (9,))
    transcript = hear(real, wav(samples), RecogniserWish("whisper-light", vocabulary=("Kubernetes", "Ångström")))
    assert texts(transcript) == [text for text, _ in words]


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_its_child_has_no_pytorch_and_no_reader_of_sound_files(folder: Path, speaker: Speaker, wav: Write) -> None:
    samples, words = spoken(speaker, (9,))
    before = children()
    ModelShelf(folder).trust("rehearsal")
    transcriber = ChildTranscriber(folder)
    heard = hear(transcriber, wav(samples), LIGHT)
    libraries = "".join(Path(f"/proc/{pid}/maps").read_text() for pid in children() - before)
    transcriber.close()
    assert texts(heard) == [text for text, _ in words]
    assert "ctranslate2" in libraries
    assert not [name for name in ("libtorch", "libavcodec", "onnxruntime", "Qt6") if name in libraries]
    assert is_converted(folder / "rehearsal.pt")


def engine(folder: Path) -> LightEngine:
    return LightEngine(folder / "rehearsal.pt", "rehearsal")


def piece_of(samples: np.ndarray) -> Piece:
    stretches = tuple(spoken_stretches(samples))
    return Piece(stretches[0].start_ms, stretches[-1].end_ms, stretches)


def test_a_language_the_model_does_not_know_is_a_sentence(folder: Path, speaker: Speaker) -> None:
    samples, words = spoken(speaker, (0,))
    light, piece = engine(folder), piece_of(samples)
    with pytest.raises(SpeechProblem, match="does not know the language “fr”"):
        list(light.hear(samples, [piece], "fr", ()))
    for language in ("en", "en-GB", ""):
        [heard] = light.hear(samples, [piece], language, ())
        assert [word.text for sentence in heard.sentences for word in sentence] == [text for text, _ in words]
        assert heard.language == "en"


def test_a_converted_model_that_cannot_be_loaded_is_made_again(folder: Path, speaker: Speaker) -> None:
    file = folder / "rehearsal.pt"
    made = light_folder(file)
    whole = (converted(file) / "model.bin").read_bytes()
    state = (made / "model.bin").stat()
    (made / "model.bin").write_bytes(b"\0" * len(whole))
    os.utime(made / "model.bin", ns=(state.st_atime_ns, state.st_mtime_ns))  # as if the disk had lost it
    assert is_converted(file)
    samples, words = spoken(speaker, (0,))
    [heard] = engine(folder).hear(samples, [piece_of(samples)], "en", ())
    assert sum(map(len, heard.sentences)) == len(words)
    assert (made / "model.bin").read_bytes() == whole


@pytest.mark.parametrize("data", [b"", b"<html>" * 100])
def test_a_damaged_model_is_a_sentence(folder: Path, data: bytes) -> None:
    (folder / "rehearsal.pt").write_bytes(data)
    with pytest.raises(SpeechProblem, match=r"rehearsal\.pt is damaged"):
        engine(folder)


def test_it_needs_neither_the_downloader_nor_pytorch(folder: Path) -> None:
    code = f"""
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("torch", "whisper", "tiktoken", "huggingface_hub", "av", "onnxruntime"):
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Blocker())
from pathlib import Path
from mockinterview.speech.engines.whisper_light import LightEngine
LightEngine(Path({str(folder / "rehearsal.pt")!r}), "rehearsal")
assert not {{"av", "huggingface_hub"}} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_prompt_is_the_one_openai_whisper_would_be_given(
    folder: Path, speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests' checkpoint is asked as if it were as wide as the published ones; what it then hears does not matter."""
    tokenizer = pytest.importorskip("whisper.tokenizer").get_tokenizer(multilingual=False)
    samples, _ = spoken(speaker, (0,))
    light, given = engine(folder), []
    monkeypatch.setattr(light, "_width", 384)
    ask = light._model.get_prompt
    monkeypatch.setattr(light._model, "get_prompt", lambda *a, **more: given.append(ask(*a, **more)) or given[-1])
    list(light.hear(samples, [piece_of(samples)] * 2, "en", ("Kubernetes", "Ångström")))
    wanted = tokenizer.encode(" Um, uh, hmm, er, ah. Kubernetes, Ångström")
    assert given == [[tokenizer.sot_prev, *wanted, tokenizer.sot]] * len(given)
    assert len(given) >= 2


@pytest.mark.parametrize(("n_vocab", "n_mels", "languages"), [(51865, 80, 99), (51866, 128, 100)])
def test_multilingual_checkpoints_of_both_kinds_are_heard(
    tmp_path: Path, n_vocab: int, n_mels: int, languages: int
) -> None:
    torch, whisper = pytest.importorskip("torch"), pytest.importorskip("whisper.model")
    dims = whisper.ModelDimensions(n_mels, 1500, 16, 2, 1, n_vocab, 448, 16, 2, 2)
    torch.manual_seed(1)
    model = whisper.Whisper(dims)
    torch.nn.init.normal_(model.decoder.positional_embedding, std=0.02)
    torch.nn.init.normal_(model.decoder.token_embedding.weight, std=0.02)
    torch.save({"dims": vars(dims), "model_state_dict": model.half().state_dict()}, tmp_path / "many.pt")
    light = LightEngine(tmp_path / "many.pt", "many")
    sound = np.random.default_rng(1).standard_normal(2 * RATE).astype(np.float32) * 0.1
    piece = Piece(0, 2000, (Stretch(0, 2000),))
    assert len(light._languages) == languages
    for language in ("de", "fr-CA"):
        assert [one.language for one in light.hear(sound, [piece], language, ())] == [language[:2]]
    first, second = light.hear(sound, [piece, piece], "", ())
    assert first.language == second.language
    assert first.language in light._languages
    with pytest.raises(SpeechProblem, match="does not know the language"):
        list(light.hear(sound, [piece], "tlh", ()))
