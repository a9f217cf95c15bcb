"""A problem that keeps the window from opening, told in a small window of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from mockinterview.core.problems import Problem


def show_trouble(problem: Problem) -> None:
    """Show the problem's sentence and wait until it was read."""
    qt = QApplication.instance() or QApplication(["mockinterview"])
    box = QMessageBox(QMessageBox.Icon.Information, "Mock Interview", problem.what)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(" ".join(part for part in (problem.why, problem.next_step) if part))
    box.exec()
    del box, qt
