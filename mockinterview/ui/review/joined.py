"""Who stands between the review's widgets and the house: each made here, and told of the others' wishes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from mockinterview.core.problems import Problem
from mockinterview.core.review import Review
from mockinterview.core.transcript import Transcript
from mockinterview.flow.house import House
from mockinterview.flow.ports import Player
from mockinterview.settings import Settings, table
from mockinterview.ui.bridge import Bridge
from mockinterview.ui.review.again import Again
from mockinterview.ui.review.beside.surroundings import Surroundings
from mockinterview.ui.review.body import Body
from mockinterview.ui.review.changing import Changing
from mockinterview.ui.review.checklist.judging import Judging
from mockinterview.ui.review.checklist.rate_first import RateFirst
from mockinterview.ui.review.export import Exporting
from mockinterview.ui.review.hearing import Hearing
from mockinterview.ui.review.lining import Lining
from mockinterview.ui.review.reading_review import Known
from mockinterview.ui.review.sound.replay import Replay
from mockinterview.ui.review.sound.take_sound import TakeSound
from mockinterview.ui.review.wishes import Wishes
from mockinterview.ui.review.words.own_words import OwnWords


class Joined(QObject):
    """Everything the page does but to show. problem_met: a Problem that stands in the way of what was just asked."""

    problem_met = Signal(object)

    def __init__(
        self,
        house: House,
        settings: Settings,
        player: Callable[[], Player],
        replay: Replay,
        body: Body,
        again: Again,
        rate_first: RateFirst,
        over: QWidget,
    ) -> None:
        super().__init__(over)
        reviewing = house.reviewing
        self._body = body
        self._replay = replay
        self._settings = settings
        self.again = again
        self.sound = TakeSound(replay, body.no_sound, self)
        self.hearing = Hearing(replay, body.pane.view, body.time_line, body.side.checklist, self._words, self)
        self.wishes = Wishes(reviewing, body.pane, self)
        self.exporting = Exporting(house.library, self)
        self.judging = Judging(reviewing, body.side.judged, rate_first, self)
        self.changing = Changing(reviewing.revising, self)
        self.lining = Lining(reviewing.lining_up, body.pane.line_up, self)
        self.own_words = OwnWords(
            reviewing.writing, reviewing.former_words, replay, settings, body.pane.own_words, over
        )
        self.surroundings = Surroundings(house, body.side.notes, body.side.takes, replay, player, self, settings)
        body.header.offer(self.own_words.menu)
        self._wire_words(replay)
        self._wire_changes()
        for asker in (*self._working, self.judging, self.changing, self.surroundings, body.transport):
            asker.problem_met.connect(self.problem_met)

    def _wire_words(self, replay: Replay) -> None:
        """How the words came, and how others come."""
        pane = self._body.pane
        pane.sound_notes.hear_requested.connect(replay.play)
        pane.write.clicked.connect(self.own_words.write)
        pane.again_requested.connect(self.again.ask)
        pane.models_requested.connect(self.again.get_models)
        self.own_words.again_wished.connect(self.again.ask)
        self.own_words.original_wished.connect(self.changing.bring_back_original)
        self.again.begun.connect(self.wishes.show_work)
        self.again.done.connect(self.own_words.tell_done)
        self._body.transport.moved.connect(self.hearing.follow_again)
        self._body.transport.stepping.arrived.connect(self.hearing.arrive)

    def _wire_changes(self) -> None:
        """What the person changes in words, evidence and bookmarks, and how they want to see the time line."""
        view = self._body.pane.view
        view.selection_changed.connect(self.judging.set_selection)
        view.edit_wished.connect(self.changing.edit)
        view.original_wished.connect(self.changing.bring_back_original)
        view.evidence_wished.connect(self.judging.mark_words)
        view.evidence_unwished.connect(self.judging.unmark)
        line = self._body.time_line
        line.bookmark_wished.connect(self.changing.bookmark)
        line.bookmark_named.connect(self.changing.name_bookmark)
        line.bookmark_dropped.connect(self.changing.drop_bookmark)
        line.show_items(self._settings.get(table.TIME_LINE_ITEMS))
        line.items_toggled.connect(self._on_items_toggled)

    def listen(self, bridge: Bridge) -> None:
        """Follow what goes on in the background."""
        bridge.words_heard.connect(self._body.pane.show_heard)
        bridge.review_changed.connect(self.surroundings.review_changed)
        for teller in (self.wishes, self.lining, self.own_words, self.again):
            bridge.job_changed.connect(teller.job_changed)

    def show_known(self, known: Known, review: Review, *, closing: bool) -> None:
        """Another review, or the same with more known of it. review: as it is shown; closing: its take has just ended."""
        attempt = review.attempt
        self.surroundings.show_attempt(attempt, known.attempts)
        self.changing.show_review(review)
        self.again.show_known(known)
        self.lining.show_known(known)
        self.own_words.show_known(known)
        self.wishes.show_attempt(attempt.id, closing=closing)
        self.hearing.show_place()

    def show_review(self, review: Review) -> None:
        """The same review with other words or states."""
        self.changing.show_review(review)
        self.hearing.show_review(review)
        self._body.transport.stepping.show_marks(self._body.time_line.marks)
        self._replay.set_skips(review.delivery.pauses)

    def let_go(self) -> None:
        """The page is left: nothing is to be heard any more."""
        self.surroundings.fall_silent()

    def close_down(self) -> None:
        """Wait for what was asked for."""
        self.surroundings.close_down()
        for one in self._working:
            one.finish()

    def deeds(self) -> dict[str, Callable[[], object]]:
        """What the commands of the page do."""
        transport, side, line, judging = self._body.transport, self._body.side, self._body.time_line, self.judging
        pane = self._body.pane
        return transport.deeds() | {
            "bookmark": line.bookmark_here,
            "drop_bookmark": line.drop_bookmark_here,
            "next_mark": line.next_mark,
            "previous_mark": line.previous_mark,
            "zoom_in": line.zoom_in,
            "zoom_out": line.zoom_out,
            "zoom_fit": line.zoom_fit,
            "show_items": line.toggle_items,
            "edit_words": pane.correcting.edit,
            "find_words": pane.finding.find,
            "replace_words": pane.finding.find_and_replace,
            "find_next": pane.finding.next,
            "find_previous": pane.finding.previous,
            "next_item": side.checklist.choose_next,
            "previous_item": side.checklist.choose_previous,
            "hear_evidence": self.hearing.hear_chosen,
            "flip_verdict": judging.flip,
            "first_verdict": judging.first,
            "second_verdict": judging.second,
            "third_verdict": judging.third,
            "take_back_verdict": judging.take_back,
            "mark_evidence": judging.mark_chosen,
            "remove_evidence": self._remove_evidence,
            "note_item": side.checklist.write_note,
            "show_missing": side.judged.toggle_missing,
            "show_not_sure": side.judged.toggle_not_sure,
            "show_disagreed": side.judged.toggle_disagreed,
            "rate_first": judging.rate_first,
            "undo_review": judging.undo,
            "redo_review": judging.redo,
            "line_up_again": self.lining.again,
            "recognise_again": self.again.ask,
            "write_words": self.own_words.write,
            "import_words": self.own_words.import_file,
            "undo_words": self.own_words.undo,
        }

    @property
    def _working(self) -> tuple[Wishes, Lining, OwnWords, Again, Exporting]:
        """Those who have things done in the background."""
        return self.wishes, self.lining, self.own_words, self.again, self.exporting

    def _words(self) -> Transcript | None:
        return self._body.pane.transcript

    @Slot(bool)
    def _on_items_toggled(self, shown: bool) -> None:
        try:
            self._settings.set(table.TIME_LINE_ITEMS, shown)
        except Problem as problem:
            self.problem_met.emit(problem)

    def _remove_evidence(self) -> None:
        """Take away the evidence of the chosen item that was heard last, or else its first."""
        item_id, which = self.hearing.evidence
        if item_id:
            self.judging.unmark(item_id, which)
