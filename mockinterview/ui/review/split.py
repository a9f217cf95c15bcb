"""Words and checklist side by side; the border stays where the person put it."""

from __future__ import annotations

import logging

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from mockinterview.core.problems import Problem
from mockinterview.settings import Settings, table
from mockinterview.ui.look import GAP

log = logging.getLogger(__name__)

LEAST_HEIGHT = 160
"""Transcript and checklist scroll, so they may become this low in a small window with large text."""


class Split(QSplitter):
    """Two widgets next to each other. `remember` keeps the border's place for the next time."""

    def __init__(self, left: QWidget, right: QWidget, settings: Settings) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._settings = settings
        self.setChildrenCollapsible(False)
        self.setHandleWidth(2 * GAP)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.setSizes([600, 430])
        kept = settings.get(table.REVIEW_SPLITTER)
        if kept:
            self.restoreState(QByteArray.fromBase64(kept.encode("ascii", "ignore")))

    def remember(self) -> None:
        """Keep the place of the border."""
        state = bytes(self.saveState().toBase64().data()).decode("ascii")
        try:
            self._settings.set(table.REVIEW_SPLITTER, state)
        except Problem as problem:
            log.warning("the splitter's place was not kept: %s", type(problem).__name__)
