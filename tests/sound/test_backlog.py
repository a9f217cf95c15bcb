"""The queue between callback and disk: it holds all that comes, and counts what even it cannot hold."""

from __future__ import annotations

import random

import pytest

from mockinterview.sound.backlog import MOST_S, Backlog, Block

A_SECOND = 1_000
"""Bytes: a slow stream, so that ten minutes are small."""


@pytest.fixture
def backlog() -> Backlog[str]:
    return Backlog(A_SECOND)


def drain(backlog: Backlog[str]) -> list[Block | str]:
    found: list[Block | str] = []
    while (item := backlog.get(0.0)) is not None:
        found.append(item)
    return found


def test_blocks_and_events_keep_their_places(backlog: Backlog[str]) -> None:
    backlog.put_block(1.0, b"one")
    backlog.put("between")
    backlog.put_block(2.0, b"two")
    assert backlog.waiting == 3
    assert drain(backlog) == [Block(1.0, b"one"), "between", Block(2.0, b"two")]
    assert backlog.waiting == 0
    assert backlog.heard == 2


def test_the_block_in_hand_tells_how_far_behind_the_disk_is(backlog: Backlog[str]) -> None:
    assert backlog.behind_s(100.0) == 0.0
    backlog.put_block(1.0, b"one")
    assert backlog.behind_s(4.0) == 0.0
    backlog.get(0.0)
    assert backlog.behind_s(4.0) == 3.0
    assert backlog.waiting == 1
    backlog.get(0.0)
    assert backlog.behind_s(4.0) == 0.0


def test_ten_minutes_are_held(backlog: Backlog[str]) -> None:
    for second in range(MOST_S):
        backlog.put_block(second, bytes(A_SECOND))
    assert backlog.dropping == 0
    assert len(drain(backlog)) == MOST_S


def test_what_is_too_much_is_dropped_and_counted_until_there_is_room(backlog: Backlog[str]) -> None:
    for second in range(MOST_S + 40):
        backlog.put_block(second, bytes(A_SECOND))
    assert backlog.dropping == 40 * A_SECOND
    for _ in range(29):
        backlog.get(0.0)
    backlog.put_block(700.0, bytes(A_SECOND))
    assert backlog.dropping == 41 * A_SECOND
    for _ in range(2):
        backlog.get(0.0)
    backlog.put_block(701.0, bytes(A_SECOND))
    assert backlog.dropping == 0
    last = drain(backlog)[-1]
    assert isinstance(last, Block)
    assert (last.at, last.dropped) == (701.0, 41 * A_SECOND)


def test_nothing_is_lost_uncounted(backlog: Backlog[str]) -> None:
    chance = random.Random(4)
    given = taken = dropped = 0
    for step in range(20_000):
        size = chance.randrange(500, 2_000)
        given += size
        backlog.put_block(step, bytes(size))
        for _ in range(chance.choice([0, 0, 1, 2])):
            item = backlog.get(0.0)
            if isinstance(item, Block):
                taken, dropped = taken + len(item.sound), dropped + item.dropped
    for item in drain(backlog):
        assert isinstance(item, Block)
        taken, dropped = taken + len(item.sound), dropped + item.dropped
    assert dropped + backlog.dropping > 0
    assert taken + dropped + backlog.dropping == given
