"""Recognising a take once more, in the review: what to ask for, the way to a better model and back, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from mockinterview.core.problems import Problem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.review import Review
from mockinterview.flow.house import House
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.settings import Settings, table
from mockinterview.ui.review.again_dialog import AgainDialog, Option, first_choice, options_of

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
        self._gone_for_models = ""
        self._ready_before: set[tuple[str, str]] = set()
        self.dialog: AgainDialog | None = None

    def show_review(self, review: Review) -> None:
        """The review that is shown."""
        self._review = review

    def better_is_ready(self) -> bool:
        """Whether more than the draft recogniser works here."""
        return any(one.ready and not one.draft for one in self._house.transcriber.recognisers())

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
            options = self._options(self._review)
        except Problem as problem:
            self.problem_met.emit(problem)
            return
        get = self._settings.get
        chosen = first_choice(options, get(table.RECOGNISER), get(table.MODEL))
        transcript = self._review.transcript
        self.dialog = AgainDialog(options, chosen, has_words=transcript is not None, parent=self._over)
        self.dialog.wished.connect(self._on_wished)
        self.dialog.models_wished.connect(self.get_models)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    @Slot()
    def get_models(self) -> None:
        """Go where Whisper is got; what is ready then is offered when the person comes back."""
        if self._review is not None:
            self._gone_for_models = self._review.attempt.id
            self._ready_before = self._ready()
        self.models_wished.emit()

    def come_back(self) -> None:
        """The review is on the screen again."""
        if self._gone_for_models:
            QTimer.singleShot(0, self, self._offer)

    # ------------------------------------------------------------ inside

    def _options(self, review: Review) -> list[Option]:
        recognisers, guidance = self._house.transcriber.recognisers(), self._house.models.guidance
        return options_of(recognisers, guidance, review.attempt.duration_ms, review.transcript)

    def _ready(self) -> set[tuple[str, str]]:
        """Engines and models that are ready, the draft apart."""
        known = self._house.transcriber.recognisers()
        return {(one.name, model) for one in known if one.ready and not one.draft for model in one.models}

    @Slot()
    def _offer(self) -> None:
        attempt_id, self._gone_for_models = self._gone_for_models, ""
        here = self._review is not None and self._review.attempt.id == attempt_id and self._over.isVisible()
        if here and self._ready() - self._ready_before and self._house.reviewing.working(attempt_id) is None:
            self.ask()

    @Slot(object, bool)
    def _on_wished(self, option: Option, exact: bool) -> None:
        if self._review is None:
            return
        attempt_id, had_words = self._review.attempt.id, self._review.transcript is not None
        wish = RecogniserWish(option.engine, option.model, self._settings.get(table.LANGUAGE), exact=exact)
        try:
            self._house.reviewing.recognise_again(attempt_id, wish)
        except Problem as problem:
            self.problem_met.emit(problem)
            return
        if had_words:
            self._asked[attempt_id] = EXACTLY.format(option.title) if exact else option.title
        self.begun.emit()

    @Slot(int)
    def _on_closed(self, _result: int) -> None:
        self.dialog = None
