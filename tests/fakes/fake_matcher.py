"""A matcher that knows one rule: an item is made when the first word of its name is said."""

from __future__ import annotations

import threading
from collections.abc import Callable

from mockinterview.core.coverage import Coverage, ItemScore, Span, cover
from mockinterview.core.delivery import bare
from mockinterview.core.problems import Cancelled, Problem
from mockinterview.core.question import Question
from mockinterview.core.transcript import Transcript


def _never() -> bool:
    return False


class FakeMatcher:
    """failure: raised instead of an answer, once set. problem: why it stands in for another. asked: what was to be lined up.

    hold: while clear, a line-up waits (and can be cancelled); began: it has come that far.
    """

    def __init__(self, failure: Exception | None = None, name: str = "fake 1") -> None:
        self.failure = failure
        self.name = name
        self.problem: Problem | None = None
        self.asked: list[tuple[Transcript, Question]] = []
        self.hold = threading.Event()
        self.hold.set()
        self.began = threading.Event()

    def line_up(self, transcript: Transcript, question: Question, cancelled: Callable[[], bool] = _never) -> Coverage:
        self.asked.append((transcript, question))
        self.began.set()
        while not self.hold.wait(0.01):
            if cancelled():
                raise Cancelled
        if self.failure is not None:
            raise self.failure
        scores = {}
        for item in question.items:
            wanted = bare(item.name.split()[0])
            at = [index for index, word in enumerate(transcript.words) if bare(word.text) == wanted]
            if at:
                spans = tuple(Span(index, index, 0.9) for index in at)
                scores[item.id] = ItemScore(0.9, 0.9, spans=spans, reason=f"You said: “{wanted}”.")
        return cover(question, transcript, scores, self.name)
