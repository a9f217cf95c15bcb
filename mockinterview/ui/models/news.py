"""Which background work is worth a sentence in the quiet line, and which."""

from __future__ import annotations

from typing import NamedTuple

from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState


class News(NamedTuple):
    """A sentence for the quiet line, the word of its button, its token, and whether it is a trouble."""

    text: str
    action: str = ""
    token: str = ""
    trouble: bool = False


def news_of(report: JobReport, *, looking: bool) -> News | None:
    """What a report is worth. looking: the person records, or looks at a review, which shows what became of its own transcript."""
    review = f"review:{report.attempt_id}"
    match report.kind, report.state:
        case JobKind.KEEP, JobState.FAILED if report.problem is not None:
            return News(report.problem.sentence, trouble=True)
        case JobKind.LINE_UP, JobState.DONE if not looking:
            return News("Your answer is written down and lined up.", "Show review", review)
        case JobKind.RECOGNISE | JobKind.LINE_UP, JobState.FAILED if report.problem is not None and not looking:
            return News(report.problem.sentence, "Show review", review, trouble=True)
        case _:
            return None
