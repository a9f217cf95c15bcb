"""Every state of every page as a picture, to be looked at: `python -m tests.ui.gallery FOLDER [WORDS...]`.

Words choose among the names of the pictures; without them all are made. Runs offscreen, with fakes, in a few seconds.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mockinterview.bank import Banks
from mockinterview.core.problems import MicrophoneProblem
from mockinterview.core.take import Level
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.ports import JobReport, JobState
from mockinterview.settings import Settings, table
from mockinterview.system.places import resources
from mockinterview.ui import look
from mockinterview.ui.dialogs.crash import CrashDialog
from mockinterview.ui.dialogs.shortcuts import ShortcutSheet
from mockinterview.ui.main_window import MainWindow
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.ui.gallery_checklist import CHECKLIST
from tests.ui.gallery_comparing import COMPARING
from tests.ui.gallery_correcting import CORRECTING
from tests.ui.gallery_data import settings_data, settings_data_asking, settings_data_waiting, settings_data_working
from tests.ui.gallery_facts import FACTS
from tests.ui.gallery_history import HISTORY, with_past
from tests.ui.gallery_keys import KEYS
from tests.ui.gallery_line import LINE
from tests.ui.gallery_models import models_asking, models_dialog, settings_tried
from tests.ui.gallery_review import REVIEW
from tests.ui.gallery_sound import SOUND
from tests.ui.gallery_words import WORDS
from tests.ui.stand_ins import Model

Scene = Callable[[Model, MainWindow], QWidget]

_TRACE = """Mock Interview 0.1.0
Python 3.11.7 on Linux

  File "mockinterview/ui/pages/history_page.py", line 131, in refresh
    shown = [attempt for attempt in everything]
AttributeError: 'NoneType' object has no attribute 'id'
"""


def _question_id(model: Model) -> str:
    return next(question.id for question in model.house.library.questions() if question.tips)


def first_run(model: Model, window: MainWindow) -> QWidget:
    return window


def questions(model: Model, window: MainWindow) -> QWidget:
    with_past(model)
    window.show_questions()
    return window


def sample_answers(model: Model, window: MainWindow) -> QWidget:
    with_past(model)
    window.show_questions()
    page = window.page("questions")
    page.search.setText("client")
    page.details._segments.choose(1)
    return window


def no_match(model: Model, window: MainWindow) -> QWidget:
    with_past(model)
    window.show_questions()
    window.page("questions").search.setText("submarine")
    return window


def rehearse(model: Model, window: MainWindow) -> QWidget:
    with_past(model)
    window.rehearse(_question_id(model))
    return window


def recording(model: Model, window: MainWindow) -> QWidget:
    with_past(model)
    window.rehearse(_question_id(model))
    page = window.page("rehearse")
    page.tips.setChecked(True)
    model.house.answering.record()
    take = model.microphone.take
    take.hear(72_000)
    take.level = Level(-22.0, -9.0)
    QTest.qWait(100)
    return window


def paused_silent(model: Model, window: MainWindow) -> QWidget:
    window.rehearse(_question_id(model))
    model.house.answering.record()
    model.microphone.take.hear(4_000)
    model.microphone.take.hint = "The microphone hears nothing. Check that it is not muted."
    QTest.qWait(100)
    model.house.answering.pause()
    return window


def no_microphone(model: Model, window: MainWindow) -> QWidget:
    model.microphone.refusal = MicrophoneProblem("No microphone was found.", "", "Plug one in, or choose another.")
    window.rehearse(_question_id(model))
    model.house.answering.record()
    return window


def importing(model: Model, window: MainWindow) -> QWidget:
    """A recording from a phone is on its way in."""
    with_past(model)
    model.decoder.hold.clear()
    window.rehearse(_question_id(model))
    window.page("rehearse").recording_dropped.emit(_question_id(model), Path("Voice memo 12.m4a"))
    QTest.qWait(80)
    return window


def question_menu(model: Model, window: MainWindow) -> QWidget:
    """What can be done to a question."""
    page = window.page("questions")
    page._on_more()
    return page._menu()


def settings_top(model: Model, window: MainWindow) -> QWidget:
    window.show_settings()
    return window


def settings_speech(model: Model, window: MainWindow) -> QWidget:
    window.show_settings_section("speech")
    return window


def settings_practice(model: Model, window: MainWindow) -> QWidget:
    window.show_settings_section("practice")
    QTest.qWait(50)
    return window


def settings_privacy(model: Model, window: MainWindow) -> QWidget:
    window.show_settings_section("privacy")
    QTest.qWait(50)
    return window


def ready_elsewhere(model: Model, window: MainWindow) -> QWidget:
    with_past(model)
    window.show_questions()
    model.bridge.job_changed.emit(JobReport("x", "recognise", JobState.DONE))
    return window


def shortcuts(model: Model, window: MainWindow) -> QWidget:
    return ShortcutSheet(window)


def crash(model: Model, window: MainWindow) -> QWidget:
    return CrashDialog(_TRACE, "/home/ada/.local/share/mockinterview/logs/crash-20260310.txt", window)


_PAGE = """Warehouse Team Leader Interview Questions

1. Tell me about a time you kept a shift running with too few people.
Key points
- Priorities: says which orders had to leave and which could wait
- Fairness: shares the heavy work out and takes some of it
- Result: names how many orders left on time
Red flags
- Blames the people who were ill
- Fails to name a single number
- Sounds indifferent about safety
Sample answer
Four of eleven were ill, so I asked the desk which lorries could not wait, put two of us on those, and drove the fork-lift myself.
Tips
- Give the number of people and orders.

2. How do you talk to somebody who works without gloves?
What interviewers look for
- Directness: speaks to the person at once and alone
- Reasons: explains what happened to others
Red flags
- Walks past it

Subscribe to our newsletter
"""


def _import(model: Model, window: MainWindow, text: str) -> QWidget:
    model.house.library._banks.reading = Banks(resources() / "banks", Path("none")).read_page(text)
    window.page("questions").deed_wished.emit("new_question", [])
    window.go_back()
    window.page("questions").deed_wished.emit("paste_page", [])
    page = window.page("import")
    page.show_text(text)
    deadline = QDeadlineTimer(5_000)
    while page.reader.busy and not deadline.hasExpired():
        QTest.qWait(20)
    QTest.qWait(60)
    return window


def import_nothing(model: Model, window: MainWindow) -> QWidget:
    return _import(model, window, "")


def import_question(model: Model, window: MainWindow) -> QWidget:
    return _import(model, window, _PAGE)


def import_entry(model: Model, window: MainWindow) -> QWidget:
    _import(model, window, _PAGE)
    page = window.page("import")
    page.result.choose_line(9)
    page.form.begin_typing()
    return window


def import_left(model: Model, window: MainWindow) -> QWidget:
    _import(model, window, _PAGE)
    page = window.page("import")
    page.result.choose_key(page.bench.board.left[-1].key)
    return window


def import_known(model: Model, window: MainWindow) -> QWidget:
    reading = Banks(resources() / "banks", Path("none")).read_page(_PAGE)
    model.house.library.keep([replace(question, tips=("Another tip.",)) for question in reading.questions])
    return _import(model, window, _PAGE)


def import_no_question(model: Model, window: MainWindow) -> QWidget:
    return _import(model, window, "Accept cookies\nLatest news\nAbout us")


def import_damaged(model: Model, window: MainWindow) -> QWidget:
    _import(model, window, "")
    window.page("import").open_file(Path("Interview questions.json"))
    QTest.qWait(200)
    return window


def imported(model: Model, window: MainWindow) -> QWidget:
    _import(model, window, _PAGE)
    window.page("import").keep()
    return window


def editor(model: Model, window: MainWindow) -> QWidget:
    window.page("questions").deed_wished.emit("edit_question", [LIGHTHOUSE.id])
    return window


def editor_entry(model: Model, window: MainWindow) -> QWidget:
    editor(model, window)
    page = window.page("editor")
    key = page.bench.board.sheets[0].entries[5].key
    page.listed.choose_key(key)
    page.form.begin_typing()
    return window


def editor_trouble(model: Model, window: MainWindow) -> QWidget:
    editor(model, window)
    page = window.page("editor")
    page.form.question.text_box.setPlainText("")
    return window


def editor_new(model: Model, window: MainWindow) -> QWidget:
    window.page("questions").deed_wished.emit("new_question", [])
    return window


SCENES: tuple[Scene, ...] = (
    import_nothing,
    import_question,
    import_entry,
    import_left,
    import_known,
    import_no_question,
    import_damaged,
    imported,
    editor,
    editor_entry,
    editor_trouble,
    editor_new,
    first_run,
    questions,
    sample_answers,
    no_match,
    rehearse,
    recording,
    paused_silent,
    no_microphone,
    importing,
    question_menu,
    settings_top,
    settings_speech,
    settings_tried,
    models_dialog,
    models_asking,
    settings_practice,
    settings_data,
    settings_data_working,
    settings_data_asking,
    settings_data_waiting,
    settings_privacy,
    ready_elsewhere,
    shortcuts,
    crash,
    *CHECKLIST,
    *CORRECTING,
    *HISTORY,
    *WORDS,
    *REVIEW,
    *SOUND,
    *LINE,
    *KEYS,
    *FACTS,
    *COMPARING,
)

SIZES = {"1280": (1_280, 720), "1920": (1_920, 1_080), "960": (960, 600)}
LOOKS = {
    "light": ("light", 100),
    "dark": ("dark", 100),
    "large": ("light", 125),
    "largedark": ("dark", 125),
    "larger": ("dark", 150),
}


def take_picture(app: QApplication, scene: Scene, size: str, appearance: str, folder: Path, place: Path) -> None:
    """One scene in one size and look, as a PNG; everything about it is made anew."""
    settings = Settings(place / f"{scene.__name__}-{size}-{appearance}.json")
    dress = look.apply(app, settings)
    theme, percent = LOOKS[appearance]
    settings.set(table.THEME, theme)
    settings.set(table.TEXT_PERCENT, percent)
    bank = Banks(resources() / "banks", folder / "none").load()[0]
    model = Model(settings, (LIGHTHOUSE, *(replace(question) for question in bank)))
    window = MainWindow(settings, model.bridge, model.make_player)
    window.furnish(model.house)
    window.resize(*SIZES[size])
    window.show()
    QTest.qWaitForWindowExposed(window)
    QTest.qWait(30)
    model.house.jobs.wait_all(JobKind.TIDY)  # what it finds at the start must not be told in the middle of a scene
    QTest.qWait(30)
    shown = scene(model, window)
    if shown is not window:
        shown.show()
    QTest.qWait(60)
    shown.grab().save(str(folder / f"{scene.__name__}-{size}-{appearance}.png"))
    window.close_for_good()  # as the program does: a page must not read a store that is closed
    model.house.close()
    dress.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main() -> None:
    """Make the pictures whose names hold every given word."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    with tempfile.TemporaryDirectory() as place:
        for scene in SCENES:
            for size in SIZES:
                for appearance in LOOKS:
                    name = f"{scene.__name__}-{size}-{appearance}"
                    if all(word in name for word in sys.argv[2:]):
                        take_picture(app, scene, size, appearance, folder, Path(place))


if __name__ == "__main__":
    main()
