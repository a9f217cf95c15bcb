"""A review's checklist as a table for spreadsheets."""

from __future__ import annotations

from mockinterview.core.review import Review
from mockinterview.export import wording

COLUMNS = (
    "kind",
    "name",
    "description",
    "state",
    "program",
    "you",
    "from_s",
    "to_s",
    "words",
    "reason",
    "marked_by_you",
    "note",
)

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula: OWASP ASVS 1.2.10 puts an apostrophe before it. Quoting alone is no defence."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def table(review: Review) -> str:
    """One row an item, with its first evidence; RFC 4180, with the mark that makes spreadsheets read UTF-8."""
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for item in review.attempt.question.items:
        verdict, line = review.verdict(item.id), review.line(item.id)
        times, words = ("", ""), ""
        if spans := review.evidence(item.id):
            words = " … ".join(span.text for span in spans)
            times = _seconds(review, spans[0].first_word, spans[0].last_word)
        row = (
            item.kind.value,
            item.name,
            item.text,
            "" if verdict is None else wording.STATES[verdict.standing],
            "" if line is None else wording.STATES[line.state],
            "" if verdict is None or verdict.user is None else wording.STATES[verdict.user],
            *times,
            words,
            wording.reason(review, item.id),
            " … ".join(span.text for span in spans if span.own),
            wording.note(review, item.id),
        )
        writer.writerow([harmless(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def _seconds(review: Review, first_word: int, last_word: int) -> tuple[str, str]:
    if review.transcript is None or not wording.has_times(review):
        return "", ""
    words = review.transcript.words
    return f"{words[first_word].start_ms / 1_000:.2f}", f"{words[last_word].end_ms / 1_000:.2f}"
