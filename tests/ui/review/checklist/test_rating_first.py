"""Rating oneself first: nothing of the program's on the page until every item is rated, or the person wants to see it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.core.coverage import State, verdict_choices
from mockinterview.core.opinion import Opinion
from mockinterview.flow.jobs import JobKind
from mockinterview.settings import Settings, table
from mockinterview.ui.review import ReviewPage
from tests.ui.review.scenes import CONFIDENTIAL, Scene, open_attempt

IDS = [item.id for item in CONFIDENTIAL.items]


@pytest.fixture
def rating(settings: Settings, scene: Scene, page: ReviewPage) -> ReviewPage:
    """The third take, lined up, in the mode; nothing rated yet."""
    settings.set(table.RATE_FIRST, True)
    scene.write_down("take-3")
    scene.measure("take-3")
    open_attempt(page, "take-3")
    return page


def press(page: ReviewPage, *keys: Qt.Key) -> None:
    page.checklist.setFocus()
    for key in keys:
        QTest.keyClick(page.checklist, key)


def rate_all(page: ReviewPage) -> None:
    for item in CONFIDENTIAL.items:
        page.judging.decide(item.id, verdict_choices(item)[0])


def readable(page: ReviewPage) -> list[str]:
    """Every word on the page, for eyes and for screen readers, that is not hidden."""
    found = []
    for part in page.findChildren(QWidget):
        if part.isVisible():
            shown = part.text() if isinstance(part, (QLabel, QAbstractButton)) else ""
            found += [shown, part.toolTip(), part.accessibleName(), part.accessibleDescription()]
    lines = [page.checklist.item(row) for row in range(page.checklist.count())]
    found += [line.data(Qt.ItemDataRole.AccessibleTextRole) for line in lines]
    return found


def test_two_line_ups_look_the_same_while_the_person_rates(rating: ReviewPage, scene: Scene) -> None:
    """Whatever the program found, the page is the same to the last pixel and to the last spoken word."""
    for _ in range(3):  # until everything is laid out as it stays
        open_attempt(rating, "take-3")
        rating.checklist.choose("breach")
        words, picture = readable(rating), rating.grab().toImage()
    assert any("Limiting access" in text for text in words)
    coverage = scene.keeper.coverage("take-3")
    assert coverage is not None
    other = tuple(replace(line, state=State.NOT_SURE, evidence=(), reason="Other.") for line in coverage.items)
    scene.keeper.save_coverage("take-3", replace(coverage, items=other))
    open_attempt(rating, "take-3")
    rating.checklist.choose("breach")
    assert readable(rating) == words
    assert rating.grab().toImage() == picture
    rating.side.judged.reveal.click()
    assert readable(rating) != words


def test_states_evidence_and_counts_are_hidden_and_progress_is_told(rating: ReviewPage) -> None:
    judged = rating.side.judged
    assert judged.counts.text() == "0 of 10 rated"
    assert judged.rating.text.startswith("Judge each item for yourself.")
    assert judged.filters.texts == []
    row = rating.checklist.row_of("access")
    assert row.spoken == "Limiting access. Not rated yet"
    assert row.quotes == []
    assert row.pair.isHidden()
    rating.judging.decide("access", State.COVERED)
    assert judged.counts.text() == "1 of 10 rated"
    assert row.spoken == "Limiting access. You: covered"


def test_a_number_rates_and_leads_on_to_the_next_unrated_item(rating: ReviewPage, scene: Scene) -> None:
    rating.judging.decide("training", State.PARTLY)
    rating.checklist.choose("access")
    press(rating, Qt.Key.Key_1)
    assert rating.checklist.item_id == "breach"
    press(rating, Qt.Key.Key_2)
    assert rating.checklist.item_id == "digital"
    press(rating, Qt.Key.Key_0)
    assert rating.checklist.item_id == "digital"
    scene.house.jobs.wait_all(JobKind.JUDGE)
    assert scene.keeper.verdicts("take-3") == {
        "training": State.PARTLY,
        "access": State.COVERED,
        "breach": State.PARTLY,
    }


def test_a_button_leads_on_as_a_number_does(rating: ReviewPage, qtbot: QtBot) -> None:
    rating.checklist.choose("access")
    details = rating.checklist.row_of("access").details
    assert details is not None
    qtbot.mouseClick(details.choice.stops[0], Qt.MouseButton.LeftButton)
    assert rating.checklist.item_id == "breach"


def test_with_keys_alone_from_the_first_item_to_the_reveal(rating: ReviewPage) -> None:
    press(rating, Qt.Key.Key_N)
    for _ in IDS:
        press(rating, Qt.Key.Key_1)
    judged = rating.side.judged
    assert judged.reveal.isHidden()
    assert judged.rating.text == "You and the program agree on 3 of the 8 it judged."
    assert judged.counts.text().startswith("7 covered")
    assert "Program: partly. You: covered, you differ" in rating.checklist.row_of("digital").spoken
    assert "You differ 5" in judged.filters.texts
    assert rating.checklist.row_of("access").quotes


def test_once_all_was_seen_taking_a_verdict_back_hides_nothing(rating: ReviewPage) -> None:
    rate_all(rating)
    rating.checklist.choose("access")
    press(rating, Qt.Key.Key_0)
    assert rating.checklist.row_of("access").spoken.startswith("Limiting access. Program: covered.")
    assert rating.side.judged.rating.text == ""


def test_it_can_be_shown_early_for_this_answer_alone(rating: ReviewPage, scene: Scene, settings: Settings) -> None:
    scene.write_down("take-2")
    rating.side.judged.reveal.click()
    assert rating.checklist.row_of("access").spoken.startswith("Limiting access. Program: covered.")
    assert rating.side.judged.rating.text == ""
    assert settings.get(table.RATE_FIRST)
    open_attempt(rating, "take-2")
    assert rating.checklist.row_of("access").spoken == "Limiting access. Not rated yet"


def test_a_key_turns_it_on_and_off(lined_up: ReviewPage, settings: Settings) -> None:
    judged = lined_up.side.judged
    assert not judged.rate_first.isChecked()
    press(lined_up, Qt.Key.Key_R)
    assert settings.get(table.RATE_FIRST)
    assert judged.rate_first.isChecked()
    assert lined_up.checklist.row_of("access").spoken == "Limiting access. Not rated yet"
    judged.rate_first.click()
    assert not settings.get(table.RATE_FIRST)
    assert "Program: covered" in lined_up.checklist.row_of("access").spoken


def test_one_can_rate_before_the_line_up_is_there(page: ReviewPage, scene: Scene, settings: Settings) -> None:
    settings.set(table.RATE_FIRST, True)
    scene.write_down("take-3", line_up=False)
    open_attempt(page, "take-3")
    page.checklist.choose("access")
    press(page, Qt.Key.Key_1)
    scene.house.jobs.wait_all(JobKind.JUDGE)
    assert scene.keeper.verdicts("take-3") == {"access": State.COVERED}
    rate_all(page)
    assert page.side.judged.rating.text == "", "there is nothing to compare with yet"


def test_while_rating_own_evidence_is_marked_played_and_taken_away(
    rating: ReviewPage, scene: Scene, qtbot: QtBot
) -> None:
    """The program's evidence of the item stays hidden, and the own one is found among it."""
    rating.judging.mark_words("access", 40, 44)
    row = rating.checklist.row_of("access")
    assert len(row.quotes) == 1
    qtbot.mouseClick(row.quotes[0], Qt.MouseButton.LeftButton)
    assert scene.player.playing
    rating.judging.unmark("access", 0)
    assert row.quotes == []
    scene.house.jobs.wait_all(JobKind.JUDGE)
    opinion = scene.keeper.opinion("take-3")
    assert (opinion.added, opinion.removed) == ((), ())


def test_undo_goes_back_while_rating(rating: ReviewPage, scene: Scene) -> None:
    rating.judging.decide("access", State.COVERED)
    rating.side.judged.undo.click()
    assert rating.side.judged.counts.text() == "0 of 10 rated"
    scene.house.jobs.wait_all(JobKind.JUDGE)
    assert scene.keeper.opinion("take-3") == Opinion()


def test_what_was_filtered_before_is_whole_again_for_rating(lined_up: ReviewPage) -> None:
    QTest.keyClick(lined_up.checklist, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert len(lined_up.checklist.shown_ids) == 2
    press(lined_up, Qt.Key.Key_R)
    assert lined_up.checklist.shown_ids == IDS
