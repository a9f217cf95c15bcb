"""espeak-ng called directly: the voice of last resort where Qt's speech has none."""

from __future__ import annotations

import logging
import shutil

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from mockinterview.core.problems import VoiceProblem

log = logging.getLogger(__name__)

PROGRAM = "espeak-ng"

_NORMAL_WPM = 175
"""espeak-ng's own speed, in words a minute; half and twice as fast are the ends of the scale."""


class Espeak(QObject):
    """One espeak-ng process at a time; the text goes in by standard input, never through a shell.

    ended: an utterance is over, with a VoiceProblem or None.
    """

    ended = Signal(object)

    def __init__(self, program: str = PROGRAM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.program = program
        self._process: QProcess | None = None

    def is_there(self) -> bool:
        """Whether the program is installed."""
        return shutil.which(self.program) is not None

    def say(self, text: str, rate: float = 0.0) -> None:
        """Speak; what is being spoken is cut off. rate: -1 to 1, 0 is normal."""
        self.stop()
        process = self._process = QProcess(self)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start(self.program, ["--stdin", "-v", "en-us", "-s", str(round(_NORMAL_WPM * 2**rate))])
        if self._process is process:  # it may have failed to start by now
            process.write(text.encode())
            process.closeWriteChannel()

    def stop(self) -> None:
        """Fall silent. `ended` does not come for what was cut off."""
        process, self._process = self._process, None
        if process is None:
            return
        process.finished.disconnect(self._on_finished)
        process.errorOccurred.disconnect(self._on_error)
        process.kill()
        process.waitForFinished(1_000)
        process.deleteLater()

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        process = self._process
        if process is None:
            return
        said = bytes(process.readAllStandardError().data())
        # Without a loudspeaker it says "error: ..." and ends all the same with 0.
        if status is QProcess.ExitStatus.NormalExit and code == 0 and b"error:" not in said:
            self._end(None)
            return
        log.warning("espeak-ng ended with %d: %s", code, said.decode(errors="replace")[:500])
        self._end(
            VoiceProblem(
                "The question was not read aloud.", "The voice could not use the loudspeaker.", "Read it instead."
            )
        )

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end(
                VoiceProblem(
                    "The question was not read aloud.",
                    "No voice is installed on this computer.",
                    "On Debian and Ubuntu, install espeak-ng; until then, read the question yourself.",
                )
            )

    def _end(self, problem: VoiceProblem | None) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        self.ended.emit(problem)
