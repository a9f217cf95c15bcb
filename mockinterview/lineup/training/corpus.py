"""Reads what the model learns from: our spoken answers, read item by item, and ArgKP's arguments.

Both become `Reading`s: a text in clauses, an item's wordings, its sort, the level and the clauses that show it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mockinterview.core.transcript import from_sentences
from mockinterview.lineup.clauses import clauses
from mockinterview.lineup.head import POINT
from mockinterview.lineup.training.split import split

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
BANKS = HERE.parents[2] / "resources" / "banks"


@dataclass(frozen=True)
class Item:
    """One checklist item with every wording of the same meaning. sort: point, commission, omission or manner."""

    question: str
    id: str
    sort: str
    wordings: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """One spoken answer. kind: strong, middling, buzzwords, minefield or trap. id: its name among the question's."""

    question: str
    kind: str
    sentences: tuple[str, ...]
    id: str = ""


@dataclass(frozen=True)
class Reading:
    """What a reader found of one item in one answer: level 0, 1 or 2, and the 0-based sentences it rests on."""

    answer: Answer
    item: Item
    level: int
    shown: tuple[int, ...]


@dataclass(frozen=True)
class Argument:
    """One argument of ArgKP with the key points of its topic and stance that were judged: wording and match."""

    topic: str
    stance: str
    text: str
    judged: tuple[tuple[str, bool], ...]


def readings(questions: Iterable[str], *, extra: bool = True) -> list[Reading]:
    """All readings of these questions. extra: with the other wordings and the items added later."""
    banks = _bank_items()
    found: list[Reading] = []
    for question in questions:
        items = dict(banks[question])
        labels: dict[str, dict[str, Any]] = json.loads((CORPUS / "labels" / f"{question}.json").read_text("utf-8"))[
            "answers"
        ]
        more = CORPUS / "wordings" / f"{question}.json"
        if extra and more.exists():
            labels = _with_more(question, json.loads(more.read_text("utf-8")), items, labels)
        for answer in answers_to(question):
            found += [
                Reading(answer, items[item], level, tuple(shown))
                for item, (level, shown) in labels[answer.id].items()
                if item in items
            ]
    return found


def more_readings(part: str) -> list[Reading]:
    """Readings of questions written beside the bank's, as interview guides word them: "train", or "calibration" (one in eight)."""
    files = sorted((CORPUS / "more").glob("*.json"))
    return _whole(file for number, file in enumerate(files) if (number % 8 == 3) == (part == "calibration"))


def further_readings() -> list[Reading]:
    """Readings of the questions written last, in the same manner; all of them are trained on."""
    return _whole(sorted((CORPUS / "further").glob("*.json")))


def calibration() -> list[Reading]:
    """What sets the head: questions no network was trained on."""
    return readings(split()["calibration"]) + more_readings("calibration")


def _whole(files: Iterable[Path]) -> list[Reading]:
    """Readings of files that hold a question, its items, its answers and their readings."""
    found: list[Reading] = []
    for file in files:
        plain = json.loads(file.read_text("utf-8"))
        question = f"{file.parent.name}/{file.stem}"
        items = {one["id"]: Item(question, one["id"], _sort(one), (one["text"],)) for one in plain["items"]}
        for one in plain["answers"]:
            answer = Answer(question, one["kind"], tuple(one["sentences"]), one["id"])
            read = plain["labels"][one["id"]]
            found += [
                Reading(answer, items[item], level, tuple(shown))
                for item, (level, shown) in read.items()
                if item in items
            ]
    return found


def answers_to(question: str) -> list[Answer]:
    """The answers to one of the bank's questions, in the file's order."""
    plain = json.loads((CORPUS / "answers" / f"{question}.json").read_text("utf-8"))
    return [Answer(question, one["kind"], tuple(one["sentences"]), one["id"]) for one in plain["answers"]]


def _bank_items() -> dict[str, dict[str, Item]]:
    found: dict[str, dict[str, Item]] = {}
    for file in sorted(BANKS.glob("*.json")):
        for question in json.loads(file.read_text("utf-8"))["questions"]:
            found[question["id"]] = {item["id"]: _bank_item(question["id"], item) for item in question["items"]}
    return found


def _bank_item(question: str, plain: Mapping[str, str]) -> Item:
    name, text = plain["name"], plain.get("text", "")
    both = f"{name}: {text}" if text else name
    return Item(question, plain["id"], _sort(plain), tuple(dict.fromkeys(part for part in (both, text, name) if part)))


def _sort(plain: Mapping[str, str]) -> str:
    return plain["minefield"] if plain["kind"] == "minefield" else POINT


def _with_more(
    question: str, more: Mapping[str, Any], items: dict[str, Item], labels: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Add the rewordings and the new items to `items`; the labels of both."""
    for item_id, wordings in more["rewordings"].items():
        if item_id in items:
            old = items[item_id]
            items[item_id] = Item(question, item_id, old.sort, (*old.wordings, *wordings))
    for plain in more["items"]:
        items[plain["id"]] = Item(question, plain["id"], _sort(plain), (plain["text"],))
    return {name: {**read, **more["labels"].get(name, {})} for name, read in labels.items()}


def clause_texts(sentences: Iterable[str]) -> tuple[list[str], list[int]]:
    """The clauses the program would make of each of these sentences, and the sentence each stands in."""
    texts: list[str] = []
    owners: list[int] = []
    for number, sentence in enumerate(sentences):
        transcript = from_sentences([sentence])
        for clause in clauses(transcript):
            texts.append(transcript.span_text(clause.first_word, clause.last_word))
            owners.append(number)
    return texts, owners


def arguments(folder: Path, part: str) -> list[Argument]:
    """ArgKP's arguments of one part ("train", "dev") that have judged key points, in the file's order."""

    def rows(name: str) -> list[dict[str, str]]:
        with (folder / f"{name}_{part}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    points = {row["key_point_id"]: row["key_point"] for row in rows("key_points")}
    judged: dict[str, list[tuple[str, bool]]] = {}
    for row in rows("labels"):
        judged.setdefault(row["arg_id"], []).append((points[row["key_point_id"]], row["label"] == "1"))
    return [
        Argument(row["topic"], row["stance"], row["argument"], tuple(judged[row["arg_id"]]))
        for row in rows("arguments")
        if row["arg_id"] in judged
    ]


def own_arguments() -> list[Argument]:
    """The arguments we wrote ourselves, on motions ArgKP does not have, by file name."""
    found = []
    for file in sorted((CORPUS / "arguments").glob("*.json")):
        plain = json.loads(file.read_text("utf-8"))
        for stance, side in plain["sides"].items():
            for text, made in side["arguments"]:
                judged = tuple((point, index in made) for index, point in enumerate(side["key_points"]))
                found.append(Argument(plain["topic"], stance, text, judged))
    return found
