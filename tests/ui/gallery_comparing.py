"""The gallery's pictures of two takes side by side, and of what stands beside an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.core.question import ChecklistItem, ItemKind, Question
from mockinterview.core.take import FinishedTake, TakeLabel
from mockinterview.core.transcript import Transcript
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.review.compare_page import ComparePage
from tests.ui.gallery_history import settled
from tests.ui.review.scenes import CONFIDENTIAL, lined_up, loudness, spoken
from tests.ui.stand_ins import Model

FIRST = """
Um, so, I kept client files under lock, I think, and, uh, I suppose only people who worked on a matter could open them. We had
rules about that. People asked me things sometimes and I told them a little, not much. Uh, each matter had its own folder, and I
asked for access to be taken away when somebody moved to another team. I care about this because people tell us things.
"""


def take(model: Model, number: int, words: Transcript | None, question: Question = CONFIDENTIAL) -> str:
    """One take of the question, with its words lined up unless there are none."""
    attempt_id = f"take-{number}"
    day = datetime.now(UTC) - timedelta(days=9 - number, hours=number)
    length_ms = (words or spoken()).duration_ms
    model.keeper.add_attempt(Attempt(attempt_id, question, number, day, length_ms))
    finished = FinishedTake(TakeLabel(attempt_id, question, number), day, length_ms)
    model.shelf.put(finished, levels=loudness(words or spoken(), length_ms))
    if words is not None:
        model.keeper.save_transcript(attempt_id, words)
        model.keeper.save_coverage(attempt_id, lined_up(words, question))
        model.house.reviewing.full_review(attempt_id)
    return attempt_id


def compared(model: Model, window: MainWindow, first: str, second: str = "") -> ComparePage:
    """The page, once both takes are read."""
    window.show_comparison(first, second)
    page = window.page("compare")
    assert isinstance(page, ComparePage)
    settled(lambda: page._stack.currentWidget() is not page._waiting)
    return page


def _two(model: Model, window: MainWindow) -> ComparePage:
    take(model, 1, spoken(FIRST))
    take(model, 2, spoken(FIRST))
    model.keeper.save_opinion(take(model, 3, spoken()), Opinion({"halting": State.CLEAR}))
    model.keeper.save_opinion("take-1", Opinion({"halting": State.TRIPPED, "access": State.PARTLY}))
    return compared(model, window, "take-1", "take-3")


def comparing(model: Model, window: MainWindow) -> QWidget:
    _two(model, window)
    return window


def comparing_item(model: Model, window: MainWindow) -> QWidget:
    """An item is chosen: all its evidence on both sides, one piece playing."""
    page = _two(model, window)
    page.body.items.choose("access")
    page.hearing.hear_right()
    model.player.advance(700)
    return window


def comparing_words(model: Model, window: MainWindow) -> QWidget:
    page = _two(model, window)
    page.body.items.choose("access")
    page.body.show_words()
    return window


def comparing_delivery(model: Model, window: MainWindow) -> QWidget:
    _two(model, window).body.show_delivery()
    return window


def comparing_no_words(model: Model, window: MainWindow) -> QWidget:
    """One side is not written down, and its sound is missing."""
    take(model, 1, spoken(FIRST))
    model.shelf.lose_sound(take(model, 2, None))
    compared(model, window, "take-1", "take-2").body.show_words()
    return window


def comparing_other_checklist(model: Model, window: MainWindow) -> QWidget:
    new = ChecklistItem("new", ItemKind.KEY_POINT, "Reporting upwards", "Says whom they told, and how soon.")
    take(model, 1, spoken(FIRST))
    take(model, 2, spoken(), replace(CONFIDENTIAL, items=(*CONFIDENTIAL.items[2:], new)))
    page = compared(model, window, "take-1", "take-2")
    page.body.items.setFocus(Qt.FocusReason.OtherFocusReason)
    page.body.items.verticalScrollBar().setValue(10_000)
    return window


def comparing_alone(model: Model, window: MainWindow) -> QWidget:
    compared(model, window, take(model, 1, spoken()))
    return window


def _beside(model: Model, window: MainWindow, tab: int) -> QWidget:
    story = "The e-mail that went to the wrong Mr Brown: rang him within ten minutes, told Ruth, wrote it into the log."
    now = replace(CONFIDENTIAL, notes="Begin with the e-mail. Say what I changed afterwards.", stories=(story,))
    model.house.library._questions[now.id] = now
    for number in range(1, 6):
        take(model, number, spoken(FIRST) if number < 5 else spoken())
    window.show_attempt("take-5")
    page = window.page("review")
    QTest.qWait(150)
    page.side.tabs.choose(tab)
    QTest.qWait(100)
    return window


def beside_question(model: Model, window: MainWindow) -> QWidget:
    return _beside(model, window, 1)


def beside_samples(model: Model, window: MainWindow) -> QWidget:
    return _beside(model, window, 2)


def beside_notes(model: Model, window: MainWindow) -> QWidget:
    return _beside(model, window, 3)


def beside_takes(model: Model, window: MainWindow) -> QWidget:
    return _beside(model, window, 4)


COMPARING = (
    comparing,
    comparing_item,
    comparing_words,
    comparing_delivery,
    comparing_no_words,
    comparing_other_checklist,
    comparing_alone,
    beside_question,
    beside_samples,
    beside_notes,
    beside_takes,
)
