"""Two takes of one question on a page of their own, for the tests of that page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mockinterview.core.comparison import Outcome
from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.settings import Settings
from mockinterview.ui.review.compare_page import ComparePage
from tests.fakes.fake_player import FakePlayer
from tests.ui.review.scenes import Scene, spoken

FIRST = """
Um, I kept client files under lock and only people who worked on a matter could open them. Each matter had its own folder, and I
asked for access to be taken away when somebody moved to another team. I care about this because people tell us things.
"""


@pytest.fixture
def players() -> list[FakePlayer]:
    """Those that were made, one for each side that was heard."""
    return []


@pytest.fixture
def page(qtbot: QtBot, scene: Scene, settings: Settings, players: list[FakePlayer]) -> Iterator[ComparePage]:
    """The page, showing nothing yet; take 1 says less than take 3, take 2 is not written down."""
    scene.write_down("take-1", spoken(FIRST))
    scene.write_down("take-3")
    for attempt_id in ("take-1", "take-3"):
        scene.measure(attempt_id)
    scene.keeper.save_opinion("take-1", Opinion({"access": State.PARTLY, "shred": State.COVERED}))

    def make() -> FakePlayer:
        players.append(FakePlayer(scene.length_ms))
        return players[-1]

    made = ComparePage(scene.house, settings, scene.bridge, make)
    qtbot.addWidget(made)
    made.resize(1_100, 720)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close_down()


def read(page: ComparePage) -> None:
    """Wait until what was asked is answered and shown."""
    waiting = page._asking
    deadline = 500
    while waiting.busy and deadline:
        QTest.qWait(10)
        deadline -= 1
    assert not waiting.busy


@pytest.fixture
def both(page: ComparePage) -> ComparePage:
    """The first and the third take."""
    page.show_takes("take-1", "take-3")
    read(page)
    return page


def names(page: ComparePage, outcome: Outcome) -> list[str]:
    return [row.compared.item.id for row in page.body.items.rows() if row.compared.outcome is outcome]


def sides(page: ComparePage) -> list[str]:
    return [head.attempt_id for head in page.body.heads]


def held_by(players: list[FakePlayer], scene: Scene) -> dict[str, FakePlayer]:
    """The players by the take they hold."""
    audio = {scene.shelf.audio(f"take-{number}"): f"take-{number}" for number in (1, 2, 3)}
    return {audio[player.audio]: player for player in players if isinstance(player.audio, Path)}
