"""What correcting words costs in an answer of an hour: ten thousand words, four hundred pieces of evidence. Time of the processor.

QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.correcting_words
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mockinterview.core.attempt import Attempt
from mockinterview.core.delivery import measure
from mockinterview.core.editing import Edit, carried_all, edited_all
from mockinterview.core.replacing import find, replacing
from mockinterview.core.review import Review
from mockinterview.settings import Settings
from mockinterview.ui.look import apply
from mockinterview.ui.review.words.transcript_view import TranscriptView
from tests.ui.review.long_answer import long_question, long_states, long_words


def spent(deed: Callable[[], object]) -> float:
    """Milliseconds of the processor that a deed takes, painting included."""
    began = process_time()
    deed()
    QApplication.sendPostedEvents()
    return (process_time() - began) * 1_000


def after(review: Review, edits: tuple[Edit, ...]) -> Review:
    """The review with its words corrected."""
    assert review.transcript is not None
    assert review.coverage is not None
    words = edited_all(review.transcript, edits)
    coverage = carried_all(review.coverage, review.transcript, edits)
    return replace(review, transcript=words, coverage=coverage, delivery=measure(words, (), words.duration_ms))


def main() -> None:
    """Print the figures."""
    app = QApplication(sys.argv)
    with tempfile.TemporaryDirectory() as folder:
        apply(app, Settings(Path(folder) / "settings.json"))
        words, question = long_words(), long_question()
        attempt = Attempt("a", question, 1, datetime(2026, 3, 1, tzinfo=UTC), words.duration_ms)
        facts = measure(words, (), words.duration_ms)
        review = Review(attempt, facts, words, long_states(question, words))
        view = TranscriptView()
        view.resize(640, 420)
        view.show()
        QTest.qWaitForWindowExposed(view)
        print(f"first fill {spent(lambda: view.show_review(review)):.0f} ms")
        thought, shown = [], []
        for word in range(3_000, 3_040):
            edit = Edit(word, word + 1, ("two", "words") if word % 2 else ("one",))
            made: list[Review] = []
            thought.append(spent(lambda edit=edit, made=made, now=review: made.append(after(now, (edit,)))))
            review = made[0]
            shown.append(spent(lambda now=review: view.show_review(now)))
        print(f"one word: worked out {statistics.median(thought):.1f} ms, shown {statistics.median(shown):.1f} ms")
        assert review.transcript is not None
        spans = find(review.transcript, "the", whole_words=True)
        edits = replacing(review.transcript, spans, "that the", "the")
        made = []
        worked = spent(lambda: made.append(after(review, edits)))
        print(
            f"{len(spans)} replaced: worked out {worked:.0f} ms, shown {spent(lambda: view.show_review(made[0])):.0f} ms"
        )
        chosen = [spent(lambda item=item: view.select_item(item.id)) for item in question.items[:20]]
        print(f"an item chosen {statistics.median(chosen):.1f} ms")
        bar = view.verticalScrollBar()
        view.show_hits(find(words, "e"), 3)
        stops = range(0, bar.maximum(), max(1, bar.maximum() // 200))
        frames = [spent(lambda to=to: bar.setValue(to)) for to in stops]
        print(
            f"scrolled with every e marked: p95 {statistics.quantiles(frames, n=20, method='inclusive')[-1]:.1f} ms a frame"
        )


if __name__ == "__main__":
    main()
