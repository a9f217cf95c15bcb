"""The rules every test lives under: a home of its own, nothing left running, no unexpected warning, no network.

Nothing here loads Qt or numpy, so that the tests of core run in a moment and on a computer that has neither.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

from mockinterview.sound import room
from tests.guards import leftovers, network_guard
from tests.journeys.soundcard import VirtualSoundCard, tools_missing

GUARDS = Path(network_guard.__file__).parent
OWN_LOGGER = "mockinterview.tests"
"""What a test logs itself, to see what becomes of it, is its own affair."""
FAILED = pytest.StashKey[bool]()

hypothesis.settings.register_profile(
    "house",
    deadline=None,  # a loaded computer is no fault
    derandomize=bool(os.environ.get("CI")),
    database=None,
)
hypothesis.settings.load_profile("house")
network_guard.install()
leftovers.count_starts()
leftovers.become_reaper()


def pytest_configure() -> None:
    """Windows are drawn into memory unless somebody asks for a display; journeys ask for theirs in their own processes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat what `bootstrap.py test` found before the tests, so that nobody takes passing tests for the whole."""
    failed = os.environ.get("FAILED_CHECKS")
    if failed:
        terminalreporter.section("checks before the tests", red=True)
        terminalreporter.line(f"failed, with their output above the tests: {failed}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed: what it then leaves behind is only a consequence."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(autouse=True, scope="module")
def _what_is_old_rests() -> None:
    """What the modules before left loaded is no garbage: looking through all of it after each window took seconds by the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home for each test, in every way a program may ask for it. Its path is short enough for sockets.

    The user's sound server is out of reach as well: a test that wants sound brings its own server.
    """
    home = Path(tempfile.mkdtemp(prefix="mi-"))
    for name, folder in {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "roaming",
        "LOCALAPPDATA": "local",
        "XDG_DATA_HOME": "share",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "run",
    }.items():
        (home / folder).mkdir(mode=0o700, exist_ok=True)
        monkeypatch.setenv(name, str(home / folder))
    for name in [name for name in os.environ if name.startswith("MOCKINTERVIEW_")]:
        monkeypatch.delenv(name)
    if "PULSE_SERVER" not in os.environ:
        monkeypatch.setenv("PULSE_SERVER", f"unix:{home}/no-sound-server")
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(autouse=True)
def no_network(own_home: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that tried to use the network, in this process or in a Python process it started."""
    log = own_home / "network-violations"
    monkeypatch.setenv(network_guard.LOG, str(log))
    monkeypatch.setenv("PYTHONPATH", str(GUARDS), prepend=os.pathsep)
    yield
    if log.exists() and "network_violations" not in request.fixturenames:
        pytest.fail("The network was used:\n" + log.read_text(), pytrace=False)


@pytest.fixture(autouse=True)
def small_ballast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every shelf that a take begins on puts room by: hundreds of them need not be 8 MB each."""
    monkeypatch.setattr(room, "BALLAST_BYTES", 65_536)


@pytest.fixture
def network_violations(no_network: None) -> Callable[[], str]:
    """For the tests of the guard itself: what was tried so far, and no failure for it."""
    log = Path(os.environ[network_guard.LOG])
    return lambda: log.read_text() if log.exists() else ""


@pytest.fixture
def local_server_allowed(no_network: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a test talk to a server of its own at 127.0.0.1, and to nobody else."""
    monkeypatch.setenv(network_guard.LOCAL_SERVER, "1")


@pytest.fixture(autouse=True)
def no_open_log() -> Iterator[None]:
    """A command's log is open until its process ends. Run inside a test it ends with the test, or it would garble later ones."""
    logger = logging.getLogger("mockinterview")
    before, level = list(logger.handlers), logger.level
    yield
    for handler in [handler for handler in logger.handlers if handler not in before]:
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)


@pytest.fixture(autouse=True)
def nothing_left_running(own_home: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test whose threads, child processes, windows or timers outlive it."""
    watch = leftovers.Watch(qt=bool({"qtbot", "qapp", "qapp_args"} & set(request.fixturenames)))
    yield
    left = watch.left_behind()
    if left and not request.node.stash.get(FAILED, False):
        pytest.fail("Left behind: " + "; ".join(left), pytrace=False)


class WarningLog(logging.Handler):
    """Collects warnings and worse; `expected` are patterns a test has announced."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.expected: list[str] = []
        self._records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(OWN_LOGGER):
            self._records.append(record)

    def unexpected(self) -> list[str]:
        """The lines that no pattern announced."""
        lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in self._records]
        return [line for line in lines if not any(re.search(pattern, line) for pattern in self.expected)]


@pytest.fixture(autouse=True)
def _warning_log(request: pytest.FixtureRequest) -> Iterator[WarningLog]:
    """Fails a test on a warning in the log that it did not expect. A test that asks for `caplog` judges the log by itself."""
    collected = WarningLog()
    logging.getLogger().addHandler(collected)
    yield collected
    logging.getLogger().removeHandler(collected)
    lines = [] if "caplog" in request.fixturenames else collected.unexpected()
    if lines and not request.node.stash.get(FAILED, False):
        pytest.fail("Unexpected in the log:\n" + "\n".join(lines), pytrace=False)


@pytest.fixture
def expect_log(_warning_log: WarningLog) -> Callable[[str], None]:
    """`expect_log(pattern)`: a warning or error that matches may appear in the log of this test."""
    return _warning_log.expected.append


@pytest.fixture(scope="session")
def _card() -> Iterator[VirtualSoundCard]:
    """One card for the whole run: Qt's sound connects once in a process and stays with that server."""
    if missing := tools_missing():
        pytest.skip(f"no virtual sound card without {', '.join(missing)}")
    with VirtualSoundCard(apart=True) as card:
        yield card


@pytest.fixture
def sound_card(_card: VirtualSoundCard, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[VirtualSoundCard]:
    """The virtual sound card as this process's sound server. The program's own sound goes to a sink of its own."""
    for name, value in _card.env.items():
        monkeypatch.setenv(name, value)
    yield _card
    _card.end_speech_service()
