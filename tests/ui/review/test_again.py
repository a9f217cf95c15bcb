"""Recognising a take again: what is offered, what is asked for, the way back, and the way to a better model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mockinterview.core.guidance import Guidance, Trial
from mockinterview.core.problems import SpeechProblem
from mockinterview.core.recognition import Recogniser, RecogniserWish
from mockinterview.core.transcript import Transcript
from mockinterview.settings import Settings, table
from mockinterview.ui.review import ReviewPage
from mockinterview.ui.review.again_dialog import AgainDialog, Option, first_choice, options_of
from tests.ui.review.scenes import Scene, open_attempt, spoken

DRAFT = Recogniser("pocketsphinx", True, draft=True, models=("en-us",))
WHISPER = Recogniser("whisper", True, models=("base.en", "tiny.en"))
LIGHT = Recogniser("whisper-light", True, models=("base.en",))
MISSING = Recogniser("whisper", False, "Whisper has no model yet.")


def better() -> Transcript:
    words = spoken()
    return replace(words, engine="whisper", model="base.en", draft=False, words=words.words[:-1])


@pytest.fixture
def draft(scene: Scene, page: ReviewPage) -> ReviewPage:
    """The draft recogniser's words, with Whisper ready."""
    scene.transcriber.known = (WHISPER, LIGHT, DRAFT)
    scene.transcriber.transcript = better()
    scene.write_down("take-3", replace(spoken(draft=True), engine="pocketsphinx", model="en-us"))
    scene.measure("take-3")
    open_attempt(page, "take-3")
    return page


def offered(page: ReviewPage, qtbot: QtBot) -> AgainDialog:
    """The dialog, once what is ready is known."""
    qtbot.waitUntil(lambda: page.again.dialog is not None)
    assert page.again.dialog is not None
    return page.again.dialog


@pytest.fixture
def dialog(draft: ReviewPage, qtbot: QtBot) -> AgainDialog:
    """Opened by its key."""
    QTest.keyClick(draft, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    made = offered(draft, qtbot)
    qtbot.waitExposed(made)
    return made


def words(scene: Scene) -> Transcript:
    transcript = scene.keeper.transcript("take-3")
    assert transcript is not None
    return transcript


# ---------------------------------------------------------------- what is offered


def no_guidance(_wish: RecogniserWish) -> Guidance:
    return Guidance()


def test_what_is_ready_is_offered_with_its_wait_and_its_memory() -> None:
    def guidance(wish: RecogniserWish) -> Guidance:
        trial = Trial("whisper", "base.en", 5_000, 2_000, 1_000) if wish.model == "base.en" else None
        return Guidance(400_000_000, 450_000_000, trial)

    options = options_of((WHISPER, MISSING, DRAFT), guidance, 60_000, replace(better(), model="tiny.en"))
    assert [(one.title, one.current) for one in options] == [
        ("Whisper · base.en", False),
        ("Whisper · tiny.en", True),
        ("Draft recogniser (PocketSphinx)", False),
    ]
    memory = "needs about 400 MB of memory, 450 MB are free now (that is little)"
    assert options[0].about == f"about 15 s for this take · {memory}"
    assert options[1].about == f"time not known yet · {memory}"
    assert options[2].about == "Many words will be wrong"


@pytest.mark.parametrize(
    ("current", "wished", "expected"),
    [
        (("pocketsphinx", "en-us"), ("", ""), ("whisper", "base.en")),
        (("whisper", "base.en"), ("", ""), ("whisper", "tiny.en")),
        (("whisper", "base.en"), ("whisper-light", ""), ("whisper-light", "base.en")),
        (("whisper", "tiny.en"), ("", "tiny.en"), ("whisper", "base.en")),
        (("", ""), ("", "tiny.en"), ("whisper", "tiny.en")),
    ],
)
def test_it_begins_with_the_best_that_is_another(
    current: tuple[str, str], wished: tuple[str, str], expected: tuple[str, str]
) -> None:
    before = replace(better(), engine=current[0], model=current[1])
    options = options_of((WHISPER, LIGHT, DRAFT), no_guidance, 60_000, before)
    chosen = options[first_choice(options, *wished)]
    assert (chosen.engine, chosen.model) == expected


def test_where_nothing_is_ready_there_is_nothing_to_begin_with() -> None:
    assert options_of((MISSING,), no_guidance, 60_000, None) == []
    assert first_choice([], "", "") == -1
    only = [Option("pocketsphinx", "en-us", "Draft", "", draft=True, current=True)]
    assert first_choice(only, "whisper", "base.en") == 0


# ---------------------------------------------------------------- asking


def test_better_words_come_those_of_before_stay_until_then_and_can_come_back(
    draft: ReviewPage, dialog: AgainDialog, scene: Scene, qtbot: QtBot
) -> None:
    scene.transcriber.hold.clear()
    assert dialog.chosen is not None
    assert dialog.chosen.title == "Whisper · base.en"
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert draft.again.dialog is None
    qtbot.waitUntil(lambda: draft.pane.coming.text.startswith("Recognising again; these words stay"))
    assert draft.pane.coming.button.accessibleName() == "Cancel"
    assert draft.pane.shown == "words"
    assert words(scene).draft
    scene.transcriber.hold.set()
    notice = draft.pane.own_words
    qtbot.waitUntil(lambda: notice.text == "Recognised again with Whisper · base.en." and notice.button.isVisible())
    assert words(scene) == better()
    assert not draft.pane.coming.isVisible()
    assert not draft.pane.draft.isVisible()
    wish = scene.transcriber.asked[-1][1]
    assert (wish.engine, wish.model, wish.language, wish.exact) == ("whisper", "base.en", "en", False)
    notice.button.click()
    qtbot.waitUntil(lambda: words(scene).draft and notice.text == "" and draft.pane.draft.isVisible())
    draft.own_words.undo()
    qtbot.waitUntil(lambda: words(scene) == better())


def test_openai_whisper_can_be_asked_for_as_it_is(
    draft: ReviewPage, dialog: AgainDialog, scene: Scene, qtbot: QtBot
) -> None:
    dialog.exact.click()
    dialog.list.setCurrentIndex(dialog.list.model().index(2, 0))
    assert not dialog.exact.isEnabled()
    assert not dialog.exact.isChecked()
    dialog.list.setCurrentIndex(dialog.list.model().index(1, 0))
    dialog.exact.click()
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(scene.transcriber.asked))
    wish = scene.transcriber.asked[-1][1]
    assert (wish.engine, wish.model, wish.exact) == ("whisper", "tiny.en", True)
    told = "Recognised again with Whisper · tiny.en, exactly as openai-whisper does it."
    qtbot.waitUntil(lambda: draft.pane.own_words.text == told)


def test_it_is_asked_for_in_the_language_of_the_settings(
    dialog: AgainDialog, scene: Scene, settings: Settings, qtbot: QtBot
) -> None:
    settings.set(table.LANGUAGE, "de")
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(scene.transcriber.asked))
    assert scene.transcriber.asked[-1][1].language == "de"


def test_it_can_be_stopped_and_the_words_stay(
    draft: ReviewPage, dialog: AgainDialog, scene: Scene, qtbot: QtBot
) -> None:
    scene.transcriber.hold.clear()
    dialog.go.click()
    qtbot.waitUntil(draft.pane.coming.isVisible)
    draft.again.ask()
    assert draft.again.dialog is None
    draft.pane.coming.button.click()
    qtbot.waitUntil(lambda: not draft.pane.coming.isVisible())
    assert words(scene).draft
    assert draft.pane.own_words.text == ""


def test_in_vain_it_says_why_and_offers_another(
    draft: ReviewPage, dialog: AgainDialog, scene: Scene, qtbot: QtBot, expect_log: Callable[[str], None]
) -> None:
    expect_log("recognise of attempt take-3 failed")
    scene.transcriber.problem = SpeechProblem("The recogniser stopped.", "", "Choose a smaller model.")
    dialog.go.click()
    qtbot.waitUntil(lambda: draft.pane.trouble.text == "The recogniser stopped. Choose a smaller model.")
    assert words(scene).draft
    qtbot.waitUntil(lambda: scene.house.reviewing.working("take-3") is None)
    scene.transcriber.problem = None
    draft.pane.trouble.button.click()
    offered(draft, qtbot).go.click()
    qtbot.waitUntil(lambda: words(scene) == better())
    qtbot.waitUntil(lambda: draft.pane.trouble.text == "")


def test_while_it_goes_on_another_is_refused_with_a_sentence(draft: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    scene.transcriber.hold.clear()
    draft.wishes.begin()
    qtbot.waitUntil(lambda: scene.house.reviewing.working("take-3") is not None)
    with qtbot.waitSignal(draft.problem_met) as told:
        draft.again.ask()
    assert told.args[0].what == "This take is being recognised now."


# ---------------------------------------------------------------- the way to a better model


def test_the_draft_leads_to_what_is_ready(draft: ReviewPage, qtbot: QtBot) -> None:
    assert draft.pane.draft.button.accessibleName() == "Recognise again…"
    draft.pane.draft.button.click()
    offered(draft, qtbot).reject()


def test_a_model_that_was_fetched_is_offered_at_once(page: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    scene.transcriber.known = (MISSING, DRAFT)
    scene.write_down("take-3", replace(spoken(draft=True), engine="pocketsphinx", model="en-us"))
    open_attempt(page, "take-3")
    with qtbot.waitSignal(page.settings_requested) as asked:
        page.pane.draft.button.click()
    assert asked.args == ["models"]
    page.hide()
    scene.transcriber.known = (WHISPER, DRAFT)
    page.show()
    chosen = offered(page, qtbot).chosen
    assert chosen is not None
    assert chosen.title == "Whisper · base.en"
    offered(page, qtbot).reject()


def test_who_comes_back_without_a_model_is_asked_nothing(page: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    scene.transcriber.known = (MISSING, DRAFT)
    scene.write_down("take-3", replace(spoken(draft=True), engine="pocketsphinx", model="en-us"))
    open_attempt(page, "take-3")
    page.pane.draft.button.click()
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: not page.again._gone_for_models)
    assert page.again.dialog is None


def test_with_the_draft_alone_the_dialog_leads_to_whisper(page: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    scene.transcriber.known = (MISSING, DRAFT)
    scene.write_down("take-3", replace(spoken(draft=True), engine="pocketsphinx", model="en-us"))
    open_attempt(page, "take-3")
    page.again.ask()
    dialog = offered(page, qtbot)
    assert dialog.note.text.startswith("Only the draft recogniser is ready")
    assert not dialog.exact.isVisible()
    with qtbot.waitSignal(page.settings_requested):
        dialog.note.button.click()
    assert page.again.dialog is None


def test_with_nothing_ready_there_is_only_the_way_to_whisper(page: ReviewPage, scene: Scene, qtbot: QtBot) -> None:
    scene.transcriber.known = (MISSING,)
    open_attempt(page, "take-1")
    page.again.ask()
    dialog = offered(page, qtbot)
    assert not dialog.go.isEnabled()
    assert dialog.note.text.startswith("No recogniser is ready here")
    dialog.reject()


def test_what_is_offered_late_opens_over_no_other_page(draft: ReviewPage, qtbot: QtBot) -> None:
    draft.again.ask()
    draft.hide()
    qtbot.waitUntil(lambda: not draft.again._asking.busy)
    assert draft.again.dialog is None
