"""Where a take's sound comes from: by a tool that answers what the test lets it answer, and by the real one."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mockinterview.sound import server_watch
from mockinterview.sound.inputs import Source
from mockinterview.sound.server_watch import ServerWatch, newest_stream, source_of, watch_server
from tests.guards import leftovers
from tests.sound.material import until


def source(index: int, name: str, **more: Any) -> dict[str, Any]:
    """One entry of `list sources`."""
    return {
        "index": index,
        "name": name,
        "description": name.upper(),
        "sample_specification": "s16le 2ch 48000Hz",
        "mute": False,
        "volume": {"mono": {"value_percent": "70%"}},
        "monitor_source": "",
        **more,
    }


def output(index: int, on: int, process: int | str) -> dict[str, Any]:
    """One entry of `list source-outputs`."""
    return {"index": index, "source": on, "properties": {"application.process.id": str(process)}}


SOURCES = [source(1, "usb"), source(2, "pci"), source(3, "pci.monitor", monitor_source="pci")]


def test_our_newest_stream_is_the_takes() -> None:
    filters = {"index": 0, "source": 1, "properties": {"media.role": "filter"}}
    outputs = [filters, output(4, 1, 77), output(9, 2, 77), output(12, 1, 5)]
    assert newest_stream(outputs, 77) == 9
    assert newest_stream(outputs, 78) is None


def test_the_source_of_a_stream() -> None:
    outputs = [output(4, 2, 77), output(5, 3, 77)]
    found = source_of(4, outputs, SOURCES)
    assert found == Source("PCI", "pci", 48_000, True, False, 70)
    assert source_of(8, outputs, SOURCES) is None
    assert source_of(None, outputs, SOURCES) is None
    loudspeaker = source_of(5, outputs, SOURCES)
    assert loudspeaker is not None
    assert loudspeaker.server_name == "pci.monitor"


class Tool:
    """A `pactl` whose answers lie in files, and whose news come through a pipe."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "pactl"
        self._folder = folder
        os.mkfifo(folder / "news")
        self.path.write_text(
            "#!/bin/sh\n"
            f'cd "{folder}"\n'
            'case "$*" in\n'
            "  subscribe) exec cat news ;;\n"
            "  *source-outputs) exec cat outputs ;;\n"
            "  *) exec cat sources ;;\n"
            "esac\n"
        )
        self.path.chmod(0o755)
        self.answer([], SOURCES)

    def answer(self, outputs: list[dict[str, Any]], sources: list[dict[str, Any]]) -> None:
        for name, what in (("outputs", outputs), ("sources", sources)):
            new = self._folder / f"{name}.new"
            new.write_text(json.dumps(what))
            new.replace(self._folder / name)

    def open_news(self) -> int:
        """The pipe; waits until the tool runs."""
        return os.open(self._folder / "news", os.O_WRONLY)


class Told:
    """What was told, in order."""

    def __init__(self) -> None:
        self.sources: list[Source] = []

    def __call__(self, source: Source) -> None:
        self.sources.append(source)

    @property
    def names(self) -> list[str]:
        return [each.server_name for each in self.sources]


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tool:
    monkeypatch.setattr(server_watch, "_CALM_S", 0.01)
    monkeypatch.setattr(server_watch, "_GATHER_S", 0.01)
    return Tool(tmp_path)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def news(tool: Tool, told: Told) -> Iterator[Callable[[str], None]]:
    """A watch that has given its first answers; what it returns is said by the tool."""
    tool.answer([output(4, 1, os.getpid())], SOURCES)
    watch = ServerWatch(str(tool.path), told)
    pipe = tool.open_news()
    until(lambda: told.names == ["usb"] * 2)

    def say(line: str) -> None:
        os.write(pipe, f"{line}\n".encode())

    yield say
    watch.close()
    os.close(pipe)


def test_a_stream_that_is_moved_is_told(tool: Tool, told: Told, news: Callable[[str], None]) -> None:
    tool.answer([output(4, 2, os.getpid())], SOURCES)
    news("Event 'change' on source-output #4")
    until(lambda: told.names[-1] == "pci")


def test_a_mute_is_told(tool: Tool, told: Told, news: Callable[[str], None]) -> None:
    tool.answer([output(4, 1, os.getpid())], [source(1, "usb", mute=True)])
    news("Event 'change' on source #1")
    until(lambda: told.sources[-1].muted)


def test_a_newer_stream_of_ours_is_not_the_takes(tool: Tool, told: Told, news: Callable[[str], None]) -> None:
    tool.answer([output(4, 1, os.getpid()), output(9, 2, os.getpid())], SOURCES)
    news("Event 'new' on source-output #9")
    until(lambda: len(told.names) == 3)
    assert told.names[-1] == "usb"


def test_what_is_none_of_our_business_is_not_asked_after(told: Told, news: Callable[[str], None]) -> None:
    news("Event 'change' on sink #1")
    news("Event 'new' on client #14")
    news("Event 'change' on source #1")
    until(lambda: len(told.names) == 3)


def test_answers_that_make_no_sense_are_none(tool: Tool, told: Told, news: Callable[[str], None]) -> None:
    tool.answer([{"index": "four"}], [])
    news("Event 'change' on source #1")
    tool.answer([output(4, 2, os.getpid())], SOURCES)
    news("Event 'change' on source #1")
    until(lambda: told.names[-1] == "pci")


def test_a_server_that_does_not_answer_holds_nobody_up(tmp_path: Path, told: Told) -> None:
    frozen = tmp_path / "pactl"
    frozen.write_text("#!/bin/sh\nexec sleep 60\n")
    frozen.chmod(0o755)
    started = leftovers.children()
    watch = ServerWatch(str(frozen), told)
    until(lambda: len(leftovers.children() - started) == 2)
    watch.close()
    assert leftovers.children() == started
    assert told.names == []


def test_a_tool_that_is_gone_is_no_tool(tmp_path: Path, told: Told, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "mockinterview")
    watch = ServerWatch(str(tmp_path / "nothing"), told)
    until(lambda: "FileNotFoundError" in caplog.text)
    watch.close()
    assert told.names == []


def test_without_the_tool_nothing_is_watched(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_watch, "server_tool", lambda: None)
    assert watch_server(told) is None
