"""The person's data: where it lies and how large it is, the daily copies, a backup of everything, and bringing one back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from mockinterview.core.backup import Contents, Holdings
from mockinterview.core.guidance import bytes_words
from mockinterview.core.problems import Problem
from mockinterview.flow.backups import Backups
from mockinterview.ui.look import GAP, px
from mockinterview.ui.models.backup_work import BackupWork, Deed
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.focus import has_place
from mockinterview.ui.widgets.panels import Card, Notice
from mockinterview.ui.widgets.switch import Switch
from mockinterview.ui.widgets.text import Label, Rule

FILES = "Backups (*.zip)"

_ELSEWHERE = (
    "A backup is one file with everything but the recognition models. Keep it on another disk: for the day this one fails. "
    "It is not encrypted."
)


class DataPart(QWidget):
    """The section's inside. What is done here goes on while other pages are shown."""

    def __init__(self, backups: Backups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = BackupWork(backups, self)
        self._here: Holdings | None = None
        self._chosen = Path()
        self._build()
        self._pressed = self.back_up
        self._wire()
        self._show_work()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP + GAP // 2)
        self.place = Label("", "small").make_selectable()
        self.open_place = Button("Open data folder", "folder")
        self.sizes = Label("")
        self.copies = Label("", "small")
        self.waiting = Notice()
        self.trouble = Notice("trouble")
        self.told = Notice()
        top = QHBoxLayout()
        top.addWidget(self.place, 1)
        top.addWidget(self.open_place, 0, Qt.AlignmentFlag.AlignTop)
        for widget in (self.waiting, self.trouble, self.told, self.sizes):
            column.addWidget(widget)
        column.addLayout(top)
        column.addWidget(self.copies)
        column.addWidget(Rule())
        column.addWidget(Label(_ELSEWHERE, "small"))
        column.addLayout(self._sound_row())
        column.addLayout(self._deeds())
        column.addLayout(self._work_row())
        column.addWidget(self._question())

    def _sound_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.with_sound = Switch("With the recordings")
        self.with_sound.setChecked(True)
        self.sound_words = Label("With the recordings")
        row.addWidget(self.sound_words, 1)
        row.addWidget(self.with_sound)
        return row

    def _deeds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.back_up = Button("Back up everything…", "download")
        self.restore = Button("Restore…", "undo")
        row.addWidget(self.back_up)
        row.addWidget(self.restore)
        row.addStretch(1)
        return row

    def _work_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.doing = Label("", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(px(160))
        self.stop = Button("Cancel", "close")
        row.addWidget(self.doing, 1)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        return row

    def _question(self) -> Card:
        self.question = Card("notice")
        self.asked = Label("")
        self.yes = Button("Restore at the next start", "", "primary")
        self.no = Button("Leave things as they are")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self.question.body.addWidget(self.asked)
        self.question.body.addLayout(row)
        self.question.hide()
        return self.question

    def _wire(self) -> None:
        self.open_place.clicked.connect(self._on_open_place)
        self.back_up.clicked.connect(self._on_back_up)
        self.restore.clicked.connect(self._on_restore)
        self.stop.clicked.connect(self.work.cancel)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self._on_no)
        self.waiting.pressed.connect(self.work.forget)
        self.work.looked.connect(self._on_looked)
        self.work.changed.connect(self._show_work)
        self.work.progressed.connect(self._show_pace)
        self.work.saved.connect(self._on_saved)
        self.work.examined.connect(self._on_examined)
        self.work.problem_met.connect(self._on_problem)

    def close_down(self) -> None:
        """End what still goes on; nothing half done stays."""
        self.work.close_down()

    # ------------------------------------------------------------ what is here

    @Slot(object)
    def _on_looked(self, here: Holdings) -> None:
        self._here = here
        self.place.setText(f"Kept in {here.folder}")
        self.sizes.setText(_sizes_words(here))
        self.copies.setText(_copies_words(here))
        self.sound_words.setText(f"With the recordings ({bytes_words(here.sound_bytes)})")
        self.waiting.say(
            f"The backup of {here.waiting.day} is ready. It takes the place of what is here when you close the program and "
            "open it again."
            if here.waiting
            else "",
            "Do not restore" if here.waiting else "",
        )

    @Slot()
    def _on_open_place(self) -> None:
        if self._here is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._here.folder))

    # ------------------------------------------------------------ a backup

    @Slot()
    def _on_back_up(self) -> None:
        dialog = self._dialog("Back up everything")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(f"mock-interview-{date.today().isoformat()}.zip")
        dialog.fileSelected.connect(self.back_up_into)
        dialog.open()

    @Slot(str)
    def back_up_into(self, file: str) -> None:
        """Write everything into that file."""
        self._be_quiet()
        self.work.save(Path(file), with_sound=self.with_sound.isChecked())

    @Slot(object, object)
    def _on_saved(self, contents: Contents, file: Path) -> None:
        whole = f"{file.name} is not complete: {contents.missing}" if contents.missing else f"{file.name} is whole."
        self.told.say(f"{whole} In it: {contents.words}.")

    # ------------------------------------------------------------ and back

    @Slot()
    def _on_restore(self) -> None:
        dialog = self._dialog("Restore a backup")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.examine)
        dialog.open()

    @Slot(str)
    def examine(self, file: str) -> None:
        """Say what a backup holds, and ask whether it is to be brought back."""
        self._be_quiet()
        self._chosen = Path(file)
        self.work.examine(self._chosen)

    @Slot(object, object)
    def _on_examined(self, contents: Contents, file: Path) -> None:
        here = f"Here are {self._here.contents.words}." if self._here else ""
        sound = "" if contents.with_sound else " It has no recordings; those that are here stay."
        self.asked.setText(
            f"{file.name} was made on {contents.day} and holds {contents.words}.{sound}\n{here}\n"
            "What is here will be put aside in a folder of its own, whole; nothing is deleted."
        )
        self.question.setAccessibleName(self.asked.text())
        self.question.show()
        self.no.setFocus()

    @Slot()
    def _on_yes(self) -> None:
        self._be_quiet()
        self.work.stage(self._chosen)

    @Slot()
    def _on_no(self) -> None:
        self._be_quiet()
        self.restore.setFocus()

    # ------------------------------------------------------------ inside

    def _dialog(self, title: str) -> QFileDialog:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, title, documents if QDir(documents).exists() else QDir.homePath())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters([FILES, "All files (*)"])
        return dialog

    def _be_quiet(self) -> None:
        self.trouble.say("")
        self.told.say("")
        self.question.hide()

    @Slot()
    def _show_work(self) -> None:
        """What goes on. The keyboard's focus stays in this part: the next thing below is a rule that deletes answers."""
        deed, ours = self.work.deed, has_place(self) or has_place(self.stop)
        if deed is not None:
            self._pressed = self.back_up if deed is Deed.SAVE else self.restore
            self.setFocus()
        for button in (self.back_up, self.restore, self.with_sound, self.waiting.button):
            button.setEnabled(deed is None)
        shown = deed in (Deed.SAVE, Deed.STAGE)
        for widget in (self.doing, self.bar, self.stop):
            widget.setVisible(shown)
        if shown and deed is not None:
            self.doing.setText(f"{deed.value}…")
            self.bar.setRange(0, 0)
            self.bar.setAccessibleName(deed.value)
            self.stop.setFocus()
        elif deed is None and ours:
            self._pressed.setFocus()

    @Slot()
    def _show_pace(self) -> None:
        pace, deed = self.work.pace, self.work.deed
        if deed is not None and pace.total:
            self.doing.setText(f"{deed.value}: {pace.words}")
            self.bar.setRange(0, 1_000)
            self.bar.setValue(1_000 * pace.done // pace.total)

    @Slot(object)
    def _on_problem(self, problem: Problem) -> None:
        self.trouble.say(problem.sentence)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.work.look()


def _sizes_words(here: Holdings) -> str:
    """What there is, and how large each part of it is; none of what there is not."""
    parts = (
        ("recordings", here.sound_bytes),
        ("history", here.history_bytes),
        ("recognition models", here.models_bytes),
    )
    sizes = ", ".join(f"{what} {bytes_words(size)}" for what, size in parts if size)
    words = here.contents.words
    return f"{words[:1].upper()}{words[1:]}." + (f" On the disk: {sizes}." if sizes else "")


def _copies_words(here: Holdings) -> str:
    if not here.copies:
        copies = "No daily copy of the history yet: the first is made at the next start."
    else:
        newest = date.fromisoformat(here.copies[0])
        number = "one copy" if len(here.copies) == 1 else f"{len(here.copies)} copies"
        copies = (
            f"The history is copied once a day, and seven days are kept: {number}, the newest of "
            f"{newest.day} {newest:%B %Y} ({bytes_words(here.copies_bytes)})."
        )
    if here.aside:
        copies += f" From before a restoring there is still {', '.join(here.aside)}; delete it when you miss nothing."
    return copies
