"""The corpus is whole: every file well formed, every label of an item and sentences that exist, no question in two parts."""

from __future__ import annotations

import json
from collections import Counter
from itertools import chain

import pytest

from mockinterview.core.question import ItemKind, MinefieldKind
from mockinterview.lineup.clauses import LONGEST_WORDS
from mockinterview.lineup.head import POINT, SIGNS
from mockinterview.lineup.training.corpus import (
    BANKS,
    CORPUS,
    clause_texts,
    further_readings,
    more_readings,
    own_arguments,
    readings,
)
from mockinterview.lineup.training.split import split

KINDS = {"strong", "middling", "buzzwords", "minefield", "trap", "mixed", "named"}
WHOLE = sorted(chain((CORPUS / "more").glob("*.json"), (CORPUS / "further").glob("*.json")))
ABOUT_WORDS = (POINT, "commission")
"""Sorts whose levels 1 and 2 rest on words."""


def plain(folder, question):
    return json.loads((CORPUS / folder / f"{question}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def bank():
    """Per question of the banks its bank, which is of one line of work, and its items' ids."""
    every = [
        (file.stem, one) for file in BANKS.glob("*.json") for one in json.loads(file.read_text("utf-8"))["questions"]
    ]
    return {one["id"]: (name, {item["id"] for item in one["items"]}) for name, one in every}


@pytest.fixture(scope="module")
def of_bank():
    return readings(question for part in split().values() for question in part)


def check_labels(labels, answers, items):
    """One label for every item of every answer: a level of 0 to 2 and sentences that exist, none for what is not there."""
    assert labels.keys() == answers.keys()
    for answer, read in labels.items():
        assert read.keys() == items
        for item, (level, shown) in read.items():
            assert level in (0, 1, 2), (answer, item)
            assert all(0 <= number < len(answers[answer]) for number in shown), (answer, item)
            assert len(set(shown)) == len(shown), (answer, item)
            assert level or not shown, (answer, item)


def answers_of(file):
    """Sentences by answer id, once they are found to be in order."""
    found = {one["id"]: one["sentences"] for one in file["answers"]}
    assert len(found) == len(file["answers"])
    for one in file["answers"]:
        assert one["kind"] in KINDS
        assert one["sentences"]
        assert all(sentence.strip() for sentence in one["sentences"]), one["id"]
    return found


def check_items(items):
    for one in items:
        assert one["text"].strip() or one.get("name", "").strip()
        assert ItemKind(one["kind"])
        assert (ItemKind(one["kind"]) is ItemKind.MINEFIELD) == ("minefield" in one)
        assert "minefield" not in one or MinefieldKind(one["minefield"])


def test_every_file_of_the_banks_questions_is_well_formed(bank):
    names = {file.stem for file in (CORPUS / "answers").glob("*.json")}
    assert names == {file.stem for file in (CORPUS / "labels").glob("*.json")}
    assert names == {file.stem for file in (CORPUS / "wordings").glob("*.json")}
    for question in sorted(names):
        answers = answers_of(plain("answers", question))
        items = bank[question][1]
        check_labels(plain("labels", question)["answers"], answers, items)
        more = plain("wordings", question)
        assert more["rewordings"].keys() == items, question
        assert all(text.strip() for texts in more["rewordings"].values() for text in texts)
        check_items(more["items"])
        new = {one["id"] for one in more["items"]}
        assert len(new) == len(more["items"])
        assert not new & items, question
        check_labels(more["labels"], answers, new)


def test_every_file_of_the_other_questions_is_well_formed():
    for file in WHOLE:
        one = json.loads(file.read_text("utf-8"))
        assert one["question"].strip(), file.name
        check_items(one["items"])
        items = {item["id"] for item in one["items"]}
        assert len(items) == len(one["items"]), file.name
        check_labels(one["labels"], answers_of(one), items)


def test_there_is_as_much_as_the_readme_says(of_bank):
    plain_ones = [one for one in of_bank if len(one.item.wordings) > 1]
    assert len({one.answer.question for one in of_bank}) >= 120
    assert len({one.answer for one in of_bank}) >= 600
    assert len(plain_ones) >= 5_000
    kinds = Counter(kind for _, kind in {(one.answer, one.answer.kind) for one in of_bank})
    assert set(kinds) == {"strong", "middling", "buzzwords", "minefield", "trap"}
    assert len(set(kinds.values())) == 1, "five answers a question, one of each kind"


def test_what_is_there_rests_on_words(of_bank):
    for one in (*of_bank, *more_readings("train"), *more_readings("calibration"), *further_readings()):
        assert one.item.sort in SIGNS
        assert bool(one.shown) == bool(one.level) or one.item.sort not in ABOUT_WORDS, (
            one.answer.question,
            one.item.id,
        )


def test_no_question_stands_in_two_parts(bank, of_bank):
    parts = split()
    every = [question for part in parts.values() for question in part]
    assert len(every) == len(set(every))
    assert set(every) == {file.stem for file in (CORPUS / "answers").glob("*.json")} <= bank.keys()
    jobs = {name: {bank[question][0] for question in part} for name, part in parts.items()}
    assert jobs["train"] == jobs["calibration"] == jobs["dev"], "every line of work has a share in each part"
    asked = {name: {one.answer.question for one in more_readings(name)} for name in ("train", "calibration")}
    assert asked["train"].isdisjoint(asked["calibration"])
    assert len(asked["train"] | asked["calibration"]) == len(list((CORPUS / "more").glob("*.json")))


def test_no_answer_of_a_part_is_said_again_in_another():
    said = {
        name: {sentence for one in readings(part) for sentence in one.answer.sentences if len(sentence.split()) > 8}
        for name, part in split().items()
    }
    assert said["train"].isdisjoint(said["dev"])
    assert said["calibration"].isdisjoint(said["dev"])


def test_arguments_are_well_formed():
    found = own_arguments()
    assert len(found) == len({(one.topic, one.stance, one.text) for one in found})
    for one in found:
        assert one.stance in ("for", "against")
        assert one.text.strip()
        assert len({point for point, _ in one.judged}) == len(one.judged) > 1
    for file in (CORPUS / "arguments").glob("*.json"):
        for side in json.loads(file.read_text("utf-8"))["sides"].values():
            assert all(0 <= index < len(side["key_points"]) for _, made in side["arguments"] for index in made)


def test_clauses_know_their_sentence():
    long = "word " * LONGEST_WORDS
    texts, owners = clause_texts(["I locked it.", long + "end.", "Then I left."])
    assert texts == ["I locked it.", long.strip(), "end.", "Then I left."]
    assert owners == [0, 1, 1, 2]
