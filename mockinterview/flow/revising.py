"""What a person changes in a review: verdicts, notes, evidence, bookmarks, words; each one step that can be undone and done again.

Every verb returns at once and is seen at once (`shown`). It is kept in the background, one after the other in the order they were
given; where that fails, what was is there again, together with what was done on top of it, and the job tells why. Steps are known
while the program runs. Words that were corrected show the states of before, carried along, until they are lined up.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import Coverage, State
from mockinterview.core.delivery import Delivery, Pause
from mockinterview.core.editing import Edit, carried_all, edited_all
from mockinterview.core.opinion import Opinion
from mockinterview.core.problems import Problem, UsageProblem
from mockinterview.core.remarks import (
    bookmark_dropped,
    bookmarked,
    carried_by_time,
    decided,
    marked,
    noted,
    unmarked,
)
from mockinterview.core.review import Review
from mockinterview.core.transcript import Transcript
from mockinterview.flow.jobs import Job, JobKind, Jobs
from mockinterview.flow.keeper import Keeper
from mockinterview.flow.lining_up import LiningUp
from mockinterview.flow.ports import Listener
from mockinterview.flow.revision import Stand, Step, Track, Words, original_of
from mockinterview.flow.step_names import bookmark_name, edit_name, item_name
from mockinterview.flow.writing import Writing

log = logging.getLogger(__name__)

_TRACKS_KEPT = 8
"""Answers without a step that are held: those a person goes back and forth between."""

Measure = Callable[[Transcript | None, tuple[Pause, ...], int], Delivery]


class Revising:
    """Changes what is shown of attempts and keeps it. Works on what `Reviewing.review` found last.

    measure: timing facts of words, pauses and length.
    """

    def __init__(
        self,
        keeper: Keeper,
        lining_up: LiningUp,
        writing: Writing,
        jobs: Jobs,
        listener: Listener,
        measure: Measure,
    ) -> None:
        self._keeper = keeper
        self._lining_up = lining_up
        self._writing = writing
        self._jobs = jobs
        self._listener = listener
        self._measure = measure
        self._lock = threading.Lock()  # never held while the store is asked: the main thread takes it
        self._tracks: OrderedDict[str, Track] = OrderedDict()

    # ------------------------------------------------------------ the person's opinion

    def decide(self, attempt_id: str, item_id: str, state: State | None) -> None:
        """Give a verdict on an item; None goes back to the program's."""
        name = f"your verdict on {item_name(self._known(attempt_id).attempt, item_id)}"
        self._say(attempt_id, name, lambda review: decided(review.opinion, item_id, state))

    def note(self, attempt_id: str, item_id: str, text: str) -> None:
        """Write a note on an item; no text takes it away."""
        name = f"your note on {item_name(self._known(attempt_id).attempt, item_id)}"
        self._say(attempt_id, name, lambda review: noted(review.opinion, item_id, text))

    def mark(
        self, attempt_id: str, item_id: str, first_word: int, last_word: int, seen: Transcript | None = None
    ) -> None:
        """Mark words, both inclusive, as evidence for an item, and give the verdict they speak for if there is none.

        seen: see `edit`. UsageProblem where the words are gone or have no times.
        """
        name = f"the words marked for {item_name(self._known(attempt_id).attempt, item_id)}"
        self._check_timed(attempt_id)
        self._say(attempt_id, name, lambda review: marked(review, item_id, first_word, last_word), seen)

    def unmark(self, attempt_id: str, item_id: str, which: int) -> None:
        """Take evidence away from an item, by its index in `Review.evidence`; with the last of it the opposite verdict is given.

        UsageProblem where it is gone or its words have no times.
        """
        name = f"the words taken away from {item_name(self._known(attempt_id).attempt, item_id)}"
        self._check_timed(attempt_id)
        self._say(attempt_id, name, lambda review: unmarked(review, item_id, which))

    def bookmark(self, attempt_id: str, at_ms: int, text: str = "") -> None:
        """Set a bookmark; one that is there already is only named, if there is a name."""

        def change(review: Review) -> Opinion:
            at = min(max(at_ms, 0), review.attempt.duration_ms)
            there = any(one.at_ms == at for one in review.opinion.bookmarks)
            return review.opinion if there and not text.strip() else bookmarked(review.opinion, at, text)

        self._say(attempt_id, bookmark_name("the bookmark", at_ms), change)

    def name_bookmark(self, attempt_id: str, at_ms: int, text: str) -> None:
        """Give the bookmark at a place a name, or another one; "" takes it away. Nothing happens if there is no bookmark."""

        def change(review: Review) -> Opinion:
            there = any(one.at_ms == at_ms for one in review.opinion.bookmarks)
            return bookmarked(review.opinion, at_ms, text) if there else review.opinion

        self._say(attempt_id, bookmark_name("the name of the bookmark", at_ms), change)

    def drop_bookmark(self, attempt_id: str, at_ms: int) -> None:
        """Take the bookmark at a place away. Nothing happens if there is none."""
        name = bookmark_name("the removed bookmark", at_ms)
        self._say(attempt_id, name, lambda review: bookmark_dropped(review.opinion, at_ms))

    # ------------------------------------------------------------ the words

    def edit(self, attempt_id: str, edits: Sequence[Edit], seen: Transcript | None = None) -> None:
        """Correct words, each edit in the words as the edits before it left them; all of it is one step.

        The words of before the first correction stay known (`original`). seen: the words in which these were chosen; others may
        have taken their place before they are shown. UsageProblem if the words are others by now.
        """

        def change(words: Words) -> tuple[str, Words]:
            before = words.transcript
            if before is None or not _same(seen, before):
                raise ValueError("no words")
            after = edited_all(before, edits)
            coverage = None if words.coverage is None else carried_all(words.coverage, before, edits)
            original = words.original if before.edited else before
            return edit_name(before, edits), Words(after, _carried(coverage), original)

        self._write(attempt_id, change)

    def original(self, attempt_id: str) -> Transcript | None:
        """The words as they were before they were corrected; None if they were not."""
        with self._lock:
            track = self._tracks.get(attempt_id)
            return track.now.words.original if track is not None else None

    def bring_back_original(self, attempt_id: str) -> None:
        """Put them in the place of the corrected ones, which stay known (`FormerWords`). Nothing happens if there are none."""

        def change(words: Words) -> tuple[str, Words]:
            before, original = words.transcript, words.original
            if before is None or original is None:
                return "", words
            coverage = None if words.coverage is None else carried_by_time(words.coverage, before, original)
            return "the way back to the words of the recogniser", Words(original, _carried(coverage))

        self._write(attempt_id, change, keep_former=True)

    # ------------------------------------------------------------ back and forth

    def undo(self, attempt_id: str) -> str:
        """Take the last step back; what it was, in words, "" if there is none."""
        with self._lock:
            track = self._tracks.get(attempt_id)
            if track is None or not track.now.done:
                return ""
            step = track.now.done[-1]
            task = self._move(track, track.now.without_last(), step.turned())
        self._start(attempt_id, task)
        return step.name

    def redo(self, attempt_id: str) -> str:
        """Do the step again that was taken back last; what it was, in words, "" if there is none."""
        with self._lock:
            track = self._tracks.get(attempt_id)
            if track is None or not track.now.undone:
                return ""
            step = track.now.undone[-1]
            task = self._move(track, track.now.with_next(), step)
        self._start(attempt_id, task)
        return step.name

    def undoable(self, attempt_id: str) -> str:
        """What `undo` would take back, in words that follow "Undo"; "" if nothing."""
        with self._lock:
            track = self._tracks.get(attempt_id)
            return track.now.done[-1].name if track is not None and track.now.done else ""

    def redoable(self, attempt_id: str) -> str:
        """What `redo` would do again, in words that follow "Redo"; "" if nothing."""
        with self._lock:
            track = self._tracks.get(attempt_id)
            return track.now.undone[-1].name if track is not None and track.now.undone else ""

    # ------------------------------------------------------------ what is shown

    def version(self, attempt_id: str) -> int:
        """To be asked before the store is, and handed to `found`."""
        with self._lock:
            track = self._tracks.get(attempt_id)
            return track.version if track is not None else -1

    def found(
        self,
        version: int,
        attempt: Attempt,
        transcript: Transcript | None,
        coverage: Coverage | None,
        opinion: Opinion,
        former: Sequence[Transcript],
    ) -> tuple[Words, Opinion]:
        """What the store says of an attempt, in any thread; how it stands now.

        What the store says counts unless something was changed since it was asked, or is on its way. former: words that others
        took the place of, if these were corrected.
        """
        original = original_of(transcript, former) if transcript is not None else None
        words = Words(transcript, coverage, original)
        with self._lock:
            track = self._tracks.get(attempt.id)
            if track is None:
                self._tracks[attempt.id] = Track(attempt, Stand(words, opinion), Stand(words, opinion))
            elif track.version == version and not track.pending:
                track.attempt = attempt
                track.now = track.kept = track.now.found(words, opinion)
            self._tracks.move_to_end(attempt.id)
            now = self._tracks[attempt.id].now
            idle = [
                one for one, other in self._tracks.items() if not (other.pending or other.now.done or other.now.undone)
            ]
            for one in idle[:-_TRACKS_KEPT]:
                del self._tracks[one]
        return now.words, now.opinion

    def shown(self, review: Review) -> Review:
        """A review of any time as it stands now: with all that was changed, kept or not. Asks nobody."""
        with self._lock:
            track = self._tracks.get(review.attempt.id)
            if track is None:
                return review
            words, opinion = track.now.words, track.now.opinion
            if (
                review.transcript is words.transcript
                and review.coverage is words.coverage
                and review.opinion == opinion
            ):
                return review
        delivery = review.delivery
        if review.transcript is not words.transcript:
            delivery = self.measured(review.attempt, words.transcript, delivery.pauses)
        return Review(review.attempt, delivery, words.transcript, words.coverage, opinion)

    def measured(self, attempt: Attempt, transcript: Transcript | None, pauses: tuple[Pause, ...]) -> Delivery:
        """The timing facts of an answer, measured once as long as words and pauses stay: 15 ms of an hour's words."""
        with self._lock:
            track = self._tracks.get(attempt.id)
            known = track.measured if track is not None else None
        if known is not None and known[0] is transcript and known[1] == pauses:
            return known[2]
        delivery = self._measure(transcript, pauses, attempt.duration_ms)
        if track is not None:
            track.measured = transcript, pauses, delivery
        return delivery

    def forget(self, attempt_id: str) -> None:
        """The attempt is deleted for good."""
        with self._lock:
            self._tracks.pop(attempt_id, None)

    # ------------------------------------------------------------ inside

    def _known(self, attempt_id: str) -> Track:
        """Not under the lock: who shows the answer is told to read it again, and asks back."""
        with self._lock:
            track = self._tracks.get(attempt_id)
        if track is None:
            self._listener.review_changed(attempt_id)
            raise UsageProblem("This answer is still being opened.", "", "Wait a moment and try again.")
        return track

    def _check_timed(self, attempt_id: str) -> None:
        """Evidence is kept by its time: words whose times are only being looked for would not stay marked."""
        if self._writing.working(attempt_id) is not None:
            raise _words_gone()

    def _say(
        self, attempt_id: str, name: str, change: Callable[[Review], Opinion], seen: Transcript | None = None
    ) -> None:
        """One step of the opinion. seen: see `edit`."""
        track = self._known(attempt_id)
        with self._lock:
            before = track.now.opinion
            try:
                if not _same(seen, track.now.words.transcript):
                    raise ValueError("other words")
                after = change(track.review)
            except (ValueError, KeyError) as error:
                raise _words_gone() from error
            if after == before:
                return
            step = Step(name, before, after)
            task = self._move(track, track.now.after(step), step)
        self._start(attempt_id, task)

    def _write(
        self, attempt_id: str, change: Callable[[Words], tuple[str, Words]], *, keep_former: bool = False
    ) -> None:
        """One step of the words."""
        track = self._known(attempt_id)
        with self._lock:
            before = track.now.words
            try:
                name, after = change(before)
            except ValueError as error:
                raise _words_gone() from error
            if after.transcript is before.transcript:
                return
            keep = keep_former or (before.transcript is not None and not before.transcript.edited)
            step = Step(name, before, after, keep)
            task = self._move(track, track.now.after(step), step)
        self._start(attempt_id, task)

    def _move(self, track: Track, stand: Stand, step: Step) -> Callable[[Job], None]:
        """Show how it stands with a step; the work that keeps it."""
        track.now = stand
        track.version += 1
        track.pending += 1
        return partial(self._keep, track, track.generation, stand, step)

    def _start(self, attempt_id: str, task: Callable[[Job], None]) -> None:
        self._jobs.start(JobKind.JUDGE, attempt_id, task, each=True)

    # ------------------------------------------------------------ in the background

    def _keep(self, track: Track, generation: int, stand: Stand, step: Step, job: Job) -> None:
        with self._lock:
            stale = track.generation != generation
        try:
            if not stale:
                self._keep_step(job.attempt_id, step)
        except BaseException:  # whatever it was: what is not kept must not be shown as if it were
            with self._lock:
                track.put_back()
            raise
        else:
            with self._lock:
                if not stale:
                    track.kept = stand
        finally:
            with self._lock:
                track.pending -= 1
                track.version += 1
            self._listener.review_changed(job.attempt_id)

    def _keep_step(self, attempt_id: str, step: Step) -> None:
        before, after = step.before, step.after
        if isinstance(after, Opinion):
            self._keeper.save_opinion(attempt_id, after)
            return
        if not isinstance(before, Words) or after.transcript is None:
            return
        with self._lining_up.together:
            if self._keeper.transcript(attempt_id) != before.transcript:
                raise UsageProblem(
                    "Your correction was not kept.",
                    "The words of this answer have become others meanwhile.",
                    "Look at the words that are there now, and correct those.",
                )
            self._lining_up.keep_words(
                attempt_id, after.transcript, keep_former=step.keep_former, states=after.coverage
            )
        self._writing.corrected(attempt_id)


def _carried(coverage: Coverage | None) -> Coverage | None:
    return None if coverage is None else replace(coverage, carried=True)


def _same(seen: Transcript | None, now: Transcript | None) -> bool:
    return seen is None or seen is now or seen == now


def _words_gone() -> Problem:
    return UsageProblem(
        "These words cannot be changed now.",
        "They have become others meanwhile, or it is not known yet when they were said.",
        "Wait a moment, choose them again, and try once more.",
    )
