"""What happened to the sound of a take, above its words and on the time line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.ui.look.icons import paint_icon
from mockinterview.ui.look.marks import mark_look
from mockinterview.ui.look.theme import DARK, LIGHT
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.sound_notes import summary
from tests.ui.review.scenes import Scene, open_attempt

GAP = TakeMark(MarkKind.GAP, 12_000, "Nothing came for 0.8 s.", 800)
CHANGED = TakeMark(MarkKind.MICROPHONE_CHANGED, 30_000, "Microphone changed to “Laptop”.", 700)


def open_with(page: ReviewPage, scene: Scene, *marks: TakeMark) -> ReviewPage:
    """The page with these marks on its take."""
    attempt = scene.keeper.attempt("take-3")
    assert attempt is not None
    scene.keeper._attempts["take-3"] = replace(attempt, marks=marks)
    open_attempt(page, "take-3")
    return page


def test_nothing_is_said_where_nothing_happened(page: ReviewPage, scene: Scene) -> None:
    open_with(page, scene, TakeMark(MarkKind.PAUSED, 1_000, "Paused."))
    assert page.pane.sound_notes.isHidden()


def test_one_note_is_told_whole(page: ReviewPage, scene: Scene) -> None:
    notes = open_with(page, scene, GAP).pane.sound_notes
    assert notes.isVisible()
    assert notes.head.accessibleName() == "0.8 s missing at 0:12"


def test_several_are_counted_and_listed_on_demand(page: ReviewPage, scene: Scene) -> None:
    notes = open_with(page, scene, GAP, CHANGED).pane.sound_notes
    assert notes.head.accessibleName() == "2 notes on the sound, 1.5 s missing in all"
    assert not notes.list.isVisible()
    assert notes.list.texts == []  # made on demand, too: a review with a hundred opens as fast as one with none
    notes.head.click()
    assert notes.list.isVisible()
    assert notes.list.texts == [
        "0:12 0.8 s missing. Nothing came for 0.8 s.",
        "0:30 Microphone changed to “Laptop”. 0.7 s missing.",
    ]


def test_a_note_is_heard_from_a_little_before_it(page: ReviewPage, scene: Scene) -> None:
    notes = open_with(page, scene, GAP).pane.sound_notes
    notes.head.click()
    notes.list._lines[0].hear.click()
    assert scene.player.plays[-1] == (10_500, None)


def test_another_take_begins_folded(page: ReviewPage, scene: Scene) -> None:
    notes = open_with(page, scene, GAP, CHANGED).pane.sound_notes
    notes.head.click()
    open_with(page, scene, CHANGED)
    assert not notes.list.isVisible()
    notes.head.click()
    assert notes.list.texts == ["0:30 Microphone changed to “Laptop”. 0.7 s missing."]


def test_hundreds_of_notes_leave_the_words_in_sight(qtbot: QtBot, page: ReviewPage, scene: Scene) -> None:
    many = [TakeMark(MarkKind.OVERFLOW if at % 2 else MarkKind.GAP, at * 100, "", 10) for at in range(500)]
    notes = open_with(page, scene, *many).pane.sound_notes
    notes.head.click()
    assert len(notes.list.texts) == 100
    assert notes.list._rest.text() == "And 400 more; an export lists them all."
    qtbot.waitUntil(lambda: page.pane.view.height() > 60)


@pytest.mark.parametrize("kind", MarkKind)
def test_every_kind_has_a_shape_of_its_own_in_a_colour_of_the_theme(qapp: object, kind: MarkKind) -> None:
    def drawn(one: MarkKind) -> QImage:
        image = QImage(14, 14, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        paint_icon(painter, mark_look(one).icon, QRectF(0, 0, 14, 14), LIGHT.colour("text"))
        painter.end()
        return image

    assert LIGHT.colour(mark_look(kind).token).isValid()
    assert DARK.colour(mark_look(kind).token).isValid()
    assert all(drawn(kind) != drawn(other) for other in MarkKind if other is not kind)


def test_a_summary_without_anything_missing_says_no_length() -> None:
    loud = TakeMark(MarkKind.CLIPPED, 5_000)
    assert summary((loud, loud)) == "2 notes on the sound"
    assert summary((loud,)) == "Too loud, cut off at 0:05"
