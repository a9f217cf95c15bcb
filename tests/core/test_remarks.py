"""What a person says of evidence: it shows nothing of the program's while they rate themselves first, and nothing stands twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State
from mockinterview.core.delivery import Delivery
from mockinterview.core.opinion import Opinion
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.rating import concealed
from mockinterview.core.remarks import marked, unmarked
from mockinterview.core.review import Review
from mockinterview.core.transcript import Transcript, Word

ITEMS = (
    ChecklistItem("lamp", ItemKind.KEY_POINT, "Spare lamp"),
    ChecklistItem("blame", ItemKind.MINEFIELD, "Blames the sea", minefield=MinefieldKind.COMMISSION),
    ChecklistItem("vague", ItemKind.MINEFIELD, "No measure", minefield=MinefieldKind.OMISSION, shown_by=("lamp",)),
)
WORDS = Transcript("t", "", "en", 4_000, tuple(Word(f"w{n}", 500 * n, 500 * n + 400) for n in range(6)))
ATTEMPT = Attempt("a", Question("q", "Why?", items=ITEMS), 1, datetime(2025, 3, 1, tzinfo=UTC), 4_000)

places = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda pair: (min(pair), max(pair)))


def review_of(*spans: tuple[int, int]) -> Review:
    """An answer in which the program found these words for every item."""
    found = tuple(Evidence(*span, WORDS.span_text(*span)) for span in spans)
    coverage = Coverage("m", tuple(ItemCoverage(item, State.COVERED, 0.9, found) for item in ITEMS))
    return Review(ATTEMPT, Delivery(4_000), WORDS, coverage)


@given(st.lists(places, max_size=3), st.sampled_from(ITEMS), st.lists(places, min_size=1, max_size=3), st.booleans())
def test_own_words_come_and_go_the_same_whatever_the_program_found(
    spans: list[tuple[int, int]], item: ChecklistItem, own: list[tuple[int, int]], judged: bool
) -> None:
    hidden, bare = review_of(*spans), review_of()
    for place in own:
        hidden, bare = (replace(one, opinion=marked(one, item.id, *place)) for one in (hidden, bare))
        assert concealed(hidden) == concealed(bare)
    if not judged:
        hidden, bare = (replace(one, opinion=replace(one.opinion, verdicts={})) for one in (hidden, bare))
    while shown := concealed(bare).evidence(item.id):
        places = [one.evidence(item.id).index(shown[0]) for one in (hidden, bare)]
        hidden = replace(hidden, opinion=unmarked(hidden, item.id, places[0]))
        bare = replace(bare, opinion=unmarked(bare, item.id, places[1]))
        assert concealed(hidden) == concealed(bare)
    assert hidden.evidence(item.id) == review_of(*spans).evidence(item.id)


def test_words_that_both_name_stand_once_as_the_persons() -> None:
    review = review_of((1, 2), (4, 4))
    both = replace(review, opinion=marked(review, "lamp", 1, 2))
    assert [(span.first_word, span.own) for span in both.evidence("lamp")] == [(1, True), (4, False)]
    assert both.taken_away("lamp") == ()
    back = replace(both, opinion=unmarked(both, "lamp", 0))
    assert back.evidence("lamp") == review.evidence("lamp")


def test_the_programs_last_words_taken_away_speak_for_the_opposite() -> None:
    review = review_of((1, 2))
    assert unmarked(review, "lamp", 0).verdicts == {"lamp": State.NOT_FOUND}
    assert unmarked(review, "blame", 0).verdicts == {"blame": State.NOT_FOUND}
    kept = replace(review, opinion=Opinion({"lamp": State.PARTLY}))
    assert unmarked(kept, "lamp", 0).verdicts == {"lamp": State.PARTLY}
