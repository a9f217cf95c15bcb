"""The time line: ruler, wave, evidence by item, what the sound says, the person's bookmarks, and the playhead.

Which marks there are, and in which rows, is said by `core.review.marks` and `core.lanes`; here they are shown, zoomed, scrolled,
clicked and walked along with the keyboard. It knows neither the page nor what plays.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QGridLayout, QScrollBar, QWidget

from mockinterview.core.delivery import Levels
from mockinterview.core.lanes import beginning_at, place_after, place_before, rows
from mockinterview.core.opinion import Bookmark
from mockinterview.core.review import Lane, Review, ReviewMark
from mockinterview.ui.look import GAP
from mockinterview.ui.review.line.gutter import Gutter
from mockinterview.ui.review.line.menu import PlaceMenu
from mockinterview.ui.review.line.naming import NameField
from mockinterview.ui.review.line.stretch import CLOSEST
from mockinterview.ui.review.line.track import Track
from mockinterview.ui.review.line.waveform import Peaks
from mockinterview.ui.review.line.wording import overview, position_words, spoken
from mockinterview.ui.widgets.announcing import announce
from mockinterview.ui.widgets.times import minutes

HERE_MS = 500
"""A bookmark so near to the playhead is the one that is meant: about one word."""

STEPPED_MS = 1_500
"""So long after a step to a mark, a step counts from that mark: what plays has gone on meanwhile."""

_SEEN_LOW = frozenset({Lane.EVIDENCE, Lane.BOOKMARK})
"""Rows that stay where there is little room. The marks of the others can be stepped through all the same."""


class TimeLine(QWidget):
    """Shows one review's marks. Wishes of the person, times in milliseconds:

    seek_requested: hear from there. span_chosen: loop this; -1, -1: no loop. item_chosen: an item by its evidence or its name.
    bookmark_wished, bookmark_named, bookmark_dropped: by the time the bookmark is kept under. items_toggled: a row for each item,
    or one for all.
    """

    seek_requested = Signal(int)
    span_chosen = Signal(int, int)
    item_chosen = Signal(str)
    bookmark_wished = Signal(int)
    bookmark_named = Signal(int, str)
    bookmark_dropped = Signal(int)
    items_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._lanes: tuple[Lane, ...] = ()
        self._levels: Levels | None = None
        self._peaks: Peaks | None = None
        self._marks: tuple[ReviewMark, ...] = ()
        self._selected = ""
        self._low = False
        self._stepped: int | None = None
        self._build()
        self._wire()

    def _build(self) -> None:
        self.gutter = Gutter()
        self.track = Track()
        self.naming = NameField(self.track)
        self.bar = QScrollBar(Qt.Orientation.Horizontal)
        self.bar.setAccessibleName("Part of the time line that is seen")
        self.bar.setFixedHeight(GAP + 2)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        kept = self.bar.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(kept)
        self.bar.hide()
        self.menu = PlaceMenu(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP // 2)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.gutter, 0, 0)
        grid.addWidget(self.track, 0, 1)
        grid.addWidget(self.bar, 1, 1)
        grid.setColumnStretch(1, 1)

    def _wire(self) -> None:
        track, gutter, menu = self.track, self.gutter, self.menu
        track.seek_requested.connect(self._on_seek)
        track.span_chosen.connect(self.span_chosen)
        track.item_chosen.connect(self.item_chosen)
        track.flag_chosen.connect(self.name_bookmark)
        track.stretch_changed.connect(self._on_stretch_changed)
        track.rows_scrolled.connect(self._show_names)
        gutter.item_chosen.connect(self.item_chosen)
        gutter.scrolled.connect(track.scroll_rows)
        gutter.closer.clicked.connect(track.zoom_in)
        gutter.further.clicked.connect(track.zoom_out)
        gutter.bookmark.clicked.connect(self.bookmark_here)
        gutter.items.toggled.connect(self._on_items_toggled)
        menu.bookmark_wished.connect(self.bookmark_wished)
        menu.naming_wished.connect(self.name_bookmark)
        menu.dropping_wished.connect(self.bookmark_dropped)
        menu.no_loop_wished.connect(self._on_no_loop)
        menu.whole_wished.connect(track.zoom_fit)
        menu.items_wished.connect(gutter.items.toggle)
        self.naming.named.connect(self.bookmark_named)
        self.naming.closed.connect(track.setFocus)
        self.bar.valueChanged.connect(track.scroll_to)

    # ------------------------------------------------------------ what is shown

    def show_review(self, review: Review, levels: Levels | None, lanes: tuple[Lane, ...]) -> None:
        """Show wave and marks. lanes: which rows the settings let through; those with nothing in them are left out."""
        anew = self._review is None or self._review.attempt.id != review.attempt.id
        if levels is not self._levels:
            self._levels = levels
            self._peaks = Peaks(levels) if levels is not None and levels.dbfs else None
        self._review, self._lanes = review, lanes
        if anew:
            self._stepped = None
            self.naming.hide()
        self._show_rows(anew=anew)

    def _show_rows(self, *, anew: bool = False) -> None:
        review = self._review
        if review is None:
            return
        found = rows(review, self._lanes, by_item=self.items_shown)
        every = [mark for row in found for mark in row.marks]
        self._marks = tuple(sorted(every, key=lambda mark: (mark.start_ms, mark.end_ms)))
        seen = tuple(row for row in found if row.lane in _SEEN_LOW) if self._low else found
        self.track.show_rows(seen, self._peaks, review.attempt.duration_ms, anew=anew)
        self._describe()
        self._show_names()

    def make_room(self, *, low: bool) -> None:
        """Leave room to what stands above where the page is very low: wave, evidence and bookmarks alone are seen."""
        if low != self._low:
            self._low = low
            self._show_rows()

    @property
    def marks(self) -> tuple[ReviewMark, ...]:
        """The marks there are to step through, sorted by start."""
        return self._marks

    @property
    def items_shown(self) -> bool:
        """Whether every item with evidence has a row of its own."""
        return self.gutter.items.isChecked()

    def show_items(self, shown: bool) -> None:
        """A row for each item, or one for all of them."""
        self.gutter.items.setChecked(shown)

    def select_item(self, item_id: str) -> None:
        """Light the evidence of an item, "" for none."""
        if item_id != self._selected:
            self._selected = item_id
            self.track.select_item(item_id)
            self._show_names()

    def show_position(self, at_ms: int) -> None:
        """Move the playhead."""
        self.track.show_position(at_ms)

    def show_loop(self, start_ms: int | None, end_ms: int | None) -> None:
        """Show the span that is played over and over. No end: it is only begun; no start: there is none."""
        self.track.show_loop(start_ms, end_ms)

    def follow_again(self) -> None:
        """Have the playhead in sight again, after the person looked elsewhere."""
        self.track.follow_again()

    def settle(self) -> None:
        """Tell the keyboard and screen readers where it stands, once the sound has come to rest."""
        self.track.settle()
        self._describe()

    # ------------------------------------------------------------ from mark to mark

    @Slot()
    def next_mark(self) -> None:
        """Go to the next mark of any row, and say what it is."""
        self._step(back=False)

    @Slot()
    def previous_mark(self) -> None:
        """Go to the mark before."""
        self._step(back=True)

    def _step(self, *, back: bool) -> None:
        at_ms = self.track.position_ms
        if self._stepped is not None and self._stepped <= at_ms <= self._stepped + STEPPED_MS:
            at_ms = self._stepped
        place = place_before(self._marks, at_ms) if back else place_after(self._marks, at_ms)
        if place is None:
            announce(self.track, "No mark before this." if back else "No mark after this.")
            return
        self._stepped = place
        self.track.follow_again()
        self.seek_requested.emit(place)
        announce(self.track, spoken(place, beginning_at(self._marks, place)))

    # ------------------------------------------------------------ bookmarks

    def _bookmarked(self) -> tuple[ReviewMark, ...]:
        return tuple(mark for mark in self._marks if mark.lane is Lane.BOOKMARK)

    def _bookmark_here(self) -> Bookmark | None:
        """The bookmark at the playhead."""
        at_ms = self.track.position_ms
        near = [mark for mark in self._bookmarked() if abs(mark.start_ms - at_ms) <= HERE_MS]
        return min(near, key=lambda mark: abs(mark.start_ms - at_ms)).bookmark if near else None

    @Slot()
    def bookmark_here(self) -> None:
        """Bookmark the playhead's place; if there is a bookmark, let it be named."""
        bookmark, at_ms = self._bookmark_here(), self.track.position_ms
        if bookmark is not None:
            self._name(bookmark)
        elif self._review is not None:
            self.bookmark_wished.emit(at_ms)
            announce(self.track, f"Bookmark at {minutes(at_ms)}. The same key again gives it a name.")

    @Slot()
    def drop_bookmark_here(self) -> None:
        """Remove the bookmark at the playhead."""
        bookmark = self._bookmark_here()
        if bookmark is not None:
            self.bookmark_dropped.emit(bookmark.at_ms)
            announce(self.track, f"Bookmark at {minutes(bookmark.at_ms)} removed.")
        else:
            announce(self.track, "No bookmark here.")

    @Slot(int)
    def name_bookmark(self, at_ms: int) -> None:
        """Let a bookmark be named, by the time it is kept under."""
        for mark in self._bookmarked():
            if mark.bookmark is not None and mark.bookmark.at_ms == at_ms:
                self._name(mark.bookmark)
                return

    def _name(self, bookmark: Bookmark) -> None:
        at_ms = min(bookmark.at_ms, self.track.stretch.duration_ms)
        self.track.show_span(at_ms, at_ms)
        self.naming.ask(bookmark, self.track.stretch.x(at_ms))

    # ------------------------------------------------------------ zoom and rows

    @Slot()
    def zoom_in(self) -> None:
        """Closer, around the playhead."""
        self.track.zoom_in()

    @Slot()
    def zoom_out(self) -> None:
        """Further away."""
        self.track.zoom_out()

    @Slot()
    def zoom_fit(self) -> None:
        """All of the take."""
        self.track.zoom_fit()

    @Slot()
    def toggle_items(self) -> None:
        """A row for each item, or one for all."""
        self.gutter.items.toggle()

    # ------------------------------------------------------------ slots

    @Slot(int)
    def _on_seek(self, at_ms: int) -> None:
        self._stepped = None
        self.seek_requested.emit(at_ms)

    @Slot()
    def _on_no_loop(self) -> None:
        self.span_chosen.emit(-1, -1)

    @Slot(bool)
    def _on_items_toggled(self, shown: bool) -> None:
        self.gutter.items.say("One row for all items" if shown else "A row for each item")
        self._show_rows()
        self.items_toggled.emit(shown)

    @Slot()
    def _on_stretch_changed(self) -> None:
        stretch = self.track.stretch
        self.bar.blockSignals(True)
        self.bar.setRange(0, stretch.most_left)
        self.bar.setPageStep(stretch.width)
        self.bar.setSingleStep(max(1, stretch.width // 10))
        self.bar.setValue(stretch.left)
        self.bar.blockSignals(False)
        self.bar.setVisible(not stretch.whole)
        self.gutter.show_zoom(whole=stretch.whole, closest=stretch.scale <= CLOSEST)

    @Slot()
    def _show_names(self) -> None:
        self.gutter.show_layout(self.track.layout_of_rows, self.track.rows_hidden_above, self._selected)

    def _describe(self) -> None:
        """Where the playhead stands and what there is, for a screen reader that comes by."""
        where = position_words(self.track.position_ms, self.track.stretch.duration_ms)
        what = overview(self._marks)
        words = ". ".join(part for part in (where, what, "Left and Right move by two seconds") if part)
        self.track.setAccessibleDescription(f"{words}.")

    # ------------------------------------------------------------ Qt

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done at a place of the track; with the menu key, at the playhead."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        point = self.track.mapFrom(self, event.pos())
        if by_key:
            point = QPoint(round(self.track.stretch.x(self.track.position_ms)), self.track.height() // 2)
        if self._review is None or not self.track.rect().contains(point):
            return
        at_ms = self.track.position_ms if by_key else self.track.stretch.time(point.x())
        marks_here = () if by_key else self.track.marks_at(QPoint(point.x(), 0))
        found = next((mark.bookmark for mark in marks_here if mark.bookmark is not None), None)
        if by_key:
            found = self._bookmark_here()
        looped = self.track.loop is not None or self.track.loop_begun is not None
        self.menu.offer(at_ms, found, looped=looped, whole=self.track.stretch.whole)
        self.menu.popup(self.track.mapToGlobal(point))
        event.accept()
