"""The pages by their names, each made when somebody first goes there: the first paint must not wait for the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mockinterview.ui.commands import Place
from mockinterview.ui.look.first_frame import NAME

if TYPE_CHECKING:
    from mockinterview.flow.house import House
    from mockinterview.flow.ports import Player
    from mockinterview.settings import Settings
    from mockinterview.ui.bridge import Bridge
    from mockinterview.ui.models.microphones import MicrophoneList
    from mockinterview.ui.models.recovered import Recovered
    from mockinterview.ui.pages.bank_desk import BankDesk
    from mockinterview.ui.review.checklist.rate_first import RateFirst

QUESTIONS, HISTORY, SETTINGS, REHEARSE, REVIEW = "questions", "history", "settings", "rehearse", "review"
IMPORT, EDITOR, BIN, COMPARE = "import", "editor", "bin", "compare"

ENTRIES = {REHEARSE: QUESTIONS, IMPORT: QUESTIONS, EDITOR: QUESTIONS, REVIEW: HISTORY, COMPARE: HISTORY, BIN: HISTORY}
"""Where a page has no entry of its own."""

TITLES = {
    QUESTIONS: "Questions",
    HISTORY: "History",
    SETTINGS: "Settings",
    REHEARSE: "Rehearse",
    REVIEW: "Review",
    IMPORT: "Paste a page",
    EDITOR: "Edit questions",
    BIN: "Bin",
    COMPARE: "Compare two takes",
}
"""What the pages are called above the window."""

PLACES = {
    QUESTIONS: Place.QUESTIONS,
    HISTORY: Place.HISTORY,
    REHEARSE: Place.REHEARSE,
    REVIEW: Place.REVIEW,
    COMPARE: Place.COMPARING,
    BIN: Place.BIN,
    IMPORT: Place.EDITING,
    EDITOR: Place.EDITING,
}
"""Where the keys of a page stand in the table."""


class PageMakers:
    """Makes pages. player: makes the one that plays takes back, when a page first needs it. over: the window.

    wire: what to do with the desk of the questions, which is no page but wishes as pages do. recovered: of this start.
    """

    def __init__(
        self,
        house: House,
        settings: Settings,
        bridge: Bridge,
        player: Callable[[], Player],
        over: QWidget,
        wire: Callable[[QObject], None],
        recovered: Recovered,
    ) -> None:
        self._house = house
        self._settings = settings
        self._bridge = bridge
        self._player = player
        self._over = over
        self._wire = wire
        self._recovered = recovered
        self._desk: BankDesk | None = None
        self._microphones: MicrophoneList | None = None
        self._rate_first: RateFirst | None = None
        self._makers: dict[str, Callable[[], QWidget]] = {
            QUESTIONS: self._questions,
            HISTORY: self._history,
            BIN: self._bin,
            SETTINGS: self._settings_page,
            REHEARSE: self._rehearse,
            REVIEW: self._review,
            COMPARE: self._compare,
            IMPORT: lambda: self.desk().import_page(),
            EDITOR: lambda: self.desk().editor_page(),
        }

    def make(self, name: str) -> QWidget:
        """A new page; the names are the constants above."""
        return self._makers[name]()

    @staticmethod
    def entry_of(name: str) -> str:
        """The entry of the sidebar that a page belongs to."""
        return ENTRIES.get(name, name)

    @staticmethod
    def title_of(name: str) -> str:
        """What stands above the window. Screen readers say so when it changes: the focus does not tell where one has come to."""
        return f"{TITLES[name]} – {NAME}"

    @staticmethod
    def place_of(name: str) -> Place | None:
        """Whose keys are pressed on a page; None for the settings, which have none of their own."""
        return PLACES.get(name)

    def desk(self) -> BankDesk:
        """What is done to questions; made when first needed."""
        if self._desk is None:
            from mockinterview.ui.pages.bank_desk import BankDesk

            self._desk = BankDesk(self._house, self._bridge, self._over)
            self._wire(self._desk)
        return self._desk

    def microphones(self) -> MicrophoneList:
        """The microphones as both the rehearsal and the settings show them; asked for when first needed."""
        if self._microphones is None:
            from mockinterview.ui.models.microphones import MicrophoneList

            self._microphones = MicrophoneList(self._house, self._settings, self._over)
            self._bridge.devices_changed.connect(self._microphones.refresh)
        return self._microphones

    def rate_first(self) -> RateFirst:
        """Which answers the person still has to rate, as every page that shows reviews has it; made when first needed."""
        if self._rate_first is None:
            from mockinterview.ui.review.checklist.rate_first import RateFirst

            self._rate_first = RateFirst(self._settings, self._over)
        return self._rate_first

    def close_down(self) -> None:
        """End what is still done for several pages, and what any of them asks of the store: all together are waited for once."""
        from mockinterview.ui.models.background import finish_all

        finish_all(self._over)
        if self._desk is not None:
            self._desk.close_down()
        if self._microphones is not None:
            self._microphones.close_down()

    def _questions(self) -> QWidget:
        from mockinterview.ui.pages.questions_page import QuestionsPage

        return QuestionsPage(self._house, self._settings)

    def _rehearse(self) -> QWidget:
        from mockinterview.ui.pages.rehearse_page import RehearsePage

        return RehearsePage(self._house, self._settings, self._bridge, self.microphones())

    def _history(self) -> QWidget:
        from mockinterview.ui.pages.history_page import HistoryPage

        return HistoryPage(self._house, self._settings, self._bridge, self._recovered)

    def _bin(self) -> QWidget:
        from mockinterview.ui.pages.bin_page import BinPage

        return BinPage(self._house, self._settings, self._bridge)

    def _settings_page(self) -> QWidget:
        from mockinterview.ui.pages.settings_page import SettingsPage

        return SettingsPage(self._house, self._settings, self._player, self.microphones())

    def _review(self) -> QWidget:
        from mockinterview.ui.review import ReviewPage

        return ReviewPage(self._house, self._settings, self._bridge, self._player, self._over, self.rate_first())

    def _compare(self) -> QWidget:
        from mockinterview.ui.review.compare_page import ComparePage

        return ComparePage(self._house, self._settings, self._bridge, self._player, self._over, self.rate_first())
