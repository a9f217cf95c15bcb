"""The model manager: every Whisper model with its size and needs, got, checked and removed in place; a file may be dropped in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from mockinterview.core.guidance import bytes_words
from mockinterview.core.problems import Problem
from mockinterview.core.recognition import KnownModel
from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.models.model_work import Deed, ModelWork
from mockinterview.ui.pages.model_row import ModelRow
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Column, Notice
from mockinterview.ui.widgets.text import Label

_WHAT = (
    "Whisper writes your answers down, on this computer. A larger model makes fewer mistakes and takes longer. A download starts "
    "only when you ask for it, and is the only use of the network there is."
)


class ModelManager(QDialog):
    """The list. What is begun here goes on when it is closed."""

    def __init__(self, work: ModelWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.rows: dict[str, ModelRow] = {}
        self.setWindowTitle("Whisper models")
        self.setAcceptDrops(True)
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        self.resize(QSize(px(760), px(620)).boundedTo(room))
        self._build()
        self._wire()
        self.refresh()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, MARGIN, 0, 2 * GAP)
        outer.setSpacing(GAP)
        head = QVBoxLayout()
        head.setContentsMargins(MARGIN, 0, MARGIN, 0)
        head.setSpacing(GAP)
        self.trouble = Notice("trouble")
        self.told = Notice()
        self.copying = QProgressBar()
        self.copying.setRange(0, 1_000)
        self.copying.setTextVisible(False)
        self.copying_words = Label("", "small")
        self.copying_cancel = Button("Cancel", "close")
        self._copying = QWidget()
        row = QHBoxLayout(self._copying)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.copying_words, 1)
        row.addWidget(self.copying)
        row.addWidget(self.copying_cancel)
        for widget in (Label("Whisper models", "title"), Label(_WHAT, "muted"), self.trouble, self.told, self._copying):
            head.addWidget(widget)
        outer.addLayout(head)
        self._column = Column(760)
        self._column.body.setSpacing(0)
        self._column.body.addStretch(1)
        outer.addWidget(self._column, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN, 0, MARGIN, 0)
        foot.setSpacing(GAP)
        self.room = Label("", "small")
        self.add = Button("Add a file…", "plus")
        self.folder = Button("Open folder", "folder", "plain")
        self.close_button = Button("Close", look="primary")
        self.add.setToolTip("A model file (.pt) you have already; you can also drop it here.")
        foot.addWidget(self.room, 1)
        for button in (self.folder, self.add, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        outer.addLayout(foot)

    def _wire(self) -> None:
        self._work.changed.connect(self.refresh)
        self._work.progressed.connect(self._on_progressed)
        self._work.problem_met.connect(self._on_problem)
        self._work.told.connect(self._on_told)
        self._work.trust_asked.connect(self._on_trust_asked)
        self._column.verticalScrollBar().rangeChanged.connect(self._show_question)
        self.copying_cancel.clicked.connect(self._work.cancel)
        self.add.clicked.connect(self._on_add)
        self.folder.clicked.connect(self._on_folder)
        self.close_button.clicked.connect(self.accept)

    # ------------------------------------------------------------ showing

    @Slot()
    def refresh(self) -> None:
        """Ask anew what is here."""
        try:
            models = list(self._work.models())
            taken, free = self._work.room()
        except Problem as problem:
            self._on_problem(problem)
            return
        names = [model.name for model in models]
        for name in [name for name in self.rows if name not in names]:
            row = self.rows.pop(name)
            row.setParent(None)
            row.deleteLater()
        for place, model in enumerate(models):
            if model.name not in self.rows:
                self.rows[model.name] = self._new_row(model, place)
            self.rows[model.name].show_model(model)
        parts = [f"Models take {bytes_words(taken)}." if taken else "No model is here yet."]
        if free:
            parts.append(f"{bytes_words(free)} are free.")
        self.room.setText(" ".join(parts))
        self._models_folder = Path(models[0].file).parent if models else None
        self.folder.setVisible(self._models_folder is not None and self._models_folder.is_dir())
        self._show_copying()

    def _new_row(self, model: KnownModel, place: int) -> ModelRow:
        row = ModelRow(model, self._work)
        row.asking.connect(self._on_asking)
        self._column.body.insertWidget(place, row)
        return row

    def _show_copying(self) -> None:
        copying = self._work.busy and self._work.deed is Deed.ADD
        self._copying.setVisible(copying)
        self.add.setEnabled(not self._work.busy)
        if copying:
            pace = self._work.pace
            self.copying.setAccessibleName(f"Copying {self._work.name}")
            self.copying_words.setText(f"Copying {self._work.name} · {pace.words}")
            self.copying.setValue(round(1_000 * pace.done / pace.total) if pace.total else 0)

    # ------------------------------------------------------------ slots

    @Slot()
    def _on_progressed(self) -> None:
        self.trouble.say("")
        self.told.say("")
        for row in self.rows.values():
            row.show_model(row.model)
        self._show_copying()

    @Slot(object)
    def _on_problem(self, problem: Problem) -> None:
        self.told.say("")
        self.trouble.say(problem.sentence)

    @Slot(str)
    def _on_told(self, words: str) -> None:
        self.trouble.say("")
        self.told.say(words)

    @Slot(object)
    def _on_trust_asked(self, model: KnownModel) -> None:
        row = self.rows.get(model.name)
        if row is not None:
            row.ask_trust()

    @Slot()
    def _on_asking(self) -> None:
        QTimer.singleShot(
            0, self, self._show_question
        )  # it has no place yet; where the list grows, again when it has grown

    @Slot()
    def _show_question(self) -> None:
        for row in self.rows.values():
            if row.question.isVisible():
                self._column.ensureWidgetVisible(row.no)

    @Slot()
    def _on_add(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, "Add a model file", "", "Whisper models (*.pt);;All files (*)")
        if file:
            self._work.add(Path(file))

    @Slot()
    def _on_folder(self) -> None:
        if self._models_folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._models_folder)))

    # ------------------------------------------------------------ Qt's

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_in(event) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _file_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _file_in(event)
        if file is not None:
            event.acceptProposedAction()
            self._work.add(file)


def _file_in(event: QDropEvent) -> Path | None:
    """The one file that is dragged; None for anything else."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
