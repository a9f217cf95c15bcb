"""How attempts stand (being recognised, so many items covered …), looked up in the background for the rows that are seen."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import State
from mockinterview.core.delivery import Delivery
from mockinterview.core.opinion import Opinion
from mockinterview.core.problems import Problem, TakeProblem
from mockinterview.core.question import ItemKind
from mockinterview.core.review import Review
from mockinterview.flow.house import House
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.ui.models.background import Asking

POSITIVE = (ItemKind.COMPETENCY, ItemKind.KEY_POINT, ItemKind.MOTIVATION)
SOUND_MISSING = "sound missing"


class Standing(NamedTuple):
    """An icon with the token of its colour, the words beside it, and whether the sound is there.

    counts: how many of the items one hopes to hear stand where; empty until they are lined up, and while work goes on. judged:
    whether the person has given every item of the checklist a verdict.
    """

    icon: str = ""
    words: str = ""
    sound: bool = True
    counts: tuple[tuple[State, int], ...] = ()
    judged: bool = False


UNJUDGED = Standing("state-your-call:muted", "not judged by you yet")
"""Stands for whatever the program found, while the person rates themselves first and has not finished."""


class Standings(QObject):
    """changed: the ids of attempts of which more is known now. Nothing here asks the store in the main thread.

    rate_first: tell nothing of the program's judgement where the person has not given every item a verdict.
    """

    changed = Signal(object)

    def __init__(self, house: House, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rate_first = False
        self._house = house
        self._known: dict[str, Standing] = {}
        self._wanted: dict[str, Attempt] = {}
        self._stale: set[str] = set()
        self._asking = Asking(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self._ask)  # of the others, at least

    def of(self, attempt: Attempt) -> Standing:
        """What is known now; what is not, or may be otherwise by now, is looked up and told as `changed`."""
        if attempt.id not in self._known or attempt.id in self._stale:
            self._wanted[attempt.id] = attempt
            self._stale.discard(attempt.id)
            if not self._asking.busy:
                self._soon.start()
        known = self._known.get(attempt.id, Standing())
        if not (self.rate_first and known.counts and not known.judged):
            return known
        return UNJUDGED if known.sound else _SILENT

    def forget(self, ids: Collection[str] | None = None) -> None:
        """Look these (or all) up again when they are next seen; until then they are shown as they were."""
        self._stale.update(self._known if ids is None else ids)

    def finish(self) -> None:
        """End what goes on in the background."""
        self._soon.stop()
        self._asking.finish()

    @Slot()
    def _ask(self) -> None:
        if self._wanted and not self._asking.busy:
            wanted, self._wanted = tuple(self._wanted.values()), {}
            self._asking.ask("standings", partial(_look_at, self._house, wanted))

    @Slot(str, object)
    def _on_answered(self, _name: str, found: dict[str, Standing]) -> None:
        self._known |= found
        self.changed.emit(frozenset(found))
        self._ask()


_SILENT = Standing("speaker-off:muted", SOUND_MISSING, sound=False)


def _look_at(house: House, attempts: Collection[Attempt]) -> dict[str, Standing]:
    """Runs in the background."""
    return {attempt.id: _standing(house, attempt) for attempt in attempts}


def _standing(house: House, attempt: Attempt) -> Standing:
    try:
        house.library.audio(attempt.id)
        sound = True
    except TakeProblem:
        sound = False
    working, failure = house.reviewing.working(attempt.id), house.reviewing.failure(attempt.id)
    try:
        coverage = house.keeper.coverage(attempt.id)
        verdicts = house.keeper.verdicts(attempt.id) if coverage is not None else {}
    except Problem:
        return Standing("warning:warning", "not readable now", sound)
    counted: tuple[str, str] = ("", "")
    counts: tuple[tuple[State, int], ...] = ()
    if coverage is not None:
        review = Review(attempt, Delivery(attempt.duration_ms), None, coverage, Opinion(verdicts))
        counted = _count(review)
        counts = tuple(sorted(review.counts(POSITIVE).items(), key=_place))
    judged = all(item.id in verdicts for item in attempt.question.items)
    if not sound:
        words = " · ".join(part for part in (SOUND_MISSING, counted[1]) if part)
        return _SILENT._replace(words=words, counts=counts, judged=judged)
    if working is not None:
        return Standing("wave:muted", _work_words(working))
    if failure is not None:
        return Standing("warning:warning", "transcript failed")
    if coverage is None:
        return Standing("state-not-found:muted", "sound only")
    return Standing(*counted, counts=counts, judged=judged)


def _place(counted: tuple[State, int]) -> int:
    return list(State).index(counted[0])


def _work_words(report: JobReport) -> str:
    if report.state is not JobState.RUNNING:
        return "waiting to be recognised"
    return f"recognising, {100 * report.done_ms // report.total_ms} %" if report.total_ms else "recognising"


def _count(review: Review) -> tuple[str, str]:
    counts = review.counts(POSITIVE)
    total = sum(counts.values())
    covered, partly, unsure = (counts.get(state, 0) for state in (State.COVERED, State.PARTLY, State.NOT_SURE))
    if not total:
        return "check:muted", "transcript ready"
    if covered:
        icon = "state-covered:covered" if covered == total else "state-partly:covered"
        return icon, f"{covered} of {total} covered"
    if partly:
        return "state-partly:partly", f"{partly} of {total} partly"
    if unsure:
        return "state-not-sure:unsure", f"{unsure} of {total} not sure"
    return "state-not-found:muted", f"0 of {total} covered"
