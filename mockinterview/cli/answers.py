"""The commands `search` and `bin`: finding answers again, and throwing them away."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from typing import Any

from mockinterview.cli.watcher import Watcher
from mockinterview.core.attempt import Attempt
from mockinterview.core.problems import UsageProblem
from mockinterview.core.removal import DeletionReport
from mockinterview.flow.house import House

DEEDS = ("list", "restore", "empty", "delete")
WITH_IDS = ("restore", "delete")


def search(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """`search`: answers in which words occur, the best first."""
    hits = house.library.search(" ".join(options.words), options.limit)
    plain = [
        {**_plain(hit.attempt), "excerpt": hit.excerpt, "marked": [list(span) for span in hit.marked]} for hit in hits
    ]
    lines = [f"{_line(hit.attempt)}\n    {hit.excerpt}" for hit in hits]
    return {"hits": plain}, "\n".join(lines) or "No answer has these words."


def bin(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """`bin`: what was thrown away, back into the lists, or away for good."""
    thrown_away = {binned.attempt.id: binned for binned in house.library.bin()}
    if options.deed == "list":
        plain = [{**_plain(one.attempt), "since": one.since.isoformat()} for one in thrown_away.values()]
        lines = [f"{_line(one.attempt)}  (thrown away {_day(one.since)})" for one in thrown_away.values()]
        return {"bin": plain}, "\n".join(lines) or "The bin is empty."
    ids = options.ids if options.deed in WITH_IDS else list(thrown_away)
    for attempt_id in ids:
        if attempt_id not in thrown_away:
            raise UsageProblem(f"“{attempt_id}” is not in the bin.", "", "See: mockinterview bin list")
    if options.deed == "restore":
        house.library.bring_back_from_bin(ids)
        return {"restored": ids}, "\n".join(ids)
    return _deleted(house.library.delete_for_good(ids))


def _deleted(report: DeletionReport) -> tuple[Any, str]:
    if report.problems and not report.deleted:
        raise report.problems[0]
    for problem in report.problems:
        print(problem.sentence, file=sys.stderr)
    plain = {
        "deleted": list(report.deleted),
        "problems": [problem.sentence for problem in report.problems],
        "still_in": list(report.still_in),
    }
    lines = [f"deleted for good: {len(report.deleted)}", *(f"still held by: {name}" for name in report.still_in)]
    return plain, "\n".join(lines)


def _plain(attempt: Attempt) -> dict[str, Any]:
    return {
        "attempt": attempt.id,
        "question": attempt.question.id,
        "text": attempt.question.text,
        "take": attempt.take,
        "started_at": attempt.started_at.isoformat(),
        "duration_ms": attempt.duration_ms,
    }


def _line(attempt: Attempt) -> str:
    return f"{attempt.id}  {_day(attempt.started_at)}  take {attempt.take}  {attempt.question.text}"


def _day(when: datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d}"
