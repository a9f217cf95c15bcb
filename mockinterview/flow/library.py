"""What the windows and commands may ask: questions, attempts, recovery, export. What is thrown away is in `removing`."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mockinterview.core.attempt import Attempt, MarkKind, Tally
from mockinterview.core.finding import Hit
from mockinterview.core.merge import MergePlan, plan_merge
from mockinterview.core.page import PageReading
from mockinterview.core.problems import Problem, TakeProblem, UsageProblem
from mockinterview.core.question import Question
from mockinterview.core.recovery import StuckTake
from mockinterview.core.removal import Binned, DeletionReport
from mockinterview.core.take import MICROPHONE_TRIAL, FinishedTake
from mockinterview.flow.answering import SHORTEST_TAKE_MS, attempt_of
from mockinterview.flow.banks import QuestionBanks
from mockinterview.flow.jobs import Job, JobKind, Jobs
from mockinterview.flow.keeper import Keeper
from mockinterview.flow.ports import Exporter, Listener, TakeShelf
from mockinterview.flow.removing import Removing
from mockinterview.flow.reviewing import Reviewing

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Filter:
    """Which questions to list: every word of `search` must occur in one; "" lets all through. favourite: only those."""

    search: str = ""
    role: str = ""
    theme: str = ""
    kind: str = ""
    tag: str = ""
    favourite: bool = False


@dataclass(frozen=True)
class Former:
    """How the person's questions of these ids were at some moment: those there were, and the order of all of theirs."""

    ids: tuple[str, ...]
    questions: tuple[Question, ...]
    order: tuple[str, ...]


class Library:
    """Everything on the shelves."""

    def __init__(
        self,
        banks: QuestionBanks,
        keeper: Keeper,
        shelf: TakeShelf,
        exporter: Exporter,
        reviewing: Reviewing,
        jobs: Jobs,
        listener: Listener,
        removing: Removing,
    ) -> None:
        self._banks = banks
        self._keeper = keeper
        self._shelf = shelf
        self._exporter = exporter
        self._reviewing = reviewing
        self._jobs = jobs
        self._listener = listener
        self._questions: dict[str, Question] = {}
        self._haystacks: dict[str, str] = {}
        self.removing = removing
        self.bank_problems: Sequence[Problem] = ()
        """A sentence for every bank or question that could not be read."""

    # ------------------------------------------------------------ questions

    def load_questions(self) -> None:
        """Read the banks (again)."""
        questions, self.bank_problems = self._banks.load()
        self._questions = {question.id: question for question in questions}
        self._haystacks = {question.id: _haystack(question) for question in questions}

    def questions(self, wanted: Filter | None = None) -> list[Question]:
        """The questions a filter lets through, in the banks' order."""
        wanted = wanted or Filter()
        words, role, theme = wanted.search.casefold().split(), wanted.role.casefold(), wanted.theme.casefold()
        kind, tag = wanted.kind.casefold(), wanted.tag.casefold()
        return [
            question
            for question in self._questions.values()
            if role in ("", question.role.casefold())
            and theme in ("", question.theme.casefold())
            and kind in ("", question.kind.casefold())
            and (not tag or any(tag == one.casefold() for one in question.tags))
            and (question.favourite or not wanted.favourite)
            and all(word in self._haystacks[question.id] for word in words)
        ]

    def question(self, question_id: str) -> Question:
        """The question of that id; UsageProblem if no bank has it."""
        try:
            return self._questions[question_id]
        except KeyError:
            raise UsageProblem(
                f"There is no question with the id “{question_id}”.", "", "The list of questions shows which there are."
            ) from None

    def read_page(self, text: str) -> PageReading:
        """What a pasted page says, as drafts that are kept nowhere yet; BankProblem if it is far too long."""
        return self._banks.read_page(text)

    def import_file(self, file: Path) -> PageReading:
        """What a bank file or a saved page says; BankProblem if it cannot be read."""
        return self._banks.import_file(file)

    def import_bytes(self, raw: bytes, name: str) -> PageReading:
        """The same for what was dropped or piped in."""
        return self._banks.import_bytes(raw, name)

    def plan_import(self, incoming: Sequence[Question]) -> MergePlan:
        """What keeping these questions would change; nothing is written."""
        return plan_merge(self._questions.values(), incoming)

    def keep(self, incoming: Sequence[Question], take: Collection[str] = ()) -> MergePlan:
        """Keep new questions and what is new in known ones; where both differ, theirs only for the ids in `take`."""
        plan = self.plan_import(incoming)
        if written := plan.merged(take):
            self.change_questions(written)
        return plan

    def own_questions(self) -> Sequence[Question]:
        """The person's own questions, in their order: added ones, and changed copies of the program's."""
        return self._banks.own()

    def change_questions(
        self, put: Sequence[Question] = (), drop: Collection[str] = (), order: Sequence[str] = ()
    ) -> None:
        """Write the person's questions and read all banks again. Dropping a changed copy brings the program's own back."""
        self._banks.change_own(put, drop, order)
        self.load_questions()

    def former(self, question_ids: Collection[str]) -> Former:
        """How the person's questions of these ids are now, to bring that back later."""
        own = self._banks.own()
        mine = tuple(question for question in own if question.id in set(question_ids))
        return Former(tuple(question_ids), mine, tuple(question.id for question in own))

    def bring_back(self, former: Former) -> None:
        """Undo whatever was done to these questions since."""
        here = {question.id for question in former.questions}
        self.change_questions(former.questions, [one for one in former.ids if one not in here], former.order)

    def share(self, question_ids: Collection[str], target: Path) -> None:
        """Write these questions into a bank file to hand on, without the person's notes; BankProblem if it cannot be written."""
        self._banks.write(target, [self.question(question_id) for question_id in question_ids])

    def roles(self) -> list[str]:
        """Every role that occurs, in alphabetical order."""
        return sorted({question.role for question in self._questions.values() if question.role})

    def themes(self, role: str = "") -> list[str]:
        """Every theme that occurs (for one role, if given), in alphabetical order."""
        return sorted({q.theme for q in self._questions.values() if q.theme and role in ("", q.role)})

    def kinds(self) -> list[str]:
        """Every kind of question that occurs, in alphabetical order."""
        return sorted({question.kind for question in self._questions.values() if question.kind})

    def tags(self) -> list[str]:
        """Every tag that occurs, in alphabetical order."""
        return sorted({tag for question in self._questions.values() for tag in question.tags})

    # ------------------------------------------------------------ attempts

    def tallies(self) -> Mapping[str, Tally]:
        """How many attempts each question has, and when the last was, by question id."""
        return self._keeper.tallies()

    def attempts(self, question_id: str | None = None) -> list[Attempt]:
        """Attempts newest first, without those in the bin."""
        return list(self._keeper.attempts(question_id))

    def search(self, words: str, limit: int = 50) -> Sequence[Hit]:
        """Attempts in which these words occur, the best first; whatever is typed, it is no mistake (`Keeper.search`)."""
        return self._keeper.search(words, limit)

    def audio(self, attempt_id: str) -> Path:
        """The sound of an attempt; TakeProblem if the file is missing."""
        return self._shelf.audio(attempt_id)

    def remove(self, attempt_id: str) -> None:
        """Throw an attempt away: it is whole in the bin until it is deleted for good. See `removing` for all about that."""
        self.removing.remove(attempt_id)

    def bin(self) -> Sequence[Binned]:
        """What was thrown away, the last first."""
        return self.removing.bin()

    def bring_back_from_bin(self, attempt_ids: Collection[str]) -> None:
        """Take attempts out of the bin."""
        self.removing.bring_back(attempt_ids)

    def delete_for_good(self, attempt_ids: Collection[str]) -> DeletionReport:
        """Delete attempts and everything that was made of them. Slow: not in the main thread."""
        return self.removing.delete_for_good(attempt_ids)

    def export(self, attempt_id: str, format: str, target: Path) -> None:
        """Write one review into a file; ExportProblem if it cannot be."""
        self._exporter.export(self._reviewing.full_review(attempt_id), format, target)

    def export_formats(self) -> Sequence[str]:
        """The formats there are, as file name endings."""
        return self._exporter.formats()

    # ------------------------------------------------------------ after a crash

    def tidy(self) -> None:
        """In the background: finish deletions and bring back takes that a crash left behind, do with old answers what the person's
        rule says, and take up unfinished recognition.
        """
        self._jobs.start(JobKind.TIDY, "", self._tidy)

    def recover(self) -> list[Attempt]:
        """Bring back every take that was never closed or that the store does not know. Doing it again changes nothing.

        Their recognition is promised, not begun. A take that cannot be brought back stands in no other's way. Thrown away is only
        what holds no sound at all, what is too short for a word because Stop was pressed, and a trial of the microphone.
        `takes_recovered` tells of all at once.
        """
        self._tidy_shelf()
        return self._recover()

    def _recover(self) -> list[Attempt]:
        known = self._keeper.known()
        thrown_away = {binned.attempt.id for binned in self._keeper.bin()} | set(self._keeper.begun_deletions())
        unfinished = [take for take in self._shelf.unfinished() if take.label.attempt_id not in thrown_away]
        found: list[Attempt] = []
        stuck: list[StuckTake] = []
        for take in (*unfinished, *self._shelf.finished(known)):
            try:
                attempt = self._bring_back(take.label.attempt_id, take.label.attempt_id in known)
            except TakeProblem as problem:
                stuck.append(StuckTake(take, problem))
                continue
            if attempt is not None:
                found.append(attempt)
        if found or stuck:
            self._listener.takes_recovered(found, stuck)
        return found

    def _bring_back(self, attempt_id: str, known: bool) -> Attempt | None:
        take = self._shelf.recover(attempt_id)
        if not known and (_holds_nothing(take) or take.label.question == MICROPHONE_TRIAL):
            self._shelf.discard(attempt_id)
            return None
        attempt = attempt_of(take)
        self._keeper.add_attempt(attempt)
        if self._keeper.transcript(attempt_id) is None:
            self._reviewing.promise(attempt_id)
        return attempt

    def _tidy_shelf(self) -> None:
        try:
            self._shelf.tidy()
        except TakeProblem as problem:  # it stands in nobody's way
            self._listener.problem_arose(problem)

    def _tidy(self, job: Job) -> None:
        for note in self._keeper.notes:  # waits until the store was checked, and mended if need be
            self._listener.problem_arose(note)
        self._tidy_shelf()
        for problem in self.removing.finish().problems:
            self._listener.problem_arose(problem)
        recovered = self._recover()
        if recovered:
            log.info("%d takes recovered", len(recovered))
        self.removing.apply_rule()
        self._reviewing.resume()


def _holds_nothing(take: FinishedTake) -> bool:
    """Whether a take left behind is none: empty, or stopped by the person before a word. One that a crash cut short is kept."""
    cut_short = any(mark.kind is MarkKind.RECOVERED for mark in take.marks)
    return take.duration_ms == 0 or (take.duration_ms < SHORTEST_TAKE_MS and not cut_short)


def _haystack(question: Question) -> str:
    """What a search looks through. The id too: "difficult client" is how many call what a question words otherwise."""
    parts = [
        question.text,
        question.id.replace("-", " "),
        question.role,
        question.theme,
        question.function,
        question.kind,
        *question.tags,
    ]
    parts += [item.name for item in question.items]
    return "\n".join(parts).casefold()
