"""A review as one HTML file that needs nothing else: no script, no picture, no address in the network."""

from __future__ import annotations

from datetime import tzinfo
from html import escape

from mockinterview.core.measures import Shown
from mockinterview.core.review import Review
from mockinterview.export import wording

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.5rem; line-height: 1.25; }}
h2 {{ font-size: 1.125rem; margin-top: 2rem; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; }}
dt, time, .state {{ opacity: 0.75; }}
dd {{ margin: 0; }}
time {{ font-variant-numeric: tabular-nums; margin-right: 0.5rem; }}
li {{ margin: 0.5rem 0; }}
q {{ display: block; }}
</style>
</head>
<body>
"""


def page(review: Review, zone: tzinfo | None, shown: Shown) -> str:
    """The whole file."""
    question = escape(review.attempt.question.text)
    parts = [_HEAD.format(title=question), f"<h1>{question}</h1>\n", _facts(wording.about(review, zone))]
    parts += ["<h2>What you said</h2>\n", _said(review), _checklist(review)]
    if bookmarks := wording.bookmarks(review):
        rows = "".join(f"<li><time>{at}</time>{escape(words)}</li>\n" for at, words in bookmarks)
        parts.append(f"<h2>Your bookmarks</h2>\n<ul>\n{rows}</ul>\n")
    parts += ["<h2>Delivery</h2>\n", _facts(wording.delivery_facts(review, shown))]
    if notes := wording.notes(review):
        rows = "".join(f"<li><time>{at}</time>{words}</li>\n" for at, words in notes)
        parts.append(f"<h2>Heard, but not written</h2>\n<ul>\n{rows}</ul>\n")
    if review.attempt.marks:
        marks = "".join(f"<li><time>{at}</time>{escape(words)}</li>\n" for at, words in wording.sound_notes(review))
        parts.append(f"<h2>What happened to the sound</h2>\n<ul>\n{marks}</ul>\n")
    return "".join((*parts, "</body>\n</html>\n"))


def _facts(facts: list[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(what)}</dt><dd>{escape(value)}</dd>\n" for what, value in facts)
    return f"<dl>\n{rows}</dl>\n"


def _said(review: Review) -> str:
    paragraphs = wording.paragraphs(review)
    if not paragraphs:
        return "<p>No words yet.</p>\n"
    draft = review.transcript is not None and review.transcript.draft
    note = f"<p><em>{wording.DRAFT_NOTE}</em></p>\n" if draft else ""
    return note + "".join(
        f"<p>{f'<time>{at}</time>' if at else ''}{escape(words)}</p>\n" for at, words in paragraphs
    )  # fmt: skip


def _checklist(review: Review) -> str:
    parts: list[str] = []
    for kind, heading in wording.KIND_HEADINGS.items():
        items = review.attempt.question.of_kind(kind)
        if items:
            lines = "".join(_item(review, item.id, item.name) for item in items)
            parts.append(f"<h2>{heading}</h2>\n<ul>\n{lines}</ul>\n")
    return "".join(parts)


def _item(review: Review, item_id: str, name: str) -> str:
    parts = [
        f'<li><strong>{escape(name)}</strong> <span class="state">{escape(wording.standing(review, item_id))}</span>'
    ]
    if reason := wording.reason_beside(review, item_id):
        parts.append(f"<br>{escape(reason)}")
    for at, words, whose in wording.evidence(review, item_id):
        mark = f' <span class="state">({whose})</span>' if whose else ""
        parts.append(f"<q>{f'<time>{at}</time>' if at else ''}{escape(words)}</q>{mark}")
    if note := wording.note(review, item_id):
        parts.append(f"<p>{wording.YOUR_NOTE}: {escape(note)}</p>")
    return "".join((*parts, "</li>\n"))
