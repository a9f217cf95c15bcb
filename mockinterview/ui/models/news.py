"""What happens in the background and is worth a sentence in the quiet line, and which sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mockinterview.core.attempt import Attempt, MarkKind
from mockinterview.core.recovery import StuckTake
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.ui.widgets.times import count_words, minutes

_LENGTHS_TOLD = 3
"""So many takes are told with the length of each, more with the length of all."""


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
        case JobKind.KEEP | JobKind.JUDGE | JobKind.TIDY, JobState.FAILED if report.problem is not None:
            return News(report.problem.sentence, trouble=True)
        case JobKind.LINE_UP, JobState.DONE if not looking:
            return News("Your answer is written down and lined up.", "Show review", review)
        case JobKind.RECOGNISE | JobKind.LINE_UP, JobState.FAILED if report.problem is not None and not looking:
            return News(report.problem.sentence, "Show review", review, trouble=True)
        case _:
            return None


def recovery_news(attempts: Sequence[Attempt], stuck: Sequence[StuckTake]) -> News:
    """What a start that found takes of a run that crashed says of them; there is at least one."""
    unfinished = [attempt for attempt in attempts if was_unfinished(attempt)]
    unlisted = len(attempts) - len(unfinished)
    sentences = []
    if unfinished:
        count = count_words(len(unfinished), "unfinished recording was", "unfinished recordings were")
        sentences.append(f"{count} brought back ({_lengths(unfinished)}).")
    if unlisted:
        count = count_words(unlisted, "recording that was not in the history is", "recordings not in the history are")
        sentences.append(f"{count} listed again.")
    if stuck:
        sentences.append(f"{count_words(len(stuck), 'recording')} could not be brought back yet.")
    one = len(attempts) + len(stuck) == 1
    return News(" ".join(sentences), "Show it" if one else "Show them", "recovered", trouble=bool(stuck))


def was_unfinished(attempt: Attempt) -> bool:
    """Whether the program ended while the attempt was being recorded."""
    return any(mark.kind is MarkKind.RECOVERED for mark in attempt.marks)


def _lengths(attempts: Sequence[Attempt]) -> str:
    if len(attempts) > _LENGTHS_TOLD:
        return f"{minutes(sum(attempt.duration_ms for attempt in attempts))} in all"
    *first, last = [minutes(attempt.duration_ms) for attempt in attempts]
    return f"{', '.join(first)} and {last}" if first else last


def expiry_news(binned: int, deleted: int) -> News:
    """What the person's rule for old answers did at this start; it did something."""
    sentences = []
    if binned:
        sentences.append(
            f"{count_words(binned, 'old answer was', 'old answers were')} moved to the bin, as you set it."
        )
    if deleted:
        count = count_words(deleted, "answer was", "answers were")
        sentences.append(f"{count} deleted from the bin for good, as you set it.")
    return News(" ".join(sentences), "Open the bin" if binned else "", "bin" if binned else "")
