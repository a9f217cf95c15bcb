"""A review as Markdown."""

from __future__ import annotations

import re
from datetime import tzinfo

from mockinterview.core.measures import Shown
from mockinterview.core.review import Review
from mockinterview.export import wording

_SPECIAL = re.compile(r"([\\`*_\[\]<>#&|~])")
_LIST_MARK = re.compile(r"^(\d*)([-+.)])(?=\s)")


def escaped(text: str) -> str:
    """Text that means nothing to Markdown or HTML, on one line."""
    plain = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _LIST_MARK.sub(lambda mark: f"{mark[1]}\\{mark[2]}", plain)


def markdown(review: Review, zone: tzinfo | None, shown: Shown) -> str:
    """The whole file."""
    lines = [f"# {escaped(review.attempt.question.text)}", ""]
    lines += [f"- {what}: {escaped(value)}" for what, value in wording.about(review, zone)]
    lines += ["", "## What you said", ""]
    lines += _said(review)
    lines += _checklist(review)
    if bookmarks := wording.bookmarks(review):
        lines += ["## Your bookmarks", ""]
        lines += [f"- {at} {escaped(words)}".rstrip() for at, words in bookmarks]
        lines.append("")
    lines += ["## Delivery", ""]
    lines += [f"- {what}: {escaped(value)}" for what, value in wording.delivery_facts(review, shown)]
    if notes := wording.notes(review):
        lines += ["", "## Heard, but not written", ""]
        lines += [f"- {at} {words}" for at, words in notes]
    if review.attempt.marks:
        lines += ["", "## What happened to the sound", ""]
        lines += [f"- {at} {escaped(words)}" for at, words in wording.sound_notes(review)]
    return "\n".join(lines) + "\n"


def _said(review: Review) -> list[str]:
    parts = wording.paragraphs(review)
    if not parts:
        return ["No words yet.", ""]
    lines = [wording.DRAFT_NOTE, ""] if review.transcript is not None and review.transcript.draft else []
    for at, words in parts:
        lines += [f"**{at}** {escaped(words)}" if at else escaped(words), ""]
    return lines


def _checklist(review: Review) -> list[str]:
    lines: list[str] = []
    for kind, heading in wording.KIND_HEADINGS.items():
        items = review.attempt.question.of_kind(kind)
        if items:
            lines += [f"## {heading}", ""]
        for item in items:
            lines.append(f"- **{escaped(item.name)}**: {wording.standing(review, item.id)}")
            if reason := wording.reason_beside(review, item.id):
                lines.append(f"  - {escaped(reason)}")
            for at, words, whose in wording.evidence(review, item.id):
                lines.append(f"  - {f'{at} ' if at else ''}“{escaped(words)}”{f' ({whose})' if whose else ''}")
            if note := wording.note(review, item.id):
                lines.append(f"  - {wording.YOUR_NOTE}: {escaped(note)}")
        if items:
            lines.append("")
    return lines
