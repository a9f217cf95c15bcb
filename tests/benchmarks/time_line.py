"""How long the time line takes to paint a frame of a two-hour take: while the playhead moves, while one scrolls, while one zooms.

QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.time_line

Offscreen, painted by Qt's raster engine, as on most desktops. What counts is this process's own time on a core: other programs make
a frame late, but no longer. The bar is one frame at 60 a second.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from time import perf_counter, process_time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State
from mockinterview.core.delivery import Levels, Pause, measure
from mockinterview.core.opinion import Bookmark, Opinion
from mockinterview.core.question import ChecklistItem, ItemKind, Question
from mockinterview.core.review import Lane, Review
from mockinterview.core.transcript import Note, NoteKind, Transcript, Word
from mockinterview.settings import Settings
from mockinterview.ui.look import apply
from mockinterview.ui.review.line.time_line import TimeLine

LENGTH_MS, WORDS, SPANS, ITEMS, PAUSES, NOTES, BOOKMARKS = 7_200_000, 10_000, 400, 40, 500, 200, 30
FRAME_MS = 1_000 / 60
WIDTH = 1_400


def long_review() -> Review:
    """Two hours with as much of everything as nobody has."""
    dice = random.Random(8)
    each = LENGTH_MS // WORDS
    words = tuple(Word("um" if n % 33 == 5 else "word", n * each, n * each + each - 90, 0.9) for n in range(WORDS))
    notes = tuple(
        Note(dice.choice(tuple(NoteKind)), at, at + 600) for at in sorted(dice.sample(range(LENGTH_MS - 900), NOTES))
    )
    transcript = Transcript("fake", "", "en", LENGTH_MS, words, notes=notes)
    items = tuple(ChecklistItem(f"i{n}", tuple(ItemKind)[n % 4], f"Item number {n}") for n in range(ITEMS))
    lines = []
    for item in items:
        firsts = sorted(dice.randrange(WORDS - 30) for _ in range(SPANS // ITEMS))
        spans = tuple(Evidence(first, first + 12, "") for first in firsts)
        lines.append(ItemCoverage(item, dice.choice(tuple(State)), 0.8, spans))
    pauses = tuple(Pause(n * 14_000, n * 14_000 + 1_000 + 7 * n) for n in range(PAUSES))
    bookmarks = tuple(Bookmark(at) for at in sorted(dice.sample(range(LENGTH_MS), BOOKMARKS)))
    attempt = Attempt("a", Question("q", "Why?", items=items), 1, datetime(2026, 3, 1, tzinfo=UTC), LENGTH_MS)
    delivery = measure(transcript, pauses, LENGTH_MS)
    return Review(attempt, delivery, transcript, Coverage("fake", tuple(lines)), Opinion(bookmarks=bookmarks))


class Bench:
    """A time line on the screen, and what each of its frames took."""

    def __init__(self, app: QApplication, line: TimeLine) -> None:
        self._app = app
        self._line = line
        self.worst = 0.0

    def frame(self, deed: Callable[[], object]) -> float:
        """Milliseconds of this process from a deed to its picture."""
        began = process_time()
        deed()
        self._app.sendPostedEvents()
        if self._line.testAttribute(Qt.WidgetAttribute.WA_PendingMoveEvent):
            self._line.repaint()
        return (process_time() - began) * 1_000

    def say(self, name: str, deeds: Iterator[Callable[[], object]]) -> None:
        """Print median and 95th percentile of some frames."""
        frames = [self.frame(deed) for deed in deeds]
        p95 = statistics.quantiles(frames, n=20, method="inclusive")[-1]
        self.worst = max(self.worst, p95)
        print(f"{name:44} median {statistics.median(frames):6.2f}  p95 {p95:6.2f}  worst {max(frames):6.2f} ms")

    def frames(self) -> None:
        """Every kind of frame."""
        line, track = self._line, self._line.track
        for name, factor in (("whole", 1.0), ("a minute", 120.0)):
            track.zoom_fit()
            track.zoom(factor, 0)
            line.follow_again()
            steps = range(0, LENGTH_MS, LENGTH_MS // 600) if factor == 1 else range(0, 180_000, 16)
            self.say(f"playhead, {name}", ((lambda at=at: line.show_position(at)) for at in steps))
            if factor > 1:
                self.say(f"scroll, {name}", ((lambda at=at: track.scroll_to(at)) for at in range(0, 40_000, 60)))
        line.show_position(0)
        track.zoom_fit()
        notches = chain([1.25] * 31, [1 / 1.25] * 31)
        self.say("zoom by the wheel, whole to close and back", ((lambda by=by: track.zoom(by, 700)) for by in notches))
        track.zoom_fit()
        self.say("choose an item, whole", ((lambda n=n: line.select_item(f"i{n}")) for n in range(ITEMS)))


def main() -> int:
    """Print the measurements; 1 if the bar is broken."""
    app = QApplication(sys.argv)
    with tempfile.TemporaryDirectory() as folder:
        apply(app, Settings(Path(folder) / "settings.json"))
        dice = random.Random(3)
        levels = Levels(20, tuple(dice.uniform(-70, -8) for _ in range(LENGTH_MS // 20)))
        review = long_review()
        line = TimeLine()
        line.resize(WIDTH, 300)
        line.show()
        QTest.qWaitForWindowExposed(line)
        bench = Bench(app, line)
        began = perf_counter()
        first = bench.frame(lambda: line.show_review(review, levels, tuple(Lane)))
        print(
            f"shown first: {first:.0f} ms ({(perf_counter() - began) * 1_000:.0f} ms by the clock), {len(line.marks)} marks"
        )
        for rows, shown in (("one row of evidence", False), ("a row for each item", True)):
            print(f"-- {rows}")
            line.show_items(shown)
            app.sendPostedEvents()
            bench.frames()
    print(f"bar {FRAME_MS:.1f} ms at the 95th percentile: {'kept' if bench.worst <= FRAME_MS else 'broken'}")
    return int(bench.worst > FRAME_MS)


if __name__ == "__main__":
    raise SystemExit(main())
