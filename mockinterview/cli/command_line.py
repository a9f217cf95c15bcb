"""The command line itself: which commands there are, what each is given, and how its result is printed."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import mockinterview
from mockinterview.cli import answers, comparing, deeds, keeping, lining, modelling, writing
from mockinterview.cli.watcher import Watcher
from mockinterview.core.problems import Problem
from mockinterview.core.recognition import EXACT_ENGINE, RECOGNISERS
from mockinterview.flow.backups import Backups
from mockinterview.flow.bench import Bench
from mockinterview.flow.house import House


class Builder(Protocol):
    """Makes the house for a command (see `app`)."""

    def __call__(self, options: argparse.Namespace, listener: Watcher) -> House: ...


class BenchBuilder(Protocol):
    """Makes the work bench for `lineup` (see `app`)."""

    def __call__(self, options: argparse.Namespace, listener: Watcher) -> Bench: ...


class BackupsBuilder(Protocol):
    """Opens the data folder for `backup` and `restore`, which need no house, and of which one replaces it (see `app`)."""

    def __call__(self, options: argparse.Namespace, listener: Watcher) -> AbstractContextManager[Backups]: ...


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

    def command(name: str, deed: Callable[..., tuple[Any, str]] | None, words: str) -> _Usage:
        one = commands.add_parser(name, help=words, description=words, parents=[shared])
        one.set_defaults(deed_of_command=deed)
        return one

    command("doctor", deeds.doctor, "what works here, and what to do about what does not")
    one = command("questions", deeds.questions, "list questions, or show one: questions show ID")
    one.add_argument("deed", nargs="?", choices=["show"], metavar="show")
    one.add_argument("show", nargs="?", default="", metavar="ID")
    for name in ("--role", "--theme", "--search"):
        one.add_argument(name, default="")
    one = command("import", deeds.import_questions, "a pasted page, a saved page or a bank file -> your questions")
    one.add_argument("file", metavar="FILE|-")
    one.add_argument("--dry-run", action="store_true", help="only show what was understood")
    one.add_argument("--replace", action="store_true", help="where a question here differs, take the new one")
    one = command("record", deeds.record, "record one attempt")
    one.add_argument("--question", required=True, metavar="ID")
    one.add_argument("--seconds", type=_seconds, default=0.0)
    source = one.add_mutually_exclusive_group()
    source.add_argument("--device", default="", metavar="NAME")
    source.add_argument("--from-file", type=Path, default=None, metavar="SOUND")
    _add_words(command)
    one = command("review", deeds.review, "everything about one attempt")
    one.add_argument("attempt")
    one = command(
        "compare", comparing.compare_two, "two attempts at one question: what was gained and lost between them"
    )
    one.add_argument("first", metavar="ATTEMPT")
    one.add_argument("second", metavar="ATTEMPT")
    one = command("export", deeds.export, "write a review into a file")
    one.add_argument("attempt")
    one.add_argument("--format", required=True)
    one.add_argument("-o", "--output", required=True, metavar="FILE")
    one = command(
        "models", modelling.models, "models of the recognisers: list, get NAME, verify, add FILE, remove NAME, try"
    )
    one.add_argument("deed", choices=modelling.DEEDS)
    one.add_argument("name", nargs="?", default="", metavar="NAME|FILE")
    one.add_argument("--trust", action="store_true", help="with add: you know who made a file that was not published")
    _add_answers(command)
    _add_backups(command)
    command("recover", deeds.recover, "bring back takes a crash left behind")
    return top


def _add_answers(command: Callable[..., _Usage]) -> None:
    """Finding answers again, and throwing them away."""
    one = command("search", answers.search, 'answers in which words occur; words "in quotes" stand together')
    one.add_argument("words", nargs="+", metavar="WORDS")
    one.add_argument("--limit", type=int, default=50, metavar="N", help="show at most so many (default: 50)")
    one = command("bin", answers.bin, "what was thrown away: list, restore ID …, delete ID … (for good), empty")
    one.add_argument("deed", choices=answers.DEEDS)
    one.add_argument("ids", nargs="*", metavar="ID")


def _add_backups(command: Callable[..., _Usage]) -> None:
    """Everything into one file, and back."""
    one = command("backup", keeping.backup, "write everything a person would miss into one file")
    one.add_argument("file", metavar="FILE")
    one.add_argument("--without-sound", action="store_true", help="leave the recordings out")
    one = command("restore", keeping.restore, "bring a backup back; what is here is put aside, never deleted")
    one.add_argument("file", metavar="FILE")
    one.add_argument("--check", action="store_true", help="only read it, and say whether it is whole")


def _add_words(command: Callable[..., _Usage]) -> None:
    """The commands from sound to words, and from words to the checklist."""
    one = command("transcribe", deeds.transcribe, "the words of a sound file, or of an attempt again, with times")
    one.add_argument("sound", nargs="?", default="", metavar="SOUND")
    one.add_argument("--attempt", default="", metavar="ID", help="recognise this attempt again and keep the words")
    one.add_argument("--engine", default="", choices=RECOGNISERS, help=", ".join(RECOGNISERS))
    one.add_argument("--model", default="", metavar="NAME", help="see: mockinterview models list")
    one.add_argument("--language", default="en", metavar="CODE", help="en, de, …; auto: find out (default: en)")
    one.add_argument("--exact", action="store_true", help="with whisper: as openai-whisper does it, slower")
    one.add_argument("--words", default="", metavar="FILE|-", help="these are the words; only find their times")
    one = command("words", writing.words, "a text (plain, SRT, VTT, JSON) becomes the words of an attempt")
    one.add_argument("attempt")
    one.add_argument("file", nargs="?", default="", metavar="FILE|-")
    one.add_argument("--undo", action="store_true", help="bring back the words of before")
    one = command("lineup", None, "line a transcript up with a checklist")
    one.add_argument("--question", required=True, metavar="ID|FILE")
    one.add_argument("--transcript", required=True, metavar="FILE")
    one = command("reline", lining.reline, "line old attempts up again; your verdicts stay")
    one.add_argument("attempts", nargs="*", metavar="ATTEMPT")
    one.add_argument("--all", action="store_true", help="every attempt another version lined up")


def _seconds(text: str) -> float:
    if not text.replace(".", "", 1).isdecimal() or not 0 < float(text) <= 4 * 3600:
        raise argparse.ArgumentTypeError("seconds must be more than 0 and at most 14400")
    return float(text)


def run(options: argparse.Namespace, build: Builder, bench: BenchBuilder, backups: BackupsBuilder) -> int:
    """Do one command and say what came of it; returns the exit status."""
    watcher = Watcher(quiet=options.json)
    try:
        if options.command == "lineup":  # for other tools: it opens nothing of the person's
            plain, words = lining.line_up(bench(options, watcher), options)
        elif options.command in ("backup", "restore"):
            with backups(options, watcher) as keeping_safe:
                plain, words = options.deed_of_command(keeping_safe, options, watcher)
        else:
            plain, words = _in_the_house(build(options, watcher), options, watcher)
    except Problem as problem:
        print(f"mockinterview: {problem.sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    _print(json.dumps(plain, ensure_ascii=False, indent=1) if options.json else words, options.json)
    return watcher.status


def _in_the_house(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    try:
        done: tuple[Any, str] = options.deed_of_command(house, options, watcher)
        for note in house.keeper.notes:
            watcher.problem_arose(note)
    finally:
        house.close()
    return done


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


def main(
    arguments: Sequence[str],
    build: Builder,
    bench: BenchBuilder,
    backups: BackupsBuilder,
    window: Callable[[argparse.Namespace], int],
) -> int:
    """Read the command line; without a command, open the window."""
    options = parser().parse_args(arguments)
    if options.command is None:
        return window(options)
    if options.command == "models" and not options.name and options.deed not in modelling.NAMELESS:
        parser().error(f"models {options.deed} needs {'a file' if options.deed == 'add' else 'the name of a model'}")
    if options.command == "transcribe" and bool(options.sound) == bool(options.attempt):
        parser().error("transcribe needs either a sound file or --attempt ID")
    if options.command == "transcribe" and options.words and options.attempt:
        parser().error(f"to give an attempt its words: mockinterview words {options.attempt} {options.words}")
    if options.command == "transcribe" and options.exact and options.engine not in ("", EXACT_ENGINE):
        parser().error(f"--exact is for the recogniser {EXACT_ENGINE}")
    if options.command == "words" and bool(options.file) == options.undo:
        parser().error("words needs either a file or --undo")
    if options.command == "bin" and bool(options.ids) != (options.deed in answers.WITH_IDS):
        parser().error(f"bin {options.deed} needs {'the ids of attempts' if not options.ids else 'no id'}")
    if options.command == "reline" and options.all == bool(options.attempts):
        parser().error("reline needs the ids of attempts, or --all")
    return run(options, build, bench, backups)
