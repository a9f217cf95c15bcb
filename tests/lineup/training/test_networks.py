"""The networks in torch, where torch is: what is trained is what the program runs, and training learns and repeats itself.

Bodies of one layer: the sums are the same and the tests fast. Nothing here needs the ONNX exporter or the published weights.
"""

from __future__ import annotations

import copy
import json
import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from mockinterview.lineup import model as runtime
from mockinterview.lineup.head import item_logits
from mockinterview.lineup.judge import Judge as NumpyJudge
from mockinterview.lineup.judge import unit
from mockinterview.lineup.training.corpus import Answer, Argument, Item, Reading

torch = pytest.importorskip("torch", reason="torch is not installed, and only training needs it")

from mockinterview.lineup.training import fit, fit_embedder, network, ship  # noqa: E402 - they need torch
from mockinterview.lineup.training.encode import LONGEST_ANSWER, Coder  # noqa: E402
from mockinterview.lineup.training.examples import Lesson  # noqa: E402

TOKENIZER = Path(__file__).parents[3] / "resources" / "models" / "lineup" / "tokenizer.json"
CLAUSES = ("I locked the folders into the cabinet every night.", "It rained.", "Dana had the only other key.")
ITEMS = ("Locked cabinets for paper files", "minefield: Telling friends about clients")


@pytest.fixture(scope="module", autouse=True)
def few_threads():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def coder():
    from tokenizers import Tokenizer

    return Coder(Tokenizer.from_file(str(TOKENIZER)))


@pytest.fixture(scope="module")
def reader():
    """One layer, and a judge whose every part has a say. Its word vectors are of the precision that is shipped."""
    torch.manual_seed(3)
    small = network.Reader()
    small.body = network.MiniLM(layers=1)
    with torch.no_grad():
        for weight in (*small.judge.parameters(), *small.whole.parameters()):
            weight.copy_(torch.randn_like(weight) * 0.1)
        words = small.body.words.weight
        scale = words.abs().amax(dim=1, keepdim=True) / 127
        words.copy_((words / scale).round() * scale)
    return small.eval()


class TorchSession:
    """What a session of onnxruntime does, by the network it would be exported from."""

    def __init__(self, body):
        self._states = ship._States(body)

    def run(self, wanted, given):
        with torch.no_grad():
            return [self._states(**{name: torch.from_numpy(value) for name, value in given.items()}).numpy()]


@pytest.fixture
def model(reader, tmp_path, monkeypatch):
    """The program's model, made of the files that the small reader is shipped in."""
    ship._words(tmp_path / "words.npz", reader.body.words.weight.detach().numpy())
    shutil.copyfile(TOKENIZER, tmp_path / "tokenizer.json")
    np.savez(tmp_path / "small.npz", **ship._named("", reader.judge), **ship._named("whole.", reader.whole))
    ship.write_manifest(tmp_path, {"name": "small", "readers": ["small"], "head": {}})
    monkeypatch.setattr(runtime, "_session", lambda file: TorchSession(reader.body))
    return runtime.Model(tmp_path)


def test_the_program_reads_what_was_trained(reader, model, coder):
    """The same answer and items through the training's torch and through the program's numpy: the same logits."""
    with torch.no_grad():
        trained = fit.read(reader, coder, [CLAUSES], ITEMS, ["point", "commission"])
    found = model.read(ITEMS, CLAUSES)
    for column, sort in enumerate(("point", "commission")):
        assert found[column].clause == pytest.approx(trained.clause[0][:, column].numpy(), abs=1e-3)
        # The training's mean of a whole answer takes in its closing token, the program's does not.
        assert item_logits(found[column], sort) == pytest.approx(trained.item[0, column].tolist(), abs=0.03)
    assert float(trained.clause[0].std()) > 0.1, "logits all alike would agree whatever is wrong"


def test_both_judges_say_the_same(reader, tmp_path):
    np.savez(tmp_path / "judge.npz", **ship._named("", reader.judge), **ship._named("whole.", reader.whole))
    judge = NumpyJudge(tmp_path / "judge.npz")
    dice = np.random.default_rng(2)
    answer, items = (
        [dice.normal(size=(length, 384)).astype(np.float32) for length in lengths] for lengths in ((3, 5), (2, 4))
    )
    vectors, tokens = np.stack([unit(item.mean(axis=0)) for item in items]), [unit(item) for item in items]
    got = judge.clauses(answer, vectors, tokens, [judge.weights(item) for item in items])
    with torch.no_grad():
        for column, item in enumerate(items):
            weight = reader.judge.weights(torch.from_numpy(item)[None], torch.ones(1, len(item)))
            clause = torch.from_numpy(np.stack([unit(states.mean(axis=0)) for states in answer]))
            words = torch.from_numpy(np.stack([(unit(states) @ tokens[column].T).max(axis=0) for states in answer]))
            want = reader.judge(clause, torch.from_numpy(vectors[column : column + 1]), words[:, None], weight)
            assert got[:, column] == pytest.approx(want[:, 0].numpy(), abs=1e-4)


def test_the_manifest_names_every_file_that_is_loaded(model):
    manifest = model.manifest
    assert manifest["files"].keys() == {"words.npz", "tokenizer.json", "small.npz"}
    assert manifest["files"]["tokenizer.json"]["bytes"] == TOKENIZER.stat().st_size
    assert json.loads(json.dumps(manifest)) == manifest


# ---------------------------------------------------------------- learning

TINY = Lesson(
    (CLAUSES, ("I told everybody in the pub about the divorce.", "It rained.")),
    (ITEMS[0], "Telling friends about clients", "Nothing is said of mistakes"),
    ("point", "commission", "omission"),
    [[2, 0, 2], [0, 2, 2]],
    [[1.0, 1.0, 1.0], [1.0, 1.0, 0.35]],
    [[[2, 0, 0], [0, 0, 0], [2, 0, 0]], [[0, 2, 0], [0, 0, 0]]],
)


def learn(reader, coder, seed):
    """What four passes over one lesson tell of themselves, and the reader after them."""
    learner, told, ends = copy.deepcopy(reader), [], []
    fit.fit_reader(learner, coder, [lambda draw: [TINY]] * 4, seed, told.append, ends.append)
    assert ends == list(range(4))
    return [float(line.split("loss ")[1].split(",")[0]) for line in told], learner


def test_training_learns_and_the_same_seed_makes_the_same_reader(reader, coder):
    losses, learner = learn(reader, coder, 5)
    again, other = learn(reader, coder, 5)
    assert losses == again
    assert all(torch.equal(mine, its) for mine, its in zip(learner.parameters(), other.parameters(), strict=True))
    assert losses[-1] < 0.9 * losses[0]
    assert torch.equal(learner.body.words.weight, reader.body.words.weight), "the words' vectors stay as published"
    assert not torch.equal(learner.body.layers[0].query.weight, reader.body.layers[0].query.weight)


def test_a_long_answer_is_cut_and_its_clauses_known(coder):
    text = coder.answer(["one two three"] * 200)
    assert len(text.ids) == LONGEST_ANSWER + 1
    assert text.clauses[0] == (0, 3)
    assert text.clauses[-1] == (LONGEST_ANSWER - 1, LONGEST_ANSWER)


# ---------------------------------------------------------------- the embedder's tasks


def test_arguments_are_tasks_of_their_own_side():
    said = [
        Argument("wool", "for", "it keeps me warm", (("Warm", True), ("Cheap", False))),
        Argument("wool", "for", "a jumper lasts", (("Warm", False),)),
        Argument("wool", "against", "it itches", (("Itches", True),)),
    ]
    by_texts = {tuple(sorted(task.texts)): task for task in fit_embedder.argument_tasks(said, random.Random(1))}
    assert by_texts.keys() == {("a jumper lasts", "it keeps me warm"), ("it itches",)}
    task = by_texts["a jumper lasts", "it keeps me warm"]
    match = {
        (text, item): task.match[row, column].item()
        for row, text in enumerate(task.texts)
        for column, item in enumerate(task.items)
    }
    assert match["it keeps me warm", "Warm"] == 1
    assert match["it keeps me warm", "Cheap"] == match["a jumper lasts", "Warm"] == 0
    assert match["a jumper lasts", "Cheap"] == -1, "nobody judged it"


def test_clauses_are_matched_with_the_items_their_sentence_shows():
    answer = Answer("q", "strong", ("I locked it.", "It rained."))
    point, gap = Item("q", "p", "point", ("Locks",)), Item("q", "o", "omission", ("No lock",))
    read = [Reading(answer, point, 2, (0,)), Reading(answer, gap, 2, ())]
    (task,) = fit_embedder.spoken_tasks(read, random.Random(1))
    assert (task.texts, task.items) == (["I locked it.", "It rained."], ["Locks"])
    assert task.match.tolist() == [[1], [0]]
