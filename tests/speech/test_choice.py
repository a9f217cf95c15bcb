"""Which recogniser a wish gets, and the sentence where it gets none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mockinterview.core.problems import SpeechProblem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.speech import choice
from mockinterview.speech.choice import choose, recognisers
from mockinterview.speech.models import ModelShelf


@pytest.fixture
def shelf(tmp_path: Path) -> ModelShelf:
    return ModelShelf(tmp_path)


def put(shelf: ModelShelf, name: str) -> None:
    """A model as far as can be seen without reading it, or one of one's own that was said yes to."""
    model = shelf.known(name)
    with shelf.file(name).open("wb") as file:
        file.truncate(model.size_bytes if model else 4)
    if model is None:
        shelf.trust(name)


def installed(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """As if only these libraries were installed."""
    monkeypatch.setattr(choice, "find_spec", lambda name: name if name in names else None)


def test_without_a_model_the_draft_recogniser_is_used_and_whisper_says_how_to_get_one(shelf: ModelShelf) -> None:
    whisper, light, draft = recognisers(shelf)
    assert light.name == "whisper-light"
    assert (whisper.name, whisper.ready, whisper.draft) == ("whisper", False, False)
    assert "mockinterview models get" in whisper.why_not
    assert (draft.name, draft.ready, draft.draft) == ("pocketsphinx", True, True)
    assert choose(RecogniserWish(), shelf).engine == "pocketsphinx"


def test_with_a_model_whisper_is_used(shelf: ModelShelf) -> None:
    put(shelf, "rehearsal")
    assert recognisers(shelf)[0].models == ("rehearsal",)
    found = choose(RecogniserWish(), shelf)
    assert (found.engine, found.model, found.file) == ("whisper", "rehearsal", shelf.file("rehearsal"))
    assert choose(RecogniserWish("pocketsphinx"), shelf).engine == "pocketsphinx"


def test_the_suggested_model_comes_first(shelf: ModelShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    for name in ("tiny.en", "base.en", "small.en", "mine"):
        put(shelf, name)
    assert recognisers(shelf)[0].models == ("base.en", "tiny.en", "small.en", "mine")
    assert choose(RecogniserWish(), shelf).model == "base.en"
    assert choose(RecogniserWish(model="mine"), shelf).model == "mine"


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (RecogniserWish("oracle"), "no recogniser called oracle"),
        (RecogniserWish("whisper"), "no Whisper model here"),
        (RecogniserWish("whisper", "base.en"), "base.en is not on this computer"),
        (RecogniserWish("pocketsphinx", language="fr"), "knows English only"),
        (RecogniserWish(language="fr"), "models get base"),
    ],
)
def test_a_wish_that_cannot_be_met_is_a_sentence(shelf: ModelShelf, wish: RecogniserWish, sentence: str) -> None:
    with pytest.raises(SpeechProblem, match=sentence):
        choose(wish, shelf)


def test_missing_libraries_are_said_and_not_chosen(shelf: ModelShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    put(shelf, "rehearsal")
    installed(monkeypatch, "pocketsphinx", "whisper")
    assert not recognisers(shelf)[0].ready
    assert "not installed" in recognisers(shelf)[0].why_not
    assert choose(RecogniserWish(), shelf).engine == "pocketsphinx"
    with pytest.raises(SpeechProblem, match="not installed"):
        choose(RecogniserWish("whisper"), shelf)
    installed(monkeypatch)
    assert not recognisers(shelf)[-1].ready
    with pytest.raises(SpeechProblem, match="cannot be used"):
        choose(RecogniserWish(), shelf)
    with pytest.raises(SpeechProblem, match="missing from this installation"):
        choose(RecogniserWish("pocketsphinx"), shelf)


def test_asking_is_cheap_enough_for_a_window(shelf: ModelShelf) -> None:
    put(shelf, "base.en")
    fastest = min(_seconds(shelf) for _ in range(5))
    assert fastest < 0.01


def _seconds(shelf: ModelShelf) -> float:
    began = time.perf_counter()
    recognisers(shelf)
    return time.perf_counter() - began


def test_a_model_that_waits_for_a_yes_or_is_damaged_is_named(shelf: ModelShelf) -> None:
    put(shelf, "rehearsal")
    shelf.file("rehearsal").write_bytes(b"quite another")
    with pytest.raises(SpeechProblem, match="rehearsal is not used without your yes"):
        choose(RecogniserWish("whisper"), shelf)
    shelf.file("rehearsal").unlink()
    put(shelf, "tiny.en")
    shelf.file("tiny.en").write_bytes(b"cut")
    with pytest.raises(SpeechProblem, match=r"tiny\.en is damaged and is not used"):
        choose(RecogniserWish("whisper"), shelf)
