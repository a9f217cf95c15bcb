"""The page in every condition, and what a person can ask of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.coverage import State
from mockinterview.core.problems import ExportProblem
from mockinterview.core.question import ChecklistItem, ItemKind, Question
from mockinterview.core.transcript import Transcript
from mockinterview.settings import Settings, table
from mockinterview.ui.commands import COMMANDS, Place
from mockinterview.ui.look import Size
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.export import ExportDialog
from tests.ui.review.scenes import Scene, open_attempt, settle, spoken

Answered = Callable[[Question, Transcript], ReviewPage]


def state_of(page: ReviewPage, item_id: str) -> str:
    """What the row of an item says of its state, as a screen reader hears it."""
    return page.checklist.row_of(item_id).spoken


# ---------------------------------------------------------------- what is shown


def test_the_head_tells_which_take_of_which_question(lined_up: ReviewPage) -> None:
    assert lined_up.header.question.text().startswith("How do you keep clients' matters confidential")
    assert lined_up.header.take.currentText() == "Take 3 of 3"
    assert "Paralegal · Ethics · 5 March" in lined_up.header.about.text()


def test_another_take_is_asked_for_and_not_shown_before_it_comes(lined_up: ReviewPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(lined_up.attempt_requested) as asked:
        lined_up.header.take.setCurrentIndex(0)
        lined_up.header.take.activated.emit(0)
    assert asked.args == ["take-1"]
    assert lined_up.header.take.currentText() == "Take 3 of 3"


def test_the_checklist_stands_in_groups_and_headings_cannot_be_chosen(lined_up: ReviewPage) -> None:
    lines = [lined_up.checklist.item(row) for row in range(lined_up.checklist.count())]
    headings = [line for line in lines if not line.flags() & Qt.ItemFlag.ItemIsSelectable]
    spoken_headings = [line.data(Qt.ItemDataRole.AccessibleTextRole) for line in headings]
    assert spoken_headings[:3] == ["Key points", "Competencies", "Motivations"]
    assert spoken_headings[3:] == ["Minefields: 1 not found · 1 denied · 1 your call"]


def test_a_row_tells_its_state_and_its_words(lined_up: ReviewPage) -> None:
    assert state_of(lined_up, "access") == (
        "Limiting access. Program: covered. 2 pieces of evidence. only people who worked on a matter"
    )
    assert state_of(lined_up, "gossip").startswith("Gossip. Program: denied.")
    assert state_of(lined_up, "halting") == "Struggles to put it into words. your call"


def test_manner_shows_the_delivery_beside_it(lined_up: ReviewPage) -> None:
    lined_up.checklist.choose("halting")
    details = lined_up.checklist.row_of("halting").details
    assert details is not None
    assert "Fillers: at least 3" in details._facts.text()


def test_a_take_the_microphone_ended_says_so_when_it_opens(page: ReviewPage, scene: Scene) -> None:
    attempt = scene.keeper.attempt("take-3")
    assert attempt is not None
    lost = TakeMark(MarkKind.DEVICE_LOST, attempt.duration_ms)
    scene.keeper._attempts["take-3"] = replace(attempt, marks=(lost,))
    open_attempt(page, "take-3")
    assert "so the recording ended" in page.told.text
    retakes: list[str] = []
    page.retake_requested.connect(retakes.append)
    page.told.button.click()
    assert retakes == [attempt.question.id]
    open_attempt(page, "take-2")
    assert page.told.isHidden()


def test_counts_and_facts_are_told(lined_up: ReviewPage) -> None:
    assert lined_up.side.counts.text() == "3 covered · 2 partly · 1 not found · 1 not sure"
    assert "Fillers: at least 3" in lined_up.facts.texts
    assert lined_up.facts.texts[0] == "Length: 0:51, target 2:00"


def test_a_measure_that_is_switched_off_is_gone_when_the_page_is_shown_again(
    lined_up: ReviewPage, settings: Settings
) -> None:
    lined_up.hide()
    settings.set(table.SHOW_FILLERS, False)
    settings.set(table.TARGET_SECONDS, 0)
    lined_up.show()
    settle(lined_up)
    assert not any(text.startswith("Fillers") for text in lined_up.facts.texts)
    assert lined_up.facts.texts[0] == "Length: 0:51"


def test_sample_answers_and_tips_stand_beside_the_answer(lined_up: ReviewPage) -> None:
    lined_up.side.tabs.choose(2)
    assert lined_up.side.samples.isVisible()
    assert not lined_up.checklist.isVisible()
    lined_up.side.tabs.choose(1)
    assert "Tell one real case from beginning to end." in lined_up.side.question.text


@pytest.mark.parametrize("body", [Size.BODY, 3 * Size.BODY // 2])
def test_no_tab_is_cut_off_in_a_small_window(lined_up: ReviewPage, body: int) -> None:
    large = QFont(lined_up.font())
    large.setPixelSize(body)
    buttons = lined_up.side.tabs._group.buttons()
    for button in buttons:
        button.setFont(large)
    lined_up.resize(860, 600)
    lined_up.splitter.setSizes([2_000, 1])
    lined_up.grab()  # which lays everything out
    assert all(button.width() >= button.sizeHint().width() for button in buttons if button.isVisible())


def test_a_question_with_nothing_but_itself(answered: Answered) -> None:
    page = answered(Question("bare", "Why?"), spoken())
    assert page.pane.shown == "words"
    assert page.side.tabs._group.button(2).isHidden()


def test_markup_in_the_data_stays_as_it_is_written(answered: Answered) -> None:
    item = ChecklistItem("i", ItemKind.KEY_POINT, "<b>Bold</b>", "<img src='file:///etc/passwd'>")
    said = "I said <b>this</b> &lt;i&gt; and no more"
    page = answered(Question("q", "<h1>Why?</h1>", items=(item,)), spoken(said))
    assert page.pane.view.toPlainText() == said
    assert page.header.question.textFormat() is Qt.TextFormat.PlainText
    assert page.checklist.row_of("i")._name.textFormat() is Qt.TextFormat.PlainText


def test_an_attempt_that_is_not_there_is_told_with_the_way_back(page: ReviewPage, qtbot: QtBot) -> None:
    open_attempt(page, "nowhere")
    assert not page.inside.isVisible()
    assert page.opening.state.text.startswith("There is no such attempt.")
    with qtbot.waitSignal(page.back_requested):
        page.opening.state.button.click()


def test_an_attempt_that_is_not_there_leaves_the_one_that_is_shown(
    lined_up: ReviewPage, scene: Scene, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(lined_up.problem_met) as met:
        lined_up.show_attempt("nowhere")
    assert met.args is not None
    assert met.args[0].what == "There is no such attempt."
    settle(lined_up)
    assert lined_up.attempt_id == "take-3"
    assert lined_up.pane.shown == "words"
    # and what becomes of it is still told
    scene.keeper.save_transcript("take-3", spoken("These are other words"))
    scene.bridge.review_changed.emit("take-3")
    qtbot.waitUntil(lambda: lined_up.pane.view.toPlainText().startswith("These are other words"))


# ---------------------------------------------------------------- while work goes on


def test_what_comes_while_the_page_is_hidden_is_there_when_it_is_shown(page: ReviewPage, scene: Scene) -> None:
    open_attempt(page, "take-3")
    page.hide()
    scene.write_down("take-3")
    scene.bridge.review_changed.emit("take-3")
    page.show()
    settle(page)
    assert page.pane.shown == "words"


def test_a_verdict_keeps_place_and_caret(lined_up: ReviewPage) -> None:
    view = lined_up.pane.view
    view.setFocus()
    for _ in range(5):
        QTest.keyClick(view, Qt.Key.Key_Right)
    before = view.textCursor().position()
    lined_up.judging.decide("breach", State.PARTLY)
    assert view.textCursor().position() == before


def test_every_command_of_the_review_has_something_to_do(page: ReviewPage) -> None:
    wanted = {name for name, command in COMMANDS.items() if command.place is Place.REVIEW}
    assert set(page._keys._deeds) == wanted


# ---------------------------------------------------------------- the ways out


def test_the_ways_out(lined_up: ReviewPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(lined_up.retake_requested) as asked:
        lined_up.header.retake.click()
    assert asked.args == ["confidential"]
    with qtbot.waitSignal(lined_up.back_requested):
        lined_up.header.back.click()
    with qtbot.waitSignal(lined_up.retake_requested):
        QTest.keyClick(lined_up.pane.view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)


def test_export_asks_for_a_file_in_the_formats_there_are(lined_up: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    lined_up.header.export.click()
    dialog = lined_up.findChild(ExportDialog)
    assert dialog is not None
    assert dialog.nameFilters() == ["Text with headings (*.md)", "Web page (*.html)", "Table (*.csv)"]
    dialog.selectNameFilter("Web page (*.html)")
    dialog.fileSelected.emit("/tmp/mine.html")
    dialog.fileSelected.emit("/tmp/mine.csv")
    dialog.fileSelected.emit("/tmp/mine.v2.pdf")
    qtbot.waitUntil(lambda: lined_up.told.text == "Exported to /tmp/mine.v2.pdf.html.")
    assert [(format, path.name) for _, format, path in scene.exporter.written] == [
        ("html", "mine.html"),
        ("csv", "mine.csv"),
        ("html", "mine.v2.pdf.html"),
    ]
    dialog.close()


def test_no_file_is_replaced_that_the_dialog_has_not_asked_about(
    lined_up: ReviewPage, scene: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("node.js.md", "node.js (2).md", "asked.md"):
        (tmp_path / name).write_text("mine")
    lined_up.header.export.click()
    dialog = lined_up.findChild(ExportDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "node.js"))
    dialog.fileSelected.emit(str(tmp_path / "asked.md"))
    qtbot.waitUntil(lambda: lined_up.told.text.endswith("asked.md."))
    assert [path.name for _, _, path in scene.exporter.written] == ["node.js (3).md", "asked.md"]
    dialog.close()


def test_an_export_that_fails_is_told(lined_up: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    scene.exporter.problem = ExportProblem(
        "The file could not be written.", "The disk is full.", "Choose another place."
    )
    lined_up.header.export.click()
    dialog = lined_up.findChild(ExportDialog)
    assert dialog is not None
    with qtbot.waitSignal(lined_up.problem_met) as met:
        dialog.fileSelected.emit("/nowhere/mine.md")
    assert met.args == [scene.exporter.problem]
    dialog.close()


def test_the_splitter_is_remembered(lined_up: ReviewPage, scene: Scene, settings: Settings, qtbot: QtBot) -> None:
    lined_up.splitter.setSizes([500, 520])
    sizes = lined_up.splitter.sizes()
    lined_up.hide()
    again = ReviewPage(scene.house, settings, scene.bridge, scene.make_player)
    qtbot.addWidget(again, before_close_func=ReviewPage.close_down)
    again.resize(lined_up.size())
    again.show()
    open_attempt(again, "take-3")
    assert again.splitter.sizes() == sizes


def test_rows_for_items_are_remembered(lined_up: ReviewPage, scene: Scene, settings: Settings, qtbot: QtBot) -> None:
    qtbot.keyClick(lined_up, Qt.Key.Key_I)
    again = ReviewPage(scene.house, settings, scene.bridge, scene.make_player)
    qtbot.addWidget(again, before_close_func=ReviewPage.close_down)
    assert again.time_line.items_shown
    qtbot.keyClick(lined_up, Qt.Key.Key_I)
    assert settings.get(table.TIME_LINE_ITEMS) is False


def test_it_fits_into_a_small_window_with_large_text(
    lined_up: ReviewPage, scene: Scene, settings: Settings, qtbot: QtBot
) -> None:
    assert lined_up.minimumSizeHint().height() <= 600
    assert lined_up.minimumSizeHint().width() <= 900


def test_everything_that_can_be_focused_has_a_name(lined_up: ReviewPage) -> None:
    lined_up.checklist.choose("access")
    nameless = [
        widget
        for widget in lined_up.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
    ]
    assert nameless == []


def test_the_sound_is_one_key_away_when_the_page_opens(lined_up: ReviewPage, scene: Scene) -> None:
    assert lined_up.focusWidget() is lined_up.transport.play
    QTest.keyClick(lined_up.transport.play, Qt.Key.Key_Space)
    assert scene.player.playing


def test_opening_never_takes_the_focus_of_another_page(lined_up: ReviewPage, qtbot: QtBot) -> None:
    lined_up.transport.speed.setFocus()
    lined_up.hide()
    open_attempt(lined_up, "take-2")
    assert lined_up.focusWidget() is not lined_up.transport.play
    lined_up.show()
    settle(lined_up)
    assert lined_up.focusWidget() is lined_up.transport.play


def test_where_the_sound_is_missing_news_leave_the_focus_where_it_is(
    page: ReviewPage, scene: Scene, expect_log: Callable[[str], None]
) -> None:
    expect_log("could not be measured")
    scene.write_down("take-1")
    scene.shelf.lose_sound("take-1")
    open_attempt(page, "take-1")
    assert page.focusWidget() is page.checklist
    page.header.export.setFocus()
    page.refresh()
    settle(page)
    assert page.focusWidget() is page.header.export


def test_tab_goes_from_the_list_into_the_chosen_row(lined_up: ReviewPage) -> None:
    lined_up.checklist.choose("access")
    row = lined_up.checklist.row_of("access")
    stop: QWidget = lined_up.checklist
    passed = []
    for _ in range(5):
        stop = stop.nextInFocusChain()
        while not (stop.isVisible() and stop.focusPolicy() & Qt.FocusPolicy.TabFocus):
            stop = stop.nextInFocusChain()
        passed.append(stop)
    assert passed == row.stops[:5]


def test_a_sound_that_cannot_be_measured_has_no_pauses_rather_than_none(
    page: ReviewPage, scene: Scene, qtbot: QtBot, expect_log: Callable[[str], None]
) -> None:
    expect_log("could not be measured")
    scene.write_down("take-1")
    scene.shelf.lose_sound("take-1")
    open_attempt(page, "take-1")
    qtbot.waitUntil(lambda: scene.house.reviewing.levels("take-1") is not None)
    page.hide()
    page.show()
    assert not any(text.startswith("Pauses") for text in page.facts.texts)
