"""Words a person wrote, for an attempt or any sound: kept at once, lined up as after an edit, and put to their sound behind that.

Until the times are found the words share the sound by length. What is promised is written down first, as for recognition.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

from mockinterview.core.attempt import WaitingJob
from mockinterview.core.problems import Cancelled, TranscriptProblem, UsageProblem
from mockinterview.core.subtitles import LARGEST_BYTES, decoded, not_ours, read_plain, read_text
from mockinterview.core.transcript import Transcript
from mockinterview.core.written import ENGINE, Written, provisional, written_of
from mockinterview.flow.jobs import Job, JobKind, Jobs
from mockinterview.flow.keeper import Keeper
from mockinterview.flow.lining_up import LiningUp
from mockinterview.flow.ports import JobReport, Listener, TakeShelf, Transcriber

log = logging.getLogger(__name__)


def _never() -> bool:
    return False


class Writing:
    """Takes words in. stop: ends a recognition whose words would come over the person's own. language: where none is known yet."""

    def __init__(
        self,
        keeper: Keeper,
        shelf: TakeShelf,
        transcriber: Transcriber,
        lining_up: LiningUp,
        jobs: Jobs,
        listener: Listener,
        stop: Callable[[str], None],
        language: Callable[[], str],
    ) -> None:
        self._keeper = keeper
        self._shelf = shelf
        self._transcriber = transcriber
        self._lining_up = lining_up
        self._jobs = jobs
        self._listener = listener
        self._stop = stop
        self._language = language
        self._written: dict[str, Written] = {}

    # ------------------------------------------------------------ wishes

    def write(self, attempt_id: str, text: str) -> None:
        """Keep what was typed or pasted as the words of an attempt. TranscriptProblem if there is no word in it."""
        self.put(attempt_id, read_written(text, "What you wrote"))

    def import_file(self, attempt_id: str, file: Path) -> None:
        """The same from a file: text, SRT, WebVTT, or what `transcribe --json` prints."""
        self.put(attempt_id, read_file(file))

    def put(self, attempt_id: str, written: Written) -> None:
        """The words are there when this returns, their times follow (`review_changed`); those of before can be brought back.

        The person's verdicts stay. UsageProblem if there is no such attempt.
        """
        attempt = self._keeper.attempt(attempt_id)
        if attempt is None:
            raise UsageProblem("There is no such attempt.", "It may have been deleted.", "Choose one from the history.")
        self._stop(attempt_id)
        self._jobs.cancel(JobKind.ALIGN, attempt_id)
        former = self._keeper.transcript(attempt_id)
        language = former.language if former is not None else self._language() or "en"
        self._written[attempt_id] = written
        with self._lining_up.together:  # an older search that has just ended must not take the new promise with it
            self._keeper.put_job(WaitingJob(attempt_id, JobKind.ALIGN))
        words = provisional(written, attempt.duration_ms, language)
        self._lining_up.keep_words(attempt_id, words, keep_former=True)
        self._listener.review_changed(attempt_id)
        self.take_up(attempt_id)

    def cancel(self, attempt_id: str) -> None:
        """Stop looking for the times; the words stay, with the times they have."""
        self._jobs.cancel(JobKind.ALIGN, attempt_id)
        self._keeper.drop_job(WaitingJob(attempt_id, JobKind.ALIGN))

    def corrected(self, attempt_id: str) -> None:
        """The words were corrected: if their times are still being looked for, those of the new ones are."""
        if WaitingJob(attempt_id, JobKind.ALIGN) in self._keeper.waiting_jobs():
            self._jobs.cancel(JobKind.ALIGN, attempt_id)
            self._written.pop(attempt_id, None)
            self.take_up(attempt_id)

    def working(self, attempt_id: str) -> JobReport | None:
        """Where the search for the times stands; None if there is none going on."""
        return self._jobs.report(JobKind.ALIGN, attempt_id)

    def wait(self, attempt_id: str, timeout_s: float | None = None) -> bool:
        """Block until times and line-up are there; False if the time was up first. timeout_s: for each of the two."""
        return all(self._jobs.wait(kind, attempt_id, timeout_s) for kind in (JobKind.ALIGN, JobKind.LINE_UP))

    def timed(self, sound: Path, written: Written, language: str, progress: Callable[[int, int], None]) -> Transcript:
        """Written words with their times in any sound file, here and now; nothing is kept. SpeechProblem if it fails."""
        return self._transcriber.align(sound, written, language or "en", progress, _never)

    # ------------------------------------------------------------ in the background

    def take_up(self, attempt_id: str) -> None:
        """Do what was promised, now or after the ones before it."""
        self._jobs.start(JobKind.ALIGN, attempt_id, self._align)

    def _align(self, job: Job) -> None:
        attempt_id = job.attempt_id
        waiting = WaitingJob(attempt_id, JobKind.ALIGN)
        before = self._keeper.transcript(attempt_id)
        if before is None or before.engine != ENGINE:
            self._keeper.drop_job(waiting)
            return
        # after a restart the bounds are gone that it came with
        written = self._written.get(attempt_id) or written_of(before)
        try:
            audio = self._shelf.audio(attempt_id)
            after = self._transcriber.align(audio, written, before.language, job.progress, job.cancelled)
        except Cancelled:
            raise  # the promise stays unless `cancel` took it off: quitting only delays it
        except Exception:  # a bug too: what breaks the program must not be taken up again at every start
            if not job.cancelled():
                self._keeper.drop_job(waiting)
            raise
        with self._lining_up.together:
            if job.cancelled() or self._keeper.transcript(attempt_id) != before:
                raise Cancelled  # other words came meanwhile
            coverage = self._keeper.coverage(attempt_id)
            self._keeper.save_transcript(attempt_id, after)
            if coverage is not None:  # the same words at other times: what was found in them stands
                self._keeper.save_coverage(attempt_id, coverage)
            self._keeper.drop_job(waiting)
            if self._written.get(attempt_id) is written:
                del self._written[attempt_id]
        self._listener.review_changed(attempt_id)


def read_file(file: Path) -> Written:
    """The words in a file; TranscriptProblem if it cannot be read or holds none."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = f"The system says: {error.strerror}." if isinstance(error, OSError) else ""
        raise TranscriptProblem(f"{file.name} could not be read.", why, "Check its name.") from error
    return read_written(decoded(raw, file.name), file.name)


def read_written(text: str, name: str = "The text") -> Written:
    """The words of a text, JSON too. TranscriptProblem if it holds none, or too many."""
    if not text.lstrip().startswith("{"):
        return read_text(text, name)
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise not_ours(name) from error
    return read_plain(plain, name)
