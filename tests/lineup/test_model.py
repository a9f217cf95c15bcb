"""The model's files are checked before they are used, and shared words serve where they cannot be; then, how it reads."""

from __future__ import annotations

import hashlib
import json
import re
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.problems import Cancelled, LineUpProblem
from mockinterview.core.question import ChecklistItem, ItemKind, Question
from mockinterview.core.transcript import from_sentences
from mockinterview.lineup import LexicalMatcher, load_matcher
from mockinterview.lineup.model import PASSAGE, TEXTS_AT_ONCE, Model, _batches, _passages

CLAUSE = "one two three four five six seven eight"
"""Eight tokens."""


@pytest.fixture
def folder(tmp_path):
    """Files that are whole, though no model."""
    (tmp_path / "words.npz").write_bytes(b"vectors")
    fact = {"bytes": 7, "sha256": hashlib.sha256(b"vectors").hexdigest()}
    (tmp_path / "manifest.json").write_text(json.dumps({"readers": [], "files": {"words.npz": fact}}), "utf-8")
    return tmp_path


def damage(folder):
    (folder / "words.npz").write_bytes(b"vectorz")


def lose_a_file(folder):
    (folder / "words.npz").unlink()


def lose_the_manifest(folder):
    (folder / "manifest.json").unlink()


def cut_the_manifest(folder):
    whole = (folder / "manifest.json").read_bytes()
    (folder / "manifest.json").write_bytes(whole[: len(whole) // 2])


def empty_the_manifest(folder):
    (folder / "manifest.json").write_text("[]", "utf-8")


def take_away_tokenizers(folder):
    sys.modules["tokenizers"] = None  # what `import` takes for "not there"


BREAKAGES = {
    damage: "words.npz is damaged.",
    lose_a_file: "missing or cannot be read",
    lose_the_manifest: "missing or cannot be read",
    cut_the_manifest: "missing or cannot be read",
    empty_the_manifest: "missing or cannot be read",
    take_away_tokenizers: "not installed: tokenizers.",
}


@pytest.mark.parametrize(("breakage", "why"), BREAKAGES.items(), ids=lambda part: getattr(part, "__name__", ""))
def test_what_cannot_be_used_is_one_sentence_and_shared_words_serve(folder, monkeypatch, breakage, why):
    monkeypatch.setitem(sys.modules, "tokenizers", sys.modules.get("tokenizers"))  # put back afterwards
    breakage(folder)
    with pytest.raises(LineUpProblem, match=re.escape(why)) as told:
        Model(folder)
    assert told.value.what == "The model that lines answers up cannot be used."
    assert told.value.next_step
    assert str(folder) not in told.value.sentence
    standing_in = load_matcher(folder)
    assert isinstance(standing_in, LexicalMatcher)
    assert standing_in.problem is not None
    assert standing_in.problem.sentence == told.value.sentence
    question = Question("q", "Why?", items=(ChecklistItem("lamp", ItemKind.KEY_POINT, "Spare lamp tested"),))
    coverage = standing_in.line_up(from_sentences(["I tested the spare lamp twice on Sunday."]), question)
    assert (coverage.matcher, coverage.of("lamp").level) == ("lexical 1", 2)


# ---------------------------------------------------------------- how it reads


@pytest.fixture(scope="module")
def model(shipped):
    return shipped._model


class Patience:
    """Asked whether to stop; does at the `last` time."""

    def __init__(self, last=sys.maxsize):
        self.asked = 0
        self.last = last

    def __call__(self):
        self.asked += 1
        return self.asked >= self.last


def test_a_long_answer_is_read_in_passages(model):
    """What comes after the first passage changes nothing in it, and every clause is read."""
    fits = PASSAGE // 8
    short, long = ([CLAUSE] * count for count in (fits, 2 * fits + 1))
    one, more = Patience(), Patience()
    alone = model.read(["Counting"], short, one)[0]
    beside = model.read(["Counting"], long, more)[0]
    assert beside.clause.shape == (2 * fits + 1, 2)
    assert np.array_equal(beside.clause[:fits], alone.clause)
    assert np.isfinite(beside.clause).all()
    readers = len(model.manifest["readers"])
    assert (one.asked, more.asked) == (
        2 * readers + 1,
        4 * readers + 1,
    )  # the item, one passage or three; and before the embedder


def test_it_stops_between_items_and_passages_when_asked(model):
    items = [f"Item {number}" for number in range(TEXTS_AT_ONCE + 1)]
    for last in (1, 2, 3, 4, 9):
        patience = Patience(last)
        with pytest.raises(Cancelled):
            model.read(items, [CLAUSE] * (PASSAGE // 8 + 1), patience)
        assert patience.asked == last


def test_clauses_without_a_word_and_texts_of_any_length_are_read(model):
    found = model.read(["", "word " * 300], ["", "\u200b", "word " * 300])
    assert [one.clause.shape for one in found] == [(3, 2), (3, 2)]
    assert all(np.isfinite(one.clause).all() and np.isfinite(one.whole).all() for one in found)
    vectors = model.embed(["", "word " * 300, "a lamp"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


@given(st.lists(st.integers(1, 126), min_size=1, max_size=40))
def test_passages_hold_every_clause_once_in_order_and_no_more_than_fits(lengths):
    found = _passages(lengths)
    assert [index for passage in found for index in passage] == list(range(len(lengths)))
    assert all(0 < sum(lengths[index] for index in passage) <= PASSAGE for passage in found)
    firsts = [passage[0] for passage in found[1:]]
    assert all(
        sum(lengths[i] for i in before) + lengths[first] > PASSAGE for before, first in zip(found, firsts, strict=False)
    )


@given(st.lists(st.integers(1, 126), max_size=60))
def test_lots_hold_every_text_once_the_short_ones_together(lengths):
    found = _batches(lengths)
    assert sorted(index for lot in found for index in lot) == list(range(len(lengths)))
    assert all(0 < len(lot) <= TEXTS_AT_ONCE for lot in found)
    in_turn = [lengths[index] for lot in found for index in lot]
    assert in_turn == sorted(lengths)
