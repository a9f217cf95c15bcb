"""The review page: one attempt as words, time line and checklist, each leading to the other two.

What stands where, and who tells whom. It asks `house.reviewing` in the background and shows `core.review`; it decides nothing. What
was shown stays until an answer is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from mockinterview.core.attempt import Attempt
from mockinterview.core.problems import Problem, UsageProblem
from mockinterview.core.review import Lane, Review
from mockinterview.flow.answering import Step
from mockinterview.flow.house import House
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState, Player
from mockinterview.settings import Settings, table
from mockinterview.ui.bridge import Bridge
from mockinterview.ui.review.again import Again
from mockinterview.ui.review.announcing import announce_arrivals
from mockinterview.ui.review.body import Body
from mockinterview.ui.review.checklist.rate_first import RateFirst
from mockinterview.ui.review.joined import Joined
from mockinterview.ui.review.measures.measuring import Measuring
from mockinterview.ui.review.opening import SLOW, TRY, Opening
from mockinterview.ui.review.page_keys import PageKeys
from mockinterview.ui.review.reading_review import Known, ReviewReader, known_of_take
from mockinterview.ui.review.sound.replay import Replay
from mockinterview.ui.review.wording import AGAIN, early_end
from mockinterview.ui.review.words.found import place_of
from mockinterview.ui.widgets.announcing import announce
from mockinterview.ui.widgets.focus import has_place

WHISPER_SETTINGS = "models"
"""The place in the settings where Whisper is got."""


class ReviewPage(QWidget):
    """One attempt. Wishes that belong to other pages are signals; the texts are a question's or an attempt's id.

    rate_first: shared with other pages that show reviews, so that what was revealed on one is on all; by default its own.

    compare_requested: two attempts, the second "" for whichever suits. deed_wished: of a command, for questions by their ids.
    settings_requested: a section of the settings page. problem_met: a Problem that stands in the way of what was just asked.
    """

    retake_requested = Signal(str)
    attempt_requested = Signal(str)
    compare_requested = Signal(str, str)
    deed_wished = Signal(str, list)
    back_requested = Signal()
    settings_requested = Signal(str)
    problem_met = Signal(object)

    def __init__(
        self,
        house: House,
        settings: Settings,
        bridge: Bridge,
        player: Callable[[], Player],
        parent: QWidget | None = None,
        rate_first: RateFirst | None = None,
    ) -> None:
        super().__init__(parent)
        self._house = house
        self._settings = settings
        self._attempt_id = self._wanted = ""
        self._known: Known | None = None
        self._shown: Review | None = None
        self._closing = ""
        self._fresh = self._lent = False
        """An attempt was opened, and the focus is nowhere yet, or with the checklist until its sound is there."""
        self._whole = False
        """Everything is to be shown anew, even if the same was read: settings may be others."""
        self._sought: tuple[str, tuple[tuple[int, int], ...]] | None = None
        self.reader = ReviewReader(house, self)
        self.replay = Replay(player, self)
        self._build(player, rate_first or RateFirst(settings, self))
        self._wire_wishes()
        self._wire_news(bridge)
        mine = {"retake": self.retake, "export": self.export, "compare": self.compare}
        self._keys = PageKeys(self.joined.deeds() | mine | {"measures": self.facts.take_focus})

    def _build(self, player: Callable[[], Player], rate_first: RateFirst) -> None:
        house, settings = self._house, self._settings
        self.again = Again(house, settings, self)
        self.opening = Opening()
        body = Body(self.replay, settings, house.reviewing.arriving, self.again.better_is_ready)
        self.inside = body
        self.header, self.facts, self.pane, self.side = body.header, body.facts, body.pane, body.side
        self.no_sound, self.told, self.unread = body.no_sound, body.told, body.unread
        self.checklist, self.splitter = body.side.checklist, body.splitter
        self.time_line, self.transport = body.time_line, body.transport
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.opening)
        self._stack.addWidget(body)
        self.measuring = Measuring(body.facts, settings, self)
        joined = Joined(house, settings, player, self.replay, body, self.again, rate_first, self)
        self.joined = joined
        self.hearing, self.wishes, self.judging = joined.hearing, joined.wishes, joined.judging
        self.lining, self.own_words, self.exporting = joined.lining, joined.own_words, joined.exporting

    def _wire_wishes(self) -> None:
        self.header.back_pressed.connect(self.back_requested)
        self.header.retake_pressed.connect(self.retake)
        self.header.export_pressed.connect(self.export)
        self.header.compare_pressed.connect(self.compare)
        self.header.take_chosen.connect(self.attempt_requested)
        self.no_sound.pressed.connect(self.retake)
        self.told.pressed.connect(self._on_told_pressed)
        self.unread.pressed.connect(self.refresh)
        self.opening.retry_pressed.connect(self.refresh)
        self.opening.back_pressed.connect(self.back_requested)
        self.opening.slow.connect(self._on_slow)
        self.again.models_wished.connect(self._on_models_wished)
        surroundings = self.joined.surroundings
        surroundings.attempt_requested.connect(self.attempt_requested)
        surroundings.compare_requested.connect(self.compare_requested)
        surroundings.deed_wished.connect(self.deed_wished)
        self.joined.problem_met.connect(self.problem_met)
        self.measuring.problem_met.connect(self.problem_met)
        self.measuring.settings_requested.connect(self.settings_requested)
        self.measuring.word_requested.connect(self.pane.view.show_word)
        self.measuring.hear_requested.connect(self.hearing.play_from)

    def _wire_news(self, bridge: Bridge) -> None:
        bridge.review_changed.connect(self._on_review_changed)
        bridge.attempt_kept.connect(self._on_kept)
        bridge.job_changed.connect(self._on_job_changed)
        self.joined.listen(bridge)
        self.reader.found.connect(self._on_found)
        self.reader.failed.connect(self._on_unread)
        self.reader.sound_found.connect(self.joined.sound.show_sound)
        self.joined.sound.opened.connect(self._on_sound)
        self.joined.changing.changed.connect(self._show_now)
        self.measuring.changed.connect(self._show_now)
        self.judging.judged.connect(self._on_judged)
        self.exporting.exported.connect(self._on_exported)

    # ------------------------------------------------------------ the attempt

    @property
    def attempt_id(self) -> str:
        """The attempt that is shown, "" before the first is."""
        return self._attempt_id

    @property
    def settled(self) -> bool:
        """Whether what was asked for last is shown, or told to be missing, and nothing more is on its way."""
        return not self.reader.busy

    def show_attempt(self, attempt_id: str) -> None:
        """Show an attempt from its beginning: at once what its take tells, if that ended just now; the rest as soon as it is read.

        What was shown stays meanwhile, if the person is looking at it. An attempt that is not there, or cannot be read, is told.
        """
        self._wanted, self._sought, self._closing = attempt_id, None, ""
        self.joined.sound.forget()
        self.reader.ask_sound(attempt_id)
        answering = self._house.answering
        closed = answering.closed
        if closed is not None and closed.id == attempt_id:
            self._closing = attempt_id if answering.step is Step.KEEPING else ""
            self._show(known_of_take(closed), anew=True, unread=True)
        elif not self.isVisible() or not self._attempt_id:
            self._attempt_id, self._known, self._shown = "", None, None
            self.opening.wait()
            self._stack.setCurrentWidget(self.opening)
        else:
            self.opening.wait()
        if not self._closing:  # else as soon as it is kept
            self.reader.ask(attempt_id)

    def show_found(self, attempt_id: str, excerpt: str, marked: tuple[tuple[int, int], ...]) -> None:
        """The same, at the words that a search found in it."""
        self.show_attempt(attempt_id)
        self._sought = (excerpt, marked)

    @Slot()
    def refresh(self) -> None:
        """Read anew what is shown, or what could not be."""
        if self._wanted and self._wanted != self._closing:
            self._whole = True
            self.opening.wait()
            self.reader.ask(self._wanted)

    def close_down(self) -> None:
        """End what goes on in the background."""
        self.joined.close_down()
        self.reader.finish()

    # ------------------------------------------------------------ showing

    @Slot(object)
    def _on_found(self, known: Known) -> None:
        attempt_id = known.review.attempt.id
        if attempt_id != self._wanted:
            return  # another was asked for meanwhile
        known = replace(known, review=self._house.reviewing.shown(known.review))  # changed since it was read
        self._show(known, anew=attempt_id != self._attempt_id)
        if self._sought is not None and self.pane.transcript is not None:
            sought, self._sought = self._sought, None
            place = place_of(self.pane.transcript, *sought)
            if place is not None:
                self.pane.view.show_word(place)

    @Slot(object)
    def _on_unread(self, problem: Problem) -> None:
        """What is shown stays; a take whose store does not answer is not lost by that."""
        gone = isinstance(problem, UsageProblem)
        if gone and self._attempt_id not in ("", self._wanted):
            self._wanted = self._attempt_id  # whose news may have come meanwhile
            self.refresh()
            self.problem_met.emit(problem)
            return
        self.opening.fail(problem)
        if self._stack.currentWidget() is self.inside:
            self.unread.say(problem.sentence, "" if gone else TRY)
            announce(self, problem.sentence)
            self.wishes.show_attempt(self._attempt_id)

    @Slot()
    def _on_slow(self) -> None:
        if self._stack.currentWidget() is self.inside:
            self.unread.say(SLOW, icon_name="clock")
            announce(self, SLOW)

    def _show(self, known: Known, *, anew: bool, unread: bool = False) -> None:
        """Show what is known now. anew: from its beginning; unread: the take alone tells it, and its words are on their way."""
        review, before = self.judging.show_review(known.review), self._shown
        levels = self._known.levels if self._known is not None else None
        same = not anew and not self._whole and known.levels is levels and review == before
        self._known, self._shown, self._whole = known, review, False
        self.opening.end()
        self.unread.say("")
        if anew:
            self._begin(review.attempt)
        self.header.show_attempt(review.attempt, known.attempts)
        if not same:
            self._show_review(review, known, anew=anew)
        self.transport.show_take(review.attempt.duration_ms)
        self.joined.show_known(known, review, closing=unread or self._closing == review.attempt.id)
        self._stack.setCurrentWidget(self.inside)  # not before: it is laid out once, for what it shows
        self._take_focus()
        if before is not None and not anew:
            announce_arrivals(self, before, review)

    def _show_review(self, review: Review, known: Known, *, anew: bool) -> None:
        """Show the review in all that moves together."""
        self.measuring.show_review(review, measured=known.levels is not None and bool(known.levels.dbfs))
        found, shown = self.measuring.found, self.measuring.shown
        self.pane.view.prefer(unsure=self._settings.get(table.SHOW_UNSURE_WORDS), places=shown.fillers)
        self.pane.show_review(review)
        self.side.show_review(review, found, anew=anew)
        wished = {Lane.PAUSE: shown.pauses, Lane.FILLER: shown.fillers}
        self.time_line.show_review(review, known.levels, tuple(lane for lane in Lane if wished.get(lane, True)))
        self.joined.show_review(review)

    def _begin(self, attempt: Attempt) -> None:
        """Another attempt takes the place of what was shown."""
        self._attempt_id = attempt.id
        self.told.say(*early_end(attempt))
        self.pane.forget()
        self.checklist.choose("")
        self._fresh, self._lent = True, False
        self.joined.sound.show_attempt(attempt)

    @Slot()
    def _on_sound(self) -> None:
        if self._known is not None:
            self.transport.show_take(self._known.review.attempt.duration_ms)
        there = has_place(self.checklist) if self.isVisible() else self.focusWidget() is self.checklist
        if self._lent and there and not self.checklist.item_id:
            self._fresh = True  # or, where another page is seen, once this one is
            self._take_focus()
        self._lent = False  # or the checklist is in use by now
        if self.isVisible():
            self.joined.sound.prepare_soon()

    def _take_focus(self) -> None:
        """The sound is one key away once it is there. Never while the page is not seen: that would be another page's focus."""
        if self._fresh and self.inside.isVisible():
            self._fresh, self._lent = False, not self.replay.ready
            (self.checklist if self._lent else self.transport.play).setFocus()
            if self._lent:
                self.checklist.choose("")  # Qt chooses a line of a list that is given the focus; the person has not

    # ------------------------------------------------------------ wishes

    @Slot()
    def retake(self) -> None:
        """Answer the question once more."""
        if self._known is not None:
            self.retake_requested.emit(self._known.review.attempt.question.id)

    @Slot()
    def export(self) -> None:
        """Ask where to write this review."""
        if self._known is not None:
            self.exporting.ask(self._known.review.attempt, self)

    @Slot()
    def compare(self) -> None:
        """Show this take beside another of the question."""
        if self._known is not None:
            self.compare_requested.emit(self._attempt_id, "")

    # ------------------------------------------------------------ news

    @Slot(str)
    def _on_review_changed(self, attempt_id: str) -> None:
        # What is hidden is read when it is shown, unless it is being read already.
        if attempt_id == self._wanted and (self.isVisible() or self.reader.busy):
            self.reader.ask(attempt_id)

    @Slot(str)
    def _on_kept(self, attempt_id: str) -> None:
        if attempt_id == self._closing:
            self._closing = ""
            self.refresh()

    @Slot(object)
    def _on_job_changed(self, report: JobReport) -> None:
        """A take that the store would not have is here all the same."""
        failed = report.kind == JobKind.KEEP and report.state is JobState.FAILED
        if failed and report.problem is not None and report.attempt_id == self._closing:
            self._closing = ""
            self._on_unread(report.problem)

    @Slot()
    def _show_now(self) -> None:
        """Show what was changed just now."""
        if self._known is not None:
            self._on_judged(self.judging.show_review(self._house.reviewing.shown(self._known.review)))

    @Slot(object)
    def _on_judged(self, review: Review) -> None:
        if self._known is not None:
            self._shown = review
            self._show_review(review, self._known, anew=False)

    @Slot(str)
    def _on_exported(self, file: str) -> None:
        self.told.say(f"Exported to {file}.", "Dismiss")

    @Slot()
    def _on_told_pressed(self) -> None:
        again = self.told.button.accessibleName() == AGAIN
        self.told.say("")
        if again:
            self.retake()

    @Slot()
    def _on_models_wished(self) -> None:
        self.settings_requested.emit(WHISPER_SETTINGS)

    # ------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._stack.currentWidget() is not self.inside or not self._keys.press(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and self._attempt_id:
            self._whole = True  # settings may be others
            if not self.reader.busy:
                self.refresh()  # work may have gone on
            self._take_focus()
            self.again.come_back()
            self.joined.sound.prepare_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.replay.close()
            self.joined.let_go()
            self.splitter.remember()
