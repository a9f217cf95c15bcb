"""The row of facts and what each of them opens: seen, heard, set, hidden and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mockinterview.core.manner import Aspect
from mockinterview.core.measures import ABOUT, DRAFT_CAVEAT
from mockinterview.core.pace import PacePoint
from mockinterview.core.problems import PlaceProblem
from mockinterview.core.review import Lane, Review
from mockinterview.core.transcript import Transcript
from mockinterview.settings import Settings, table
from mockinterview.ui.look import TARGET
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.measures.fact_popover import FactPopover, kinds_words
from mockinterview.ui.review.measures.facts_bar import FactsBar
from mockinterview.ui.review.measures.measuring import SECTION, Measuring
from mockinterview.ui.review.measures.pace_chart import PaceChart
from mockinterview.ui.widgets.number_box import NumberBox
from tests.ui.review.scenes import ANSWER, Scene, spoken

HALTING = "Um, I I think we sort of had a a bit of a problem. " + ANSWER


@pytest.fixture
def review(scene: Scene) -> Review:
    """An answer in which everything that is counted occurs."""
    scene.write_down("take-3", spoken(HALTING))
    return scene.house.reviewing.full_review("take-3")


@pytest.fixture
def bar(qtbot: QtBot) -> FactsBar:
    made = FactsBar()
    qtbot.addWidget(made)
    made.resize(1_400, 44)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def measuring(bar: FactsBar, settings: Settings, review: Review) -> Iterator[Measuring]:
    made = Measuring(bar, settings)
    made.show_review(review, measured=True)
    yield made
    made.popover.close()


def opened(measuring: Measuring, aspect: Aspect) -> FactPopover:
    measuring.open(aspect)
    assert measuring.popover.isVisible()
    return measuring.popover


# ---------------------------------------------------------------- the row


def test_every_fact_is_a_button_that_tells_what_it_means(measuring: Measuring, bar: FactsBar) -> None:
    assert [text.split(":")[0] for text in bar.texts] == [about.name for about in ABOUT.values()]
    for aspect, about in ABOUT.items():
        cell = bar.opener(aspect)
        assert about.definition in cell.accessibleDescription()
        assert about.definition in cell.toolTip()
        assert not GuiQt.mightBeRichText(cell.toolTip())
        assert min(cell.width(), cell.height()) >= TARGET
        assert cell.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_what_has_no_room_waits_in_the_menu_and_nothing_is_cut(
    qtbot: QtBot, measuring: Measuring, bar: FactsBar
) -> None:
    assert bar.crowded_out == []
    bar.resize(420, 44)
    qtbot.waitUntil(lambda: bool(bar.crowded_out))
    for aspect in set(ABOUT) - set(bar.crowded_out):
        cell = bar.opener(aspect)
        assert cell.width() >= cell.sizeHint().width()
        assert cell.geometry().right() <= bar.width()
    assert bar.more.geometry().right() <= bar.width()
    last = bar.crowded_out[-1]
    bar._fill_menu()
    entry = next(action for action in bar.menu.actions() if action.data() == ("open", last))
    assert entry.text().startswith(ABOUT[last].name)
    entry.trigger()
    assert measuring.popover.aspect is last
    assert bar.opener(last) is bar.more


def test_larger_text_makes_room_too(qtbot: QtBot, measuring: Measuring, bar: FactsBar) -> None:
    bar.resize(sum(bar.opener(aspect).sizeHint().width() + 4 for aspect in ABOUT) + 60, 44)
    qtbot.waitUntil(lambda: bar.crowded_out == [])
    large = QFont(bar.font())
    large.setPixelSize(bar.fontInfo().pixelSize() * 3 // 2)
    bar.setFont(large)
    qtbot.waitUntil(lambda: bool(bar.crowded_out))


def test_enter_opens_and_escape_gives_the_focus_back(qtbot: QtBot, measuring: Measuring, bar: FactsBar) -> None:
    cell = bar.opener(Aspect.HEDGES)
    cell.setFocus()
    QTest.keyClick(cell, Qt.Key.Key_Return)
    popover = measuring.popover
    assert popover.isVisible()
    assert popover.aspect is Aspect.HEDGES
    QTest.keyClick(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()
    qtbot.waitUntil(cell.hasFocus)


def test_space_is_left_to_the_page(qtbot: QtBot, measuring: Measuring, bar: FactsBar) -> None:
    QTest.keyClick(bar.opener(Aspect.PACE), Qt.Key.Key_Space)
    assert not measuring.popover.isVisible()


# ---------------------------------------------------------------- what is told


def test_hedges_are_told_by_kind_and_place(measuring: Measuring) -> None:
    popover = opened(measuring, Aspect.HEDGES)
    assert popover.texts[:2] == ["Hedges", "3"]
    assert "“I think” 1 · “sort of” 1 · “a bit of a” 1" in popover.texts
    assert popover.places.count() == 3
    assert popover.places.item(0).text() == "0:01, Um, I I think we sort of"
    assert popover.places.accessibleName().startswith("Hedges")


def test_a_place_is_shown_and_heard(qtbot: QtBot, measuring: Measuring, review: Review) -> None:
    popover = opened(measuring, Aspect.REPEATS)
    assert review.transcript is not None
    word = review.delivery.repeats[1].first_word
    with qtbot.waitSignals([measuring.word_requested, measuring.hear_requested]):
        popover.places.itemClicked.emit(popover.places.item(1))
    heard: list[int] = []
    shown: list[int] = []
    measuring.hear_requested.connect(heard.append)
    measuring.word_requested.connect(shown.append)
    popover.places.setCurrentRow(1)
    QTest.keyClick(popover.places, Qt.Key.Key_Return)
    assert shown == [word]
    assert heard == [review.transcript.words[word].start_ms - 300]
    assert popover.isVisible()


def test_of_a_draft_the_popover_says_so(measuring: Measuring, review: Review) -> None:
    assert review.transcript is not None
    draft = replace(review.transcript, draft=True)
    measuring.show_review(replace(review, transcript=draft), measured=True)
    assert DRAFT_CAVEAT in opened(measuring, Aspect.FILLERS).texts
    assert DRAFT_CAVEAT not in opened(measuring, Aspect.PAUSES).texts


def test_in_another_language_nothing_is_said_of_words(scene: Scene, measuring: Measuring, bar: FactsBar) -> None:
    made = spoken(HALTING)
    german = Transcript("whisper", "base", "de", made.duration_ms, made.words, made.segments)
    scene.write_down("take-2", german, line_up=False)
    measuring.show_review(scene.house.reviewing.full_review("take-2"), measured=True)
    assert [text.split(":")[0] for text in bar.texts] == ["Length", "First word", "Pace", "Pauses"]


def test_many_kinds_are_told_in_one_line() -> None:
    kinds = tuple((f"word{number}", 9 - number) for number in range(8))
    assert kinds_words(kinds).endswith("“word5” 4 · 2 more")
    assert kinds_words(()) == ""


# ---------------------------------------------------------------- what is set


def test_the_length_aimed_for_is_set_where_it_is_read(
    qtbot: QtBot, measuring: Measuring, bar: FactsBar, settings: Settings
) -> None:
    popover = opened(measuring, Aspect.LENGTH)
    with qtbot.waitSignal(measuring.changed):
        popover.targets.length.more.click()
    assert settings.get(table.TARGET_SECONDS) == 135
    assert bar.texts[0].endswith("target 2:15")
    assert popover.texts[1].endswith("target 2:15")


def test_the_pace_aimed_for_has_two_ends(measuring: Measuring, settings: Settings) -> None:
    popover = opened(measuring, Aspect.PACE)
    popover.targets.low.less.click()
    popover.targets.high.more.click()
    assert (settings.get(table.PACE_FROM), settings.get(table.PACE_TO)) == (115, 185)
    assert popover.chart._target == (115, 185)
    assert popover.texts[1].endswith("target 115 to 185")


def test_only_length_and_pace_have_a_target(measuring: Measuring) -> None:
    for aspect in ABOUT:
        popover = opened(measuring, aspect)
        assert popover.targets.isVisible() == (aspect in (Aspect.LENGTH, Aspect.PACE)), aspect


def test_what_is_switched_off_leaves_the_row_and_comes_back_by_the_menu(
    measuring: Measuring, bar: FactsBar, settings: Settings
) -> None:
    popover = opened(measuring, Aspect.HEDGES)
    popover.switch.click()
    assert settings.get(table.SHOW_HEDGES) is False
    assert not any(text.startswith("Hedges") for text in bar.texts)
    assert popover.isVisible()
    popover.close()
    bar._fill_menu()
    entry = next(action for action in bar.menu.actions() if action.data() == ("show", Aspect.HEDGES))
    assert entry.isCheckable()
    assert not entry.isChecked()
    entry.trigger()
    assert settings.get(table.SHOW_HEDGES) is True
    assert any(text.startswith("Hedges") for text in bar.texts)


def test_the_menu_leads_to_the_settings(qtbot: QtBot, measuring: Measuring, bar: FactsBar) -> None:
    bar._fill_menu()
    with qtbot.waitSignal(measuring.settings_requested) as asked:
        bar.menu.actions()[-1].trigger()
    assert asked.args == [SECTION]


def test_what_cannot_be_kept_is_told_and_holds_all_the_same(
    qtbot: QtBot, measuring: Measuring, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / ".settings.json.new").mkdir()  # where the file would be written first
    with qtbot.waitSignal(measuring.problem_met) as met:
        opened(measuring, Aspect.PAUSES).switch.click()
    assert isinstance(met.args[0], PlaceProblem)
    assert settings.get(table.SHOW_PAUSES) is False


# ---------------------------------------------------------------- on the page


def test_a_place_plays_from_a_little_before_its_words(lined_up: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: lined_up.replay.ready)
    popover = opened(lined_up.measuring, Aspect.FILLERS)
    place = popover.places.item(1).data(Qt.ItemDataRole.UserRole)
    popover.places.itemClicked.emit(popover.places.item(1))
    assert scene.player.plays[-1][0] == place.hear_from_ms
    assert lined_up.replay.playing
    popover.close()


def test_with_the_keyboard_alone(lined_up: ReviewPage, settings: Settings, qtbot: QtBot) -> None:
    lined_up.checklist.setFocus()
    QTest.keyClick(lined_up.checklist, Qt.Key.Key_T)
    first = lined_up.facts.opener(Aspect.LENGTH)
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClick(first, Qt.Key.Key_Return)
    popover = lined_up.measuring.popover
    qtbot.waitUntil(popover.isVisible)
    QTest.keyClick(popover.targets.length.box, Qt.Key.Key_Up)
    assert settings.get(table.TARGET_SECONDS) == 135
    QTest.keyClick(popover.targets.length.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not popover.isVisible())
    assert lined_up.facts.texts[0].endswith("target 2:15")


def test_what_is_switched_off_leaves_the_time_line_too(lined_up: ReviewPage, settings: Settings) -> None:
    lanes: list[tuple[Lane, ...]] = []
    show = lined_up.time_line.show_review
    lined_up.time_line.show_review = lambda review, levels, shown: (lanes.append(shown), show(review, levels, shown))  # type: ignore[method-assign]
    settings.set(table.SHOW_FILLERS, False)
    assert Lane.FILLER not in lanes[-1]
    settings.set(table.SHOW_FILLERS, True)
    assert Lane.FILLER in lanes[-1]


# ---------------------------------------------------------------- the course of the pace


@pytest.fixture
def chart(qtbot: QtBot) -> PaceChart:
    made = PaceChart()
    qtbot.addWidget(made)
    made.resize(400, 130)
    made.show_curve([PacePoint(at * 2_000, 100.0 + 10 * (at % 9)) for at in range(31)], (120, 160))
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_click_on_the_curve_plays_from_there(qtbot: QtBot, chart: PaceChart) -> None:
    x = round(chart.place(PacePoint(30_000, 100)).x())
    with qtbot.waitSignal(chart.hear_requested) as asked:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x + 2, 40))
    assert asked.args == [30_000]


def test_the_curve_can_be_walked_with_the_keyboard(qtbot: QtBot, chart: PaceChart) -> None:
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    with qtbot.waitSignal(chart.hear_requested) as asked:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert asked.args == [58_000]
    assert chart.accessibleDescription().startswith("Between 100 words a minute at 0:00 and 180 at 0:16.")


def test_curve_and_target_lie_inside_the_picture(chart: PaceChart) -> None:
    low, high = chart.scale()
    assert low <= 100
    assert high >= 180
    for point in chart._curve:
        assert chart.rect().contains(chart.place(point).toPoint())


def test_without_a_curve_the_chart_is_empty_and_harmless(qtbot: QtBot, chart: PaceChart) -> None:
    chart.show_curve((), (0, 0))
    chart.grab()
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert chart.chosen_ms == 0
    assert chart.described == ""


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("typed", "value"), [("1:30", 90), ("45", 45), ("0:05", 5), ("", 0), ("none", 0), ("90:00", 120), ("x", 120)]
)
def test_a_length_can_be_typed(qtbot: QtBot, typed: str, value: int) -> None:
    box = NumberBox("Target", "none", 3_600, 15, as_clock=True)
    qtbot.addWidget(box)
    box.say(120)
    box.show()
    box.box.selectAll()
    QTest.keyClicks(box.box, typed) if typed else QTest.keyClick(box.box, Qt.Key.Key_Delete)
    QTest.keyClick(box.box, Qt.Key.Key_Return)
    assert box.value == value


def test_showing_a_value_is_no_wish(qtbot: QtBot) -> None:
    box = NumberBox("Target", "none", 400, 5)
    qtbot.addWidget(box)
    wishes: list[int] = []
    box.changed.connect(wishes.append)
    box.say(0)
    assert wishes == []
    assert box.box.text() == "none"
    assert not box.less.isEnabled()
    box.more.click()
    assert wishes == [5]
