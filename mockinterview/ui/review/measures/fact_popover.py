"""What stands behind one fact: its definition, its course over the answer, places to hear, what to aim for, and its switch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.core.manner import Aspect
from mockinterview.core.measures import Fact, Shown
from mockinterview.core.pace import WINDOW_MS, PacePoint
from mockinterview.core.places import Place
from mockinterview.ui.look import GAP, px
from mockinterview.ui.review.measures.pace_chart import PaceChart
from mockinterview.ui.review.measures.places_list import PlacesList
from mockinterview.ui.widgets.number_box import NumberBox
from mockinterview.ui.widgets.switch import Switch
from mockinterview.ui.widgets.text import Label, Rule

SHOW = "Show this in the review"
NO_CURVE = f"The course of the pace shows in answers longer than {WINDOW_MS // 1_000} seconds."
COURSE = f"Each point is the pace of the {WINDOW_MS // 1_000} seconds around it. A click plays from there."
BAND = "The band is your target."
_MOST_KINDS = 6
_LONGEST_S, _MOST_WPM = 3_600, 400


@dataclass(frozen=True)
class Behind:
    """What a popover shows. fact: as the bar has it; kinds: what was counted and how often; curve: of the pace alone."""

    fact: Fact
    shown: Shown
    places: tuple[Place, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    curve: tuple[PacePoint, ...] = ()


class Targets(QWidget):
    """What is aimed for: a length, or a pace from and to. changed: which of the two numbers, and what it is now."""

    changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.length = NumberBox("Target", "none", _LONGEST_S, 15, as_clock=True)
        self.low = NumberBox("Target from", "open", _MOST_WPM, 5)
        self.high = NumberBox("Target up to", "open", _MOST_WPM, 5)
        self._to, self._unit = Label("to", "muted", wrap=False), Label("a minute", "muted", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP // 2)
        row.addWidget(Label("Target", wrap=False), 1)
        for widget in (self.length, self.low, self._to, self.high, self._unit):
            row.addWidget(widget)
        self.length.changed.connect(self._on_first)
        self.low.changed.connect(self._on_first)
        self.high.changed.connect(self._on_second)

    def show_target(self, aspect: Aspect, shown: Shown) -> None:
        """Show the target of a measure; hidden for those that have none."""
        pace = aspect is Aspect.PACE
        for widget in (self.low, self._to, self.high, self._unit):
            widget.setVisible(pace)
        self.length.setVisible(aspect is Aspect.LENGTH)
        self.setVisible(pace or aspect is Aspect.LENGTH)
        self.length.say(shown.target_ms // 1_000)
        self.low.say(shown.pace_from)
        self.high.say(shown.pace_to)

    @Slot(int)
    def _on_first(self, value: int) -> None:
        self.changed.emit(0, value)

    @Slot(int)
    def _on_second(self, value: int) -> None:
        self.changed.emit(1, value)


class FactPopover(QFrame):
    """Opened by the fact itself; closed by Esc or a click beside it, and whoever opened it has the focus again.

    hear_requested: a time; place_chosen: a Place; show_wished, target_wished: an Aspect, and what the person wants of it.
    """

    hear_requested = Signal(int)
    place_chosen = Signal(object)
    show_wished = Signal(object, bool)
    target_wished = Signal(object, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "card")
        self._aspect = Aspect.LENGTH
        self._opener: QWidget | None = None
        self._places: tuple[Place, ...] = ()
        self._name = Label("", "strong", wrap=False)
        self._value = Label("", "muted")
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._definition, self._caveat = Label("", "muted"), Label("")
        self.chart = PaceChart()
        self._course, self._kinds = Label("", "small"), Label("")
        self.places = PlacesList()
        self.targets = Targets()
        self.switch = Switch(SHOW)
        self._build()
        self.chart.hear_requested.connect(self.hear_requested)
        self.places.place_chosen.connect(self.place_chosen)
        self.targets.changed.connect(self._on_target)
        self.switch.clicked.connect(self._on_switched)

    def _build(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(2 * GAP)
        head.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._value, 1, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(Label(SHOW, wrap=False), 1)
        foot.addWidget(self.switch)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(head)
        for widget in (self._definition, self._caveat, self.chart, self._course, self._kinds, self.places):
            column.addWidget(widget)
        column.addWidget(Rule())
        column.addWidget(self.targets)
        column.addLayout(foot)

    @property
    def aspect(self) -> Aspect:
        """The measure it tells about."""
        return self._aspect

    @property
    def texts(self) -> list[str]:
        """What it says in words, without the places."""
        labels = (self._name, self._value, self._definition, self._caveat, self._course, self._kinds)
        return [label.text() for label in labels if not label.isHidden()]

    def open(self, behind: Behind, opener: QWidget, room: QWidget) -> None:
        """Show it under `opener`, inside `room`. The focus goes to the first thing that can be done there."""
        self._opener = opener
        self.show_behind(behind)
        self._fit(min(px(400), room.width()))
        corner = room.mapToGlobal(QPoint(0, 0))
        below = opener.mapToGlobal(opener.rect().bottomLeft())
        left = max(corner.x(), min(below.x(), corner.x() + room.width() - self.width()))
        lowest = corner.y() + room.height() - self.height()
        self.move(left, max(corner.y(), min(below.y() + GAP // 2, lowest)))
        self.show()
        self._first_stop().setFocus(Qt.FocusReason.PopupFocusReason)

    def show_behind(self, behind: Behind) -> None:
        """Show a measure, or the same with another value; places that are the same stay where they are."""
        fact, places = behind.fact, behind.places
        same = self.isVisible() and self._aspect is fact.aspect
        self._aspect = fact.aspect
        self._name.setText(fact.name)
        self._value.setText(fact.value)
        self._definition.setText(fact.definition)
        self._say(self._caveat, fact.caveat)
        pace = fact.aspect is Aspect.PACE
        self.chart.show_curve(behind.curve, behind.shown.pace_target)
        self.chart.setVisible(pace and bool(behind.curve))
        course = f"{COURSE} {BAND}" if any(behind.shown.pace_target) else COURSE
        self._say(self._course, (course if behind.curve else NO_CURVE) if pace else "")
        self._say(self._kinds, kinds_words(behind.kinds))
        if not same or self._places != places:
            self.places.show_places(f"{fact.name}: places, Enter plays", places)
        self._places = places
        self.targets.show_target(fact.aspect, behind.shown)
        self.switch.setChecked(behind.shown.shows(fact.aspect))
        if same:
            self._fit(self.width())
        self.setAccessibleName(f"{fact.name}: {fact.value}")
        self.setAccessibleDescription(fact.told)

    def _say(self, label: Label, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _fit(self, width: int) -> None:
        """As tall as its words need in a width: a layout's size hint does not know how they break."""
        self._column.activate()
        self.setFixedSize(width, self._column.totalHeightForWidth(width))

    def _first_stop(self) -> QWidget:
        stops: Sequence[QWidget] = (self.chart, self.places, self.targets.length, self.switch)
        return next((stop for stop in stops if stop.isVisibleTo(self)), self.switch)

    # ------------------------------------------------------------ slots

    @Slot(int, int)
    def _on_target(self, which: int, value: int) -> None:
        self.target_wished.emit(self._aspect, which, value)

    @Slot(bool)
    def _on_switched(self, on: bool) -> None:
        self.show_wished.emit(self._aspect, on)

    # ------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._opener is not None and self._opener.isVisible():
            self._opener.setFocus(Qt.FocusReason.PopupFocusReason)


def kinds_words(kinds: Sequence[tuple[str, int]]) -> str:
    """What was counted, the most frequent first: “I think” 3 · “sort of” 1; of many kinds the first six."""
    named = " · ".join(f"“{phrase}” {count}" for phrase, count in kinds[:_MOST_KINDS])
    more = len(kinds) - _MOST_KINDS
    return f"{named} · {more} more" if more > 0 else named
