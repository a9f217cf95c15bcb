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

CHOOSE, UNMUTE = "Choose a microphone", "Unmute"

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
        self._of: tuple[str, bool | None] = ("", None)
        self._seen = 0
        self.notes: tuple[TakeMark, ...] = ()
        """What has happened so far. What still goes on is not among it: the hint tells that."""
        self._showing = QTimer(self)
        self._showing.setSingleShot(True)
        self._showing.setInterval(SHOWN_MS)
        self._showing.timeout.connect(self._on_shown_long_enough)
        counter.hide()

    def clear(self) -> None:
        """A take begins or has ended: there is nothing to tell."""
        self._showing.stop()
        self._hint, self._seen = "", 0
        self._notice.say("")
        self._count(())

    def look(self, hint: str, marks: Sequence[TakeMark], level: Level, name: str, muted: bool | None) -> None:
        """What holds now, and all that has happened. name: of the microphone; muted: in the sound settings; level: its loudness."""
        news = sound_notes.news(marks)
        latest = news[-1] if len(news) > self._seen else None
        self._seen = len(news)
        if hint != self._hint or (hint and (name, muted) != self._of):
            self._hint, self._of = hint, (name, muted)
            self._say_hint(news, level)
        elif latest is not None and not hint:
            self._say_event(latest)
        lasting = max((place for place, mark in enumerate(news) if hint and mark.text == hint), default=-1)
        self._count(sound_notes.gathered(mark for place, mark in enumerate(news) if place != lasting))

    # ------------------------------------------------------------ inside

    def _say_hint(self, news: Sequence[TakeMark], level: Level) -> None:
        """The condition that lasts, with what to do about it."""
        name, muted = self._of
        kind = next((mark.kind for mark in reversed(news) if mark.text == self._hint), None)
        words = self._hint
        if kind is MarkKind.SILENT_INPUT:
            finding = Finding.ALL_ZEROS if level.peak_dbfs <= ZERO_DBFS else Finding.VERY_QUIET
            finding = Finding.MUTED if muted else finding
            words = advice(finding, self._system, name, muted=muted).sentence
        button = CHOOSE if kind in _ABOUT_THE_MICROPHONE else ""
        if self._hint and muted:
            button, kind = UNMUTE, MarkKind.SILENT_INPUT
        self._showing.stop()
        self._notice.say(words, button, mark_look(kind).icon if kind is not None else "")
        announce(self._notice, words)

    def _say_event(self, mark: TakeMark) -> None:
        words = sound_notes.sentence(mark)
        button = CHOOSE if mark.kind in _ABOUT_THE_MICROPHONE else ""
        self._notice.say(words, button, mark_look(mark.kind).icon)
        self._showing.start()
        announce(self._notice, words)

    def _count(self, notes: tuple[TakeMark, ...]) -> None:
        if notes == self.notes:
            return
        self.notes = notes
        words = sound_notes.count(notes)
        self._counter.say(words)
        self._counter.setVisible(bool(words))
        self.changed.emit()

    @Slot()
    def _on_shown_long_enough(self) -> None:
        if not self._hint:
            self._notice.say("")
