"""The microphone, on a PortAudio that does what the test says: the faults a real sound server would not give on demand."""

from __future__ import annotations

import builtins
import os
import threading
from collections.abc import Callable
from typing import Any

import pytest

from mockinterview.core.attempt import MarkKind
from mockinterview.core.problems import MicrophoneProblem, Problem, TakeProblem
from mockinterview.core.take import DeviceWish, InputDevice, TakeLabel
from mockinterview.sound import microphone, microphone_stream
from mockinterview.sound.inputs import Source
from mockinterview.sound.microphone import PortAudioMicrophone, load_portaudio
from mockinterview.sound.recording import RunningTake
from mockinterview.sound.takes import TakeShelf
from tests.sound.fake_portaudio import BAD_CHANNELS, BROKEN, BUSY, FakePortAudio, device
from tests.sound.material import DEADLINE_S, new_label, tone, until

BLOCK = tone(50, rate=48_000)
HEADSET = Source("USB Headset", "alsa_input.usb", 44_100)
BUILT_IN = Source("Built-in Microphone", "alsa_input.pci", 48_000, True)


def nobody_watches(tell: Callable[[Source], None]) -> None:
    """The server's own tool is not installed."""


class Rig:
    """A microphone, its PortAudio and what it told."""

    def __init__(self, shelf: TakeShelf, library: FakePortAudio, *sources: Source) -> None:
        self.shelf = shelf
        self.library = library
        self.sources = list(sources)
        self.microphone = PortAudioMicrophone(shelf, lambda: library, lambda: self.sources, nobody_watches)
        self.began = threading.Event()
        self.failed = threading.Event()
        self.problems: list[Problem] = []

    def record(self, name: str = "", label: TakeLabel | None = None) -> RunningTake:
        return self.microphone.record(label or new_label(), DeviceWish(name), self.began.set, self._on_failed)

    def _on_failed(self, problem: Problem) -> None:
        self.problems.append(problem)
        self.failed.set()


@pytest.fixture(autouse=True)
def no_tail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is on its way through a fake."""
    monkeypatch.setattr(microphone_stream, "TAIL_S", 0.0)


@pytest.fixture
def server(shelf: TakeShelf) -> Rig:
    """A Linux desktop: PortAudio sees the sound server, the server names two microphones."""
    library = FakePortAudio(device("hw:0", 0), device("default", 1), device("pulse", 2, 32), default=1)
    return Rig(shelf, library, BUILT_IN, HEADSET)


@pytest.fixture
def plain(shelf: TakeShelf) -> Rig:
    """A system where PortAudio itself knows the microphones."""
    return Rig(
        shelf, FakePortAudio(device("Mic A", 0), device("Mic B", 1, 1, 16_000.0), device("Out", 2, 0), default=1)
    )


# ---------------------------------------------------------------- which microphones there are


def test_the_server_names_the_microphones(server: Rig) -> None:
    assert server.microphone.inputs() == [
        InputDevice("Built-in Microphone", "PulseAudio", True),
        InputDevice("USB Headset", "PulseAudio", False),
    ]
    assert server.library.scans == 0


def test_without_a_server_portaudio_does(plain: Rig) -> None:
    assert plain.microphone.inputs() == [InputDevice("Mic B", "ALSA", True), InputDevice("Mic A", "ALSA", False)]


def test_a_server_that_names_none_leaves_portaudios_own_names(shelf: TakeShelf) -> None:
    rig = Rig(shelf, FakePortAudio(device("pulse", 0), device("default", 1), default=1))
    assert [each.name for each in rig.microphone.inputs()] == ["default", "pulse"]


def test_no_default_is_no_obstacle(shelf: TakeShelf) -> None:
    rig = Rig(shelf, FakePortAudio(device("Mic", 0), default=9))
    assert rig.microphone.inputs() == [InputDevice("Mic", "ALSA", True)]


def test_a_microphone_plugged_in_later_is_found(plain: Rig) -> None:
    plain.library.devices.append(device("USB", 3))
    assert "USB" in [each.name for each in plain.microphone.inputs()]


def test_portaudio_does_not_look_anew_while_a_stream_is_open(plain: Rig) -> None:
    take = plain.record()
    scans = plain.library.scans
    plain.microphone.inputs()
    assert plain.library.scans == scans
    take.stop()
    plain.microphone.inputs()
    assert plain.library.scans == scans + 1


# ---------------------------------------------------------------- recording


def test_the_servers_source_is_pinned_and_opened_at_its_own_rate(server: Rig) -> None:
    take = server.record("USB Headset")
    stream = server.library.stream
    assert stream.pinned_to == "alsa_input.usb"
    assert "PULSE_SOURCE" not in os.environ
    assert (stream.wishes["device"], stream.wishes["samplerate"], stream.wishes["channels"]) == (2, 44_100, 1)
    assert take.stop().device == "USB Headset"


def test_somebody_elses_choice_of_source_is_put_back(server: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SOURCE", "mine")
    server.record().stop()
    assert server.library.stream.pinned_to == "alsa_input.pci"
    assert os.environ["PULSE_SOURCE"] == "mine"


def test_the_default_is_recorded_unless_named(plain: Rig) -> None:
    assert plain.record().stop().device == "Mic B"
    assert plain.record("Mic A").stop().device == "Mic A"


def test_the_lamp_lights_with_the_first_sound(server: Rig) -> None:
    take = server.record()
    assert not server.began.is_set()
    server.library.stream.give(BLOCK)
    assert server.began.wait(DEADLINE_S)
    take.stop()


def test_all_that_the_callback_gave_is_kept(server: Rig, label: TakeLabel) -> None:
    take = server.record(label=label)
    for _ in range(20):
        server.library.stream.give(BLOCK)
    finished = take.stop()
    assert finished.duration_ms == pytest.approx(1000, abs=1)
    assert server.shelf.finished() == [finished]
    assert server.library.stream.closed
    assert server.problems == []


def test_every_overflow_flag_becomes_a_mark(server: Rig) -> None:
    take = server.record()
    for number in range(10):
        server.library.stream.give(BLOCK, overflow=number % 2 == 1)
    assert [mark.kind for mark in take.stop().marks] == [MarkKind.OVERFLOW] * 5


def test_a_microphone_with_two_channels_only(plain: Rig) -> None:
    plain.library.answers["open"] = [BAD_CHANNELS]
    take = plain.record("Mic A")
    assert plain.library.stream.wishes["channels"] == 2
    plain.library.stream.give(BLOCK + BLOCK)
    assert take.stop().duration_ms == pytest.approx(50, abs=1)


def test_a_stream_that_dies_is_told_and_the_next_take_works(server: Rig) -> None:
    take = server.record()
    server.library.stream.give(BLOCK)
    server.library.stream.die()
    assert server.failed.wait(DEADLINE_S)
    assert isinstance(server.problems[0], MicrophoneProblem)
    finished = take.stop()
    assert finished.duration_ms == pytest.approx(50, abs=1)
    assert [mark.kind for mark in finished.marks] == [MarkKind.DEVICE_LOST]
    again = server.record()
    server.library.stream.give(BLOCK)
    assert again.stop().marks == ()


def test_a_microphone_that_does_not_close_does_not_hold_up_stop(
    server: Rig, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    expect_log("did not close")
    monkeypatch.setattr(microphone_stream, "CLOSE_S", 0.05)
    closing = threading.Event()
    server.library.answers["stop"] = [closing]
    take = server.record()
    for _ in range(4):
        server.library.stream.give(BLOCK)
    assert take.stop().duration_ms == pytest.approx(200, abs=1)
    scans = server.library.scans
    server.sources.clear()
    server.microphone.inputs()
    assert server.library.scans == scans  # the stream that hangs is still open
    closing.set()
    until(lambda: server.library.stream.closed)


# ---------------------------------------------------------------- what stands in the way


def refused(rig: Rig, name: str = "") -> str:
    with pytest.raises(MicrophoneProblem) as caught:
        rig.record(name)
    assert rig.shelf.finished() == rig.shelf.unfinished() == []
    return caught.value.sentence


def test_no_microphone(shelf: TakeShelf) -> None:
    rig = Rig(shelf, FakePortAudio(device("Out", 0, 0)))
    assert rig.microphone.inputs() == []
    assert "No microphone was found." in refused(rig)


def test_a_microphone_that_is_not_there(server: Rig) -> None:
    assert "“Old Headset” is not there" in refused(server, "Old Headset")


@pytest.mark.parametrize("verb", ["open", "start"])
@pytest.mark.parametrize(("error", "words"), [(BUSY, "Another program is using it"), (BROKEN, "refused")])
def test_a_microphone_that_refuses(
    server: Rig, expect_log: Callable[[str], None], verb: str, error: Exception, words: str
) -> None:
    expect_log("did not open")
    server.library.answers[verb] = [error]
    assert words in refused(server)
    server.record().stop()


def test_a_server_that_never_answers_is_told_and_a_microphone_that_opens_after_all_is_closed_again(
    server: Rig, expect_log: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_log("did not open")
    monkeypatch.setattr(microphone, "OPEN_S", 0.05)
    opening = threading.Event()
    server.library.answers["open"] = [opening]
    assert "does not answer" in refused(server)
    assert "does not answer" in refused(server)  # one that hangs is enough
    assert server.library.streams == []
    opening.set()
    until(lambda: server.library.streams and server.library.stream.closed)
    server.record().stop()
    assert "PULSE_SOURCE" not in os.environ


@pytest.mark.parametrize("verb", ["open", "start"])
def test_whatever_breaks_no_microphone_stays_open_and_no_take_is_left(server: Rig, verb: str) -> None:
    server.library.answers[verb] = [MemoryError()]
    with pytest.raises(MemoryError):
        server.record()
    assert all(stream.closed for stream in server.library.streams)
    assert server.shelf.finished() == server.shelf.unfinished() == []
    server.record().stop()


def test_a_take_that_cannot_be_set_up_leaves_no_microphone_open(server: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(microphone, "RunningTake", break_down)
    with pytest.raises(ZeroDivisionError):
        server.record()
    assert server.library.stream.closed
    assert server.shelf.finished() == server.shelf.unfinished() == []


def test_a_server_that_does_not_even_name_its_microphones(
    plain: Rig, expect_log: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_log("could not be listed")
    monkeypatch.setattr(microphone, "OPEN_S", 0.05)
    frozen = threading.Event()
    plain.library.answers["look"] = [frozen]
    for _ in range(2):
        with pytest.raises(MicrophoneProblem, match="does not answer"):
            plain.microphone.inputs()
    assert "does not answer" in refused(plain)
    frozen.set()
    monkeypatch.setattr(microphone, "OPEN_S", DEADLINE_S)
    until(lambda: plain.library.scans == 1)
    plain.record().stop()


def test_portaudio_that_fails_to_look_recovers(plain: Rig, expect_log: Callable[[str], None]) -> None:
    expect_log("could not be listed")
    plain.library.answers["look"] = [BROKEN]
    with pytest.raises(MicrophoneProblem, match="reported an error"):
        plain.microphone.inputs()
    assert plain.microphone.inputs()


def test_after_a_refusal_new_microphones_are_still_found(plain: Rig, expect_log: Callable[[str], None]) -> None:
    expect_log("did not open")
    plain.library.answers["open"] = [BAD_CHANNELS, BROKEN]
    assert "refused" in refused(plain, "Mic A")
    plain.library.devices.append(device("USB", 3))
    assert "USB" in [each.name for each in plain.microphone.inputs()]


def test_a_shelf_that_refuses(tmp_path: Any, expect_log: Callable[[str], None]) -> None:
    expect_log("did not start")
    (tmp_path / "takes").write_text("in the way")
    rig = Rig(TakeShelf(tmp_path / "takes"), FakePortAudio(device("Mic", 0)))
    with pytest.raises(TakeProblem):
        rig.record()
    assert rig.library.streams == []


def test_portaudio_is_not_installed(monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]) -> None:
    expect_log("could not be loaded")
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MicrophoneProblem, match="libportaudio2"):
        load_portaudio()


def test_portaudio_that_does_not_start_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    expect_log("could not be listed")
    real = builtins.__import__

    def broken(name: str, *rest: Any, **more: Any) -> Any:
        if name == "sounddevice":
            raise BROKEN
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", broken)
    with pytest.raises(MicrophoneProblem, match="reported an error"):
        load_portaudio()


def test_a_wish_is_for_a_name_and_its_host_api() -> None:
    ways = [
        microphone_stream.Way(InputDevice("Mic", api), index, 48_000, 1) for index, api in enumerate(("MME", "WASAPI"))
    ]
    assert microphone._pick(ways, DeviceWish("Mic", "WASAPI")).index == 1
    assert microphone._pick(ways, DeviceWish("Mic", "gone")).index == 0
    assert microphone._pick(ways, DeviceWish("", "WASAPI")).index == 0
