"""The sound server's news, from a tool that says what the test lets it say, and from the real one."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mockinterview.sound import server_news
from mockinterview.sound.inputs import server_sources, unmute
from mockinterview.sound.server_news import ServerNews
from tests.journeys.soundcard import VirtualSoundCard
from tests.journeys.usb_microphone import UsbMicrophone
from tests.sound.material import until

PATIENCE_S = 20


class Told:
    """Counts what is told; `wait_for` a number of changes in all."""

    def __init__(self) -> None:
        self.times = 0
        self._more = threading.Condition()

    def __call__(self) -> None:
        with self._more:
            self.times += 1
            self._more.notify_all()

    def wait_for(self, times: int) -> None:
        with self._more:
            assert self._more.wait_for(lambda: self.times >= times, PATIENCE_S), f"told {self.times} times"


class Tool:
    """A `pactl` that prints what is written to its pipe, and ends when the pipe is closed."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "pactl"
        self._pipe = folder / "lines"
        os.mkfifo(self._pipe)
        self.path.write_text(f'#!/bin/sh\nexec cat "{self._pipe}"\n')
        self.path.chmod(0o755)

    def say(self, *lines: str) -> None:
        """Print these lines and end, as when the server has gone. Waits until the tool runs."""
        with self._pipe.open("w", encoding="utf-8") as pipe:
            pipe.write("".join(f"{line}\n" for line in lines))


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    return Tool(tmp_path)


@pytest.fixture
def news(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServerNews]:
    monkeypatch.setattr(server_news, "_FIRST_WAIT_S", 0.01)
    monkeypatch.setattr(server_news, "SETTLE_S", 0.01)
    made = ServerNews(str(tool.path))
    yield made
    made.close()


@pytest.mark.parametrize(
    "line",
    [
        "Event 'new' on source #3",
        "Event 'remove' on source #3",
        "Event 'change' on source #3",
        "Event 'change' on server #4294967295",
    ],
)
def test_what_concerns_microphones_is_worth_telling(line: str) -> None:
    assert server_news._WORTH_TELLING.match(line.encode())


@pytest.mark.parametrize(
    "line", ["Event 'new' on client #7", "Event 'new' on source-output #2", "Event 'change' on sink #1", "", "?"]
)
def test_what_does_not_is_not(line: str) -> None:
    assert not server_news._WORTH_TELLING.match(line.encode())


def test_a_server_that_goes_and_comes_back_is_told_each_time(tool: Tool, news: ServerNews) -> None:
    told = Told()
    news.watch(told)
    for times in (1, 2, 3):
        tool.say("Event 'new' on client #1")
        told.wait_for(times)


def test_a_server_that_is_back_is_told_though_it_says_nothing(tool: Tool, news: ServerNews) -> None:
    told = Told()
    news.watch(told)
    tool.say("Event 'new' on client #1")  # and ends: the server has gone
    told.wait_for(2)


def test_many_lines_are_one_change(tool: Tool, news: ServerNews, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_news, "SETTLE_S", 0.3)
    told = Told()
    news.watch(told)
    tool.say(*["Event 'change' on source #1"] * 50)
    told.wait_for(1)
    assert told.times == 1


def test_whoever_is_told_may_break(tool: Tool, news: ServerNews, expect_log: Callable[[str], None]) -> None:
    expect_log("nobody could be told")
    told = Told()

    def broken() -> None:
        told()
        raise RuntimeError

    news.watch(broken)
    tool.say("Event 'new' on source #1")
    told.wait_for(1)
    tool.say("Event 'new' on source #1")
    told.wait_for(2)


def test_a_tool_that_cannot_be_started_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)  # else its warden starts, and ends at once
    caplog.set_level(logging.INFO, "mockinterview")
    made = ServerNews(str(tmp_path / "nowhere"))
    made.watch(Told())
    until(lambda: "not listened to" in caplog.text)
    made.close()


def test_closing_twice_or_before_watching_is_harmless(news: ServerNews) -> None:
    news.close()
    news.close()


def test_the_real_server_tells_of_plug_mute_and_pull(sound_card: VirtualSoundCard) -> None:
    news = server_news.server_news()
    assert news is not None
    told = Told()
    news.watch(told)

    def names() -> list[str]:
        return [source.name for source in server_sources()]

    try:
        usb = UsbMicrophone(sound_card)
        _wait_until_listening(sound_card, told)
        times = told.times
        usb.plug_in()
        told.wait_for(times + 1)
        assert usb.name in names()
        usb.mute()
        told.wait_for(times + 2)
        device = next(source.device for source in server_sources() if source.name == usb.name)
        assert device.muted is True
        assert device.volume_percent == 100
        unmute(device)
        told.wait_for(times + 3)
        assert next(source for source in server_sources() if source.name == usb.name).muted is False
        times = told.times
        usb.pull_out()
        told.wait_for(times + 1)
        assert usb.name not in names()
    finally:
        news.close()


def _wait_until_listening(card: VirtualSoundCard, told: Told) -> None:
    """The tool needs a moment to connect: things are changed until it tells of one."""
    for number in range(PATIENCE_S * 10):
        card.pactl("set-source-mute", "virtmic.monitor", str(number % 2))
        with told._more:
            if told._more.wait_for(lambda: told.times, 0.1):
                break
    card.pactl("set-source-mute", "virtmic.monitor", "0")
    times = told.times
    with told._more:
        told._more.wait_for(lambda: told.times > times, 1)
