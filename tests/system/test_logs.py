"""The log says what happened and never a word of a question or an answer."""

import ast
import io
import logging
from pathlib import Path

import pytest

import mockinterview
from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import MicrophoneProblem, PlaceProblem
from mockinterview.core.transcript import from_sentences
from mockinterview.system.logs import Log, discreet

SECRET = "the marmalade was in the locked drawer"
logger = logging.getLogger("mockinterview.tests")


@pytest.fixture
def log(tmp_path):
    with Log(tmp_path) as log:
        yield log


def test_events_are_kept_with_what_is_safe(log):
    logger.info("kept %s, %d ms, in %s, %s", "0f0e-11", 1200, Path("/a b/c"), MarkKind.GAP)
    text = log.file.read_text()
    assert "kept 0f0e-11, 1200 ms, in /a b/c, gap" in text
    assert "INFO mockinterview.tests" in text


def test_prose_is_replaced_by_its_size(log):
    logger.warning("heard %s and %s", SECRET, from_sentences([SECRET]))
    logger.warning("heard %(what)s", {"what": SECRET})
    logger.warning("heard %s %s", [SECRET], ValueError(SECRET))
    text = log.file.read_text()
    assert "marmalade" not in text
    assert "heard <str, 7 words> and <Transcript>" in text
    assert "heard <list, 1> <ValueError>" in text


def test_traces_leave_out_what_may_quote(log):
    try:
        {}[SECRET]
    except KeyError:
        logger.exception("could not look up")
    text = log.file.read_text()
    assert "marmalade" not in text.replace("{}[SECRET]", "")
    assert "KeyError (message left out" in text
    assert "test_logs.py" in text


def test_problems_are_kept_in_their_own_words(log):
    problem = MicrophoneProblem("No microphone was found.", "", "Plug one in.")
    logger.error("told: %s", problem)
    assert "told: No microphone was found. Plug one in." in log.file.read_text()


@pytest.mark.parametrize("value", ["x" * 81, "tab\tbed", "two words"])
def test_anything_that_could_be_prose_is_hidden(value):
    assert discreet(value).startswith("<str")


def test_details_come_with_verbosity_and_go_to_the_terminal_too(tmp_path):
    terminal = io.StringIO()
    with Log(tmp_path, verbosity=1, terminal=terminal) as log:
        logger.debug("detail %s", SECRET)
        assert "detail <str, 7 words>" in log.file.read_text()
        assert "detail <str, 7 words>" in terminal.getvalue()


def test_details_are_left_out_otherwise(log):
    logger.debug("detail")
    assert log.file.read_text() == ""


def test_nothing_is_written_after_close(tmp_path):
    log = Log(tmp_path)
    log.close()
    log.close()
    logger.warning("late")
    assert log.file.read_text() == ""


def test_a_large_log_is_moved_aside_and_the_oldest_forgotten(tmp_path):
    for run in range(6):
        with Log(tmp_path) as log:
            logger.info("run-%d", run)
        log.file.write_text(log.file.read_text() + "x" * 1_000_000)
    assert {entry.name for entry in tmp_path.iterdir()} == {"log.txt", "log.1.txt", "log.2.txt", "log.3.txt"}
    assert "run-5" in (tmp_path / "log.txt").read_text()
    assert "run-2" in (tmp_path / "log.3.txt").read_text()


def test_a_small_log_goes_on(tmp_path):
    for run in range(2):
        with Log(tmp_path):
            logger.info("run-%d", run)
    [file] = tmp_path.iterdir()
    assert "run-0" in file.read_text()
    assert "run-1" in file.read_text()


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(PlaceProblem, match="cannot be written"):
        Log(tmp_path / "missing")


def log_calls(tree):
    names = {"debug", "info", "warning", "error", "exception", "critical"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            owner = ast.unparse(node.func.value).lower()
            if "log" in owner and node.args:
                yield node


def test_no_log_call_builds_its_message_itself():
    root = Path(mockinterview.__file__).parent
    offenders = [
        f"{file.relative_to(root)}:{call.lineno}"
        for file in sorted(root.rglob("*.py"))
        for call in log_calls(ast.parse(file.read_text(encoding="utf-8")))
        if not isinstance(call.args[0], ast.Constant)
    ]
    assert offenders == []


def test_the_search_for_such_calls_finds_one():
    [call] = log_calls(ast.parse('log.info(f"heard {words}")'))
    assert not isinstance(call.args[0], ast.Constant)
