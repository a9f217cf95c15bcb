"""What nobody caught becomes a report: version, system, trace, and no data."""

import sys
import threading

import pytest

import mockinterview
from mockinterview.core.problems import TakeProblem
from mockinterview.system.crash import MOST_REPORTS, CrashWatch, keep, report

SECRET = "marmalade"


@pytest.fixture
def told():
    return []


@pytest.fixture
def watch(tmp_path, told):
    watch = CrashWatch(tmp_path, lambda text, file: told.append((text, file)))
    watch.install()
    yield watch
    watch.uninstall()


def fail(answer):
    raise ValueError(f"cannot parse {answer}")


def caught(function, *args):
    try:
        function(*args)
    except Exception as error:  # noqa: BLE001 - any error is what is wanted here
        return error
    raise AssertionError("no error came")


def test_a_report_says_version_system_and_trace():
    text = report(caught(fail, SECRET), "writer")
    assert mockinterview.__version__ in text
    assert "Thread writer" in text
    assert "test_crash.py" in text
    assert "in fail" in text


def test_a_report_holds_no_data():
    text = report(caught(fail, SECRET))
    assert SECRET not in text
    assert "ValueError (message left out" in text


def test_messages_python_wrote_itself_are_kept():
    assert "IndexError: tuple index out of range" in report(caught(().__getitem__, 1))


def test_causes_come_first():
    def outer():
        try:
            fail(SECRET)
        except ValueError as error:
            raise TakeProblem("The take is damaged.", "", "Look.") from error

    text = report(caught(outer))
    assert text.index("ValueError") < text.index("which led to") < text.index("TakeProblem: The take is damaged. Look.")


def test_contexts_are_told_unless_suppressed():
    def during():
        try:
            fail(SECRET)
        except ValueError:
            raise RuntimeError("second")  # noqa: B904 - the context is what is tested

    def suppressed():
        try:
            fail(SECRET)
        except ValueError:
            raise RuntimeError("second") from None

    assert "which led to" in report(caught(during))
    assert "which led to" not in report(caught(suppressed))


def test_a_circle_of_causes_ends():
    first, second = RuntimeError("a"), RuntimeError("b")
    first.__cause__, second.__cause__ = second, first
    assert report(first).count("which led to") == 1


def test_an_uncaught_error_is_kept_and_told(watch, told, tmp_path, capsys):
    error = caught(fail, SECRET)
    sys.excepthook(type(error), error, error.__traceback__)
    [(text, file)] = told
    assert file.read_text() == text
    assert file.parent == tmp_path
    assert "ValueError" in capsys.readouterr().err


def test_an_uncaught_error_in_a_thread_is_kept_and_told(watch, told):
    thread = threading.Thread(target=fail, args=(SECRET,), name="levels")
    thread.start()
    thread.join()
    [(text, file)] = told
    assert "Thread levels" in text
    assert file.exists()


def test_ctrl_c_is_no_crash(watch, told, capsys):
    error = KeyboardInterrupt()
    sys.excepthook(KeyboardInterrupt, error, None)
    assert told == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_uninstalled_it_is_pythons_own_way_again(watch):
    watch.uninstall()
    assert sys.excepthook is sys.__excepthook__
    assert threading.excepthook is threading.__excepthook__


def test_a_folder_that_cannot_be_written_still_tells(tmp_path, told):
    watch = CrashWatch(tmp_path / "missing", lambda text, file: told.append(file))
    watch.install()
    try:
        sys.excepthook(RuntimeError, RuntimeError("x"), None)
    finally:
        watch.uninstall()
    assert told == [None]


def test_old_reports_do_not_pile_up(tmp_path):
    for number in range(MOST_REPORTS + 5):
        keep(f"report {number}", tmp_path)
    left = sorted(tmp_path.iterdir())
    assert len(left) == MOST_REPORTS
    assert left[-1].read_text() == f"report {MOST_REPORTS + 4}"
