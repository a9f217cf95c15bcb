"""Hearing two takes: evidence of either side, words, and never both sounds at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from mockinterview.core.comparison import Comparison, Side
from mockinterview.core.review import Review
from mockinterview.ui.review.comparing.body import ComparedBody
from mockinterview.ui.review.comparing.row import LEFT, RIGHT


class PairHearing(QObject):
    """Plays what is chosen on the body."""

    def __init__(self, body: ComparedBody, parent: QObject) -> None:
        super().__init__(parent)
        self._body = body
        self._comparison: Comparison | None = None
        self._side_heard = LEFT
        self._last: tuple[str, int] = ("", -1)
        body.items.item_chosen.connect(self._on_item)
        body.items.evidence_pressed.connect(self.hear)
        body.heads[LEFT].replay.playing_changed.connect(self._on_left_playing)
        body.heads[RIGHT].replay.playing_changed.connect(self._on_right_playing)
        body.words.takes[LEFT].word_chosen.connect(self._on_left_word)
        body.words.takes[RIGHT].word_chosen.connect(self._on_right_word)
        for head, words in zip(body.heads, body.words.takes, strict=True):
            head.replay.position_changed.connect(words.show_position)
            words.view.range_wished.connect(head.replay.play)

    def show_comparison(self, comparison: Comparison) -> None:
        """What is to be heard from now on."""
        self._comparison = comparison

    @Slot()
    def toggle(self) -> None:
        """Play or pause the side that was heard last."""
        self._body.heads[self._side_heard].replay.toggle()

    @Slot(int, int)
    def hear(self, side: int, which: int) -> None:
        """Play one piece of the chosen item's evidence on one side, and bring its words into sight."""
        chosen, stands, review = self._body.items.chosen, self._stands(side), self._review(side)
        if chosen is None or stands is None or review is None or which >= len(stands.evidence):
            return
        self._last = (chosen.item.id, self._pieces().index((side, which)))
        self._body.words.takes[side].show_evidence(stands.item.id, which)
        times = review.evidence_range(stands.item.id, which)
        if times is not None:
            self._body.heads[side].replay.play(*times)

    @Slot()
    def hear_next(self) -> None:
        """Play the piece of evidence after the one that was played last: first those on the left, then those on the right."""
        pieces = self._pieces()
        if pieces:
            self.hear(*pieces[(self._last[1] + 1) % len(pieces)])

    @Slot()
    def hear_left(self) -> None:
        """Play the left side's evidence, and when it was heard last, its next piece."""
        self._hear_next_of(LEFT)

    @Slot()
    def hear_right(self) -> None:
        """The same on the right."""
        self._hear_next_of(RIGHT)

    def fall_silent(self) -> None:
        """Pause both."""
        for head in self._body.heads:
            head.replay.pause()

    def prepare_soon(self) -> None:
        """Make both sounds ready once the page is painted, so that the first click is heard at once."""
        for head in self._body.heads:
            QTimer.singleShot(0, head.replay.prepare)

    def let_go(self) -> None:
        """Let go of both sounds; the next play goes on from where they stand."""
        for head in self._body.heads:
            head.replay.close()

    # ------------------------------------------------------------ inside

    def _hear_next_of(self, side: int) -> None:
        pieces = self._pieces()
        here = [place for place, piece in enumerate(pieces) if piece[0] == side]
        if here:
            at = self._last[1]
            following = at + 1 if at in here and at + 1 in here else here[0]
            self.hear(*pieces[following])

    def _pieces(self) -> list[tuple[int, int]]:
        """Side and number of every piece of the chosen item's evidence."""
        sides = ((side, self._stands(side)) for side in (LEFT, RIGHT))
        return [(side, which) for side, one in sides if one is not None for which in range(len(one.evidence))]

    def _stands(self, side: int) -> Side | None:
        chosen = self._body.items.chosen
        return None if chosen is None else (chosen.first, chosen.second)[side]

    def _review(self, side: int) -> Review | None:
        return None if self._comparison is None else (self._comparison.first, self._comparison.second)[side]

    def _play_word(self, side: int, word: int) -> None:
        review = self._review(side)
        if review is not None and review.transcript is not None:
            self._body.words.takes[side].view.follow_again()
            self._body.heads[side].replay.play(review.transcript.words[word].start_ms)

    def _began(self, side: int) -> None:
        """Only one of the two is to be heard."""
        self._side_heard = side
        self._body.heads[1 - side].replay.pause()

    @Slot()
    def _on_item(self) -> None:
        chosen = self._body.items.chosen
        if chosen is None or chosen.item.id != self._last[0]:
            self._last = ("", -1)

    @Slot(bool)
    def _on_left_playing(self, playing: bool) -> None:
        if playing:
            self._began(LEFT)

    @Slot(bool)
    def _on_right_playing(self, playing: bool) -> None:
        if playing:
            self._began(RIGHT)

    @Slot(int)
    def _on_left_word(self, word: int) -> None:
        self._play_word(LEFT, word)

    @Slot(int)
    def _on_right_word(self, word: int) -> None:
        self._play_word(RIGHT, word)
