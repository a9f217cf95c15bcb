"""What person and program say of the items, in words."""

from __future__ import annotations

import pytest

from mockinterview.core.coverage import Evidence, State
from mockinterview.core.rating import Agreement, Progress
from mockinterview.core.review import Verdict
from mockinterview.ui.review.checklist.judged_words import ShownItem, agreed, rated, spoken

FOUND = Evidence(3, 6, "a spare lamp in the bag")
MINE = Evidence(9, 11, "we wrote it down", own=True)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (ShownItem(), "Spare lamp"),
        (ShownItem(Verdict(State.NOT_FOUND)), "Spare lamp. Program: not found"),
        (ShownItem(Verdict(State.YOUR_CALL)), "Spare lamp. your call"),
        (ShownItem(Verdict(State.YOUR_CALL, State.CLEAR)), "Spare lamp. You: clear"),
        (
            ShownItem(Verdict(State.COVERED, State.COVERED)),
            "Spare lamp. Program: covered. You: covered, the same",
        ),
        (
            ShownItem(Verdict(State.COVERED, State.PARTLY), evidence=(FOUND, MINE), note="Say it first."),
            "Spare lamp. Program: covered. You: partly, you differ. 2 pieces of evidence, 1 of them yours. "
            "a spare lamp in the bag. Note: Say it first.",
        ),
        (ShownItem(Verdict(State.NOT_SURE, State.PARTLY)), "Spare lamp. Program: not sure. You: partly"),
        (ShownItem(Verdict(State.YOUR_CALL), concealed=True), "Spare lamp. Not rated yet"),
        (ShownItem(Verdict(State.YOUR_CALL, State.PARTLY), concealed=True), "Spare lamp. You: partly"),
        (
            ShownItem(Verdict(State.COVERED), evidence=(FOUND,)),
            "Spare lamp. Program: covered. 1 piece of evidence. a spare lamp in the bag",
        ),
    ],
)
def test_a_row_is_spoken_with_everything_it_shows(shown: ShownItem, words: str) -> None:
    assert spoken("Spare lamp", shown) == words


def test_of_long_evidence_only_the_beginning_is_spoken() -> None:
    long = Evidence(0, 99, " ".join(f"w{place}" for place in range(100)))
    assert spoken("Spare lamp", ShownItem(Verdict(State.COVERED), evidence=(long,))).endswith(" w18 w19")


def test_progress_and_agreement_are_counts() -> None:
    assert rated(Progress(4, 12)) == "4 of 12 rated"
    assert agreed(Agreement(9, 11)) == "You and the program agree on 9 of the 11 it judged."
    assert agreed(Agreement(1, 1)) == "You and the program agree on the one item it judged."
    assert agreed(Agreement(0, 1)) == "You and the program differ on the one item it judged."
    assert "nothing" in agreed(Agreement(0, 0))
