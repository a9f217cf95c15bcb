"""What was measured of the answer that is shown, as the settings let it through: the row of facts, and what each of them opens."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.manner import Aspect
from mockinterview.core.measures import ABOUT, Fact, Shown, fact_of, facts, kinds_of
from mockinterview.core.places import Place, places
from mockinterview.core.problems import Problem
from mockinterview.core.review import Review
from mockinterview.settings import Setting, Settings
from mockinterview.settings.measures import SWITCHES, TARGETS, shown_by
from mockinterview.ui.review.measures.fact_popover import Behind, FactPopover
from mockinterview.ui.review.measures.facts_bar import FactsBar

T = TypeVar("T", int, bool)

SECTION = "measures"
"""The part of the settings that holds switches and targets."""


class Measuring(QObject):
    """Joins the row with the settings.

    changed: other facts are shown, or their targets are others, because the person wished so. hear_requested: a time to play from;
    word_requested: a word to bring into sight. settings_requested: a part of the settings. problem_met: what could not be kept.
    """

    changed = Signal()
    hear_requested = Signal(int)
    word_requested = Signal(int)
    settings_requested = Signal(str)
    problem_met = Signal(object)

    def __init__(self, bar: FactsBar, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._settings = settings
        self._review: Review | None = None
        self._measured = False
        self._popover: FactPopover | None = None
        self.found: tuple[Fact, ...] = ()
        self.shown: Shown = shown_by(settings)
        bar.fact_chosen.connect(self.open)
        bar.show_wished.connect(self._on_show_wished)
        bar.settings_wished.connect(self._on_settings_wished)
        for switch in SWITCHES.values():
            settings.on_change(switch, self._on_setting_changed)
        for targets in TARGETS.values():
            for target in targets:
                settings.on_change(target, self._on_setting_changed)

    def show_review(self, review: Review, *, measured: bool) -> None:
        """Show the facts of a review. measured: whether the pauses are known yet."""
        self._review, self._measured = review, measured
        self._refresh()

    @property
    def popover(self) -> FactPopover:
        """What a fact opens; made when it is first needed."""
        if self._popover is None:
            self._popover = FactPopover(self._bar)
            self._popover.hear_requested.connect(self.hear_requested)
            self._popover.place_chosen.connect(self._on_place)
            self._popover.show_wished.connect(self._on_show_wished)
            self._popover.target_wished.connect(self._on_target_wished)
        return self._popover

    @Slot(object)
    def open(self, aspect: Aspect) -> None:
        """Tell what stands behind a measure."""
        behind = self._behind(aspect)
        if behind is not None:
            self.popover.open(behind, self._bar.opener(aspect), self._bar.window())

    def _refresh(self) -> None:
        self.shown = shown_by(self._settings)
        if self._review is None:
            return
        self.found = facts(self._review, self.shown, self._measured)
        self._bar.show_facts(self.found, [aspect for aspect in ABOUT if not self.shown.shows(aspect)])
        if self._popover is not None and self._popover.isVisible():
            behind = self._behind(self._popover.aspect)
            if behind is not None:
                self._popover.show_behind(behind)

    def _behind(self, aspect: Aspect) -> Behind | None:
        """All there is to a measure, also of one that was hidden a moment ago."""
        review = self._review
        fact = fact_of(review, aspect, self.shown, self._measured) if review is not None else None
        if review is None or fact is None:
            return None
        curve = review.delivery.pace_curve if aspect is Aspect.PACE else ()
        return Behind(fact, self.shown, places(review, aspect), kinds_of(review.delivery, aspect), curve)

    def _keep(self, setting: Setting[T], value: T) -> None:
        try:
            self._settings.set(setting, value)
        except Problem as problem:
            self.problem_met.emit(problem)

    # ------------------------------------------------------------ slots

    @Slot(object, bool)
    def _on_show_wished(self, aspect: Aspect, on: bool) -> None:
        self._keep(SWITCHES[aspect], on)

    @Slot(object, int, int)
    def _on_target_wished(self, aspect: Aspect, which: int, value: int) -> None:
        self._keep(TARGETS[aspect][which], value)

    @Slot()
    def _on_settings_wished(self) -> None:
        self.settings_requested.emit(SECTION)

    @Slot(object)
    def _on_place(self, place: Place) -> None:
        if place.word is not None:
            self.word_requested.emit(place.word)
        self.hear_requested.emit(place.hear_from_ms)

    def _on_setting_changed(self, _value: object) -> None:
        self._refresh()
        if self._bar.isVisible():  # else all is shown anew when the page is
            self.changed.emit()
