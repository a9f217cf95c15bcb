"""What each command does with the house: its result as plain values for programs, and as words for people."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mockinterview.cli import writing
from mockinterview.cli.watcher import Watcher
from mockinterview.cli.words import DRAFT, question_words, review_words, sound_lines
from mockinterview.core import shapes
from mockinterview.core.measures import clock
from mockinterview.core.problems import BankProblem, UsageProblem
from mockinterview.core.recognition import EXACT_ENGINE, RecogniserWish
from mockinterview.core.transcript import Transcript
from mockinterview.flow.answering import Step
from mockinterview.flow.house import House
from mockinterview.flow.jobs import JobKind
from mockinterview.flow.library import Filter

_TICK_S = 0.05


def doctor(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """What works here."""
    report = house.doctor.examine()
    ready = [one["name"] + (" (draft)" if one["draft"] else "") for one in report["recognisers"] if one["ready"]]
    lines = [
        f"microphones   {', '.join(_microphone_words(one) for one in report['microphones']) or 'none'}",
        f"voices        {len(report['voices'])}",
        f"recognisers   {', '.join(ready) or 'none'}",
        f"models        {', '.join(str(one['name']) for one in report['models'] if one.get('present')) or 'none'}",
        f"line-up       {report['matcher'] or 'none'}",
        f"store         {report['store'].get('attempts', 0)} attempts in {report['store'].get('file', '')}",
        f"takes         {report['takes']['used_bytes'] / 1e6:.0f} MB{_more_fits(report['takes']['minutes'])}",
        *(f"- {sentence}" for sentence in report["problems"]),
    ]
    return report, "\n".join(lines)


def _more_fits(minutes: int | None) -> str:
    """How much more the disk takes, in words; "" where it does not tell."""
    if minutes is None:
        return ""
    return f", {minutes} more minutes fit" if minutes < 600 else f", {minutes // 60} more hours fit"


def _microphone_words(microphone: Mapping[str, Any]) -> str:
    """A microphone's name, with what the sound settings say of it where that matters."""
    volume = microphone["volume_percent"]
    notes = [
        "default" if microphone["is_default"] else "",
        "muted" if microphone["muted"] else "",
        f"volume {volume} %" if volume is not None and not microphone["muted"] else "",
    ]
    told = ", ".join(note for note in notes if note)
    return f"{microphone['name']} ({told})" if told else str(microphone["name"])


def questions(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """The list of questions, or one of them."""
    if options.show:
        question = house.library.question(options.show)
        return shapes.question_to(question), question_words(question)
    found = house.library.questions(Filter(options.search, options.role, options.theme))
    for problem in house.library.bank_problems:
        print(problem.sentence, file=sys.stderr)
    words = "\n".join(f"{question.id:32}  {question.role:24}  {question.text}" for question in found)
    return {"questions": [shapes.question_to(question) for question in found]}, words or "No question matches."


def import_questions(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """A page or a bank -> questions of the person's own."""
    library, pasted = house.library, options.file == "-"
    reading = (
        library.import_bytes(sys.stdin.buffer.read(), "The text") if pasted else library.import_file(Path(options.file))
    )
    if options.dry_run:
        parts = [question_words(draft.question) for draft in reading.drafts]
        left = [f"left over, line {one.line}: {one.text}" for one in reading.left_over]
        return shapes.page_reading_to(reading), "\n\n".join([*parts, "\n".join([*left, *reading.problems])])
    for sentence in reading.problems:
        print(sentence, file=sys.stderr)
    if not reading.questions:
        raise BankProblem("No question was found.", "", "Try --dry-run to see what was understood.")
    take = {question.id for question in reading.questions} if options.replace else ()
    plan = shapes.merge_plan_to(library.keep(reading.questions, take))
    return {**plan, "left_over": len(reading.left_over)}, ", ".join(f"{len(ids)} {name}" for name, ids in plan.items())


def record(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """One attempt, with no window."""
    sitting = house.answering
    sitting.ask(house.library.question(options.question))
    if options.device:
        _check_name(house, options.device)
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
    return plain, "\n".join([f"{attempt.id}  {clock(attempt.duration_ms)}  {audio}", *sound_lines(attempt)])


def _check_name(house: House, name: str) -> None:
    """UsageProblem with the names there are, for one there is not."""
    names = [device.name for device in house.microphones.all()]
    if name not in names:
        there = ", ".join(f"“{one}”" for one in names)
        raise UsageProblem(
            f"There is no microphone “{name}”.",
            f"There is: {there}." if names else "There is none at all.",
            "Give one of these names to --device." if names else "Plug one in, or switch it on, and try again.",
        )


def _wait_for_enter(stop: threading.Event) -> None:
    sys.stdin.readline()
    stop.set()


def transcribe(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """The words of any sound file, or those of an attempt anew: kept, lined up, the former ones one `words --undo` away."""
    if options.words:
        return writing.timed(house, options, watcher)
    language = "" if options.language == "auto" else options.language
    engine = options.engine or (EXACT_ENGINE if options.exact else "")
    wish = RecogniserWish(engine, options.model, language, exact=options.exact)
    if not options.attempt:
        transcript = house.reviewing.recognise(Path(options.sound), wish, watcher.progress)
        return _told(transcript, options.json)
    house.reviewing.recognise_again(options.attempt, wish)
    house.reviewing.wait(options.attempt)
    watcher.check()
    return _told(writing.kept(house, options.attempt), options.json)


def _told(transcript: Transcript, for_programs: bool) -> tuple[Any, str]:
    """A transcript; where many of its words will be wrong, a person is told so."""
    if transcript.draft and not for_programs:
        print(DRAFT, file=sys.stderr)
    return writing.shown(transcript)


def review(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """One attempt's review; what it lacks is made first."""
    review = house.reviewing.full_review(options.attempt)
    if review.transcript is None or review.coverage is None:
        begin = house.reviewing.begin if review.transcript is None else house.reviewing.lining_up.begin
        begin(options.attempt)
        house.reviewing.wait(options.attempt)
        watcher.check()
        review = house.reviewing.full_review(options.attempt)
    return shapes.review_to(review), review_words(review, house.shown())


def export(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """A review -> a file."""
    target = Path(options.output)
    house.library.export(options.attempt, options.format, target)
    return {"file": str(target.absolute())}, str(target)


def recover(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """Takes a crash left behind."""
    found = house.library.recover()
    words = "\n".join(f"{attempt.id}  {clock(attempt.duration_ms)}  {attempt.question.text}" for attempt in found)
    return {"recovered": [shapes.attempt_to(attempt) for attempt in found]}, words or "Nothing was left behind."
