"""After a bug: what is known of it, whole, for the person to read and to copy. Nothing is sent anywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from mockinterview.ui.look import GAP, MARGIN, px
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.panels import Card
from mockinterview.ui.widgets.text import Label


class CrashDialog(QDialog):
    """text: the report. file: where it was kept, "" if nowhere."""

    def __init__(self, text: str, file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Something broke")
        self.resize(px(720), px(480))
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(2 * GAP)
        column.addWidget(Label("Something in this program broke", "title"))
        kept = f" It was kept in {file}." if file else ""
        column.addWidget(
            Label(
                "That is our mistake, not yours. What you recorded is on disk. This is everything the program knows about it; "
                f"no word of your answers is in it, and nothing was sent.{kept}"
            ).make_selectable()
        )
        self.report = QPlainTextEdit(text)
        self.report.setReadOnly(True)
        self.report.setAccessibleName("Report")
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        card = Card(margin=GAP)
        card.body.addWidget(self.report)
        column.addWidget(card, 1)
        self.copy = Button("Copy the report", "copy")
        self.go_on = Button("Go on", look="primary")
        deeds = QHBoxLayout()
        deeds.setSpacing(GAP)
        deeds.addStretch(1)
        deeds.addWidget(self.copy)
        deeds.addWidget(self.go_on)
        column.addLayout(deeds)
        self.copy.clicked.connect(self._on_copy)
        self.go_on.clicked.connect(self.accept)
        self.go_on.setDefault(True)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.say("Copied", "check")
