"""What the transcript shows: underlines packed and shaped, and of an hour's words only what changed written again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State
from mockinterview.core.delivery import Delivery, measure
from mockinterview.core.editing import Edit, carried, edited
from mockinterview.core.opinion import Opinion, Passage
from mockinterview.core.question import ChecklistItem, ItemKind, Question
from mockinterview.core.review import Review
from mockinterview.core.transcript import Transcript, Word
from mockinterview.ui.review.words.reading import lay_out
from mockinterview.ui.review.words.transcript_view import TranscriptView
from mockinterview.ui.review.words.underlines import MOST_DEEP, pack
from tests.ui.review.long_answer import long_question, long_states, long_words

ITEMS = tuple(ChecklistItem(f"i{n}", ItemKind.KEY_POINT, f"Item {n}") for n in range(6))


def a_review(words: int, spans: list[tuple[int, int, int]], opinion: Opinion | None = None) -> Review:
    """Spans are (item, first word, last word)."""
    said = tuple(Word(f"word{n}", 300 * n, 300 * n + 250) for n in range(words))
    transcript = Transcript("fake", "", "en", 300 * words, said)
    lines = tuple(
        ItemCoverage(item, State.COVERED, 0.9, tuple(Evidence(a, b, "") for which, a, b in spans if which == place))
        for place, item in enumerate(ITEMS)
    )
    attempt = Attempt("a", Question("q", "Why?", items=ITEMS), 1, datetime(2026, 3, 1, tzinfo=UTC), 300 * words)
    return Review(attempt, Delivery(300 * words), transcript, Coverage("m", lines), opinion or Opinion())


span = st.tuples(st.integers(0, 5), st.integers(0, 24), st.integers(0, 6)).map(lambda s: (s[0], s[1], s[1] + s[2]))


@given(st.lists(span, max_size=14))
@settings(deadline=None)
def test_no_underline_lies_over_another(spans: list[tuple[int, int, int]]) -> None:
    review = a_review(31, spans)
    assert review.transcript is not None
    found = pack(review, lay_out(review.transcript))
    assert [line.start for line in found] == sorted(line.start for line in found)
    for one, other in combinations(found, 2):
        if one.depth == other.depth:
            assert one.end <= other.start or other.end <= one.start
    assert all(line.depth < MOST_DEEP for line in found)
    if len(found) < len(set(spans)):  # left out only where there is no room
        assert max((line.depth for line in found), default=0) == MOST_DEEP - 1


def test_evidence_taken_away_has_no_underline_and_the_persons_own_has_one() -> None:
    words = Passage(300 * 4, 300 * 6, "i1")
    opinion = Opinion(added=(words,), removed=(Passage(0, 900, "i0"),))
    review = a_review(20, [(0, 0, 2)], opinion)
    assert review.transcript is not None
    found = pack(review, lay_out(review.transcript))
    assert [(line.item_id, line.own) for line in found] == [("i1", True)]


def picture(qtbot: QtBot, review: Review) -> QImage:
    view = TranscriptView()
    qtbot.addWidget(view)
    view.resize(500, 200)
    view.show_review(review)
    return view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def test_own_evidence_is_told_by_its_shape(qtbot: QtBot) -> None:
    theirs = a_review(20, [(0, 4, 6)])
    mine = a_review(20, [], Opinion({"i0": State.COVERED}, added=(Passage(300 * 4, 300 * 7, "i0"),)))
    assert mine.evidence("i0")[0].first_word == theirs.evidence("i0")[0].first_word
    assert mine.evidence("i0")[0].last_word == theirs.evidence("i0")[0].last_word
    assert picture(qtbot, mine) != picture(qtbot, theirs)


def long_review() -> Review:
    transcript, question = long_words(), long_question()
    attempt = Attempt("a", question, 1, datetime(2026, 3, 1, tzinfo=UTC), transcript.duration_ms)
    delivery = measure(transcript, (), transcript.duration_ms)
    return Review(attempt, delivery, transcript, long_states(question, transcript))


def test_a_corrected_word_among_ten_thousand_writes_a_few_letters(qtbot: QtBot) -> None:
    view, review = TranscriptView(), long_review()
    qtbot.addWidget(view)
    view.show_review(review)
    view.select_item("i3")
    changes: list[tuple[int, int, int]] = []
    view.document().contentsChange.connect(lambda *change: changes.append(change))
    assert review.transcript is not None
    assert review.coverage is not None
    for number in range(4):
        assert review.transcript is not None
        assert review.coverage is not None
        edit = Edit(5_000, 5_001, ("one", "more") if number % 2 else ("other",))
        words = edited(review.transcript, edit)
        coverage = carried(review.coverage, review.transcript, edit)
        review = replace(review, transcript=words, coverage=coverage, delivery=measure(words, (), words.duration_ms))
        changes.clear()
        view.show_review(review)
        assert view.toPlainText() == lay_out(words).text
        assert sum(removed + added for _, removed, added in changes) < 100


def test_moving_the_mark_and_showing_the_same_again_writes_nothing(qtbot: QtBot) -> None:
    view, review = TranscriptView(), long_review()
    qtbot.addWidget(view)
    view.show_review(review)
    changes: list[tuple[int, int, int]] = []
    view.document().contentsChange.connect(lambda *change: changes.append(change))
    view.show_review(replace(review))
    for word in range(4_000, 4_050):
        view.mark_word(word)
    assert changes == []
    assert len(view.extraSelections()) == 1


def test_another_attempt_begins_at_the_top(qtbot: QtBot) -> None:
    view, review = TranscriptView(), long_review()
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    view.show_review(review)
    view.go_to(9_000)
    view.show_word(9_000)
    assert view.verticalScrollBar().value() > 0
    view.show_review(replace(review, attempt=replace(review.attempt, id="b")))
    assert view.verticalScrollBar().value() == 0
    assert view.caret_word == 0
    assert view.count == 10_000
