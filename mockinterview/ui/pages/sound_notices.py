"""What the person is told of the sound while they speak: calmly, in one place, and no more than they can use now.

A condition that lasts is shown as long as it lasts. Something that happened is shown for a few seconds, and then only counted; the
count opens the list. A screen reader hears both when they come.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mockinterview.core import sound_notes
from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.microphone import ZERO_DBFS, Finding, System, advice
from mockinterview.core.take import Level
from mockinterview.ui.look.marks import mark_look
from mockinterview.ui.widgets.announcing import announce
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Notice

SHOWN_MS = 8_000
"""An event is read in two seconds, and found again within eight by somebody who looked elsewhere."""

CHOOSE = "Choose a microphone"

_ABOUT_THE_MICROPHONE = frozenset({MarkKind.SILENT_INPUT, MarkKind.QUIET_INPUT, MarkKind.MICROPHONE_CHANGED})


class SoundNotices(QObject):
    """Says it in a notice, counts in a button that is hidden while there is nothing to count.

    changed: there are other notes than before. system: whose settings the advice speaks of.
    """

    changed = Signal()

    def __init__(self, notice: Notice, counter: Button, system: System, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notice = notice
        self._counter = counter
        self._system = system
        self._hint = ""
        self.notes: tuple[TakeMark, ...] = ()
        self._showing = QTimer(self)
        self._showing.setSingleShot(True)
        self._showing.setInterval(SHOWN_MS)
        self._showing.timeout.connect(self._on_shown_long_enough)
        counter.hide()

    def clear(self) -> None:
        """A take begins or has ended: there is nothing to tell."""
        self._showing.stop()
        self._hint, had, self.notes = "", self.notes, ()
        self._notice.say("")
        self._counter.hide()
        if had:
            self.changed.emit()

    def look(self, hint: str, marks: Sequence[TakeMark], level: Level, name: str) -> None:
        """What holds now, and all that has happened. name: of the microphone; level: its loudness."""
        news = sound_notes.news(marks)
        happened = len(news) > len(self.notes)
        if len(news) != len(self.notes):
            self.notes = news
            self._show_count()
            self.changed.emit()
        if hint != self._hint:
            self._hint = hint
            self._say_hint(level, name)
        if happened and not hint:
            self._say_event(news[-1])

    # ------------------------------------------------------------ inside

    def _say_hint(self, level: Level, name: str) -> None:
        """The condition that lasts, with what to do; the event that began it is told by it, too."""
        kind = next((mark.kind for mark in reversed(self.notes) if mark.text == self._hint), None)
        words = self._hint
        if kind is MarkKind.SILENT_INPUT:
            words = advice(_silence(level), self._system, name).sentence
        self._showing.stop()
        look = mark_look(kind) if kind is not None else None
        self._notice.say(words, CHOOSE if kind in _ABOUT_THE_MICROPHONE else "", look.icon if look else "")
        announce(self._notice, words)

    def _say_event(self, mark: TakeMark) -> None:
        words = sound_notes.sentence(mark)
        button = CHOOSE if mark.kind in _ABOUT_THE_MICROPHONE else ""
        self._notice.say(words, button, mark_look(mark.kind).icon)
        self._showing.start()
        announce(self._notice, words)

    def _show_count(self) -> None:
        words = sound_notes.count(self.notes)
        if words:
            self._counter.say(words)
        self._counter.setVisible(bool(words))

    @Slot()
    def _on_shown_long_enough(self) -> None:
        if not self._hint:
            self._notice.say("")


def _silence(level: Level) -> Finding:
    return Finding.ALL_ZEROS if level.peak_dbfs <= ZERO_DBFS else Finding.VERY_QUIET
