"""The program with its window, as a process of its own through its own front door, told on its stdin what a person would do.

`Puppet` is the trial's side. The other side is this module run with a data folder (and `hands`): it answers on stdout, one line of
JSON for each thing that happens. Nothing of the program is replaced; it is only watched, and its methods are called where a person
would click.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parents[3]
TICK_MS = 16
QUESTION = "difficult-client-legal-secretary"


class Puppet:
    """A window in a process of its own. env: on top of this process's environment, as that of a sound card.

    held: it waits before its first import until `go`, so that several can start at the same moment.
    """

    def __init__(self, data: Path, env: Mapping[str, str] | None = None, *, held: bool = False) -> None:
        command = [
            sys.executable,
            "-m",
            __name__,
            str(data),
            *(["--held"] if held else []),
        ]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **(env or {})},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.said: list[dict[str, Any]] = []
        self.complaints: list[str] = []
        self._news = threading.Condition()
        self._readers = [threading.Thread(target=self._listen), threading.Thread(target=self._note_complaints)]
        for reader in self._readers:
            reader.start()

    def __enter__(self) -> Puppet:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        return self.process.pid

    def tell(self, *words: object) -> None:
        """One wish, like "record ID"."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(" ".join(map(str, words)) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise ChildProcessError(f"the program has ended: {self.complaints[-3:]}") from None

    def ask(self, *words: object, key: str, timeout_s: float = 60) -> Any:
        """One wish, and what it says of `key` after that."""
        known = len(self.said)
        self.tell(*words)
        return self.hear(key, known, timeout_s)

    def hear(self, key: str, known: int = 0, timeout_s: float = 60) -> Any:
        """What it says of `key`, the first since it had said so much; TimeoutError if nothing comes, also since it ended."""
        with self._news:
            self._news.wait_for(lambda: self.told(key, known) or not self._readers[0].is_alive(), timeout_s)
            found = self.told(key, known)
        if not found:
            raise TimeoutError(f"it did not say “{key}”, but {self.said[known:][-3:]}, {self.complaints[-3:]}")
        return found[0]

    def told(self, key: str, known: int = 0) -> list[Any]:
        """Everything it has said of `key`."""
        return [news[key] for news in self.said[known:] if key in news]

    def wait(self, timeout_s: float = 60) -> int:
        """Wait until it has ended; its exit status."""
        status = self.process.wait(timeout_s)
        self._collect()
        return status

    def kill(self) -> None:
        """End it at once, as a crash would; harmless when called twice."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)
        self._collect()

    def _collect(self) -> None:
        for reader in self._readers:
            reader.join(5)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue  # a wish that came too late

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                with self._news:
                    self.said.append(json.loads(line))
                    self._news.notify_all()
        with self._news:
            self._news.notify_all()

    def _note_complaints(self) -> None:
        assert self.process.stderr is not None
        self.complaints.extend(self.process.stderr)


# ---------------------------------------------------------------- the program's side


def main() -> int:
    data = sys.argv[1]
    if "--held" in sys.argv:
        sys.stdin.readline()
    from mockinterview import app
    from mockinterview.__main__ import main as program

    run = app.Desktop.run

    def watched(desktop: app.Desktop) -> int:
        from tests.benchmarks.faults.hands import Hands

        hands = Hands(desktop)
        try:
            return run(desktop)
        finally:
            hands.deleteLater()

    app.Desktop.run = watched  # type: ignore[method-assign]
    sys.argv = ["mockinterview", "--data-dir", data]
    return program()


if __name__ == "__main__":
    sys.exit(main())
