"""Everything that can be changed, in sections made from the settings table; each change holds at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mockinterview.flow.house import House
from mockinterview.flow.ports import Player
from mockinterview.settings import Settings, table
from mockinterview.ui.look import GAP, MARGIN
from mockinterview.ui.models.background import Errand
from mockinterview.ui.models.microphones import MicrophoneList
from mockinterview.ui.pages.data_part import DataPart
from mockinterview.ui.pages.microphone_part import MicrophonePart
from mockinterview.ui.pages.settings_editors import Editor
from mockinterview.ui.pages.shortcuts_part import ShortcutsPart
from mockinterview.ui.pages.speech_part import SpeechPart
from mockinterview.ui.widgets.panels import Card, Column, Glyph
from mockinterview.ui.widgets.segments import Segments
from mockinterview.ui.widgets.text import Label

SECTIONS: tuple[tuple[str, str, str, tuple[table.AnySetting, ...]], ...] = (
    ("appearance", "Appearance", "sun", (table.THEME, table.TEXT_PERCENT)),
    ("microphone", "Microphone", "microphone", ()),
    ("reading", "Voice", "speaker", (table.READ_ALOUD_FIRST, table.VOICE, table.VOICE_RATE)),
    ("speech", "Recogniser", "wave", ()),
    (
        "practice",
        "Practice",
        "clock",
        (
            table.TARGET_SECONDS,
            table.SHOW_TIMER,
            table.HIDE_CHECKLIST,
            table.RATE_FIRST,
            table.REWIND_MS,
            table.SKIP_SILENCES,
            table.SHOW_UNSURE_WORDS,
        ),
    ),
    (
        "measures",
        "Measures",
        "list",
        (
            table.PACE_FROM,
            table.PACE_TO,
            table.SHOW_LENGTH,
            table.SHOW_FIRST_WORD,
            table.SHOW_PACE,
            table.SHOW_PAUSES,
            table.SHOW_FILLERS,
            table.SHOW_HEDGES,
            table.SHOW_REPEATS,
        ),
    ),
    ("shortcuts", "Keys", "keyboard", ()),
    ("data", "Your data", "folder", ()),
    ("privacy", "Privacy", "shield", (table.KEEP_DAYS, table.BIN_DAYS)),
)
"""Id, words, icon and plain settings of each section. Those without, and Privacy, have an inside of their own."""

_PRIVACY = (
    "Everything stays on this computer: questions, recordings, transcripts, verdicts and notes. There is no account, and "
    "nothing is counted or sent. The one use of the network is a model download that you start yourself.",
    "Recordings lie as WAV files in the takes folder, the history in one SQLite file beside it. What you delete waits in the bin, "
    "whole, until you delete it for good: then its sound, its words and all you said of it are gone, from the program's own copies "
    "too. Nothing goes into the bin or leaves it by itself unless you say so above; the program then looks at each start, and what "
    "you take out of the bin is kept.",
    "Questions are read aloud by your system's voice. If you pointed that at a service in the network, it hears the questions, "
    "never your answers.",
)


MODELS = "models"
"""Not a section, but asked for like one: the model manager, over its section."""


class SettingsPage(QWidget):
    """The settings. `show_section` takes the id of a section. back_requested: who came for models only has seen to that."""

    problem_met = Signal(object)
    back_requested = Signal()

    def __init__(
        self,
        house: House,
        settings: Settings,
        player: Callable[[], Player],
        microphones: MicrophoneList,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._house = house
        self._settings = settings
        self._sections: dict[str, QWidget] = {}
        self.editors: dict[str, Editor] = {}
        self.microphone = MicrophonePart(house, microphones, player)
        self.speech = SpeechPart(house, settings)
        self.shortcuts = ShortcutsPart(settings)
        self.data = DataPart(house.backups)
        self._asking_voices = Errand(self)
        self._voices_asked = False
        self._wanted = ""
        self._build()
        self._wire()

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, MARGIN, 0, 0)
        page.setSpacing(GAP)
        self.segments = Segments(tuple(words for _, words, _, _ in SECTIONS), wraps=True)
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 0, MARGIN, 0)
        head.addStretch(1)
        head.addWidget(self.segments)
        head.addStretch(1)
        page.addLayout(head)
        self._column = Column(800)
        self._column.body.setSpacing(2 * GAP)
        page.addWidget(self._column, 1)
        for section, words, icon_name, settings in SECTIONS:
            card = Card(margin=MARGIN)
            card.body.setSpacing(GAP + GAP // 2)
            title = QHBoxLayout()
            title.setSpacing(GAP)
            title.addWidget(Glyph(icon_name, 20, "accent_text"))
            title.addWidget(Label(words, "title"), 1)
            card.body.addLayout(title)
            for setting in settings:
                editor = Editor(setting, self._settings)
                self.editors[setting.key] = editor
                card.body.addWidget(editor)
            self._add_inside(section, card)
            self._sections[section] = card
            self._column.body.addWidget(card)
        self._column.body.addStretch(1)

    def _add_inside(self, section: str, card: Card) -> None:
        match section:
            case "microphone":
                card.body.addWidget(self.microphone)
            case "speech":
                card.body.addWidget(self.speech)
            case "shortcuts":
                card.body.addWidget(self.shortcuts)
            case "data":
                card.body.addWidget(self.data)
            case "privacy":
                for paragraph in _PRIVACY:
                    card.body.addWidget(Label(paragraph))

    def _wire(self) -> None:
        for editor in self.editors.values():
            editor.failed.connect(self.problem_met)
        self.microphone.problem_met.connect(self.problem_met)
        self.speech.problem_met.connect(self.problem_met)
        self.shortcuts.problem_met.connect(self.problem_met)
        self.segments.chosen.connect(self._on_segment)
        self._asking_voices.done.connect(self._on_voices)
        bar = self._column.verticalScrollBar()
        bar.valueChanged.connect(self._on_scrolled)
        bar.rangeChanged.connect(self._scroll)
        bar.actionTriggered.connect(self._on_scrolled_by_hand)

    # ------------------------------------------------------------ public

    def show_section(self, section: str) -> None:
        """Bring a section to the top; unknown ids do nothing. "models" opens the model manager."""
        if section == MODELS:
            self.show_section("speech")
            self.speech.show_models(self.back_requested)
        if section in self._sections:
            self._wanted = section
            QTimer.singleShot(0, self._scroll)  # a page shown for the first time has no places yet

    def close_down(self) -> None:
        """End what still runs in the background."""
        self.microphone.close_down()
        self.speech.close_down()
        self.data.close_down()
        self._asking_voices.finish()

    # ------------------------------------------------------------ inside

    @Slot()
    def _scroll(self) -> None:
        """To the wanted section; called again while the page still grows, until the person scrolls."""
        if not self._wanted:
            return
        self._column.verticalScrollBar().setValue(self._sections[self._wanted].pos().y())
        self._mark(self._wanted)

    def _mark(self, section: str) -> None:
        self.segments.blockSignals(True)
        self.segments.choose(list(self._sections).index(section))
        self.segments.blockSignals(False)

    # ------------------------------------------------------------ slots

    @Slot(int)
    def _on_segment(self, place: int) -> None:
        self.show_section(list(self._sections)[place])

    @Slot(int)
    def _on_scrolled(self, top: int) -> None:
        if self._wanted:
            return
        bar = self._column.verticalScrollBar()
        cards = list(self._sections.items())
        seen = [section for section, card in cards if card.pos().y() <= top + MARGIN]
        self._mark(cards[-1][0] if 0 < bar.maximum() <= top else seen[-1] if seen else cards[0][0])

    @Slot()
    def _on_scrolled_by_hand(self) -> None:
        self._wanted = ""

    @Slot(object)
    def _on_voices(self, voices: object) -> None:
        names = [str(name) for name in voices] if isinstance(voices, (list, tuple)) else []
        self.editors[table.VOICE.key].offer([("The first that works", ""), *((name, name) for name in names)])

    def _ask_voices(self, _errand: Errand) -> object:
        return list(self._house.voice.voices())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._voices_asked:
            self._voices_asked = True
            self.editors[table.VOICE.key].offer([("The first that works", "")])
            self._asking_voices.start(self._ask_voices, "voices")
