"""Two takes side by side: what is shown, what is heard, and what changes under the eyes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QListView, QWidget
from pytestqt.qtbot import QtBot

from mockinterview.core.comparison import Outcome
from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.core.problems import HistoryProblem, Problem
from mockinterview.core.question import ChecklistItem, ItemKind
from mockinterview.settings import Settings, table
from mockinterview.ui.look import TARGET
from mockinterview.ui.review.compare_page import ComparePage
from mockinterview.ui.review.comparing.row import LEFT, RIGHT
from mockinterview.ui.review.comparing.wording import OTHER_CHECKLIST, OTHER_MATCHER
from mockinterview.ui.widgets.segments import Segments
from tests.ui.review.comparing.two_takes import both, names, page, players, read, sides
from tests.ui.review.scenes import CONFIDENTIAL, Scene, lined_up

__all__ = ["both", "page", "players"]  # fixtures of two_takes


# ---------------------------------------------------------------- what is shown


def test_gained_and_lost_stand_first(both: ComparePage) -> None:
    assert names(both, Outcome.GAINED) == ["access"]
    assert names(both, Outcome.LOST) == ["shred"]
    order = [row.compared.outcome for row in both.body.items.rows()]
    assert order == sorted(order, key=list(Outcome).index)
    assert both.body.summary.text().startswith("Take 1 to 3: 1 gained · 1 lost · ")
    assert both.body.items.chosen is not None
    assert both.body.items.chosen.item.id == "access"


def test_each_side_tells_state_and_words(both: ComparePage) -> None:
    row = both.body.items.rows()[0]
    assert [quote.words for quote in row.halves[LEFT].quotes] == [
        "“only people who worked on a matter”",
        "“access to be taken away”",
    ]
    item = next(
        both.body.items.item(place) for place in range(both.body.items.count()) if both.body.items.item(place).flags()
    )
    told = item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Limiting access. gained. take 1: Program: covered · You: partly. take 3: covered"


def test_the_later_of_two_stands_on_the_right_whichever_was_named_first(page: ComparePage) -> None:
    page.show_takes("take-3", "take-1")
    read(page)
    assert sides(page) == ["take-1", "take-3"]


def test_with_one_named_the_one_before_it_is_put_beside_it(page: ComparePage) -> None:
    page.show_takes("take-3")
    read(page)
    assert sides(page) == ["take-2", "take-3"]
    page.show_takes("take-1")
    read(page)
    assert sides(page) == ["take-1", "take-2"]


def test_delivery_is_told_without_a_judgement(both: ComparePage) -> None:
    both.body.show_delivery()
    lines = both.body.delivery.lines
    assert lines[0] == "Length: 0:51, 0:51, the same"
    assert next(line for line in lines if line.startswith("Fillers")) == "Fillers: at least 1, at least 3, +2"
    text = " ".join(lines)
    assert not [word for word in ("better", "worse", "improved", "good", "bad") if word in text]


def test_what_is_switched_off_is_not_compared(both: ComparePage, settings: Settings) -> None:
    both.hide()
    settings.set(table.SHOW_FILLERS, False)
    both.show()
    read(both)
    assert not [line for line in both.body.delivery.lines if line.startswith("Fillers")]


def test_words_of_both_are_read_and_cannot_be_changed_here(both: ComparePage) -> None:
    both.body.show_words()
    left, right = both.body.words.takes
    assert left.view.toPlainText().startswith("Um, I kept client files")
    assert right.view.toPlainText().startswith("Um, in my last place")
    assert not left.view.editable
    assert both.body.words.told == "Lit: Limiting access (partly, then covered)"
    assert left.view.selected_item == right.view.selected_item == "access"


# ---------------------------------------------------------------- choosing


def test_sides_are_swapped_and_gained_becomes_lost(both: ComparePage, qtbot: QtBot) -> None:
    qtbot.keyClick(both.body.items, Qt.Key.Key_X)
    read(both)
    assert sides(both) == ["take-3", "take-1"]
    assert (names(both, Outcome.GAINED), names(both, Outcome.LOST)) == (["shred"], ["access"])
    assert both.body.items.chosen is not None
    assert both.body.items.chosen.item.id == "access"


def test_either_side_is_chosen_from_all_takes(both: ComparePage) -> None:
    choice = both.body.heads[RIGHT].choice
    assert [choice.itemData(place) for place in range(choice.count())] == ["take-1", "take-2", "take-3"]
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    assert choice.currentIndex() == 2  # until it is really shown
    read(both)
    assert sides(both) == ["take-1", "take-2"]


def test_the_take_of_the_other_side_changes_places(both: ComparePage) -> None:
    choice = both.body.heads[LEFT].choice
    choice.activated.emit(2)
    read(both)
    assert sides(both) == ["take-3", "take-1"]


def test_a_review_is_one_press_away_and_so_is_the_way_back(both: ComparePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(both.attempt_requested) as opened:
        both.body.heads[LEFT].open.click()
    assert opened.args == ["take-1"]
    with qtbot.waitSignal(both.back_requested):
        both.back.click()


# ---------------------------------------------------------------- what changes meanwhile


def test_a_verdict_given_elsewhere_is_there_at_once(both: ComparePage, scene: Scene) -> None:
    scene.keeper.save_opinion("take-3", Opinion({"shred": State.COVERED, "training": State.NOT_FOUND}))
    scene.bridge.review_changed.emit("take-3")
    read(both)
    assert names(both, Outcome.LOST) == ["training"]
    assert both.body.items.chosen is not None
    assert both.body.items.chosen.item.id == "access"


def test_a_take_that_is_written_down_meanwhile_fills_its_side(page: ComparePage, scene: Scene, qtbot: QtBot) -> None:
    page.show_takes("take-1", "take-2")
    read(page)
    page.body.show_words()
    right = page.body.words.takes[RIGHT]
    assert right.empty.isVisible()
    assert right.empty.text == "Take 2 is not written down yet. Its review shows how far that is."
    with qtbot.waitSignal(page.attempt_requested) as opened:
        right.empty.button.click()
    assert opened.args == ["take-2"]
    assert names(page, Outcome.NOT_COMPARABLE) == [item.id for item in CONFIDENTIAL.items]
    scene.write_down("take-2")
    scene.bridge.review_changed.emit("take-2")
    read(page)
    assert right.view.isVisible()
    assert "access" in names(page, Outcome.GAINED)


def test_what_does_not_concern_the_two_reads_nothing(both: ComparePage, scene: Scene) -> None:
    scene.bridge.review_changed.emit("take-2")
    assert not both._asking.busy


def test_a_take_that_was_deleted_gives_way(both: ComparePage, scene: Scene) -> None:
    scene.keeper.remove_attempts(["take-3"])
    both.refresh()
    read(both)
    assert sides(both) == ["take-1", "take-2"]


# ---------------------------------------------------------------- empty and broken


def test_the_only_take_is_told_and_another_one_offered(page: ComparePage, scene: Scene, qtbot: QtBot) -> None:
    scene.keeper.remove_attempts(["take-1", "take-2"])
    page.show_takes("take-3")
    read(page)
    assert page.empty.isVisible()
    assert "only take" in page.empty.text
    with qtbot.waitSignal(page.retake_requested) as wished:
        page.empty.button.click()
    assert wished.args == [CONFIDENTIAL.id]


def test_a_missing_sound_is_told_on_its_side_and_the_words_stay(page: ComparePage, scene: Scene) -> None:
    scene.shelf.lose_sound("take-1")
    page.show_takes("take-1", "take-3")
    read(page)
    left, right = page.body.heads
    assert left.no_sound.isVisible()
    assert not left.play.isVisible()
    assert left.no_sound.toolTip()
    assert right.play.isVisible()
    page.body.items.rows()[0].halves[LEFT].quotes[0].click()
    assert not left.replay.playing
    assert page.body.words.takes[LEFT].view.toPlainText()


def test_another_checklist_is_told(page: ComparePage, scene: Scene) -> None:
    attempt = scene.keeper._attempts["take-3"]
    new = ChecklistItem("new", ItemKind.KEY_POINT, "Reporting upwards")
    question = replace(attempt.question, items=(*attempt.question.items[1:], new))
    words = scene.keeper.transcript("take-3")
    assert words is not None
    scene.keeper._attempts["take-3"] = replace(attempt, question=question)
    scene.keeper.save_coverage("take-3", lined_up(words, question))
    page.show_takes("take-1", "take-3")
    read(page)
    assert page.body.notice.text == OTHER_CHECKLIST
    reasons = {row.compared.item.id: row.compared.why for row in page.body.items.rows() if row.compared.why}
    assert (str(reasons["access"]), str(reasons["new"])) == ("only_first", "only_second")


def test_other_versions_are_told_and_both_lined_up_again_on_a_press(
    both: ComparePage, scene: Scene, qtbot: QtBot
) -> None:
    coverage = scene.keeper.coverage("take-1")
    assert coverage is not None
    scene.keeper.save_coverage("take-1", replace(coverage, matcher="older"))
    both.refresh()
    read(both)
    assert both.body.notice.text == OTHER_MATCHER
    both.body.notice.button.click()
    qtbot.waitUntil(both.body.notice.isHidden)


def test_a_store_that_cannot_be_read_says_so_and_is_asked_again(page: ComparePage, scene: Scene) -> None:
    scene.keeper.problem = HistoryProblem("The history is held by another program.", "", "Try again.")
    page.show_takes("take-1", "take-3")
    read(page)
    assert page.empty.isVisible()
    assert "held by another program" in page.empty.text
    scene.keeper.problem = None
    page.empty.button.click()
    read(page)
    assert sides(page) == ["take-1", "take-3"]


def test_a_trouble_later_leaves_what_is_shown(both: ComparePage, scene: Scene) -> None:
    met: list[Problem] = []
    both.problem_met.connect(met.append)
    scene.keeper.problem = HistoryProblem("The history is held by another program.", "", "Try again.")
    both.refresh()
    read(both)
    assert len(met) == 1
    assert both.body.isVisible()


def test_while_one_rates_oneself_first_the_program_stays_hidden(page: ComparePage, settings: Settings) -> None:
    settings.set(table.RATE_FIRST, True)
    page.show_takes("take-1", "take-3")
    read(page)
    assert "stays hidden" in page.body.notice.text
    assert set(names(page, Outcome.NOT_COMPARABLE)) == {item.id for item in CONFIDENTIAL.items}
    quotes = [quote for row in page.body.items.rows() for half in row.halves for quote in half.quotes]
    assert quotes == []
    page.body.notice.button.click()
    read(page)
    assert page.body.notice.isHidden()
    assert "access" in names(page, Outcome.GAINED)


def test_a_question_without_a_checklist_leads_to_the_words(qtbot: QtBot, settings: Settings, tmp_path: Path) -> None:
    bare = Scene(settings, replace(CONFIDENTIAL, items=()), takes=2)
    for number in (1, 2):
        bare.write_down(f"take-{number}", line_up=False)
    page = ComparePage(bare.house, settings, bare.bridge, bare.make_player)
    qtbot.addWidget(page)
    page.show()
    page.show_takes("take-2")
    read(page)
    page.body.no_items.button.click()
    assert page.body.words.takes[LEFT].view.isVisible()
    page.close_down()
    bare.house.jobs.close()


# ---------------------------------------------------------------- keyboard, names, room


@pytest.mark.parametrize("show", ["show_items", "show_words", "show_delivery"])
def test_every_control_has_a_name_and_is_large_enough(both: ComparePage, show: str) -> None:
    getattr(both.body, show)()
    both.grab()
    for kind in (QAbstractButton, QComboBox, QListView):
        for control in both.findChildren(kind):
            inside = isinstance(control.parent(), QComboBox) or control.window() is not both.window()
            if control.isVisible() and not inside:
                assert control.accessibleName(), control
                if isinstance(control, QAbstractButton):
                    assert min(control.width(), control.height()) >= TARGET, control.accessibleName()
                    tab = isinstance(control.parent(), Segments) and not control.isChecked()
                    assert tab or control.focusPolicy() & Qt.FocusPolicy.TabFocus or not _chosen(both, control)
    assert {label.textFormat() for label in both.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def _chosen(page: ComparePage, control: QWidget) -> bool:
    """Whether a quote belongs to the chosen row; those of others are reached by choosing theirs."""
    row = page.body.items.rows()[0]
    return control in row.stops or not any(control in one.stops for one in page.body.items.rows())


def test_tab_leads_from_the_list_into_the_chosen_row(both: ComparePage, qtbot: QtBot) -> None:
    both.activateWindow()
    both.body.items.setFocus()
    row = both.body.items.rows()[0]
    assert row.stops == [*row.halves[LEFT].quotes, *row.halves[RIGHT].quotes]
    qtbot.keyClick(both.body.items, Qt.Key.Key_Tab)
    assert both.focusWidget() is row.stops[0]


def test_number_keys_choose_the_part(both: ComparePage, qtbot: QtBot) -> None:
    for key, part in (
        (Qt.Key.Key_2, both.body.words),
        (Qt.Key.Key_3, both.body.delivery),
        (Qt.Key.Key_1, both.body.items),
    ):
        qtbot.keyClick(both, key)
        assert part.isVisible()


def test_items_are_walked_through_from_the_words_too(both: ComparePage, qtbot: QtBot) -> None:
    both.body.show_words()
    before = both.body.words.told
    qtbot.keyClick(both.body.words.takes[LEFT].view, Qt.Key.Key_N)
    assert both.body.words.told != before
    qtbot.keyClick(both.body.words.takes[LEFT].view, Qt.Key.Key_P)
    assert both.body.words.told == before


def test_nothing_is_cut_off_in_a_small_window(both: ComparePage) -> None:
    both.resize(860, 560)
    both.grab()
    assert both.width() == 860
    for head in both.body.heads:
        for widget in (head.play, head.open, head.choice):
            assert widget.width() >= widget.minimumSizeHint().width()
    for row in both.body.items.rows():
        assert row.height() >= row.heightForWidth(row.width())
