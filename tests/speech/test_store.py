"""What a person can do with models, all together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.core.recognition import ModelState, RecogniserWish
from mockinterview.core.transcript import Transcript
from mockinterview.speech import choice, trials
from mockinterview.speech.models import CATALOGUE, Model
from mockinterview.speech.process import ChildTranscriber
from mockinterview.speech.store import ModelStore
from mockinterview.system.places import resources

DATA = b"PK\x03\x04" + b"weights" * 1000
TOY = Model("toy", len(DATA), languages=("en",), sha256=hashlib.sha256(DATA).hexdigest(), rank=1)
CLIP = resources() / "sounds" / "trial.flac"
DRAFT = RecogniserWish("pocketsphinx")


class Beside:
    """A transcriber that only remembers."""

    def __init__(self) -> None:
        self.held, self.in_use, self.asked = "", "", list[RecogniserWish]()

    def transcribe(
        self,
        audio: Path,
        wish: RecogniserWish,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Transcript:
        self.asked.append(wish)
        return Transcript("whisper", "toy", "en", 5_000)

    def holds(self, model: str) -> bool:
        return model == self.held

    def let_go(self, model: str) -> None:
        if model == self.in_use:
            raise SpeechProblem(f"The model {model} is in use.", next_step="Wait.")


@pytest.fixture
def beside() -> Beside:
    return Beside()


@pytest.fixture
def store(tmp_path: Path, beside: Beside, monkeypatch: pytest.MonkeyPatch) -> ModelStore:
    monkeypatch.setattr(choice, "find_spec", lambda name: name)
    return ModelStore(tmp_path / "models", beside, CLIP, [TOY, *CATALOGUE], free=lambda: 10**9)


def ignore(_done: int, _all: int) -> None:
    """For deeds whose progress does not matter."""


def never() -> bool:
    return False


def put(store: ModelStore, name: str, data: bytes = DATA) -> Path:
    store._shelf.folder.mkdir(exist_ok=True)
    file = store._shelf.file(name)
    file.write_bytes(data)
    return file


def test_room_is_told_before_the_folder_exists(store: ModelStore) -> None:
    taken, free = store.room()
    assert taken == 0
    assert free > 0
    put(store, "toy")
    assert store.room()[0] == len(DATA)


def test_models_are_checked_by_name_or_all_together(store: ModelStore) -> None:
    store.verify("", ignore, never)
    with pytest.raises(SpeechProblem, match="toy is not on this computer"):
        store.verify("toy", ignore, never)
    put(store, "toy")
    put(store, "mine", b"anything")
    seen: list[tuple[int, int]] = []
    store.verify("toy", lambda *so_far: seen.append(so_far), never)
    assert seen[-1] == (len(DATA), len(DATA))
    for name in ("mine", ""):
        with pytest.raises(SpeechProblem, match="put here by hand"):
            store.verify(name, ignore, never)
    store.trust("mine")
    store.verify("", ignore, never)
    put(store, "toy", b"evil" * 1751)
    for name in ("toy", "", ""):
        with pytest.raises(SpeechProblem, match=r"toy\.pt is damaged"):
            store.verify(name, ignore, never)
    with pytest.raises(Cancelled):
        store.verify("toy", ignore, lambda: True)


def test_a_file_is_added_and_trusted(store: ModelStore, tmp_path: Path) -> None:
    file = tmp_path / "mine.pt"
    file.write_bytes(DATA + b"!")
    added = store.add(file, ignore, never)
    assert (added.name, added.state, added.published) == ("mine", ModelState.UNTRUSTED, False)
    store.trust("mine")
    assert next(row for row in store.models() if row.name == "mine").present
    with pytest.raises(SpeechProblem, match="not on this computer"):
        store.trust("nothing")


def test_a_model_in_use_is_not_removed(store: ModelStore, beside: Beside) -> None:
    file = put(store, "toy")
    beside.in_use = "toy"
    with pytest.raises(SpeechProblem, match="in use"):
        store.remove("toy")
    assert file.exists()
    beside.in_use = ""
    assert store.remove("toy") == len(DATA)
    assert not file.exists()


def test_a_trial_is_kept_for_this_computer_and_model(
    store: ModelStore, beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "toy")
    wish = RecogniserWish("whisper", "toy")
    assert store.guidance(wish).trial is None
    steps: list[tuple[int, int]] = []
    trial = store.try_out(wish, lambda *step: steps.append(step), never)
    assert (trial.engine, trial.model, trial.sound_ms) == ("whisper", "toy", 5_000)
    assert steps == [(0, 2), (1, 2), (2, 2)]
    assert beside.asked == [wish, wish]
    assert store.guidance(wish).trial == trial
    put(store, "other", b"PK\x03\x04")
    store.trust("other")
    assert store.guidance(RecogniserWish("whisper", "other")).trial is None
    monkeypatch.setattr(trials, "_processor", lambda: "another processor")
    assert store.guidance(wish).trial is None


def test_a_trial_can_be_stopped_between_its_two_steps(store: ModelStore, beside: Beside) -> None:
    put(store, "toy")
    with pytest.raises(Cancelled):
        store.try_out(RecogniserWish("whisper", "toy"), ignore, lambda: bool(beside.asked))
    assert len(beside.asked) == 1


@pytest.mark.parametrize("spoiled", ["", "[]", '{"x": 7}', "[" * 100_000, "TYPES", "MORE", "LESS"])
def test_spoiled_trials_are_only_measured_again(store: ModelStore, spoiled: str) -> None:
    put(store, "toy")
    wish = RecogniserWish("whisper", "toy")
    store.try_out(wish, ignore, never)
    file = store._shelf.folder / "trials.json"
    whole = file.read_text()
    changes = {"TYPES": ("5000", '"long"'), "MORE": ("[5000", "[1, 5000"), "LESS": ("[5000", "[-5000")}
    file.write_text(whole.replace(*changes[spoiled]) if spoiled in changes else spoiled)
    assert store.guidance(wish).trial is None
    again = store.try_out(wish, ignore, never)
    assert store.guidance(wish).trial == again


def test_short_memory_is_said_before_a_recognition_unless_the_model_is_loaded(
    store: ModelStore, beside: Beside
) -> None:
    wish = RecogniserWish("whisper", "small.en")
    assert store.caution(wish) is None  # it is not here: the recognition says so
    with put(store, "small.en").open("r+b") as file:
        file.truncate(483_615_683)
    warning = store.caution(wish)
    assert warning is not None
    assert warning.sentence.startswith(
        "Memory is short for the model small.en. It needs about 1.5 GB and 1.0 GB are free"
    )
    beside.held = "small.en"
    assert store.caution(wish) is None
    assert store.caution(DRAFT) is None
    assert store.guidance(wish).tight


def test_a_model_that_can_never_fit_is_refused(store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mockinterview.speech.needs.most_bytes", lambda: 10**9)
    with put(store, "small.en").open("r+b") as file:
        file.truncate(483_615_683)
    with pytest.raises(SpeechProblem, match="too large for this computer"):
        choice.choose(RecogniserWish("whisper", "small.en"), store._shelf)


def test_the_real_recogniser_is_tried_out(real: ChildTranscriber, tmp_path: Path) -> None:
    store = ModelStore(tmp_path, real, CLIP)
    trial = store.try_out(DRAFT, ignore, never)
    assert (trial.engine, trial.sound_ms) == ("pocketsphinx", 5_000)
    assert trial.recognise_ms > 0
    assert store.guidance(DRAFT).trial == trial


def test_the_clip_holds_speech() -> None:
    from mockinterview.speech.gate import spoken_stretches
    from mockinterview.speech.sound import read_sound

    stretches = spoken_stretches(read_sound(CLIP))
    assert sum(one.end_ms - one.start_ms for one in stretches) > 3_000
