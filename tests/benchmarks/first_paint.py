"""One window, started as a process of its own: prints when its first paint was over, its memory, and what it imported; then ends.

For startup.py. `empty` is a bare QMainWindow; `ours DIR` is the program through its own front door, with DIR as its data folder;
`full DIR` is the same, but waits until the questions are on the screen.
"""

from __future__ import annotations

import sys


def watch(window, whole: bool = False) -> None:
    """Print the report after the window's first paint event (whole: the first with its contents), and leave at once."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class FirstPaint(QObject):
        """Sees the first paint event and reports when the event loop is idle again."""

        def eventFilter(self, watched, event) -> bool:
            if event.type() == QEvent.Type.Paint and (not whole or window.furnished):
                watched.removeEventFilter(self)
                QTimer.singleShot(0, self, self.tell)
            return False

        def tell(self) -> None:
            import json
            import os
            import time

            now = time.time()
            with open("/proc/self/status", encoding="ascii") as status:
                memory = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
            sys.stdout.write(json.dumps({"at": now, "rss": memory, "modules": sorted(sys.modules)}) + "\n")
            sys.stdout.flush()
            os._exit(0)

    window.first_paint = FirstPaint(window)
    window.installEventFilter(window.first_paint)


def empty() -> None:
    """The yardstick."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    qt = QApplication(["empty"])
    window = QMainWindow()
    window.resize(1280, 720)
    watch(window)
    window.show()
    qt.exec()


def ours(data: str, whole: bool) -> None:
    """The program, unchanged but for the one who watches it."""
    from mockinterview import app
    from mockinterview.__main__ import main

    show = app.Desktop.run

    def run(desktop) -> int:
        watch(desktop.window, whole)
        return show(desktop)

    app.Desktop.run = run
    sys.argv = ["mockinterview", "--data-dir", data]
    main()


if __name__ == "__main__":
    empty() if sys.argv[1] == "empty" else ours(sys.argv[2], sys.argv[1] == "full")
