"""A bank file -> questions, and a sentence for everything in it that is not as it must be.

A bank is `{"format": "mockinterview-bank", "version": 1, "questions": [...]}`, each question as core.shapes writes it. A file may
also hold one question alone (`{"text": ..., "items": [...]}`), as other tools hand one over. One bad question never hides the
others. What this program does not know is told and left out, so nothing deeper than a bank needs is ever walked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mockinterview.bank import checks
from mockinterview.bank.checks import Mistake, Where
from mockinterview.bank.quick import quick_question
from mockinterview.core.minefields import classify
from mockinterview.core.problems import BankProblem
from mockinterview.core.question import ChecklistItem, ItemKind, Level, MinefieldKind, Question, SampleAnswer

FORMAT = "mockinterview-bank"
VERSION = 1
LARGEST_FILE_BYTES = 8_000_000
"""5,000 questions of middling length; with MOST_PARTS it keeps the cost of a hostile file below 100 MB."""
MOST_PARTS = 1_000_000
"""Commas and opening brackets in one file, those in texts included: a bank of 8 MB has some 300,000."""
MOST_QUESTIONS = 5_000
MOST_PROBLEMS = 50
"""Sentences about one file; the rest is counted."""

_BANK_KEYS = dict.fromkeys(("format", "version", "questions")).keys()
_SHORT_FIELDS = ("role", "theme", "function", "about_role", "kind", "source", "licence", "date")
_LISTS = ("tips", "related", "follow_ups", "stories", "tags")
_QUESTION_KEYS = dict.fromkeys(
    ("id", "text", *_SHORT_FIELDS, "items", "sample_answers", *_LISTS, "notes", "favourite")
).keys()
_ITEM_KEYS = dict.fromkeys(("id", "kind", "name", "text", "minefield", "shown_by")).keys()
_ANSWER_KEYS = dict.fromkeys(("level", "text", "why")).keys()
_KINDS = {kind.value: kind for kind in ItemKind}
_MINEFIELDS = {kind.value: kind for kind in MinefieldKind}
_LEVELS = {level.value: level for level in Level}
_LONGEST_HEADING = 80
_ESCAPED = re.compile(rb"\\[ubf]")


def read_bank(file: Path, largest: int = LARGEST_FILE_BYTES) -> tuple[list[Question], list[BankProblem]]:
    """The questions of one file and what is wrong with the rest. BankProblem if nothing in it can be understood."""
    raw = _read(file, largest)
    return read_parsed(_parsed(raw, file.name), file.name, plainly_written(raw))


def read_handed_over(file: Path) -> list[Question]:
    """The questions of a file somebody names: a bank, a list of questions, or one question; "key point" is a kind as well.

    BankProblem if it holds none, or one of them cannot be read.
    """
    plain = _parsed(_read(file, LARGEST_FILE_BYTES), file.name)
    if isinstance(plain, list):
        plain = {"format": FORMAT, "version": VERSION, "questions": plain}
    listed = plain.get("questions", [plain]) if isinstance(plain, dict) else ()
    for question in listed if isinstance(listed, list) else ():
        _spell_kinds(question)
    questions, problems = read_parsed(plain, file.name)
    if not questions or ("questions" in plain and len(questions) < len(listed)):
        nothing = BankProblem(f"The question bank {file.name} holds no question.", "", "Choose another file.")
        raise next(iter(problems), nothing)
    return questions


def _spell_kinds(question: Any) -> None:
    """Write the kinds of a question's items as a bank does."""
    items = question.get("items") if isinstance(question, dict) else None
    for item in items if isinstance(items, list) else ():
        for key in ("kind", "minefield"):
            if isinstance(item, dict) and isinstance(item.get(key), str):
                item[key] = item[key].strip().lower().replace(" ", "_").replace("-", "_")


def plainly_written(raw: bytes) -> bool:
    """Whether no text of the file can hold a control character: none escaped; JSON allows none that is not."""
    return b"\x7f" not in raw and (b"\\" not in raw or _ESCAPED.search(raw) is None)


def read_parsed(plain: Any, name: str, plainly: bool = False) -> tuple[list[Question], list[BankProblem]]:
    """The same for what was parsed already. name: of the file, for the problems. plainly: see `plainly_written`."""
    try:
        bank = checks.table(plain, ())
        if "questions" not in bank and "text" in bank:
            return [_alone(bank, name)], []
        listed = _listed(bank)
    except Mistake as mistake:
        raise _problem(name, mistake, "Correct the file.") from None
    questions: list[Question] = []
    mistakes = checks.unknown(bank, _BANK_KEYS, ())
    for question, wrong in _each(listed, plainly):
        mistakes += wrong
        if question is not None:
            questions.append(question)
    problems = [_problem(name, mistake, "Correct it; the rest of the file is used.") for mistake in mistakes]
    if len(problems) > MOST_PROBLEMS:
        more = f"The question bank {name} has {len(problems) - MOST_PROBLEMS:,} more mistakes."
        problems[MOST_PROBLEMS:] = [BankProblem(more, "", "Correct the ones above first.")]
    return questions, problems


def _problem(name: str, mistake: Mistake, next_step: str) -> BankProblem:
    return BankProblem(
        f"The question bank {name} has a mistake at {checks.way(mistake.where)}.",
        f"Expected {mistake.expected}, found {mistake.found}.",
        next_step,
    )


def _read(file: Path, largest: int) -> bytes:
    unread = f"The question bank {file.name} cannot be read."
    try:
        with file.open("rb") as opened:
            raw = opened.read(largest + 1)
    except OSError as error:
        raise BankProblem(
            unread, f"The system says: {error.strerror}.", "Check that the file is there and yours."
        ) from error
    if len(raw) > largest:
        raise BankProblem(unread, f"It is larger than {largest // 1_000_000} MB.", "Split it into smaller ones.")
    if sum(map(raw.count, (b",", b"[", b"{"))) > MOST_PARTS * max(1, largest // LARGEST_FILE_BYTES):
        raise BankProblem(unread, "It has far too many parts.", "Split it into smaller ones.")
    return raw


def _parsed(raw: bytes, name: str) -> Any:
    unread = f"The question bank {name} cannot be read."
    try:
        return json.loads(raw)
    except json.JSONDecodeError as error:
        why = f"It is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        raise BankProblem(unread, why, "Correct the file.") from error
    except UnicodeDecodeError as error:
        raise BankProblem(unread, "It is not UTF-8 text.", "Save it as UTF-8.") from error
    except RecursionError:
        raise BankProblem(unread, "It is nested far too deep.", "Correct the file.") from None
    except ValueError as error:  # what is left: a number with thousands of digits
        raise BankProblem(unread, "It holds a number that is far too long.", "Correct the file.") from error


def _listed(bank: Mapping[str, Any]) -> list[Any]:
    if bank.get("format") != FORMAT:
        raise Mistake(("format",), f"“{FORMAT}”", checks.found(bank.get("format")))
    version = bank.get("version")
    if type(version) is int and version > VERSION:
        raise Mistake(("version",), f"{VERSION}", "a newer version, made for a newer Mock Interview")
    if type(version) is not int or version < 1:
        raise Mistake(("version",), f"{VERSION}", checks.found(version))
    questions = bank.get("questions")
    if not isinstance(questions, list):
        raise Mistake(("questions",), "a list", checks.found(questions))
    if len(questions) > MOST_QUESTIONS:
        raise Mistake(("questions",), f"at most {MOST_QUESTIONS:,} questions", checks.found(questions))
    return questions


def _each(listed: Sequence[Any], plainly: bool) -> Iterator[tuple[Question | None, list[Mistake]]]:
    """Every question in order, or None; with what is wrong with it."""
    seen: set[str] = set()
    for index, value in enumerate(listed):
        if plainly and (quick := quick_question(value)) is not None and quick.id not in seen:
            seen.add(quick.id)
            yield quick, []
            continue
        where: Where = ("questions", index)
        try:
            plain = checks.table(value, where)
            question, slips = _question(plain, where)
            if question.id in seen:
                raise Mistake((*where, "id"), "an id no other question has", checks.found(question.id))
        except Mistake as mistake:
            yield None, [mistake]
        else:
            seen.add(question.id)
            yield question, slips


def _alone(plain: Mapping[str, Any], name: str) -> Question:
    """A question that is a file by itself; its id may be missing, and what else the file holds is somebody else's."""
    return _question({"id": name.rpartition(".")[0][: checks.LONGEST_ID].strip() or "question", **plain}, ())[0]


def _question(plain: Mapping[str, Any], where: Where) -> tuple[Question, list[Mistake]]:
    slips = checks.unknown(plain, _QUESTION_KEYS, where)
    answers = checks.entries(plain, "sample_answers", where)
    question = Question(
        id=checks.name(plain, where),
        text=checks.text(plain.get("text"), where, "text"),
        items=_items(checks.entries(plain, "items", where), (*where, "items"), slips),
        sample_answers=tuple(
            _answer(value, (*where, "sample_answers", index), slips) for index, value in enumerate(answers)
        ),
        tips=checks.texts(plain, "tips", where),
        related=checks.texts(plain, "related", where),
        follow_ups=checks.texts(plain, "follow_ups", where),
        stories=checks.texts(plain, "stories", where, most=checks.LONGEST_ANSWER),
        tags=checks.texts(plain, "tags", where),
        notes=checks.maybe_text(plain, "notes", where, most=checks.LONGEST_ANSWER),
        favourite=checks.maybe_flag(plain, "favourite", where),
        **{key: checks.maybe_text(plain, key, where) for key in _SHORT_FIELDS},
    )
    return question, slips


def _answer(value: object, where: Where, slips: list[Mistake]) -> SampleAnswer:
    plain = checks.table(value, where)
    slips += checks.unknown(plain, _ANSWER_KEYS, where)
    return SampleAnswer(
        checks.choice(_LEVELS, plain, "level", where),
        checks.text(plain.get("text"), where, "text", most=checks.LONGEST_ANSWER),
        checks.maybe_text(plain, "why", where),
    )


def _items(listed: Sequence[Any], where: Where, slips: list[Mistake]) -> tuple[ChecklistItem, ...]:
    items: dict[str, ChecklistItem] = {}
    for index, value in enumerate(listed):
        item = _item(checks.table(value, where, index), (*where, index), slips)
        if item.id in items:
            raise Mistake((*where, index, "id"), "an id no other item of the question has", checks.found(item.id))
        items[item.id] = item
    for index, item in enumerate(items.values()):
        for turn, shown_by in enumerate(item.shown_by):
            if shown_by not in items or items[shown_by].is_minefield:
                place = (*where, index, "shown_by", turn)
                raise Mistake(place, "the id of a competency, key point or motivation here", checks.found(shown_by))
    return tuple(items.values())


def _item(plain: Mapping[str, Any], where: Where, slips: list[Mistake]) -> ChecklistItem:
    slips += checks.unknown(plain, _ITEM_KEYS, where)
    kind = checks.choice(_KINDS, plain, "kind", where)
    heading, description = checks.maybe_text(plain, "name", where), checks.maybe_text(plain, "text", where)
    if not heading:
        heading, description = _split(checks.text(description, where, "text"))
    shown_by = checks.texts(plain, "shown_by", where)
    minefield = _minefield(plain, kind, f"{heading}: {description}", where)
    if shown_by and minefield is not MinefieldKind.OMISSION:
        raise Mistake((*where, "shown_by"), "nothing: only an omission is shown by other items", "a list")
    return ChecklistItem(checks.name(plain, where), kind, heading, description, minefield, shown_by)


def _minefield(plain: Mapping[str, Any], kind: ItemKind, wording: str, where: Where) -> MinefieldKind | None:
    """The kind of minefield the file names; where it names none, what the wording suggests."""
    if not plain.get("minefield"):
        return classify(wording) if kind is ItemKind.MINEFIELD else None
    if kind is not ItemKind.MINEFIELD:
        raise Mistake((*where, "minefield"), "nothing: only a minefield has a kind of minefield", "one")
    return checks.choice(_MINEFIELDS, plain, "minefield", where)


def _split(wording: str) -> tuple[str, str]:
    """`Name: description` in one text, as some tools hand an item over; a text without a short name is the name itself."""
    heading, colon, description = wording.partition(": ")
    if colon and len(heading) <= _LONGEST_HEADING and description.strip():
        return heading.strip(), description.strip()
    return wording, ""
