"""Every command that needs no window. Each prints JSON with --json; its shapes are in core/shapes.py.

Exit status: 0 done, 1 a problem with its sentence on stderr, 2 the command line was wrong.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import mockinterview
from mockinterview.core import shapes
from mockinterview.core.coverage import Coverage, State
from mockinterview.core.problems import BankProblem, LineUpProblem, Problem, UsageProblem
from mockinterview.core.question import Question
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.review import Review
from mockinterview.core.transcript import Transcript, from_sentences
from mockinterview.flow.answering import Step
from mockinterview.flow.house import House
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.library import Filter
from mockinterview.flow.ports import JobReport, JobState

LARGEST_TRANSCRIPT_BYTES = 20_000_000
"""Ten hours of words with times; a larger file is not a transcript."""

_TICK_S = 0.05
_WORDS = {state: state.value.replace("_", " ") for state in State} | {State.NOT_SURE: "not sure, listen"}


@dataclass
class Watcher:
    """The flow's listener for a command: remembers what went wrong, shows how far work is."""

    quiet: bool
    problem: Problem | None = None

    def answering_changed(self) -> None: ...
    def attempt_kept(self, attempt_id: str) -> None: ...
    def review_changed(self, attempt_id: str) -> None: ...

    def job_changed(self, report: JobReport) -> None:
        """Keep a failure, show progress."""
        if report.state is JobState.FAILED:
            self.problem = report.problem
        elif report.state is JobState.RUNNING and report.total_ms:
            self.progress(report.done_ms, report.total_ms)

    def problem_arose(self, problem: Problem) -> None:
        """Say it and go on."""
        print(problem.sentence, file=sys.stderr)

    def progress(self, done_ms: int, total_ms: int) -> None:
        """One line on a terminal, nothing in a pipe."""
        if not self.quiet and sys.stderr.isatty():
            end = "\n" if done_ms >= total_ms else ""
            print(f"\rrecognised {_clock(done_ms)} of {_clock(total_ms)}", end=end, file=sys.stderr, flush=True)

    def progress_bytes(self, done: int, total: int) -> None:
        """The same for a download."""
        if not self.quiet and sys.stderr.isatty():
            end = "\n" if done >= total else ""
            print(f"\rfetched {done / 1e6:.0f} of {total / 1e6:.0f} MB", end=end, file=sys.stderr, flush=True)

    def check(self) -> None:
        """Raise what went wrong in the background."""
        if self.problem is not None:
            raise self.problem


class Builder(Protocol):
    """Makes the house for a command (see `app`)."""

    def __call__(self, options: argparse.Namespace, listener: Watcher) -> House: ...


# ---------------------------------------------------------------- the commands


def _doctor(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    report = house.doctor.examine()
    ready = [one["name"] + (" (draft)" if one["draft"] else "") for one in report["recognisers"] if one["ready"]]
    lines = [
        f"microphones   {', '.join(one['name'] for one in report['microphones']) or 'none'}",
        f"voices        {len(report['voices'])}",
        f"recognisers   {', '.join(ready) or 'none'}",
        f"models        {', '.join(str(one['name']) for one in report['models'] if one.get('present')) or 'none'}",
        f"store         {report['store'].get('attempts', 0)} attempts in {report['store'].get('file', '')}",
        *(f"- {sentence}" for sentence in report["problems"]),
    ]
    return report, "\n".join(lines)


def _questions(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    if options.show:
        question = house.library.question(options.show)
        return shapes.question_to(question), _question_words(question)
    found = house.library.questions(Filter(options.search, options.role, options.theme))
    for problem in house.library.bank_problems:
        print(problem.sentence, file=sys.stderr)
    words = "\n".join(f"{question.id:32}  {question.role:24}  {question.text}" for question in found)
    return {"questions": [shapes.question_to(question) for question in found]}, words or "No question matches."


def _import(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    library, pasted = house.library, options.file == "-"
    reading = (
        library.import_bytes(sys.stdin.buffer.read(), "The text") if pasted else library.import_file(Path(options.file))
    )
    if options.dry_run:
        parts = [_question_words(draft.question) for draft in reading.drafts]
        left = [f"left over, line {one.line}: {one.text}" for one in reading.left_over]
        return shapes.page_reading_to(reading), "\n\n".join([*parts, "\n".join([*left, *reading.problems])])
    for sentence in reading.problems:
        print(sentence, file=sys.stderr)
    if not reading.questions:
        raise BankProblem("No question was found.", "", "Try --dry-run to see what was understood.")
    take = {question.id for question in reading.questions} if options.replace else ()
    plan = shapes.merge_plan_to(library.keep(reading.questions, take))
    return {**plan, "left_over": len(reading.left_over)}, ", ".join(f"{len(ids)} {name}" for name, ids in plan.items())


def _record(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    sitting = house.answering
    sitting.ask(house.library.question(options.question))
    stop = threading.Event()
    sitting.record()
    attempt_id = sitting.attempt_id
    house.jobs.wait_all(JobKind.BEGIN)
    if sitting.busy and not options.seconds and not options.from_file:
        print("Recording. Press Enter to stop.", file=sys.stderr)
        threading.Thread(target=_wait_for_enter, args=(stop,), daemon=True).start()
    try:
        while sitting.busy and sitting.step is not Step.KEEPING and not stop.wait(_TICK_S):
            if sitting.ended or (options.seconds and sitting.elapsed_ms >= options.seconds * 1000):
                break
    except KeyboardInterrupt:
        print(file=sys.stderr)  # Ctrl-C stops the take like Enter: it is kept
    sitting.leave()
    house.jobs.wait_all(JobKind.KEEP)
    attempt = house.keeper.attempt(attempt_id)
    if attempt is None:
        watcher.check()
        raise sitting.problem or UsageProblem("Nothing was kept.", "", "Try once more.")
    if sitting.problem is not None:
        print(sitting.problem.sentence, file=sys.stderr)
    audio = house.library.audio(attempt_id)
    plain = {
        "attempt": attempt.id,
        "question": attempt.question.id,
        "audio": str(audio),
        "duration_ms": attempt.duration_ms,
        "marks": [shapes.mark_to(mark) for mark in attempt.marks],
    }
    return plain, f"{attempt.id}  {_clock(attempt.duration_ms)}  {audio}"


def _wait_for_enter(stop: threading.Event) -> None:
    sys.stdin.readline()
    stop.set()


def _transcribe(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    wish = RecogniserWish(options.engine, options.model, options.language)
    transcript = house.reviewing.recognise(Path(options.sound), wish, watcher.progress)
    return shapes.transcript_to(transcript), transcript.text


def _line_up(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    question = _one_question(house, options.question)
    coverage = house.reviewing.line_up(_read_transcript(Path(options.transcript)), question)
    return shapes.coverage_to(coverage), _coverage_words(coverage)


def _review(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    review = house.reviewing.full_review(options.attempt)
    if review.transcript is None or review.coverage is None:
        house.reviewing.begin(options.attempt)
        house.reviewing.wait(options.attempt)
        watcher.check()
        review = house.reviewing.full_review(options.attempt)
    return shapes.review_to(review), _review_words(review)


def _export(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    target = Path(options.output)
    house.library.export(options.attempt, options.format, target)
    return {"file": str(target.absolute())}, str(target)


def _models(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    if options.deed == "get":
        house.transcriber.fetch(options.name, watcher.progress_bytes, lambda: False)
    elif options.deed == "verify":
        house.transcriber.verify(options.name)
    models = [dict(model) for model in house.transcriber.models()]
    lines = [
        f"{model['name']:16}  {'here' if model['present'] else '-':4}  {int(str(model['size_bytes'])) / 1e6:7.0f} MB"
        for model in models
    ]
    return {"models": models}, "\n".join(lines)


def _recover(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    found = house.library.recover()
    words = "\n".join(f"{attempt.id}  {_clock(attempt.duration_ms)}  {attempt.question.text}" for attempt in found)
    return {"recovered": [shapes.attempt_to(attempt) for attempt in found]}, words or "Nothing was left behind."


# ---------------------------------------------------------------- reading what the commands are given


def _one_question(house: House, given: str) -> Question:
    if not Path(given).is_file():
        return house.library.question(given)
    return house.library.read_questions(Path(given))[0]


def _read_transcript(file: Path) -> Transcript:
    try:
        if file.stat().st_size > LARGEST_TRANSCRIPT_BYTES:
            raise LineUpProblem(
                f"{file} is too large for a transcript.", "", "Give the file `transcribe --json` wrote."
            )
        plain = json.loads(file.read_text(encoding="utf-8-sig"))
        if isinstance(plain.get("sentences"), list) and all(isinstance(one, str) for one in plain["sentences"]):
            return from_sentences(plain["sentences"])
        return shapes.transcript_from(plain)
    except OSError as error:
        raise LineUpProblem(
            f"{file} could not be read.", f"The system says: {error.strerror}.", "Check its name."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LineUpProblem(
            f"{file} is not a transcript.",
            'A transcript is {"sentences": ["…"]} or what `mockinterview transcribe --json` prints.',
            "Give such a file.",
        ) from error


# ---------------------------------------------------------------- words for people


def _clock(ms: int) -> str:
    return f"{ms // 60_000}:{ms // 1000 % 60:02}"


def _question_words(question: Question) -> str:
    about = " · ".join(part for part in (question.role, question.theme, question.function) if part)
    lines = [question.text, about, question.about_role]
    lines += [f"  {item.kind.value.replace('_', ' ')}: {item.wording}" for item in question.items]
    lines += [f"  tip: {tip}" for tip in question.tips]
    lines += [f"  {answer.level.value} answer: {answer.text}" for answer in question.sample_answers]
    return "\n".join(line for line in lines if line)


def _coverage_words(coverage: Coverage) -> str:
    return "\n".join(f"{_WORDS[line.state]:16}  {line.item.name}  {line.reason}" for line in coverage.items)


def _review_words(review: Review) -> str:
    delivery = review.delivery
    pace = "-" if delivery.words_per_minute is None else f"{delivery.words_per_minute:.0f}"
    lines = [
        review.attempt.question.text,
        f"take {review.attempt.take} · {_clock(review.attempt.duration_ms)} · {pace} words a minute · "
        f"{len(delivery.pauses)} pauses · at least {len(delivery.fillers)} fillers",
    ]
    if review.transcript is not None:
        if review.transcript.draft:
            lines.append(
                "Draft recogniser: many words will be wrong. A Whisper model does better: mockinterview models get base.en"
            )
        lines.append(review.transcript.text or "(no words were recognised)")
    if review.coverage is not None:
        lines.append(_coverage_words(review.coverage))
    lines += [f"your verdict: {item_id} {_WORDS[state]}" for item_id, state in review.user_verdicts.items()]
    return "\n".join(lines)


# ---------------------------------------------------------------- the command line


class _Usage(argparse.ArgumentParser):
    """Ends with status 2 and a sentence, as argparse does, but never prints a page of usage for one wrong word."""

    def error(self, message: str) -> Any:
        self.exit(2, f"mockinterview: {message}. See mockinterview --help.\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Usage(
        prog="mockinterview", description="Rehearse spoken interview answers. Without a command, the window opens."
    )
    top.add_argument("--version", action="version", version=f"mockinterview {mockinterview.__version__}")
    shared = _Usage(add_help=False)
    for one, folder, verbosity in ((top, None, 0), (shared, argparse.SUPPRESS, argparse.SUPPRESS)):
        one.add_argument("--data-dir", type=Path, metavar="DIR", default=folder, help="where everything is kept")
        one.add_argument("-v", "--verbose", action="count", default=verbosity, help="log more")
    shared.add_argument("--json", action="store_true", default=False, help="print JSON")
    commands = top.add_subparsers(dest="command", metavar="command")

    def command(name: str, deed: Callable[..., tuple[Any, str]], words: str) -> _Usage:
        one = commands.add_parser(name, help=words, description=words, parents=[shared])
        one.set_defaults(deed_of_command=deed)
        return one

    command("doctor", _doctor, "what works here, and what to do about what does not")
    one = command("questions", _questions, "list questions, or show one: questions show ID")
    one.add_argument("deed", nargs="?", choices=["show"], metavar="show")
    one.add_argument("show", nargs="?", default="", metavar="ID")
    for name in ("--role", "--theme", "--search"):
        one.add_argument(name, default="")
    one = command("import", _import, "a pasted page, a saved page or a bank file -> your questions")
    one.add_argument("file", metavar="FILE|-")
    one.add_argument("--dry-run", action="store_true", help="only show what was understood")
    one.add_argument("--replace", action="store_true", help="where a question here differs, take the new one")
    one = command("record", _record, "record one attempt")
    one.add_argument("--question", required=True, metavar="ID")
    one.add_argument("--seconds", type=_seconds, default=0.0)
    source = one.add_mutually_exclusive_group()
    source.add_argument("--device", default="", metavar="NAME")
    source.add_argument("--from-file", type=Path, default=None, metavar="SOUND")
    one = command("transcribe", _transcribe, "the words of a sound file, with times")
    one.add_argument("sound")
    for name, default in (("--engine", ""), ("--model", ""), ("--language", "en")):
        one.add_argument(name, default=default)
    one = command("lineup", _line_up, "line a transcript up with a checklist")
    one.add_argument("--question", required=True, metavar="ID|FILE")
    one.add_argument("--transcript", required=True, metavar="FILE")
    one = command("review", _review, "everything about one attempt")
    one.add_argument("attempt")
    one = command("export", _export, "write a review into a file")
    one.add_argument("attempt")
    one.add_argument("--format", required=True)
    one.add_argument("-o", "--output", required=True, metavar="FILE")
    one = command("models", _models, "models of the recognisers: list, get NAME, verify")
    one.add_argument("deed", choices=["list", "get", "verify"])
    one.add_argument("name", nargs="?", default="")
    command("recover", _recover, "bring back takes a crash left behind")
    return top


def _seconds(text: str) -> float:
    if not text.replace(".", "", 1).isdecimal() or not 0 < float(text) <= 4 * 3600:
        raise argparse.ArgumentTypeError("seconds must be more than 0 and at most 14400")
    return float(text)


def run(options: argparse.Namespace, build: Builder) -> int:
    """Do one command and say what came of it; returns the exit status."""
    watcher = Watcher(quiet=options.json)
    try:
        house = build(options, watcher)
        try:
            plain, words = options.deed_of_command(house, options, watcher)
            for note in house.keeper.notes:
                watcher.problem_arose(note)
        finally:
            house.close()
    except Problem as problem:
        print(f"mockinterview: {problem.sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    _print(json.dumps(plain, ensure_ascii=False, indent=1) if options.json else words, options.json)
    return 0


def _print(text: str, for_programs: bool) -> None:
    """Print the result, whatever letters are in it. JSON is UTF-8 wherever it goes; a terminal gets what it can show."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8" if for_programs else None, errors="backslashreplace")
    try:
        print(text, flush=True)
    except (
        BrokenPipeError
    ):  # whoever reads has seen enough (`head`); what is left goes nowhere, or Python would complain at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(arguments: Sequence[str], build: Builder, window: Callable[[argparse.Namespace], int]) -> int:
    """Read the command line; without a command, open the window."""
    options = parser().parse_args(arguments)
    if options.command is None:
        return window(options)
    if options.command == "models" and options.deed != "list" and not options.name and options.deed == "get":
        parser().error("models get needs the name of a model")
    return run(options, build)
