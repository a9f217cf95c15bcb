"""What a command tells of the delivery: what the settings let through."""

from __future__ import annotations

from datetime import UTC, datetime

from mockinterview.cli.words import review_words
from mockinterview.core.attempt import Attempt
from mockinterview.core.delivery import measure
from mockinterview.core.measures import Shown
from mockinterview.core.question import Question
from mockinterview.core.review import Review
from mockinterview.core.transcript import Transcript, Word


def test_the_line_of_measures_tells_what_is_shown() -> None:
    said = ["I", "I", "think", "it", "sort", "of", "worked"]
    words = tuple(Word(text, index * 500, index * 500 + 400) for index, text in enumerate(said))
    transcript = Transcript("fake", "", "en", 4_000, words)
    attempt = Attempt("a", Question("q", "Why?"), 2, datetime(2026, 1, 1, tzinfo=UTC), 4_000)
    review = Review(attempt, measure(transcript, (), 4_000), transcript)
    line = review_words(review, Shown(target_ms=0, pace_from=0, pace_to=0)).splitlines()[1]
    assert line == (
        "take 2 · Length: 0:04 · First word: after 0.0 s · Pace: 124 words a minute · Pauses: none · "
        "Fillers: at least 0 · Hedges: 2 · Repeated words: at least 1"
    )
    quiet = Shown(0, False, False, False, False, False, False, False)
    assert review_words(review, quiet).splitlines()[1] == "take 2"
