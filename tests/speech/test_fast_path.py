"""The fast path says what openai-whisper says: the same numbers in full precision, the same words with every switch."""

from __future__ import annotations

import sys
import threading
import warnings
import weakref
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest
import torch
import whisper
from numpy.typing import NDArray
from whisper.model import ModelDimensions, Whisper
from whisper.timing import median_filter
from whisper.tokenizer import get_encoding

from mockinterview.speech.conversion.heads import alignment_heads
from mockinterview.speech.engines import fast_model
from mockinterview.speech.engines.alignment import cheapest_path
from mockinterview.speech.engines.fast_alignment import SMOOTH, running_median
from mockinterview.speech.engines.fast_decoder import Decoder
from mockinterview.speech.engines.fast_linear import Int8Linear, can_round, linear
from mockinterview.speech.engines.fast_model import FAST, FULL_PRECISION, FastModel, Switches
from mockinterview.speech.engines.whisper import WhisperEngine
from mockinterview.speech.engines.whisper_checkpoint import load_fast, load_stock
from mockinterview.speech.gate import Stretch
from mockinterview.speech.pieces import Piece
from tests.data.whisper.spoken import RATE, SENTENCES, Speaker
from tests.speech.conftest import CHECKPOINT
from tests.speech.test_engines import in_a_row

Samples = NDArray[np.float32]
HOW = {
    "language": "en",
    "temperature": 0.0,
    "fp16": False,
    "condition_on_previous_text": False,
    "word_timestamps": True,
    "verbose": None,
}
SWITCHES = {
    "full precision": FULL_PRECISION,
    "its own word times": replace(FULL_PRECISION, reuse=False),
    "8-bit layers": replace(FULL_PRECISION, int8=True),
    "8-bit vocabulary": replace(FULL_PRECISION, int8_vocabulary=True),
    "fitted windows": replace(FULL_PRECISION, fitted=True),
    "everything": FAST,
}


@pytest.fixture(scope="module", autouse=True)
def _one_thread_and_no_compiler() -> None:
    torch.set_num_threads(1)
    sys.modules["whisper.timing"].dtw_cpu = cheapest_path  # type: ignore[attr-defined]
    sys.modules["tqdm"].tqdm.monitor_interval = 0  # type: ignore[attr-defined]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # openai-whisper leaves its word lists open
        for words in ("gpt2", "multilingual"):
            get_encoding(name=words, num_languages=99)


@pytest.fixture(scope="module")
def stock() -> Whisper:
    return load_stock(CHECKPOINT, "rehearsal")


@pytest.fixture(scope="module")
def sounds(speaker: Speaker) -> list[Samples]:
    groups = [(0,), (5,), (9,), (12,), (1, 20), (14, 3), (7, 16, 22)]
    return [in_a_row([speaker.say(SENTENCES[i], "gmw/en", 165) for i in group], 0.6)[0] for group in groups]


def fast(switches: Switches) -> FastModel:
    return load_fast(CHECKPOINT, "rehearsal", switches)


def said(model: object, sound: Samples, **more: object) -> list[tuple[str, float, float, float]]:
    result = whisper.transcribe(model, sound, **HOW, **more)
    words = [word for segment in result["segments"] for word in segment["words"]]
    return [(word["word"], word["start"], word["end"], round(float(word["probability"]), 3)) for word in words]


def texts(words: Sequence[tuple[str, float, float, float]]) -> list[str]:
    return [word for word, *_ in words]


@pytest.mark.parametrize("beams", [None, 3, 5])
def test_in_full_precision_words_times_and_confidence_are_openai_whispers(
    stock: Whisper, sounds: list[Samples], beams: int | None
) -> None:
    more = {} if beams is None else {"beam_size": beams}
    for switches in (FULL_PRECISION, replace(FULL_PRECISION, shared_beams=False, reuse=False)):
        model = fast(switches)
        for sound in sounds[:3] if beams else sounds:
            assert said(model, sound, **more) == said(stock, sound, **more)


@pytest.mark.parametrize("switches", SWITCHES.values(), ids=SWITCHES)
def test_the_words_are_openai_whispers_whatever_is_switched_on(
    stock: Whisper, sounds: list[Samples], switches: Switches
) -> None:
    model = fast(switches)
    for sound in sounds:
        assert texts(said(model, sound)) == texts(said(stock, sound))


def test_windows_decoded_side_by_side_say_the_same_and_are_decoded_once(
    sounds: list[Samples], monkeypatch: pytest.MonkeyPatch
) -> None:
    one_by_one = [whisper.transcribe(fast(FULL_PRECISION), sound, **HOW) for sound in sounds]
    model, tasks = fast(FULL_PRECISION), []
    real = fast_model._Task

    def counted(*how: object) -> object:
        tasks.append(how)
        return real(*how)  # type: ignore[arg-type]

    monkeypatch.setattr(fast_model, "_Task", counted)
    options = {key: HOW[key] for key in ("language", "temperature", "fp16")}
    model.decode_ahead(sounds, whisper.DecodingOptions(prompt=[], **options))
    together = [whisper.transcribe(model, sound, **HOW) for sound in sounds]
    assert [one["text"] for one in together] == [one["text"] for one in one_by_one]
    assert len(tasks) == 1


def test_what_was_decoded_ahead_in_another_way_is_not_used(sounds: list[Samples]) -> None:
    model = fast(FULL_PRECISION)
    model.decode_ahead(sounds[:1], whisper.DecodingOptions(language="en", sample_len=1, fp16=False, prompt=[]))
    assert texts(said(model, sounds[0])) == texts(said(fast(FULL_PRECISION), sounds[0]))


def test_windows_of_before_can_be_forgotten(sounds: list[Samples]) -> None:
    model = fast(FULL_PRECISION)
    model.decode_ahead(sounds[:1], whisper.DecodingOptions(language="en", temperature=0.0, fp16=False, prompt=[]))
    held = weakref.ref(model._ahead[0].sound)
    model.forget()
    assert held() is None
    assert texts(said(model, sounds[0])) == texts(said(fast(FULL_PRECISION), sounds[0]))


def test_a_loop_of_words_in_a_fitted_window_is_tried_again_in_a_whole_one(
    sounds: list[Samples], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = fast(FAST)
    frames: list[int] = []
    real = fast_model.FastModel.features

    def noted(self: FastModel, mels: torch.Tensor, count: int) -> torch.Tensor:
        frames.append(count)
        return real(self, mels, count)

    monkeypatch.setattr(fast_model.FastModel, "features", noted)
    said(model, sounds[0])
    assert frames == [min(frames)]
    assert frames[0] < 1500
    monkeypatch.setattr(fast_model, "LOOP_RATIO", 0.0)  # now every text looks like a loop
    frames.clear()
    said(model, sounds[0])
    assert frames[-1] == 1500
    assert len(frames) == 2


def test_a_language_is_found_as_openai_whisper_finds_it() -> None:
    torch.manual_seed(3)
    dims = ModelDimensions(80, 1500, 64, 2, 1, 51865, 448, 64, 2, 1)
    stock = Whisper(dims)
    torch.nn.init.normal_(stock.decoder.positional_embedding, std=0.02)
    torch.nn.init.normal_(stock.decoder.token_embedding.weight, std=0.05)
    mel = torch.randn(80, 3000)
    with torch.no_grad():
        _, expected = stock.detect_language(mel)
    model = FastModel(dims, stock.state_dict().__getitem__, alignment_heads("none", 1, 2), FULL_PRECISION)
    _, found = model.detect_language(mel)
    assert found == pytest.approx(expected, rel=1e-4)
    assert model.num_languages == stock.num_languages


@pytest.mark.parametrize("beams", [1, 3])
def test_pieces_come_in_their_order_with_times_on_the_sounds_clock(speaker: Speaker, beams: int) -> None:
    parts = [in_a_row([speaker.say(SENTENCES[i], "gmw/en", 165)], 0.6)[0] for i in (0, 5, 9, 12, 20, 3)]
    pieces, at = [], 0
    for part in parts:
        length = len(part) * 1000 // RATE
        pieces.append(Piece(at + 300, at + length - 200, (Stretch(at + 400, at + length - 300),)))
        at += length
    engine = WhisperEngine(CHECKPOINT, "rehearsal", switches=replace(FAST, beams=beams))
    heard = list(engine.hear(np.concatenate(parts), pieces, "en", ()))
    assert [one.piece for one in heard] == pieces
    for one, index in zip(heard, (0, 5, 9, 12, 20, 3), strict=True):
        words = [word for sentence in one.sentences for word in sentence]
        assert [word.text for word in words] == SENTENCES[index].split()
        assert all(one.piece.start_ms <= word.start_ms <= word.end_ms <= one.piece.end_ms for word in words)


def test_an_engine_at_work_takes_every_core_from_the_next_token_on(
    sounds: list[Samples], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = WhisperEngine(CHECKPOINT, "rehearsal")
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    length = len(sounds[0]) * 1000 // RATE
    piece = Piece(0, length, (Stretch(0, length),))
    used: list[int] = []
    real = Decoder.step

    def noted(*what: Any, **how: Any) -> Any:
        used.append(torch.get_num_threads())
        if len(used) == 2:
            stop = threading.Thread(target=engine.hurry, args=[True])
            stop.start()
            stop.join()
        return real(*what, **how)

    monkeypatch.setattr(Decoder, "step", noted)
    try:
        list(engine.hear(sounds[0], [piece], "en", ()))
        assert used[:2] == [1, 1]
        assert set(used[2:]) == {3}
        engine.hurry(False)
        list(engine.hear(sounds[0], [piece], "en", ()))
        assert used[-1] == 2
    finally:
        torch.set_num_threads(1)


def test_names_are_told_to_models_that_know_what_a_prompt_is(
    sounds: list[Samples], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    engine = WhisperEngine(CHECKPOINT, "rehearsal")
    real = whisper.transcribe

    def noted(*what: object, **how: object) -> object:
        told.append(how["initial_prompt"])
        return real(*what, **how)

    monkeypatch.setattr(whisper, "transcribe", noted)
    monkeypatch.setattr("mockinterview.speech.engines.whisper_words.SMALLEST_PUBLISHED_WIDTH", 64)
    length = len(sounds[0]) * 1000 // RATE
    piece = Piece(0, length, (Stretch(0, length),))
    list(engine.hear(sounds[0], [piece], "en", ("Kubernetes", "Ångström")))
    assert told == ["Um, uh, hmm, er, ah. Kubernetes, Ångström"]


def test_the_checkpoint_is_loaded_whole_and_unchanged(stock: Whisper) -> None:
    model = fast(FULL_PRECISION)
    assert asdict(model.dims) == asdict(stock.dims)
    mel = torch.randn(1, 80, 3000)
    with torch.no_grad():
        expected = stock.encoder(mel)
    assert torch.allclose(model.encoder(mel), expected, atol=1e-4)
    tokens = torch.tensor([[50257, 50362, 440, 2068]])
    assert torch.allclose(model.logits(tokens, expected), stock.logits(tokens, expected).detach(), atol=1e-3)


@pytest.mark.parametrize("frames", [1, 3, 4, 7, 200])
def test_the_running_median_is_openai_whispers(frames: int) -> None:
    x = torch.randn(3, 5, frames)
    assert torch.equal(running_median(x), median_filter(x, SMOOTH))


@pytest.mark.skipif(not can_round(), reason="this processor has no 8-bit layers")
def test_8_bit_layers_are_near_and_keep_small_rows_apart_from_large_ones() -> None:
    torch.manual_seed(1)
    weight, bias, x = torch.randn(40, 64), torch.randn(40), torch.randn(2, 7, 64)
    weight[0] *= 1000  # one scale for the whole matrix would leave nothing of the other rows
    near, exact = Int8Linear(weight, bias)(x), linear(weight, bias, int8=False)(x)
    error = (near - exact).pow(2).mean((0, 1)).sqrt() / exact.pow(2).mean((0, 1)).sqrt()
    assert float(error.max()) < 0.03


def test_memory_bounds_how_many_windows_are_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    model = fast(FAST)
    monkeypatch.setattr(fast_model, "free_bytes", lambda: 8_000_000_000)
    assert model.side_by_side() == FAST.side_by_side
    model.dims = replace(model.dims, n_text_state=1280, n_text_layer=32)  # large: 0.5 GB a window
    assert model.side_by_side() == 1
    monkeypatch.setattr(fast_model, "free_bytes", lambda: 0)
    assert model.side_by_side() == 1
