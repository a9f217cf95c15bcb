"""From mark to mark: which one is gone to, and what is heard of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockinterview.core.coverage import State
from mockinterview.core.review import LEAD_IN_MS, Lane, ReviewMark
from mockinterview.ui.review.sound.stepping import Stepping
from tests.ui.review.sound.bench import Bench


@pytest.fixture
def bench(qapp: object) -> Bench:
    return Bench()


def mark(lane: Lane, start: int, end: int, item_id: str = "") -> ReviewMark:
    return ReviewMark(lane, start, end, "", item_id)


MARKS = (
    mark(Lane.EVIDENCE, 4_000, 9_000, "a"),
    mark(Lane.EVIDENCE, 6_000, 7_000, "b"),
    mark(Lane.FILLER, 8_000, 8_200),
    mark(Lane.EVIDENCE, 20_000, 21_000, "a"),
    mark(Lane.BOOKMARK, 30_000, 30_000),
)


@pytest.fixture
def stepping(bench: Bench) -> Stepping:
    made = Stepping(bench.replay)
    made.show_marks(MARKS)
    return made


def test_evidence_one_after_the_other_exactly_its_words(bench: Bench, stepping: Stepping) -> None:
    arrived: list[ReviewMark] = []
    stepping.arrived.connect(arrived.append)
    for _ in range(4):
        stepping.next_evidence()
        bench.pass_time(8_000)
    assert bench.player.plays == [
        (4_000 - LEAD_IN_MS, 9_000),
        (6_000 - LEAD_IN_MS, 7_000),
        (20_000 - LEAD_IN_MS, 21_000),
    ]
    assert [one.item_id for one in arrived] == ["a", "b", "a"]
    stepping.previous_evidence()
    assert arrived[-1] == MARKS[1]


def test_a_verdict_on_the_way_does_not_leave_evidence_out(bench: Bench, stepping: Stepping) -> None:
    stepping.next_evidence()
    bench.pass_time(8_000)
    stepping.show_marks(replace(one, state=State.DENIED) if one.item_id == "a" else one for one in MARKS)
    stepping.next_evidence()
    assert bench.player.plays[-1] == (6_000 - LEAD_IN_MS, 7_000)


def test_fillers_and_bookmarks_are_heard_on_from_there(bench: Bench, stepping: Stepping) -> None:
    stepping.next_filler()
    stepping.next_bookmark()
    stepping.previous_bookmark()  # there is none before
    assert bench.player.plays == [(8_000 - LEAD_IN_MS, None), (30_000, None)]


def test_other_marks_do_not_lead_astray(bench: Bench, stepping: Stepping) -> None:
    stepping.next_evidence()
    stepping.next_filler()
    stepping.next_evidence()
    assert [start + LEAD_IN_MS for start, _ in bench.player.plays if start is not None] == [4_000, 8_000, 20_000]


def test_there_is_nothing_to_go_to(bench: Bench, stepping: Stepping) -> None:
    stepping.show_marks(())
    for deed in (stepping.next_filler, stepping.previous_evidence, stepping.next_bookmark):
        deed()
    assert bench.player.plays == []
    assert not stepping.has(Lane.FILLER)
