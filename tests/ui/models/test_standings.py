"""What a list tells of attempts is looked up behind it, and holds nobody up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from mockinterview.core.attempt import Attempt
from mockinterview.ui.models.standings import Standings
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.ui.review.held_store import HeldStore
from tests.ui.stand_ins import Model


@pytest.fixture
def attempts(model: Model) -> list[Attempt]:
    for take in (1, 2):
        model.answer(LIGHTHOUSE, take, datetime(2026, 3, take, tzinfo=UTC), 20_000)
    return list(model.house.library.attempts())


def test_the_end_does_not_wait_for_what_is_looked_up(model: Model, attempts: list[Attempt], qtbot: QtBot) -> None:
    store, standings = HeldStore(model.keeper), Standings(model.house)
    store.hold()
    standings.of(attempts[0])
    qtbot.waitUntil(lambda: store.waiting > 0)
    standings.finish()
    thread = standings._asking._thread
    assert thread is not None
    assert thread.is_alive(), "it was waited for"
    store.free()
    thread.join(10)


def test_what_is_wished_for_meanwhile_is_looked_up_next(model: Model, attempts: list[Attempt], qtbot: QtBot) -> None:
    store, standings = HeldStore(model.keeper), Standings(model.house)
    store.hold()
    standings.of(attempts[0])
    qtbot.waitUntil(lambda: store.waiting > 0)
    standings.of(attempts[1])
    store.free()
    qtbot.waitUntil(lambda: standings.of(attempts[0]).sound and standings.of(attempts[1]).sound)
    standings.finish()
