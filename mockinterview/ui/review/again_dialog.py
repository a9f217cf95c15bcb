"""What a take can be recognised with once more: what is ready here, with the wait and the memory to expect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QListView, QVBoxLayout, QWidget

from mockinterview.core.guidance import Guidance
from mockinterview.core.recognition import EXACT_ENGINE, Recogniser, RecogniserWish, recogniser_name
from mockinterview.core.transcript import Transcript
from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Card, Notice
from mockinterview.ui.widgets.rows import TITLE_ROLE, UNDER_ROLE, RowDelegate
from mockinterview.ui.widgets.switch import Switch
from mockinterview.ui.widgets.text import Label

HOW = "It runs on this computer while you go on. The words you have now are kept and can be brought back."
FIRST = "It runs on this computer while you go on."
ONLY_DRAFT = "Only the draft recogniser is ready, and many of its words will be wrong. Whisper does better."
NONE = "No recogniser is ready here. With a Whisper model your answers are written down on this computer."
EXACT = "Exactly as openai-whisper does it (slower)"
EXACT_TIP = "The same model, run the original way. The words hardly ever differ."
THESE = "{}, as for the words you have now"
MANY_WRONG = "Many words will be wrong"
UNKNOWN_WAIT = "time not known yet"
_ROWS = 5
"""So many rows are seen at once; of more the list scrolls."""


@dataclass(frozen=True)
class Option:
    """One way to recognise a take. about: wait and memory in words; current: the words there are come from it."""

    engine: str
    model: str
    title: str
    about: str
    draft: bool = False
    current: bool = False


def options_of(
    recognisers: Sequence[Recogniser],
    guidance: Callable[[RecogniserWish], Guidance],
    duration_ms: int,
    transcript: Transcript | None,
) -> list[Option]:
    """Everything that is ready, the best first. transcript: the words there are now."""
    found = []
    for one in recognisers:
        for model in (one.models or ("",)) if one.ready else ():
            advice = guidance(RecogniserWish(one.name, model))
            current = transcript is not None and (transcript.engine, transcript.model) == (one.name, model)
            title = recogniser_name(one.name) + (f" · {model}" if model and not one.draft else "")
            about = MANY_WRONG if one.draft else _about(advice, duration_ms)
            found.append(Option(one.name, model, title, about, one.draft, current))
    return found


def first_choice(options: Sequence[Option], engine: str, model: str) -> int:
    """Which one to begin with: what the settings ask for, or else the best, if the words do not come from it already."""

    def worth(option: Option) -> tuple[bool, bool, bool]:
        wished = engine in ("", option.engine) and model in ("", option.model)
        return not option.current, not option.draft, wished

    return max(range(len(options)), key=lambda place: (worth(options[place]), -place), default=-1)


def _about(advice: Guidance, duration_ms: int) -> str:
    memory = advice.memory_words
    if advice.tight:
        memory += " (that is little)"
    return " · ".join(part for part in (advice.take_words(duration_ms) or UNKNOWN_WAIT, memory) if part)


class AgainDialog(QDialog):
    """wished: an `Option`, and whether openai-whisper is to be run as it is. models_wished: the way to more models."""

    wished = Signal(object, bool)
    models_wished = Signal()

    def __init__(self, options: Sequence[Option], chosen: int, *, has_words: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Recognise again")
        self._options = tuple(options)
        self._build(has_words)
        self._fill(chosen)
        self._wire()
        self.resize(self._good_size())

    def _build(self, has_words: bool) -> None:
        self.note = Notice()
        self.list = QListView()
        self.list.setAccessibleName("Recognisers and models")
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = RowDelegate(1, self)
        self.list.setItemDelegate(self._rows)
        self.box = Card(margin=GAP // 2)
        self.box.body.addWidget(self.list)
        self.exact = Switch(EXACT)
        self.exact.setToolTip(EXACT_TIP)
        self.exact_words = Label(EXACT)
        self.more = Button("More models…", "download", "plain")
        self.cancel = Button("Cancel")
        self.go = Button("Recognise", "wave", "primary")
        self.go.setDefault(True)
        exactly, deeds = QHBoxLayout(), QHBoxLayout()
        exactly.setSpacing(GAP)
        exactly.addWidget(self.exact)
        exactly.addWidget(self.exact_words, 1)
        deeds.setSpacing(GAP)
        deeds.addWidget(self.more)
        deeds.addStretch(1)
        deeds.addWidget(self.cancel)
        deeds.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP + GAP // 2)
        column.addWidget(Label("Recognise again" if has_words else "Recognise", "title"))
        column.addWidget(Label(HOW if has_words else FIRST, "muted"))
        column.addWidget(self.note)
        column.addWidget(self.box)
        column.addLayout(exactly)
        column.addStretch(1)
        column.addLayout(deeds)

    def _fill(self, chosen: int) -> None:
        model = QStandardItemModel(self)
        for option in self._options:
            item = QStandardItem(", ".join(part for part in (option.title, option.about) if part))
            item.setData(THESE.format(option.title) if option.current else option.title, TITLE_ROLE)
            item.setData(option.about, UNDER_ROLE)
            model.appendRow(item)
        self.list.setModel(model)
        if chosen >= 0:
            self.list.setCurrentIndex(model.index(chosen, 0))
        if all(option.draft for option in self._options):
            self.note.say(ONLY_DRAFT if self._options else NONE, "Get Whisper…")
            self.more.hide()
        self.box.setVisible(bool(self._options))
        self.go.setEnabled(bool(self._options))
        self._show_exact()

    def _wire(self) -> None:
        for button in (self.more, self.cancel, self.note.button):
            button.setAutoDefault(False)
        self.list.selectionModel().currentChanged.connect(self._on_chosen)
        self.list.doubleClicked.connect(self._on_go)
        self.note.pressed.connect(self._on_models)
        self.more.clicked.connect(self._on_models)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._on_go)
        (self.list if self._options else self.note.button).setFocus()

    @property
    def chosen(self) -> Option | None:
        """The row that is chosen."""
        place = self.list.currentIndex().row()
        return self._options[place] if place >= 0 else None

    def _show_exact(self) -> None:
        """Only openai-whisper can be itself."""
        able = self.chosen is not None and self.chosen.engine == EXACT_ENGINE
        for widget in (self.exact, self.exact_words):
            widget.setVisible(any(option.engine == EXACT_ENGINE for option in self._options))
            widget.setEnabled(able)
        if not able:
            self.exact.setChecked(False)

    def _good_size(self) -> QSize:
        rows = min(_ROWS, max(1, len(self._options)))
        row = self.list.sizeHintForRow(0) if self._options else 0
        self.list.setFixedHeight(rows * row + GAP // 2)
        wished = QSize(px(600), self.sizeHint().height())
        return wished.boundedTo(self.screen().availableSize())

    # ------------------------------------------------------------ slots

    @Slot(QModelIndex, QModelIndex)
    def _on_chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_exact()

    @Slot()
    def _on_go(self) -> None:
        option = self.chosen
        if option is not None:
            self.accept()
            self.wished.emit(option, self.exact.isChecked())

    @Slot()
    def _on_models(self) -> None:
        self.reject()
        self.models_wished.emit()
