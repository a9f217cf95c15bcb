"""Position <-> word <-> item: what a wish to hear something plays, and what follows the sound while it plays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from mockinterview.core.playback import Loop
from mockinterview.core.review import Review, ReviewMark
from mockinterview.core.transcript import Transcript
from mockinterview.ui.review.checklist.checklist import Checklist
from mockinterview.ui.review.checklist.second_click import SecondClick
from mockinterview.ui.review.line.time_line import TimeLine
from mockinterview.ui.review.sound.replay import Replay
from mockinterview.ui.review.words.transcript_view import TranscriptView


class Hearing(QObject):
    """Joins the sound with the three that move together. words: those that are shown, kept or arriving."""

    def __init__(
        self,
        replay: Replay,
        view: TranscriptView,
        line: TimeLine,
        checklist: Checklist,
        words: Callable[[], Transcript | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._replay = replay
        self._view = view
        self._line = line
        self._checklist = checklist
        self._second_click = SecondClick(checklist)
        self._words = words
        self._review: Review | None = None
        self._evidence = ("", -1)
        self._wire()

    def _wire(self) -> None:
        self._replay.position_changed.connect(self.show_position)
        self._replay.playing_changed.connect(self._on_playing)
        self._replay.loop_changed.connect(self._on_loop_changed)
        self._view.word_chosen.connect(self.play_word)
        self._view.range_wished.connect(self._replay.play)
        self._view.loop_wished.connect(self.loop)
        self._view.selection_changed.connect(self._on_selected)
        self._line.seek_requested.connect(self.seek)
        self._line.span_chosen.connect(self.loop)
        self._line.item_chosen.connect(self._checklist.choose)
        self._checklist.item_chosen.connect(self._on_item_chosen)
        self._checklist.evidence_requested.connect(self.hear)
        self._checklist.next_evidence_requested.connect(self.hear_next)
        self._second_click.made.connect(self.hear_next)

    @Slot(object)
    def show_review(self, review: Review) -> None:
        """The review that is heard from now on."""
        self._review = review

    @property
    def evidence(self) -> tuple[str, int]:
        """The item that is chosen and the piece of its evidence that was heard last, or its first; "" for none."""
        item_id = self._checklist.item_id
        heard = self._evidence[1] if self._evidence[0] == item_id else -1
        return item_id, max(0, heard)

    # ------------------------------------------------------------ wishes

    @Slot(int)
    def play_word(self, word: int) -> None:
        """Play from a word."""
        words = self._words()
        if words is not None:
            self.follow_again()
            self._replay.play(words.words[word].start_ms)

    @Slot(str, int)
    def hear(self, item_id: str, which: int) -> None:
        """Show and play one piece of an item's evidence: exactly these words, and what leads into them."""
        review = self._review
        spans = review.evidence(item_id) if review is not None else ()
        if review is None or not 0 <= which < len(spans):
            return
        self._evidence = (item_id, which)
        self._view.show_word(spans[which].first_word)
        times = review.evidence_range(item_id, which)
        if times is not None:
            self._replay.play(*times)

    @Slot(str)
    def hear_next(self, item_id: str) -> None:
        """Play the evidence after the one that was played last, the first after the last."""
        spans = self._review.evidence(item_id) if self._review is not None and item_id else ()
        if spans:
            before, which = self._evidence
            self.hear(item_id, (which + 1) % len(spans) if before == item_id else 0)

    @Slot()
    def hear_chosen(self) -> None:
        """Play the chosen item's next evidence."""
        self.hear_next(self._checklist.item_id)

    @Slot(int)
    def play_from(self, at_ms: int) -> None:
        """Play from a time."""
        self.follow_again()
        self._replay.play(at_ms)

    @Slot(int)
    def seek(self, at_ms: int) -> None:
        """Go to a time; what plays goes on from there."""
        self.follow_again()
        self._replay.seek(at_ms)

    @Slot(int, int)
    def loop(self, start_ms: int, end_ms: int) -> None:
        """Play from one time to another over and over; before the beginning there is no loop."""
        self.follow_again()
        if start_ms < 0:
            self._replay.set_loop(None)
        else:
            self._replay.set_loop(start_ms, end_ms)

    @Slot()
    def follow_again(self) -> None:
        """The person went somewhere: text and time line follow the sound again."""
        self._view.follow_again()
        self._line.follow_again()

    # ------------------------------------------------------------ what follows

    @Slot(int)
    def show_position(self, at_ms: int) -> None:
        """Move playhead and word mark. Nothing is marked before the sound was ever started or moved."""
        self._line.show_position(at_ms)
        words = self._words()
        started = at_ms > 0 or self._replay.playing
        self._view.mark_word(words.word_at(at_ms) if words is not None and started else None)
        if not self._replay.playing:
            self._line.settle()

    @Slot()
    def show_place(self) -> None:
        """The same where the sound stands."""
        self.show_position(self._replay.position_ms)

    @Slot(str)
    def _on_item_chosen(self, item_id: str) -> None:
        if item_id != self._evidence[0]:
            self._evidence = (item_id, -1)
        self._view.select_item(item_id)
        self._line.select_item(item_id)

    @Slot(object)
    def arrive(self, mark: ReviewMark) -> None:
        """The sound was sent to a mark: if it is evidence, its item is chosen, and its words come into sight."""
        if not mark.item_id:
            return
        self._checklist.choose(mark.item_id)
        words = self._words()
        word = words.word_at(mark.start_ms) if words is not None else None
        if word is not None:
            self._view.show_word(word)

    @Slot(int, int)
    def _on_selected(self, first: int, last: int) -> None:
        """What is selected is what a loop would be of."""
        words = self._words()
        if first < 0 or words is None or last >= len(words.words):
            self._replay.offer_loop(-1, -1)
        else:
            self._replay.offer_loop(words.words[first].start_ms, words.words[last].end_ms)

    @Slot(object)
    def _on_loop_changed(self, held: Loop | None) -> None:
        if held is not None:
            self._line.show_loop(held.start_ms, held.end_ms)
        else:
            self._line.show_loop(self._replay.loop_begun, None)

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        if not playing:
            self._line.settle()
