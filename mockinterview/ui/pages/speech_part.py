"""What turns speech into words: which recogniser works now, which Whisper models are here, and how to get one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from mockinterview.core.problems import Problem
from mockinterview.core.recognition import KnownModel, Recogniser
from mockinterview.flow.house import House
from mockinterview.settings import Settings, table
from mockinterview.ui.look import GAP, TARGET, px
from mockinterview.ui.models.background import Errand
from mockinterview.ui.pages.settings_editors import Editor
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Glyph, Notice
from mockinterview.ui.widgets.text import Label, Rule

_NAMES = {"whisper": "Whisper", "pocketsphinx": "Draft recogniser (PocketSphinx)"}


def size_words(size_bytes: object) -> str:
    """A size as people say it."""
    size = int(size_bytes) if isinstance(size_bytes, (int, float)) else 0
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


class ModelRow(QWidget):
    """One model of the catalogue. wished: its name, when it should be downloaded."""

    wished = Signal(str)
    cancel_wished = Signal()

    def __init__(self, model: KnownModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = model.name
        self.setMinimumHeight(px(TARGET) + 2)  # as high without a button as with one
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self._here = model.present
        self._glyph = Glyph(
            "state-clear" if self._here else "state-not-found", 18, "covered" if self._here else "muted"
        )
        row.addWidget(self._glyph)
        words = [size_words(model.size_bytes)]
        if model.memory_bytes:
            words.append(f"needs {size_words(model.memory_bytes)} of memory")
        if model.suggested:
            words.append("suits this computer")
        title = Label(self.name, "strong", wrap=False)
        title.setMinimumWidth(px(130))
        row.addWidget(title)
        self._facts = Label(" · ".join(words), "muted")
        row.addWidget(self._facts, 1)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(px(140))
        self.bar.setAccessibleName(f"Download of {self.name}")
        self.state = Label("here" if self._here else "", "muted", wrap=False)
        self.get = Button("Download", "download")
        self.get.setAccessibleName(f"Download {self.name}")
        self.cancel = Button("Cancel", "close")
        for widget in (self.bar, self.state, self.get, self.cancel):
            row.addWidget(widget)
        self.get.clicked.connect(self._on_get)
        self.cancel.clicked.connect(self.cancel_wished)
        self.show_idle()

    def show_idle(self) -> None:
        """No download goes on for this one."""
        self._facts.show()
        self.bar.hide()
        self.cancel.hide()
        self.get.setVisible(not self._here)
        self.state.setText("here" if self._here else "")

    def show_progress(self, done: int, total: int) -> None:
        """Its download is so far (bytes)."""
        self._facts.hide()
        self.get.hide()
        self.bar.show()
        self.cancel.show()
        self.bar.setRange(0, 1_000)
        self.bar.setValue(round(1_000 * done / total) if total else 0)
        self.state.setText(f"{size_words(done)} of {size_words(total)}" if total else "starting")

    @Slot()
    def _on_get(self) -> None:
        self.wished.emit(self.name)


class SpeechPart(QWidget):
    """The section's inside."""

    problem_met = Signal(object)

    def __init__(self, house: House, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._transcriber = house.transcriber
        self._models = house.models
        self._download = Errand(self)
        self._downloading = ""
        self._rows: dict[str, ModelRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP + GAP // 2)
        self.state = Notice()
        self.engine = Editor(table.RECOGNISER, settings)
        self.model = Editor(table.MODEL, settings)
        self.trouble = Notice("trouble")
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP // 2)
        folder_row = QHBoxLayout()
        self.folder = Button("Open folder", "folder", "plain")
        folder_row.addWidget(
            Label(
                "You can also put a model file (.pt) into the models folder by hand; no network is used then.", "small"
            ),
            1,
        )
        folder_row.addWidget(self.folder)
        column.addWidget(self.state)
        column.addWidget(self.engine)
        column.addWidget(self.model)
        column.addWidget(Rule())
        column.addWidget(Label("Whisper models", "strong"))
        column.addWidget(
            Label(
                "A download starts only when you press its button, and is the only use of the network there is.",
                "small",
            )
        )
        column.addLayout(self._list)
        column.addWidget(self.trouble)
        column.addLayout(folder_row)
        self.engine.failed.connect(self.problem_met)
        self.model.failed.connect(self.problem_met)
        self.folder.clicked.connect(self._on_folder)
        self._download.progressed.connect(self._on_progress)
        self._download.done.connect(self._on_downloaded)
        self._download.failed.connect(self._on_failed)
        self._download.stopped.connect(self._on_cancelled)

    def refresh(self) -> None:
        """Ask anew what is here."""
        try:
            recognisers = list(self._transcriber.recognisers())
            models = list(self._models.models())
        except Problem as problem:
            self.trouble.say(problem.sentence)
            return
        self._show_state(recognisers)
        self.engine.offer(
            [("The best that works", ""), *((_NAMES.get(one.name, one.name), one.name) for one in recognisers)]
        )
        here = [model.name for model in models if model.present]
        self.model.offer([("The one that suits this computer", ""), *((name, name) for name in here)])
        self._fill(models)

    def close_down(self) -> None:
        """End a running download; what is here of it is taken up by the next one."""
        self._download.finish()

    def _show_state(self, recognisers: list[Recogniser]) -> None:
        best = next((one for one in recognisers if one.ready), None)
        if best is None:
            self.state.say("No recogniser works here. Your answers are recorded and can be heard; words come later.")
        elif best.draft:
            reasons = next((one.why_not for one in recognisers if not one.ready and one.why_not), "")
            self.state.say(f"Draft recogniser: many words will be wrong. {reasons}".strip())
        else:
            self.state.say(f"{_NAMES.get(best.name, best.name)} is ready.")

    def _fill(self, models: list[KnownModel]) -> None:
        for row in self._rows.values():
            row.setParent(None)
            row.deleteLater()
        self._rows = {}
        for model in models:
            row = ModelRow(model)
            row.wished.connect(self._on_wished)
            row.cancel_wished.connect(self._download.cancel)
            self._rows[row.name] = row
            self._list.addWidget(row)
            if row.name == self._downloading:
                row.show_progress(0, 0)
        files = [Path(model.file) for model in models]
        self._models_folder = files[0].parent if files else None
        self.folder.setVisible(self._models_folder is not None and self._models_folder.is_absolute())

    # ------------------------------------------------------------ slots

    @Slot(str)
    def _on_wished(self, name: str) -> None:
        if self._download.busy:
            self.trouble.say("One download at a time. Wait for it, or cancel it.")
            return
        self.trouble.say("")
        self._downloading = name
        self._rows[name].show_progress(0, 0)
        self._download.start(_Fetch(self, name), "download")

    def fetch(self, name: str, errand: Errand) -> None:
        """Download a model. Blocks; called in the errand's thread."""
        self._models.fetch(name, errand.progress, errand.cancelled)

    @Slot(object, object)
    def _on_progress(self, done: int, total: int) -> None:
        row = self._rows.get(self._downloading)
        if row is not None:
            row.show_progress(done, total)

    @Slot(object)
    def _on_downloaded(self, _nothing: object) -> None:
        self._downloading = ""
        self.refresh()

    @Slot(object)
    def _on_failed(self, problem: Problem) -> None:
        self._on_cancelled()
        self.trouble.say(problem.sentence)

    @Slot()
    def _on_cancelled(self) -> None:
        row = self._rows.get(self._downloading)
        self._downloading = ""
        if row is not None:
            row.show_idle()

    @Slot()
    def _on_folder(self) -> None:
        if self._models_folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._models_folder)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


class _Fetch:
    def __init__(self, part: SpeechPart, name: str) -> None:
        self._part, self._name = part, name

    def __call__(self, errand: Errand) -> None:
        self._part.fetch(self._name, errand)
