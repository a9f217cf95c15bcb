"""The page and its store: read behind it, never in its way, and told in a sentence where it cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.core.problems import HistoryProblem
from mockinterview.settings import Settings, table
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.opening import SLOW
from mockinterview.ui.review.reading_review import Known
from tests.ui.review.held_store import HeldStore
from tests.ui.review.scenes import Scene, open_attempt, settle, spoken

LOCKED = HistoryProblem("The history could not be read.", "Another program holds it.", "Close that program.")


@pytest.fixture
def store(scene: Scene) -> Iterator[HeldStore]:
    made = HeldStore(scene.keeper)
    yield made
    made.free()


@pytest.fixture
def shown(store: HeldStore, scene: Scene, page: ReviewPage) -> ReviewPage:
    """The page with the third take, and a second one that is lined up too."""
    for attempt_id in ("take-2", "take-3"):
        scene.write_down(attempt_id)
        scene.measure(attempt_id)
    return open_attempt(page, "take-3")


def until_asked(store: HeldStore, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: store.waiting > 0)


def test_whatever_is_done_the_store_is_never_asked_in_the_main_thread(
    shown: ReviewPage, scene: Scene, store: HeldStore, qtbot: QtBot, tmp_path: Path, settings: Settings
) -> None:
    store.watch()
    reviewing = scene.house.reviewing
    deeds: list[Callable[[], object]] = [
        lambda: shown.judging.decide("breach", State.PARTLY),
        lambda: shown.judging.note("breach", "Say when."),
        lambda: shown.judging.mark_words("shred", 3, 6),
        lambda: shown.judging.unmark("access", 0),
        shown.judging.undo,
        shown.judging.redo,
        lambda: settings.set(table.RATE_FIRST, True),
        lambda: settings.set(table.RATE_FIRST, False),
        lambda: shown.joined.changing.bookmark(4_000),
        lambda: shown.joined.changing.drop_bookmark(4_000),
        shown.lining.again,
        lambda: qtbot.waitUntil(lambda: reviewing.lining_up.working("take-3") is None),
        shown.lining.undo,
        lambda: shown.exporting.write("md", str(tmp_path / "review.md")),
        shown.own_words.write,
        lambda: shown.own_words._on_kept("I kept the files locked."),
        lambda: qtbot.waitUntil(lambda: shown.own_words.dialog is None),
        shown.own_words.undo,
        shown.wishes.begin,
        shown.wishes.cancel,
        shown.hide,
        shown.show,
        shown.again.ask,
        lambda: qtbot.waitUntil(lambda: shown.again.dialog is not None),
        lambda: shown.again.dialog and shown.again.dialog.go.click(),
        lambda: open_attempt(shown, "take-2"),
    ]
    for deed in deeds:
        deed()
        settle(shown)
    scene.transcriber.hold.set()
    shown.joined.close_down()
    assert store.in_main == []


def test_while_the_store_is_held_the_page_lives_and_keeps_what_it_shows(
    shown: ReviewPage, scene: Scene, store: HeldStore, qtbot: QtBot
) -> None:
    store.hold()
    shown.show_attempt("take-2")
    until_asked(store, qtbot)
    ticks: list[int] = []
    ticking = QTimer(shown, interval=5)
    ticking.timeout.connect(lambda: ticks.append(1))
    ticking.start()
    # a word of patience after a moment, and everything still works on what is shown
    qtbot.waitUntil(lambda: shown.unread.text == SLOW)
    assert len(ticks) > 3
    assert shown.attempt_id == "take-3"
    assert shown.pane.shown == "words"
    shown.hearing.play_word(12)
    assert scene.player.playing
    shown.judging.decide("breach", State.PARTLY)
    assert "partly" in shown.checklist.row_of("breach").spoken
    store.free()
    qtbot.waitUntil(lambda: shown.attempt_id == "take-2")
    assert shown.unread.text == ""


def test_opened_from_elsewhere_nothing_of_another_take_is_shown_meanwhile(
    shown: ReviewPage, store: HeldStore, qtbot: QtBot
) -> None:
    shown.hide()
    store.hold()
    shown.show_attempt("take-2")
    shown.show()
    assert not shown.inside.isVisible()
    qtbot.waitUntil(lambda: shown.opening.state.text == SLOW)
    store.free()
    qtbot.waitUntil(lambda: shown.inside.isVisible() and shown.attempt_id == "take-2")


def test_of_several_takes_asked_for_the_last_is_shown_and_no_other(
    shown: ReviewPage, store: HeldStore, qtbot: QtBot
) -> None:
    found: list[str] = []

    def note(known: Known) -> None:
        found.append(known.review.attempt.id)

    shown.reader.found.connect(note)
    store.hold()
    for attempt_id in ("take-2", "take-1", "take-2", "take-1"):
        shown.show_attempt(attempt_id)
    store.free()
    settle(shown)
    assert set(found) == {"take-1"}
    assert shown.attempt_id == "take-1"


def test_news_while_it_is_read_neither_holds_it_up_nor_is_lost(
    page: ReviewPage, scene: Scene, store: HeldStore, qtbot: QtBot
) -> None:
    found: list[bool] = []

    def note(known: Known) -> None:
        found.append(known.review.transcript is not None)
        if len(found) == 1:
            scene.write_down("take-3")

    scene.measure("take-3")
    page.reader.found.connect(note)
    store.hold()
    page.show_attempt("take-3")
    until_asked(store, qtbot)
    for _ in range(5):
        page.reader.ask("take-3")
    store.free()
    settle(page)
    assert not found[0]
    assert found[-1]
    assert page.pane.shown == "words"


def test_news_of_the_take_that_is_left_does_not_push_the_wanted_one_aside(
    shown: ReviewPage, scene: Scene, store: HeldStore
) -> None:
    store.hold()
    shown.show_attempt("take-2")
    scene.bridge.review_changed.emit("take-3")
    store.free()
    settle(shown)
    assert shown.attempt_id == "take-2"


def test_news_that_comes_while_a_page_that_is_left_is_still_being_read_is_not_lost(
    shown: ReviewPage, scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a review whose words have been read, and whose opinion the store is slow to tell
    opinion, asked, go_on = scene.keeper.opinion, Event(), Event()

    def slow(attempt_id: str) -> Opinion:
        asked.set()
        assert go_on.wait(10)
        return opinion(attempt_id)

    monkeypatch.setattr(scene.keeper, "opinion", slow)
    shown.refresh()
    qtbot.waitUntil(asked.is_set)
    # WHEN the page is left, the words become others, and the person comes back
    shown.hide()
    scene.write_down("take-3", spoken("These are other words"))
    scene.bridge.review_changed.emit("take-3")
    shown.show()
    go_on.set()
    # THEN they read them
    qtbot.waitUntil(lambda: shown.pane.view.toPlainText().startswith("These are other words"))


def test_a_store_that_cannot_be_read_is_told_and_asked_again(page: ReviewPage, scene: Scene) -> None:
    scene.keeper.problem = LOCKED
    open_attempt(page, "take-3")
    assert page.opening.state.text == LOCKED.sentence
    assert not page.inside.isVisible()
    scene.keeper.problem = None
    page.opening.state.button.click()
    settle(page)
    assert page.inside.isVisible()
    assert page.attempt_id == "take-3"


def test_a_store_that_cannot_be_read_any_more_leaves_what_was_shown(shown: ReviewPage, scene: Scene) -> None:
    scene.keeper.problem = LOCKED
    shown.refresh()
    settle(shown)
    assert shown.unread.text == LOCKED.sentence
    assert shown.pane.shown == "words"
    scene.keeper.problem = None
    shown.unread.button.click()
    settle(shown)
    assert shown.unread.text == ""


def test_the_sound_does_not_wait_for_the_store(page: ReviewPage, scene: Scene, store: HeldStore, qtbot: QtBot) -> None:
    store.hold()
    found: list[str] = []
    page.reader.sound_found.connect(lambda attempt_id, _sound: found.append(attempt_id))
    page.show_attempt("take-3")
    qtbot.waitUntil(lambda: found == ["take-3"])
    assert page.reader.busy


def test_closed_down_it_asks_nothing_more(shown: ReviewPage, store: HeldStore) -> None:
    settle(shown)
    shown.close_down()
    shown.show_attempt("take-2")
    assert shown.settled
