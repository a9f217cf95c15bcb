"""Recognising a take once more, in the review: what to ask for, the way to a better model and back, and what came of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from mockinterview.core.problems import Problem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.review import Review
from mockinterview.flow.house import House
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.settings import Settings, table
from mockinterview.ui.models.background import Asking
from mockinterview.ui.review.again_dialog import AgainDialog, Option, first_choice, options_of
from mockinterview.ui.review.reading_review import Known

DONE = "Recognised again with {}."
EXACTLY = "{}, exactly as openai-whisper does it"

_UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


class Again(QObject):
    """begun: the take is recognised again from now on. done: the id of a take that was, and a sentence.

    models_wished: the way to more models. problem_met: it could not be asked for.
    """

    begun = Signal()
    done = Signal(str, str)
    models_wished = Signal()
    problem_met = Signal(object)

    def __init__(self, house: House, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._house = house
        self._settings = settings
        self._review: Review | None = None
        self._asked: dict[str, str] = {}
        self._better = True
        self._gone_for_models = ""
        self._ready_before: set[tuple[str, str]] = set()
        self._asking = Asking(self)
        self._asking.answered.connect(self._on_answered)
        self._asking.failed.connect(self._on_failed)
        self.dialog: AgainDialog | None = None

    def show_known(self, known: Known) -> None:
        """The review that is shown."""
        self._review, self._better = known.review, known.better

    def better_is_ready(self) -> bool:
        """Whether more than the draft recogniser works here, as it was when the review was read."""
        return self._better

    def finish(self) -> None:
        """Wait for what was asked for."""
        self._asking.finish()

    @Slot(object)
    def job_changed(self, report: JobReport) -> None:
        """Background work went on, of this review or another."""
        if report.kind != JobKind.RECOGNISE or report.state in _UNFINISHED:
            return
        what = self._asked.pop(report.attempt_id, "")
        if what and report.state is JobState.DONE:
            self.done.emit(report.attempt_id, DONE.format(what))

    # ------------------------------------------------------------ wishes

    @Slot()
    def ask(self) -> None:
        """Ask what to recognise it with."""
        if self._review is None or self.dialog is not None:
            return
        try:
            self._house.reviewing.check_at_rest(self._review.attempt.id)
        except Problem as problem:
            self.problem_met.emit(problem)
        else:
            self._asking.ask("options", partial(self._options, self._review))

    @Slot()
    def get_models(self) -> None:
        """Go where Whisper is got; what is ready then is offered when the person comes back."""
        if self._review is not None:
            self._gone_for_models = self._review.attempt.id
            self._asking.ask("ready before", self._ready)
        self.models_wished.emit()

    def come_back(self) -> None:
        """The review is on the screen again."""
        if self._gone_for_models:
            self._asking.ask("ready now", self._ready)

    # ------------------------------------------------------------ in the background

    def _options(self, review: Review) -> tuple[Review, list[Option]]:
        recognisers, guidance = self._house.transcriber.recognisers(), self._house.models.guidance
        return review, options_of(recognisers, guidance, review.attempt.duration_ms, review.transcript)

    def _ready(self) -> set[tuple[str, str]]:
        """Engines and models that are ready, the draft apart."""
        known = self._house.transcriber.recognisers()
        return {(one.name, model) for one in known if one.ready and not one.draft for model in one.models}

    # ------------------------------------------------------------ answers

    @Slot(str, object)
    def _on_answered(self, name: str, answer: Any) -> None:
        match name:
            case "options":
                self._open(*answer)
            case "ready before":
                self._ready_before = answer
            case "ready now":
                self._offer(answer)
            case _:
                self.begun.emit()

    @Slot(str, object)
    def _on_failed(self, name: str, problem: Problem) -> None:
        self._asked.pop(name, None)
        self.problem_met.emit(problem)

    def _open(self, review: Review, options: list[Option]) -> None:
        here = self._review is not None and self._review.attempt.id == review.attempt.id
        if not here or not self._over.isVisible() or self.dialog is not None:
            return  # the person is elsewhere by now
        get = self._settings.get
        chosen = first_choice(options, get(table.RECOGNISER), get(table.MODEL))
        self.dialog = AgainDialog(options, chosen, has_words=review.transcript is not None, parent=self._over)
        self.dialog.wished.connect(self._on_wished)
        self.dialog.models_wished.connect(self.get_models)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    def _offer(self, ready: set[tuple[str, str]]) -> None:
        attempt_id, self._gone_for_models = self._gone_for_models, ""
        here = self._review is not None and self._review.attempt.id == attempt_id and self._over.isVisible()
        if here and ready - self._ready_before and self._house.reviewing.working(attempt_id) is None:
            self.ask()

    @Slot(object, bool)
    def _on_wished(self, option: Option, exact: bool) -> None:
        if self._review is None:
            return
        attempt_id = self._review.attempt.id
        wish = RecogniserWish(option.engine, option.model, self._settings.get(table.LANGUAGE), exact=exact)
        if self._review.transcript is not None:
            self._asked[attempt_id] = EXACTLY.format(option.title) if exact else option.title
        self._asking.do(attempt_id, partial(self._house.reviewing.recognise_again, attempt_id, wish))

    @Slot(int)
    def _on_closed(self, _result: int) -> None:
        self.dialog = None
