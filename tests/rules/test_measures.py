"""The house measures: what keeps every file readable for the next person. The linter keeps the rest.

Each test names every place that breaks its rule.
"""

from __future__ import annotations

import ast
import re

from tests.rules.source import EVERYTHING, PROGRAM, TESTS, Source

MOST_LINES = 400
MOST_FUNCTION_LINES = 60
ROOMS_FOR_ANYTHING = {"util", "utils", "helper", "helpers", "misc", "common", "stuff"}
HTML_MAKERS = ("setHtml", "insertHtml", "appendHtml")


def test_no_file_is_too_long():
    assert not [f"{source.name}: {source.lines}" for source in EVERYTHING if source.lines > MOST_LINES]


def test_no_function_is_too_long():
    assert not [
        f"{source.at(node)} {node.name}"
        for source in EVERYTHING
        for node in source.nodes(ast.FunctionDef, ast.AsyncFunctionDef)
        if node.end_lineno - node.lineno >= MOST_FUNCTION_LINES
    ]


def test_every_file_says_why_it_exists():
    assert not [source.name for source in EVERYTHING if len(ast.get_docstring(source.tree) or "") < 10]


def test_no_file_is_a_room_for_anything():
    assert not [source.name for source in EVERYTHING if ROOMS_FOR_ANYTHING & set(source.name[:-3].split("/"))]


def test_public_classes_and_functions_have_docstrings():
    assert not [
        f"{source.at(node)} {node.name}"
        for source in PROGRAM
        for node in source.tree.body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]


def says_why(source: Source, node: ast.ExceptHandler) -> bool:
    """Whether a comment of more than a linter's code stands in the first two lines of a handler."""
    lines = source.text.splitlines()[node.lineno - 1 : node.lineno + 1]
    comments = [re.sub(r"noqa:? ?[A-Z0-9, ]*", "", line.partition("#")[2]) for line in lines]
    return any(len(comment.strip(" #:-–")) > 10 for comment in comments)


def is_broad(node: ast.ExceptHandler) -> bool:
    """Whether a handler takes errors that are ours."""
    caught = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)} if node.type else {"Exception"}
    return bool(caught & {"Exception", "BaseException"})


def is_silent(node: ast.ExceptHandler) -> bool:
    """Whether a handler does nothing at all."""
    return all(isinstance(line, ast.Pass) for line in node.body)


def test_what_is_caught_broadly_or_in_silence_has_a_reason():
    assert not [
        source.at(node)
        for source in PROGRAM
        for node in source.nodes(ast.ExceptHandler)
        if (is_broad(node) or is_silent(node)) and not says_why(source, node)
    ]


def hands_over_a_closure(call: ast.Call) -> bool:
    """Whether a lambda or a partial is among a call's arguments."""
    return any(
        isinstance(part, ast.Lambda) or ast.unparse(part).startswith(("partial(", "functools.partial("))
        for part in call.args
    )


def test_signals_go_to_methods():
    """A connected lambda runs in the sender's thread and keeps its owner alive."""
    assert not [
        source.at(call)
        for source in PROGRAM
        for name, call in source.calls()
        if name == "connect" and hands_over_a_closure(call)
    ]


def test_nothing_is_printed_outside_the_command_line():
    assert not [
        source.at(call)
        for source in PROGRAM
        for name, call in source.calls()
        if name == "print" and not source.name.startswith("mockinterview/cli/")
    ]


def test_no_star_imports_and_no_globals_are_written():
    assert not [source.at(node) for source in PROGRAM for node in source.nodes(ast.Global)]
    assert not [
        source.at(node) for source in EVERYTHING for node in source.nodes(ast.ImportFrom) if node.names[0].name == "*"
    ]


def test_no_event_is_hurried_along():
    """processEvents runs any slot in the middle of any function."""
    assert not [source.at(call) for source in EVERYTHING for name, call in source.calls() if name == "processEvents"]


def test_nobody_elses_words_become_html():
    """Words of a question or an answer are shown as they are, never as mark-up."""
    assert not [source.at(call) for source in PROGRAM for name, call in source.calls() if name in HTML_MAKERS]


def test_no_test_sleeps():
    """A test waits for what it waits for, with a deadline. (That nothing happens takes time: `qtbot.wait` lets events run.)"""
    sleeps = ("time.sleep", "sleep", "QTest.qSleep", "QThread.msleep", "QThread.sleep")
    assert not [source.at(call) for source in TESTS for _, call in source.calls() if ast.unparse(call.func) in sleeps]


def test_fakes_not_mocks():
    assert not [
        f"{source.name}:{line}"
        for source in TESTS
        for name, line in source.imported()
        if name.startswith("unittest.mock")
    ]
