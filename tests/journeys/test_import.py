"""A pasted page becomes questions from the command line: first only shown, then kept, and never twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.journeys.conftest import Program

pytestmark = pytest.mark.journey

PAGE = """Night porter interviews

1. A guest arrives drunk and loud. What do you do?

Red flags
- Arguing with the guest

Sample answer
"I keep my voice low, walk with him to his room, and ring my colleague if he will not go."

Something nobody understands
"""


def test_a_page_is_shown_then_kept_and_never_twice(program: Program, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    shown = program.json("import", str(page), "--dry-run")
    [question] = shown["questions"]
    assert question["text"] == "A guest arrives drunk and loud. What do you do?"
    assert [(item["kind"], item["name"], item["line"]) for item in question["items"]] == [
        ("minefield", "Arguing with the guest", 6)
    ]
    assert question["sample_answers"][0]["text"].startswith("I keep my voice low")
    assert {"line": 11, "text": "Something nobody understands"} in shown["left_over"]
    before = len(program.json("questions")["questions"])

    kept = program.json("import", str(page))
    assert kept["added"] == [question["id"]]
    assert program.json("import", str(page))["same"] == [question["id"]]
    assert len(program.json("questions")["questions"]) == before + 1
    assert program.json("questions", "show", question["id"])["items"][0]["minefield"]


def test_a_shared_bank_never_overwrites_what_is_here(program: Program, tmp_path: Path) -> None:
    bank = {
        "format": "mockinterview-bank",
        "version": 1,
        "questions": [{"id": "mine", "text": "Why do you want to fish?"}],
    }
    file = tmp_path / "bank.json"
    file.write_text(json.dumps(bank), encoding="utf-8")
    program.json("import", str(file))
    bank["questions"] = [{"id": "mine", "text": "Another wording?", "tips": ["Name the sea."]}]
    file.write_text(json.dumps(bank), encoding="utf-8")
    assert program.json("import", str(file))["conflicts"] == [{"id": "mine", "fields": ["text", "tips"]}]
    assert program.json("questions", "show", "mine")["text"] == "Why do you want to fish?"
    program.json("import", str(file), "--replace")
    assert program.json("questions", "show", "mine")["text"] == "Another wording?"
