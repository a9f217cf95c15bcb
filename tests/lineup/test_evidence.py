"""Evidence: few spans, in the order they were said, and no more words than tell."""

from __future__ import annotations

import numpy as np

from mockinterview.core.coverage import MOST_EVIDENCE
from mockinterview.core.transcript import from_sentences
from mockinterview.lineup.clauses import clauses
from mockinterview.lineup.evidence import LONGEST_SPAN, NEARLY_AS_STRONG, spans_of

DULL = "It rained on that day."
JOINED = "I locked the filing drawer with both of the old brass keys that morning, and Dana had the other key at home all week."
"""One sentence of two clauses."""


def shown(sentences, logits, best=None):
    """The words of each span. best: by falling strength unless told."""
    said = from_sentences(sentences)
    parts = clauses(said)
    assert len(parts) == len(logits), "the sentences here are clauses"
    order = sorted(range(len(logits)), key=lambda index: -logits[index])[:MOST_EVIDENCE] if best is None else best
    found = spans_of(said, parts, np.array(logits, np.float32), order)
    assert all(0 < span.score < 1 for span in found)
    return [said.span_text(span.first_word, span.last_word) for span in found]


def test_nothing_found_nothing_shown():
    assert shown([DULL], [0.0], best=[]) == []


def test_far_weaker_clauses_are_left_out():
    sentences = ["I locked it.", DULL, "Dana had the key.", DULL, "We moved."]
    strong = 2.0
    logits = [strong, -9, strong - NEARLY_AS_STRONG, -9, strong - NEARLY_AS_STRONG - 0.1]
    assert shown(sentences, logits) == ["I locked it.", "Dana had the key."]


def test_spans_stand_in_the_order_of_the_answer_however_strong():
    assert shown(["I locked it.", DULL, "Dana had the key."], [1.0, -9, 2.0]) == ["I locked it.", "Dana had the key."]


def test_at_most_three():
    sentences = [f"We tried door {number}." if number % 2 else DULL for number in range(12)]
    found = shown(sentences, [float(number % 2) for number in range(12)], best=[1, 3, 5, 7, 9])
    assert len(found) == MOST_EVIDENCE


def test_neighbours_in_a_sentence_are_joined_and_keep_the_stronger_score():
    said = from_sentences([JOINED, DULL])
    found = spans_of(said, clauses(said), np.array([0.0, 1.0, -9.0], np.float32), [1, 0])
    assert [(span.first_word, span.last_word) for span in found] == [(0, len(JOINED.split()) - 1)]
    assert abs(found[0].score - 1 / (1 + np.exp(-1.0))) < 1e-6


def test_sentences_stay_apart():
    assert shown(["I locked it.", "Dana had the key.", DULL], [0.0, 1.0, -9.0]) == ["I locked it.", "Dana had the key."]


def test_neighbours_too_long_to_take_in_stay_apart():
    long = ["word " * (LONGEST_SPAN // 2) + "end.", "other " * (LONGEST_SPAN // 2) + "end."]
    assert len(shown(long, [1.0, 1.0])) == 2


def test_words_that_only_open_or_hesitate_are_trimmed():
    assert shown(["So, well, um, I locked it, um."], [1.0]) == ["I locked it,"]


def test_a_clause_of_nothing_else_keeps_a_word():
    assert shown(["So um well."], [1.0]) == ["well."]
