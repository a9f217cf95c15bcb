"""The shell: sidebar, pages, and the quiet line. Builds pages when they are first visited and wires them; owns no logic.

Only the questions page is built at the start: the first paint must not wait for what nobody has asked for yet.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from mockinterview.core.problems import Problem
from mockinterview.settings import Settings, table
from mockinterview.ui.look.first_frame import FirstFrame
from mockinterview.ui.page_makers import BIN, COMPARE, HISTORY, QUESTIONS, REHEARSE, REVIEW, SETTINGS, PageMakers

if TYPE_CHECKING:
    from mockinterview.flow.house import House
    from mockinterview.flow.ports import Player
    from mockinterview.ui.bridge import Bridge
    from mockinterview.ui.pages.history_page import HistoryPage
    from mockinterview.ui.pages.questions_page import QuestionsPage
    from mockinterview.ui.pages.rehearse_page import RehearsePage
    from mockinterview.ui.pages.settings_page import SettingsPage
    from mockinterview.ui.review import ReviewPage
    from mockinterview.ui.review.compare_page import ComparePage

log = logging.getLogger(__name__)


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

    # ------------------------------------------------------------ building
    # Everything below is imported where it is first used: the frame must not wait for what is inside it.

    @property
    def house(self) -> House:
        """What the window shows; there once it is furnished."""
        return self._house

    def furnish(self, house: House) -> None:
        """Put everything into the frame. To be called once."""
        from mockinterview.ui.commands import follow_keys
        from mockinterview.ui.models.look_commands import LookCommands
        from mockinterview.ui.models.recovered import Recovered

        self._house = house
        self._recovered = Recovered(self)
        self._makers = PageMakers(
            house, self._settings, self._bridge, self._make_player, self, self._wire_page, self._recovered
        )
        self._looks = LookCommands(self._settings, self)
        follow_keys(self._settings)
        self._build()
        self._wire()
        self._show(QUESTIONS)
        if self.isVisible():
            self._fold_sidebar()
            self._after_first_paint()
        else:
            self.painted.connect(self._after_first_paint)

    def _build(self) -> None:
        from mockinterview.ui.commands import COMMANDS, key_words, tip
        from mockinterview.ui.widgets.shell import Shell

        entries = ((QUESTIONS, "show_questions"), (HISTORY, "show_history"), (SETTINGS, "show_settings"))
        shell = Shell(tuple((page, COMMANDS[name].words, COMMANDS[name].icon) for page, name in entries))
        self.sidebar, self.stack, self.quiet_line = shell.sidebar, shell.stack, shell.quiet_line
        for page, name in entries:
            tip(self.sidebar.entry(page), f"{COMMANDS[name].words} ({{}})", name)
        self.sidebar.fold.show_key(key_words("toggle_sidebar"))
        self.setCentralWidget(shell)
        self.end_first_frame()

    def _wire(self) -> None:
        from PySide6.QtCore import Qt

        from mockinterview.ui.commands import bind
        from mockinterview.ui.models.tidings import Tidings

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
        self._bridge.crash_met.connect(self._on_crash_met)
        self._tidings = Tidings(self._house, self.quiet_line, self._is_reviewing, self._is_rehearsing, self)
        self._bridge.answering_changed.connect(self._tidings.tell_closed)
        self._bridge.attempt_kept.connect(self._tidings.tell_kept)
        self._bridge.takes_recovered.connect(self._recovered.add)
        self._bridge.job_changed.connect(self._recovered.follow)
        self._bridge.takes_recovered.connect(self._tidings.tell_recovered)
        self._bridge.answers_expired.connect(self._tidings.tell_expired)
        self._bridge.job_changed.connect(self._tidings.tell_work)
        self._bridge.problem_arose.connect(self._tidings.tell_met)
        self._tidings.attempt_requested.connect(self.show_attempt)
        self._tidings.recovered_requested.connect(self.show_recovered)
        self._tidings.bin_requested.connect(self.show_bin)
        self._tidings.attempts_changed.connect(self._on_attempts_changed)
        self._tidings.undo_requested.connect(self._on_undo_requested)
        self._tidings.bank_undo_requested.connect(self._on_bank_undo_requested)

    def _wire_page(self, page: QObject) -> None:
        """What a page asks for has one name everywhere, and one answer."""
        answers: dict[str, Callable[..., object]] = {
            "rehearse_requested": self.rehearse,
            "retake_requested": self.rehearse,
            "takes_requested": self.show_takes,
            "attempt_requested": self.show_attempt,
            "hit_requested": self.show_hit,
            "compare_requested": self.show_comparison,
            "bin_requested": self.show_bin,
            "questions_requested": self.show_questions,
            "settings_requested": self.show_settings_section,
            "back_requested": self.go_back,
            "deed_wished": self._on_deed_wished,
            "recording_dropped": self._on_recording_dropped,
            "page_wished": self._go,
            "bank_changed": self._questions().reload,
            "deed_told": self.quiet_line.say_done,
            "problem_met": self.say_problem,
        }
        for name in answers.keys() & set(dir(page)):
            getattr(page, name).connect(answers[name])

    # ------------------------------------------------------------ going about

    @property
    def current(self) -> str:
        """The name of the page that is shown."""
        return self._trail[-1] if self._trail else ""

    def page(self, name: str) -> QWidget:
        """A page, built if nobody has been there yet."""
        if name not in self._pages:
            self._pages[name] = self._makers.make(name)
            self.stack.addWidget(self._pages[name])
            self._wire_page(self._pages[name])
        return self._pages[name]

    def _show(self, name: str) -> None:
        page = self.page(name)
        self._trail = [*takewhile(name.__ne__, self._trail), name]
        self.stack.setCurrentWidget(page)
        self.sidebar.mark(PageMakers.entry_of(name))
        self.setWindowTitle(PageMakers.title_of(name))

    def _may_leave(self) -> bool:
        """False while a take runs: leaving a page must never end, or hide, a recording."""
        if self.current == REHEARSE and self._house.answering.busy and self._house.answering.closed is None:
            self._tidings.tell_recording()
            return False
        return True

    @Slot(str)
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
    def show_recovered(self) -> None:
        """What was brought back at this start."""
        if self._go(HISTORY):
            self._history().show_recovered()

    @Slot()
    def show_bin(self) -> None:
        """What was deleted and can be brought back."""
        self._go(BIN)

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
            self._tidings.tell_recording()
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
        if self._may_leave():
            self._review().show_attempt(attempt_id)
            self._go(REVIEW)

    @Slot(str, str)
    def show_comparison(self, attempt_id: str, other_id: str) -> None:
        """Two attempts at one question side by side; the other "" for the one that suits."""
        if self._may_leave():
            cast("ComparePage", self.page(COMPARE)).show_takes(attempt_id, other_id)
            self._go(COMPARE)

    @Slot(str, str, object)
    def show_hit(self, attempt_id: str, excerpt: str, marked: tuple[tuple[int, int], ...]) -> None:
        """The review of an attempt at the words that a search found in it."""
        if self._may_leave():
            self._review().show_found(attempt_id, excerpt, marked)
            self._go(REVIEW)

    @Slot()
    def go_back(self) -> None:
        """To where the person came from, as things stand there now."""
        if len(self._trail) < 2 or not self._go(self._trail[-2]):
            return
        if self.current == QUESTIONS:
            self._questions().refresh()
        elif self.current == HISTORY:
            self._history().refresh()
        elif self.current == REHEARSE:
            try:
                cast("RehearsePage", self.page(REHEARSE)).come_back()
            except Problem as problem:
                self.say_problem(problem)

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

        sheet = ShortcutSheet(self)
        sheet.change_requested.connect(self._on_keys_wished)
        sheet.open()

    @Slot()
    def _on_keys_wished(self) -> None:
        place = PageMakers.place_of(self.current)
        self.show_settings_section("shortcuts")
        self._settings_page().shortcuts.show_place(place)

    @Slot(str, str)
    def _on_crash_met(self, text: str, file: str) -> None:
        from mockinterview.ui.dialogs.crash import CrashDialog

        CrashDialog(text, file, self).open()

    # ------------------------------------------------------------ slots

    @Slot(str)
    def _on_sidebar_chosen(self, name: str) -> None:
        {QUESTIONS: self.show_questions, HISTORY: self.show_history, SETTINGS: self.show_settings}[name]()
        self.sidebar.mark(PageMakers.entry_of(self.current))

    @Slot(object)
    def say_problem(self, problem: Problem) -> None:
        """A trouble that belongs to no page."""
        self._tidings.tell_problem(problem)

    @Slot(str, list)
    def _on_deed_wished(self, deed: str, ids: list[str]) -> None:
        self._makers.desk().do(deed, ids)

    @Slot(str, object)
    def _on_recording_dropped(self, question_id: str, file: Path) -> None:
        self._makers.desk().recordings.bring(question_id, file)

    @Slot()
    def _on_attempts_changed(self) -> None:
        self._questions().refresh()

    @Slot()
    def _on_undo_requested(self) -> None:
        self._history().undo()

    @Slot(str)
    def _on_bank_undo_requested(self, token: str) -> None:
        self._makers.desk().undo(token)

    def _is_reviewing(self) -> bool:
        return self.current == REVIEW

    def _is_rehearsing(self) -> bool:
        return self.current == REHEARSE

    def _questions(self) -> QuestionsPage:
        return cast("QuestionsPage", self.page(QUESTIONS))

    def _history(self) -> HistoryPage:
        return cast("HistoryPage", self.page(HISTORY))

    def _review(self) -> ReviewPage:
        return cast("ReviewPage", self.page(REVIEW))

    def _settings_page(self) -> SettingsPage:
        return cast("SettingsPage", self.page(SETTINGS))

    def _fold_sidebar(self) -> None:
        self.sidebar.show_wide(self._settings.get(table.SIDEBAR_SHOWN) and self.sidebar.has_room)

    @Slot()
    def _after_first_paint(self) -> None:
        self._questions().refresh()
        self._house.library.tidy()
        self._house.keep_copies()
        for problem in (self._settings.problem, *self._house.library.bank_problems):
            if problem is not None:
                self._tidings.tell_met(problem)

    def close_for_good(self) -> None:
        """After the last event: end what pages still do in the background, and free every widget while Qt is there."""
        if self.furnished:
            self._makers.close_down()
        for page in self._pages.values():
            if hasattr(page, "close_down"):
                page.close_down()
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
