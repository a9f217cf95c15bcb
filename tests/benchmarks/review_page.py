"""How long the review page takes with an hour of speech: opening it, moving the word mark, choosing an item, painting.

QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.review_page
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State
from mockinterview.core.question import ChecklistItem, ItemKind, Question
from mockinterview.core.transcript import Segment, Transcript, Word
from mockinterview.settings import Settings
from mockinterview.ui.look import apply
from mockinterview.ui.review import ReviewPage
from tests.ui.review.scenes import ANSWER, Scene

WORDS, SPANS, ITEMS, HOUR_MS = 10_000, 400, 40, 3_600_000


def long_transcript() -> Transcript:
    """An hour of words."""
    said = (ANSWER.split() * (WORDS // len(ANSWER.split()) + 1))[:WORDS]
    each = HOUR_MS // WORDS
    words = tuple(Word(text, index * each, index * each + each - 60, 0.9) for index, text in enumerate(said))
    segments = tuple(
        Segment(first * each, (first + 20) * each, first, min(first + 19, WORDS - 1)) for first in range(0, WORDS, 20)
    )
    return Transcript("whisper", "base.en", "en", HOUR_MS, words, segments)


def long_question() -> Question:
    """As many items as nobody has."""
    kinds = list(ItemKind)
    items = tuple(ChecklistItem(f"i{n}", kinds[n % 4], f"Item {n}", "What it is about.") for n in range(ITEMS))
    return Question("long", "Tell me everything.", items=items)


def long_coverage(question: Question, transcript: Transcript) -> Coverage:
    """Spans everywhere, some over others."""
    dice = random.Random(7)
    lines = []
    for item in question.items:
        firsts = sorted(dice.randrange(WORDS - 30) for _ in range(SPANS // ITEMS))
        spans = tuple(Evidence(first, first + 12, transcript.span_text(first, first + 12)) for first in firsts)
        lines.append(ItemCoverage(item, dice.choice((State.COVERED, State.PARTLY, State.NOT_SURE)), 0.8, spans, "Why."))
    return Coverage("benchmark", tuple(lines))


def timed(deed: Callable[[], object]) -> float:
    """Milliseconds a deed takes."""
    began = perf_counter()
    deed()
    return (perf_counter() - began) * 1_000


def main() -> int:
    """Print the measurements; 1 if a limit is broken."""
    app = QApplication(sys.argv)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.json")
        apply(app, settings)
        question, transcript = long_question(), long_transcript()
        scene = Scene(settings, question, takes=0)
        scene.length_ms = HOUR_MS
        scene.add_take(1, transcript)
        scene.keeper.save_transcript("take-1", transcript)
        scene.keeper.save_coverage("take-1", long_coverage(question, transcript))
        scene.measure("take-1")
        page = ReviewPage(scene.house, settings, scene.bridge, scene.make_player)
        page.resize(1_400, 900)
        page.show()
        QTest.qWaitForWindowExposed(page)

        def open_it() -> None:
            page.show_attempt("take-1")
            page.repaint()

        opened = timed(open_it)
        view = page.pane.view
        view.follow_again()

        def mark(word: int) -> None:
            page.time_line.show_position(transcript.words[word].start_ms)
            view.mark_word(word)
            app.sendPostedEvents()

        marks = [timed(lambda word=word: mark(word)) for word in range(3_000, 3_600)]
        chosen = [
            timed(lambda n=n: (page.checklist.choose(f"i{n}"), app.sendPostedEvents())) for n in range(0, ITEMS, 3)
        ]
        flipped = [timed(lambda n=n: page.judging.decide(f"i{n}", State.PARTLY)) for n in range(5)]
        bar = view.verticalScrollBar()

        def scroll(to: int) -> None:
            bar.setValue(to)
            app.sendPostedEvents()

        scrolled = [timed(lambda to=to: scroll(to)) for to in range(0, bar.maximum(), max(1, bar.maximum() // 300))]
        scene.house.jobs.close()

    def p95(values: list[float]) -> float:
        return statistics.quantiles(values, n=20)[-1]

    print(f"open {opened:.0f} ms; mark median {statistics.median(marks):.2f}, p95 {p95(marks):.2f} ms")
    print(f"choose median {statistics.median(chosen):.0f} ms; flip median {statistics.median(flipped):.0f} ms")
    print(f"scroll and paint median {statistics.median(scrolled):.1f}, p95 {p95(scrolled):.1f} ms")
    return int(opened > 500 or p95(marks) > 5)


if __name__ == "__main__":
    raise SystemExit(main())
