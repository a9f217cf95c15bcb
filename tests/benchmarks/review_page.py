"""How the review window behaves with an hour of speech: 10,000 words, 60 items, 400 pieces of evidence over each other.

QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.review_page [--profile NAME]

Each figure is processor time of this program, which others on the computer do not disturb, with the time on the clock in brackets.
Frames are drawn whole, by the painter the program itself draws with. `--profile` shows where the time of one
measurement goes (open, again, mark, words, line, list, choose, verdict, undo). Tells 1 if a promise is broken.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mockinterview.core.coverage import State
from mockinterview.settings import Settings
from mockinterview.ui.look import apply
from mockinterview.ui.review import ReviewPage
from tests.ui.review.long_answer import ATTEMPT, HOUR_MS, ITEMS, SPANS, WORDS, long_question, put_long_answer
from tests.ui.review.scenes import Scene, settle

OPEN_MS, MARK_MS, FRAME_MS = 500, 5, 20
"""What is promised: open at once, the mark never late, never below fifty frames a second."""

_FRAMES = 300
_PAGE = 4_096


@dataclass
class Figure:
    """One measurement: milliseconds of processor time and on the clock, and how many there may be at most.

    never: not even the worst may take longer; else 95 of 100 may not.
    """

    name: str
    limit_ms: float = 0.0
    never: bool = False
    cpu: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)

    def time(self, deed: Callable[[], object]) -> None:
        """Do it and count it."""
        cpu, clock = process_time(), perf_counter()
        deed()
        self.cpu.append((process_time() - cpu) * 1_000)
        self.clock.append((perf_counter() - clock) * 1_000)

    @property
    def p95(self) -> float:
        """95 of 100 took no longer."""
        return statistics.quantiles(self.cpu, n=20, method="inclusive")[-1] if len(self.cpu) > 1 else self.cpu[0]

    @property
    def kept(self) -> bool:
        """Whether it keeps to its limit, if it has one."""
        return not self.limit_ms or (max(self.cpu) if self.never else self.p95) <= self.limit_ms

    def __str__(self) -> str:
        if len(self.cpu) == 1:
            words = f"{self.cpu[0]:.0f} ms ({self.clock[0]:.0f})"
        else:
            words = (
                f"median {statistics.median(self.cpu):.1f}, p95 {self.p95:.1f}, worst {max(self.cpu):.1f} ms "
                f"({statistics.median(self.clock):.1f}, {max(self.clock):.1f})"
            )
        limit = f"; {'never over' if self.never else 'at most'} {self.limit_ms:.0f}" if self.limit_ms else ""
        return f"{self.name}: {words}{limit}{'' if self.kept else '  BROKEN'}"


class Trial:
    """The page with the long answer in its store, not opened yet."""

    def __init__(self, place: Path, profiled: str) -> None:
        self._profiled = profiled
        settings = Settings(place / "settings.json")
        apply(QApplication.instance(), settings)
        self.scene = Scene(settings, long_question(), takes=0)
        put_long_answer(self.scene)
        self.scene.add_take(2)
        self.scene.write_down("take-2", line_up=False)
        self.scene.measure("take-2")
        self.page = ReviewPage(self.scene.house, settings, self.scene.bridge, self.scene.make_player)
        self.page.resize(1_280, 720)
        self.page.show()
        QTest.qWaitForWindowExposed(self.page)

    def figures(self) -> Iterable[Figure]:
        """Everything, one after the other."""
        yield self._one("open", "open, from the click to everything painted", self._open(ATTEMPT), OPEN_MS)
        self._open("take-2")()
        yield self._one("again", "open again, from another take", self._open(ATTEMPT), OPEN_MS)
        yield self._marks()
        yield self._scrolled("words", "scroll the words, a frame", self.page.pane.view)
        yield self._line()
        yield self._scrolled("list", "scroll the checklist, a frame", self.page.checklist)
        items = self.scene.question.items
        chosen = (lambda n=n: self._shown(lambda: self.page.checklist.choose(items[n].id)) for n in range(0, ITEMS, 3))
        yield self._many("choose", "choose an item, painted", chosen, 100)
        judged = (
            lambda n=n: self._shown(lambda: self.page.judging.decide(items[n].id, State.PARTLY)) for n in range(20)
        )
        yield self._many("verdict", "give a verdict, painted", judged, 100)
        yield self._many(
            "undo", "undo it, painted", (lambda: self._shown(self.page.judging.undo) for _ in range(20)), 100
        )

    def close(self) -> None:
        """End it."""
        settle(self.page)
        self.page.close_down()
        self.scene.house.jobs.close()

    # ------------------------------------------------------------ the measurements

    def _open(self, attempt_id: str) -> Callable[[], None]:
        def deed() -> None:
            self.page.show_attempt(attempt_id)
            settle(self.page)
            _paint(self.page)

        return deed

    def _marks(self) -> Figure:
        """As the player tells it, ten times a word: most of the time nothing is to be done."""
        words = self.page.pane.transcript
        assert words is not None
        self.page.hearing.seek(words.words[3_000].start_ms)
        _paint(self.page)
        each = HOUR_MS // WORDS
        times = range(words.words[3_000].start_ms, words.words[3_600].start_ms, each // 2)
        deeds = (lambda at=at: self._moved(at) for at in times)
        return self._many("mark", "move the mark, painted", deeds, MARK_MS)

    def _moved(self, at_ms: int) -> None:
        self.page.hearing.show_position(at_ms)
        _paint_waiting()

    def _scrolled(self, key: str, name: str, view: QWidget) -> Figure:
        bar = view.verticalScrollBar()
        step = max(1, bar.maximum() // _FRAMES)

        def frame(to: int) -> None:
            bar.setValue(to)
            view.viewport().update()

        deeds = (lambda to=to: self._shown(lambda: frame(to)) for to in range(0, bar.maximum(), step))
        return self._many(key, name, deeds, FRAME_MS, never=True)

    def _line(self) -> Figure:
        line = self.page.time_line
        for _ in range(6):
            line.zoom_in()
        _paint(self.page)
        step = max(1, line.bar.maximum() // _FRAMES)

        def frame(to: int) -> None:
            line.bar.setValue(to)
            line.track.update()

        deeds = (lambda to=to: self._shown(lambda: frame(to)) for to in range(0, line.bar.maximum(), step))
        figure = self._many("line", "scroll the time line, zoomed in, a frame", deeds, FRAME_MS, never=True)
        line.zoom_fit()
        _paint(self.page)
        return figure

    # ------------------------------------------------------------ how it is measured

    def _shown(self, deed: Callable[[], object]) -> None:
        deed()
        _paint_waiting()

    def _one(self, key: str, name: str, deed: Callable[[], None], limit_ms: float) -> Figure:
        return self._many(key, name, [deed], limit_ms)

    def _many(
        self, key: str, name: str, deeds: Iterable[Callable[[], None]], limit_ms: float, *, never: bool = False
    ) -> Figure:
        figure = Figure(name, limit_ms, never)
        profile = cProfile.Profile() if key == self._profiled else None
        if profile is not None:
            profile.enable()
        for deed in deeds:
            figure.time(deed)
        if profile is not None:
            profile.disable()
            pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
        return figure


def _paint(widget: QWidget) -> None:
    _paint_waiting()
    widget.repaint()
    _paint_waiting()


def _paint_waiting() -> None:
    """Everything that is to be laid out and painted."""
    QCoreApplication.sendPostedEvents()
    QTest.qWait(0)


def _memory_mb() -> float:
    """Memory this program holds; 0 where the system does not tell."""
    file = Path("/proc/self/statm")
    return int(file.read_text().split()[1]) * _PAGE / 2**20 if file.exists() else 0.0


def main() -> int:
    """Print the measurements; 1 if a limit is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", default="", help="show where the time of this measurement goes")
    profiled = parser.parse_args().profile
    app = QApplication(sys.argv[:1])
    kept = True
    with tempfile.TemporaryDirectory() as place:
        trial = Trial(Path(place), profiled)
        before = _memory_mb()
        for figure in trial.figures():
            print(figure, flush=True)
            kept = kept and figure.kept
        print(f"memory: {_memory_mb() - before:.0f} MB more than before it was opened, {_memory_mb():.0f} MB in all")
        print(f"with {WORDS:,} words, {SPANS} pieces of evidence, {ITEMS} items, {HOUR_MS // 60_000} minutes")
        trial.close()
    del app
    return int(not kept)


if __name__ == "__main__":
    raise SystemExit(main())
