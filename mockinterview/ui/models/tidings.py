"""What the quiet line tells of what happens away from the page that is shown, and what becomes of its button.

It decides what is worth a sentence; the wishes its button stands for are signals, for the window knows the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.attempt import Attempt
from mockinterview.core.problems import Problem
from mockinterview.core.recovery import StuckTake
from mockinterview.flow.answering import Step
from mockinterview.flow.house import House
from mockinterview.flow.ports import JobReport
from mockinterview.ui.models.news import expiry_news, news_of, recovery_news
from mockinterview.ui.widgets.quiet_line import QuietLine


class Tidings(QObject):
    """reviewing: whether a review is shown now. rehearsing: whether the rehearsal of an answer is.

    attempt_requested carries an attempt's id: the person, or a take that was made here just now, asks for its review.
    recovered_requested: show what was brought back at the start. attempts_changed: there are attempts nobody saw being made.
    undo_requested: bring back the attempts deleted last. bin_requested: show the bin.
    bank_undo_requested carries the token of a change to the questions.
    """

    attempt_requested = Signal(str)
    recovered_requested = Signal()
    attempts_changed = Signal()
    undo_requested = Signal()
    bin_requested = Signal()
    bank_undo_requested = Signal(str)

    def __init__(
        self,
        house: House,
        line: QuietLine,
        reviewing: Callable[[], bool],
        rehearsing: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._house = house
        self._line = line
        self._reviewing = reviewing
        self._rehearsing = rehearsing
        self._brought_back: set[str] = set()
        self._opened = ""
        line.acted.connect(self._on_acted)

    def tell_recording(self) -> None:
        """Say why the page was not left: a take runs, or the one before is still on its way into the store."""
        if self._house.answering.step is Step.KEEPING:
            self._line.say("Your answer is being kept. One moment.")
            return
        self._line.say("You are recording. Stop first; your answer is kept.", "Stop and keep", "stop")

    @Slot(object)
    def tell_problem(self, problem: Problem) -> None:
        """A trouble in what the person just did."""
        self._line.say(problem.sentence, trouble=True)

    @Slot(object)
    def tell_met(self, problem: Problem) -> None:
        """A trouble met in the background: each is read, however many a start meets."""
        self._line.say_when_free(problem.sentence, trouble=True)

    @Slot()
    def tell_closed(self) -> None:
        """The review of a take opens at once where it was made: as soon as its sound is whole, before the store has it."""
        closed, answering = self._house.answering.closed, self._house.answering
        mine = closed is not None and closed.id == answering.attempt_id and closed.id != self._opened
        if closed is not None and mine and answering.problem is None and self._rehearsing():
            self._open(closed.id)

    @Slot(str)
    def tell_kept(self, attempt_id: str) -> None:
        """The review opens now if it has not before; away from where the take was made it is only announced."""
        if attempt_id == self._opened:
            return
        if self._rehearsing() and self._house.answering.attempt_id == attempt_id:
            self._open(attempt_id)
        elif not self._house.importing.made(attempt_id):
            self._line.say("Your answer was kept.", "Show it", f"review:{attempt_id}")
            self.attempts_changed.emit()

    def _open(self, attempt_id: str) -> None:
        self._opened = attempt_id
        self._line.clear()
        self.attempt_requested.emit(attempt_id)

    @Slot(object, object)
    def tell_recovered(self, attempts: Sequence[Attempt], stuck: Sequence[StuckTake]) -> None:
        """One line for all that was brought back at the start, and for what could not be."""
        self._brought_back |= {attempt.id for attempt in attempts}
        news = recovery_news(attempts, stuck)
        self._line.say_when_free(news.text, news.action, news.token, trouble=news.trouble)
        self.attempts_changed.emit()

    @Slot(int, int)
    def tell_expired(self, binned: int, deleted: int) -> None:
        """What the person's own rule for old answers did."""
        news = expiry_news(binned, deleted)
        self._line.say_when_free(news.text, news.action, news.token)
        self.attempts_changed.emit()

    @Slot(object)
    def tell_work(self, report: JobReport) -> None:
        """Work for a page that is not shown is told; not that on what was brought back, whose list shows how each stands."""
        if report.attempt_id in self._brought_back:
            return
        news = news_of(report, looking=self._reviewing() or self._house.answering.busy)
        if news is not None:
            self._line.say(news.text, news.action, news.token, trouble=news.trouble)

    @Slot(str)
    def _on_acted(self, token: str) -> None:
        deed, _, what = token.partition(":")
        match deed:
            case "review":
                self.attempt_requested.emit(what)
            case "stop":
                self._house.answering.stop()
            case "recovered":
                self.recovered_requested.emit()
            case "bin":
                self.bin_requested.emit()
            case "undo":
                self.undo_requested.emit()
            case "bank":
                self.bank_undo_requested.emit(token)
            case "import":
                self._house.importing.cancel(what)
