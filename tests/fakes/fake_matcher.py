"""A matcher that knows one rule: an item is made when the first word of its name is said."""

from __future__ import annotations

from mockinterview.core.coverage import Coverage, ItemScore, Span, cover
from mockinterview.core.delivery import bare
from mockinterview.core.problems import Problem
from mockinterview.core.question import Question
from mockinterview.core.transcript import Transcript


class FakeMatcher:
    """problem: raised instead of an answer, once set."""

    def __init__(self, problem: Problem | None = None) -> None:
        self.problem = problem
        self.asked: list[tuple[Transcript, Question]] = []

    @property
    def name(self) -> str:
        return "fake 1"

    def line_up(self, transcript: Transcript, question: Question) -> Coverage:
        self.asked.append((transcript, question))
        if self.problem is not None:
            raise self.problem
        scores = {}
        for item in question.items:
            wanted = bare(item.name.split()[0])
            at = [index for index, word in enumerate(transcript.words) if bare(word.text) == wanted]
            if at:
                spans = tuple(Span(index, index, 0.9) for index in at)
                scores[item.id] = ItemScore(0.9, 0.9, spans=spans, reason=f"You said: “{wanted}”.")
        return cover(question, transcript, scores, self.name)
