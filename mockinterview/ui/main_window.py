"""The shell: sidebar, pages, and the quiet line. Builds pages when they are first visited and wires them; owns no logic.

Only the questions page is built at the start: the first paint must not wait for what nobody has asked for yet.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mockinterview.core.problems import Problem
from mockinterview.settings import Settings, table
from mockinterview.ui.look.first_frame import FirstFrame

if TYPE_CHECKING:
    from mockinterview.flow.house import House
    from mockinterview.flow.ports import JobReport, Player
    from mockinterview.ui.bridge import Bridge
    from mockinterview.ui.pages.history_page import HistoryPage
    from mockinterview.ui.pages.questions_page import QuestionsPage
    from mockinterview.ui.pages.rehearse_page import RehearsePage
    from mockinterview.ui.pages.settings_page import SettingsPage
    from mockinterview.ui.review import ReviewPage

log = logging.getLogger(__name__)

QUESTIONS, HISTORY, SETTINGS, REHEARSE, REVIEW = "questions", "history", "settings", "rehearse", "review"


class MainWindow(FirstFrame):
    """The window: the frame first, its contents with `furnish`.

    player: makes the one that plays takes back, when a page first needs it.
    """

    def __init__(self, settings: Settings, bridge: Bridge, player: Callable[[], Player]) -> None:
        super().__init__(settings)
        self._settings = settings
        self._bridge = bridge
        self._make_player = player
        self._pages: dict[str, QWidget] = {}
        self._trail: list[str] = []
        self._factories: dict[str, Callable[[], QWidget]] = {
            QUESTIONS: self._build_questions,
            HISTORY: self._build_history,
            SETTINGS: self._build_settings,
            REHEARSE: self._build_rehearse,
            REVIEW: self._build_review,
        }

    # ------------------------------------------------------------ building
    # Everything below is imported where it is first used: the frame must not wait for what is inside it.

    @property
    def house(self) -> House:
        """What the window shows; there once it is furnished."""
        return self._house

    def furnish(self, house: House) -> None:
        """Put everything into the frame. To be called once."""
        from mockinterview.ui.models.look_commands import LookCommands

        self._house = house
        self._looks = LookCommands(self._settings, self)
        self._build()
        self._wire()
        self._show(QUESTIONS)
        if self.isVisible():
            self._fold_sidebar()
            self._after_first_paint()
        else:
            self.painted.connect(self._after_first_paint)

    def _build(self) -> None:
        from mockinterview.ui.commands import COMMANDS, key_words
        from mockinterview.ui.widgets.quiet_line import QuietLine
        from mockinterview.ui.widgets.sidebar import Sidebar

        entries = ((QUESTIONS, "show_questions"), (HISTORY, "show_history"), (SETTINGS, "show_settings"))
        self.sidebar = Sidebar(
            tuple((page, COMMANDS[name].words, COMMANDS[name].icon, key_words(name)) for page, name in entries)
        )
        self.stack = QStackedWidget()
        self.quiet_line = QuietLine()
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.quiet_line)
        row.addWidget(self.sidebar)
        row.addLayout(column, 1)
        self.setCentralWidget(centre)
        self.end_first_frame()

    def _wire(self) -> None:
        from PySide6.QtCore import Qt

        from mockinterview.ui.commands import bind

        whole = Qt.ShortcutContext.WindowShortcut
        deeds: dict[str, Callable[[], object]] = {
            "show_questions": self.show_questions,
            "show_history": self.show_history,
            "show_settings": self.show_settings,
            "go_back": self.go_back,
            "toggle_sidebar": self.toggle_sidebar,
            "toggle_theme": self._looks.toggle_theme,
            "larger_text": self._looks.larger_text,
            "smaller_text": self._looks.smaller_text,
            "show_shortcuts": self.show_shortcuts,
            "quit": self.close,
        }
        for name, deed in deeds.items():
            bind(name, self, deed, whole)
        self._looks.problem_met.connect(self.say_problem)
        self.sidebar.chosen.connect(self._on_sidebar_chosen)
        self.sidebar.fold_requested.connect(self.toggle_sidebar)
        self.quiet_line.acted.connect(self._on_quiet_line_acted)
        self._bridge.attempt_kept.connect(self._on_attempt_kept)
        self._bridge.job_changed.connect(self._on_job_changed)
        self._bridge.problem_arose.connect(self.say_problem)
        self._bridge.crash_met.connect(self._on_crash_met)

    def _build_questions(self) -> QWidget:
        from mockinterview.ui.pages.questions_page import QuestionsPage

        page = QuestionsPage(self._house, self._settings)
        page.rehearse_requested.connect(self.rehearse)
        page.takes_requested.connect(self.show_takes)
        page.settings_requested.connect(self.show_settings_section)
        page.problem_met.connect(self.say_problem)
        return page

    def _build_rehearse(self) -> QWidget:
        from mockinterview.ui.pages.rehearse_page import RehearsePage

        page = RehearsePage(self._house, self._settings, self._bridge)
        page.attempt_requested.connect(self.show_attempt)
        page.settings_requested.connect(self.show_settings_section)
        page.back_requested.connect(self.go_back)
        return page

    def _build_history(self) -> QWidget:
        from mockinterview.ui.pages.history_page import HistoryPage

        page = HistoryPage(self._house, self._bridge)
        page.attempt_requested.connect(self.show_attempt)
        page.questions_requested.connect(self.show_questions)
        page.removed.connect(self._on_removed)
        page.problem_met.connect(self.say_problem)
        return page

    def _build_settings(self) -> QWidget:
        from mockinterview.ui.pages.settings_page import SettingsPage

        page = SettingsPage(self._house, self._settings, self._make_player)
        page.problem_met.connect(self.say_problem)
        return page

    def _build_review(self) -> QWidget:
        from mockinterview.ui.review import ReviewPage

        page = ReviewPage(self._house, self._settings, self._bridge, self._make_player, self)
        page.retake_requested.connect(self.rehearse)
        page.attempt_requested.connect(self.show_attempt)
        page.back_requested.connect(self.go_back)
        page.settings_requested.connect(self.show_settings_section)
        page.problem_met.connect(self.say_problem)
        return page

    # ------------------------------------------------------------ going about

    @property
    def current(self) -> str:
        """The name of the page that is shown."""
        return self._trail[-1] if self._trail else ""

    def page(self, name: str) -> QWidget:
        """A page, built if nobody has been there yet."""
        if name not in self._pages:
            self._pages[name] = self._factories[name]()
            self.stack.addWidget(self._pages[name])
        return self._pages[name]

    def _show(self, name: str) -> None:
        page = self.page(name)
        if name in self._trail:
            del self._trail[self._trail.index(name) :]
        self._trail.append(name)
        self.stack.setCurrentWidget(page)
        self.sidebar.mark(QUESTIONS if name == REHEARSE else HISTORY if name == REVIEW else name)

    def _may_leave(self) -> bool:
        """False while a take runs: leaving a page must never end, or hide, a recording."""
        if self.current == REHEARSE and self._house.answering.busy:
            self.quiet_line.say("You are recording. Stop first; your answer is kept.", "Stop and keep", "stop")
            return False
        return True

    def _go(self, name: str) -> bool:
        if not self._may_leave():
            return False
        if self.current == REHEARSE and name != REHEARSE:
            self._house.answering.leave()
        self._show(name)
        return True

    @Slot()
    def show_questions(self) -> None:
        """The list of questions."""
        if self._go(QUESTIONS):
            self._questions().refresh()

    @Slot()
    def show_history(self) -> None:
        """Every attempt."""
        self.show_takes("")

    @Slot(str)
    def show_takes(self, question_id: str) -> None:
        """The attempts at one question, or all with ""."""
        if self._go(HISTORY):
            self._history().show_question(question_id)

    @Slot()
    def show_settings(self) -> None:
        """The settings."""
        self._go(SETTINGS)

    @Slot(str)
    def show_settings_section(self, section: str) -> None:
        """The settings at one section."""
        if self._go(SETTINGS):
            self._settings_page().show_section(section)

    @Slot(str)
    def rehearse(self, question_id: str) -> None:
        """The rehearsal of one question."""
        if self._house.answering.busy:
            self._may_leave()
            return
        try:
            cast("RehearsePage", self.page(REHEARSE)).ask(question_id)
        except Problem as problem:
            self.say_problem(problem)
            return
        self._show(REHEARSE)

    @Slot(str)
    def show_attempt(self, attempt_id: str) -> None:
        """The review of one attempt."""
        try:
            if self._go(REVIEW):
                cast("ReviewPage", self.page(REVIEW)).show_attempt(attempt_id)
        except Problem as problem:
            self.say_problem(problem)

    @Slot()
    def go_back(self) -> None:
        """To where the person came from."""
        if len(self._trail) < 2:
            return
        if self._trail[-2] == QUESTIONS:
            self.show_questions()
        else:
            self._go(self._trail[-2])

    # ------------------------------------------------------------ the look

    @Slot()
    def toggle_sidebar(self) -> None:
        """Words and icons, or icons alone; remembered."""
        self.sidebar.show_wide(not self.sidebar.wide)
        self._looks.keep(table.SIDEBAR_SHOWN, self.sidebar.wide)

    @Slot()
    def show_shortcuts(self) -> None:
        """Every key at a glance."""
        from mockinterview.ui.dialogs.shortcuts import ShortcutSheet

        ShortcutSheet(self).open()

    @Slot(str, str)
    def _on_crash_met(self, text: str, file: str) -> None:
        from mockinterview.ui.dialogs.crash import CrashDialog

        CrashDialog(text, file, self).open()

    # ------------------------------------------------------------ slots

    @Slot(str)
    def _on_sidebar_chosen(self, name: str) -> None:
        {QUESTIONS: self.show_questions, HISTORY: self.show_history, SETTINGS: self.show_settings}[name]()
        self.sidebar.mark(
            QUESTIONS if self.current == REHEARSE else HISTORY if self.current == REVIEW else self.current
        )

    @Slot(str)
    def _on_attempt_kept(self, attempt_id: str) -> None:
        """The review of a take opens at once where it was made; a take brought back after a crash is only announced."""
        if self.current == REHEARSE and self._house.answering.attempt_id == attempt_id:
            self.quiet_line.clear()
            self.show_attempt(attempt_id)
        else:
            self.quiet_line.say("An unfinished recording was brought back.", "Show it", f"review:{attempt_id}")
            self._questions().refresh()

    @Slot(object)
    def _on_job_changed(self, report: JobReport) -> None:
        """Work for a page that is not shown is told in the quiet line."""
        from mockinterview.flow.jobs import JobKind
        from mockinterview.flow.ports import JobState

        if report.kind == JobKind.KEEP and report.state is JobState.FAILED and report.problem is not None:
            self.say_problem(report.problem)
        if report.kind != JobKind.RECOGNISE or self.current == REVIEW or self._house.answering.busy:
            return
        if report.state is JobState.DONE:
            self.quiet_line.say(
                "Your answer is written down and lined up.", "Show review", f"review:{report.attempt_id}"
            )
        elif report.state is JobState.FAILED and report.problem is not None:
            token = f"review:{report.attempt_id}"
            self.quiet_line.say(report.problem.sentence, "Show review", token, trouble=True)

    @Slot(object)
    def say_problem(self, problem: Problem) -> None:
        """A trouble that belongs to no page."""
        self.quiet_line.say(problem.sentence, trouble=True)

    @Slot(str)
    def _on_removed(self, _attempt_id: str) -> None:
        self.quiet_line.say("The attempt was deleted.", "Undo", "undo")

    @Slot(str)
    def _on_quiet_line_acted(self, token: str) -> None:
        deed, _, attempt_id = token.partition(":")
        if deed == "review":
            self.show_attempt(attempt_id)
        elif deed == "stop":
            self._house.answering.stop()
        elif deed == "undo":
            self._history().undo()

    def _questions(self) -> QuestionsPage:
        return cast("QuestionsPage", self.page(QUESTIONS))

    def _history(self) -> HistoryPage:
        return cast("HistoryPage", self.page(HISTORY))

    def _settings_page(self) -> SettingsPage:
        return cast("SettingsPage", self.page(SETTINGS))

    def _fold_sidebar(self) -> None:
        self.sidebar.show_wide(self._settings.get(table.SIDEBAR_SHOWN) and self.sidebar.has_room)

    @Slot()
    def _after_first_paint(self) -> None:
        self._questions().refresh()
        self._house.library.tidy()
        for problem in (self._settings.problem, *self._house.library.bank_problems, *self._house.keeper.notes):
            if problem is not None:
                self.say_problem(problem)

    def close_for_good(self) -> None:
        """After the last event: end what pages still do in the background, and free every widget while Qt is there."""
        if SETTINGS in self._pages:
            self._settings_page().close_down()
        self.close()
        self.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # ------------------------------------------------------------ Qt's

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.furnished:
            self._fold_sidebar()

    def closeEvent(self, event: QCloseEvent) -> None:
        try:
            self._settings.set(table.WINDOW_GEOMETRY, self.geometry_words())
            if QUESTIONS in self._pages:
                self._questions().remember()
        except Problem as problem:
            log.warning("the window's place was not kept: %s", type(problem).__name__)
        super().closeEvent(event)
