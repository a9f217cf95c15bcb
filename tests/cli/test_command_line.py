"""The commands over a house of fakes, and what their output meets on its way. The real program's commands are a journey."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from mockinterview import app, cli
from mockinterview.core.coverage import State
from mockinterview.core.opinion import Bookmark, Opinion, Passage
from mockinterview.core.problems import HistoryProblem, LineUpProblem, MicrophoneProblem, Problem
from mockinterview.flow.backups import Backups
from mockinterview.flow.bench import Bench
from mockinterview.flow.house import House
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.fakes.fake_transcriber import spoken
from tests.flow.conftest import Story

GONE = MicrophoneProblem("The microphone stopped sending sound.", "It was unplugged.", "Record again.")
RECORD = ("record", "--question", LIGHTHOUSE.id, "--seconds", "1")


@pytest.fixture
def story() -> Iterator[Story]:
    told = Story()
    yield told
    told.jobs.close()


@pytest.fixture
def run(story: Story) -> Callable[..., int]:
    """A command; its exit status."""
    story.answering._kept = story.reviewing.promise

    def build(options: argparse.Namespace, listener: cli.Watcher) -> House:
        story.jobs._tell = listener.job_changed
        return story.house()

    def window(options: argparse.Namespace) -> int:
        raise AssertionError("no window was asked for")

    def bench(options: argparse.Namespace, listener: cli.Watcher) -> Bench:
        raise AssertionError("only the line-up needs a bench")

    @contextmanager
    def backups(options: argparse.Namespace, listener: cli.Watcher) -> Iterator[Backups]:
        yield story.backups

    return lambda *arguments: cli.main(arguments, build, bench, backups, window)


def test_a_take_is_recorded_for_so_long(
    run: Callable[..., int], story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story.microphone.hears_at_once = 1500
    assert run(*RECORD, "--json") == 0
    assert json.loads(capsys.readouterr().out)["duration_ms"] == 1500


def test_a_microphone_that_refuses_says_so(
    run: Callable[..., int], story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story.microphone.refusal = GONE
    assert run(*RECORD) == 1
    assert capsys.readouterr().err == f"mockinterview: {GONE.sentence}\n"


def test_a_microphone_that_goes_before_a_word_was_heard_says_so(
    run: Callable[..., int], story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    threading.Thread(target=_fail_when_there, args=(story,), daemon=True).start()
    assert run(*RECORD) == 1
    assert capsys.readouterr().err == f"mockinterview: {GONE.sentence}\n"


def _fail_when_there(story: Story) -> None:
    story.listener.wait_for(lambda: bool(story.microphone.takes))
    story.microphone.take.fail(GONE)


def test_what_happened_to_the_store_is_said(
    run: Callable[..., int], story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story.keeper.notes = (HistoryProblem("The history was damaged and a new one was begun.", "", "Look for it."),)
    assert run("questions") == 0
    assert "The history was damaged" in capsys.readouterr().err


def test_what_happened_to_the_settings_is_said(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{", encoding="utf-8")
    met: list[Problem] = []
    watcher = cli.Watcher(quiet=True)
    watcher.problem_arose = met.append  # type: ignore[method-assign]
    options = cli.parser().parse_args(["--data-dir", str(tmp_path), "questions"])
    app.build_for_command(options, watcher).close()
    assert [problem.what for problem in met] == ["The settings file is damaged."]


def test_old_attempts_are_lined_up_again_and_what_changed_is_said(
    run: Callable[..., int], story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story.transcriber.transcript = spoken("I had a spare lamp")
    story.answering._kept = story.reviewing.begin
    story.answering.ask(LIGHTHOUSE)
    kept = story.record(9000)
    assert story.reviewing.wait(kept, 5)
    story.keeper.save_opinion(kept, Opinion({"spare": State.PARTLY}))
    coverage = story.keeper.coverage(kept)
    assert coverage is not None
    older = tuple(replace(line, state=State.NOT_FOUND) if line.item.id == "spare" else line for line in coverage.items)
    story.keeper.save_coverage(kept, replace(coverage, matcher="fake 0", items=older))

    assert run("reline", "--all", "--json") == 0
    change = {"item": "spare", "before": "not_found", "after": "covered"}
    relined = {"attempt": kept, "before": "fake 0", "after": "fake 1", "changes": [change]}
    assert json.loads(capsys.readouterr().out) == {"attempts": [relined]}
    story.keeper.closed = False
    assert story.keeper.verdicts(kept) == {"spare": State.PARTLY}


def test_a_review_in_words_tells_what_the_person_says(
    run: Callable[..., int], story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story.transcriber.transcript = spoken("I had a spare lamp")
    story.answering._kept = story.reviewing.begin
    story.answering.ask(LIGHTHOUSE)
    kept = story.record(9000)
    assert story.reviewing.wait(kept, 5)
    words, coverage = story.keeper.transcript(kept), story.keeper.coverage(kept)
    assert words is not None
    assert coverage is not None
    story.keeper.save_transcript(kept, replace(words, edited=True))
    story.keeper.save_coverage(kept, replace(coverage, carried=True))
    opinion = Opinion(
        {"calm": State.COVERED},
        {"calm": "Two\nlines."},
        (Passage(1_000, 1_700, "calm"),),
        (Passage(2_200, 2_500, "spare"),),
        (Bookmark(8_000), Bookmark(61_000, "end")),
    )
    story.keeper.save_opinion(kept, opinion)
    assert run("review", kept) == 0
    *_, edited, said = capsys.readouterr().out.partition("You corrected these words.\n")
    names = {item_id: LIGHTHOUSE.item(item_id).name for item_id in ("calm", "spare")}
    assert edited
    assert said.splitlines()[-7:] == [
        f"The words were corrected since. To line them up: mockinterview reline {kept}",
        f"your verdict: {names['calm']} covered",
        f"your note: {names['calm']}: Two lines.",
        f"your evidence: {names['calm']}: 0:01 “I had”",
        f"no evidence, you say: {names['spare']}: 0:02 “spare”",
        "bookmark: 0:08",
        "bookmark: 1:01 end",
    ]


def test_lining_up_again_says_when_there_is_nothing_to_do(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("reline", "--all") == 0
    assert capsys.readouterr().out == "Every attempt is lined up by this version.\n"


def test_what_is_not_there_cannot_be_lined_up_again(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("reline", "nobody") == 1
    assert "no such attempt" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [(), ("--all", "some-attempt")])
def test_what_is_to_be_lined_up_again_must_be_said(run: Callable[..., int], arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("reline", *arguments)


def test_a_review_that_lacks_only_its_states_is_not_recognised_again(
    run: Callable[..., int], story: Story, capsys: pytest.CaptureFixture[str], expect_log: Callable[[str], None]
) -> None:
    expect_log("line_up of attempt .* failed")
    story.answering._kept = story.reviewing.begin
    story.matcher.failure = LineUpProblem("It could not be lined up.", "", "Try again.")
    story.answering.ask(LIGHTHOUSE)
    kept = story.record(9000)
    assert story.reviewing.wait(kept, 5)
    assert run("review", kept) == 1
    assert "could not be lined up" in capsys.readouterr().err


def questions(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "mockinterview", "--data-dir", str(tmp_path), "questions", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | environment,
    )  # fmt: skip


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    with questions(tmp_path, "--json") as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        assert listing.stdout.readline() == b"{\n"
        listing.stdout.close()
        assert listing.stderr.read() == b""
    assert listing.returncode == 0


def test_json_is_utf_8_whatever_the_system_speaks(tmp_path: Path) -> None:
    with questions(tmp_path, "--json", PYTHONIOENCODING="latin-1") as listing:
        said, complaint = listing.communicate()
    assert complaint == b""
    assert not said.isascii()
    assert json.loads(said.decode("utf-8"))["questions"]


def test_letters_a_terminal_lacks_do_not_stop_a_command(tmp_path: Path) -> None:
    with questions(tmp_path, "show", "confidentiality-paralegal", PYTHONIOENCODING="ascii") as listing:
        said, complaint = listing.communicate()
    assert complaint == b""
    assert said.isascii()


def test_seconds_that_are_no_number_are_told_in_words(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("record", "--question", LIGHTHOUSE.id, "--seconds", "soon")
    assert "seconds must be more than 0" in capsys.readouterr().err
