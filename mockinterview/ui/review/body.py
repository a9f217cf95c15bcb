"""What stands where on the review page: the head and the facts, words beside checklist, the time line under both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mockinterview.core.transcript import Transcript
from mockinterview.settings import Settings
from mockinterview.ui.look import GAP, px
from mockinterview.ui.review.beside.side import Side
from mockinterview.ui.review.header import Header
from mockinterview.ui.review.line.time_line import TimeLine
from mockinterview.ui.review.measures.facts_bar import FactsBar
from mockinterview.ui.review.sound.replay import Replay
from mockinterview.ui.review.sound.transport import Transport
from mockinterview.ui.review.split import Split
from mockinterview.ui.review.words.transcript_pane import TranscriptPane
from mockinterview.ui.widgets.panels import Card, Notice

LEAST_WORDS_WIDTH = 320

LOW_PAGE = 800
"""Under this height (at 100 % text) the question takes one line and everything is closer: the words get the room."""

VERY_LOW_PAGE = 440
"""Under this height the time line has fewer rows, too: else no item of the checklist would be seen."""


class Body(QWidget):
    """The widgets, each knowing nothing of the others. arriving, better: as `TranscriptPane` has them."""

    def __init__(
        self,
        replay: Replay,
        settings: Settings,
        arriving: Callable[[str], Transcript | None],
        better: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.header = Header()
        self.facts = FactsBar()
        self.no_sound = Notice("trouble")
        self.told = Notice()
        self.unread = Notice("trouble")
        self.pane = TranscriptPane(arriving, better)
        self.side = Side()
        self.time_line = TimeLine()
        self.transport = Transport(replay, settings)
        left = Card(margin=GAP + GAP // 2)
        left.body.addWidget(self.pane)
        left.setMinimumWidth(LEAST_WORDS_WIDTH)
        self.splitter = Split(left, self.side, settings)
        bottom = Card(margin=GAP + GAP // 2)
        bottom.body.setSpacing(GAP // 2)
        bottom.body.addWidget(self.time_line)
        bottom.body.addWidget(self.transport)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GAP, 2 * GAP, 3 * GAP, 2 * GAP)
        self._column = column
        for widget in (self.header, self.facts, self.no_sound, self.told, self.unread):
            column.addWidget(widget)
        column.addWidget(self.splitter, 1)
        column.addWidget(bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._make_room()

    def _make_room(self) -> None:
        """What is low depends on the text's size, too."""
        low = self.height() < px(LOW_PAGE)
        self.header.make_room(low=low)
        self.time_line.make_room(low=self.height() < px(VERY_LOW_PAGE))
        self._column.setSpacing(GAP if low else GAP + GAP // 2)
