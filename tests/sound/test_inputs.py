"""What the sound server answers, and the microphones in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockinterview.sound import inputs
from mockinterview.sound.inputs import Source, server_sources, sources_in


def entry(
    name: str, description: str = "", monitor: str = "", specification: str = "s16le 2ch 48000Hz"
) -> dict[str, str]:
    return {
        "name": name,
        "description": description,
        "monitor_source": monitor,
        "sample_specification": specification,
    }


def test_microphones_come_with_their_names_the_default_first() -> None:
    answer = [
        entry("alsa_in", "Built-in Microphone", specification="s16le 2ch 44100Hz"),
        entry("alsa_out.monitor", "Monitor of Speakers", monitor="alsa_out"),
        entry("usb", "USB Headset", specification="s16le 1ch 16000Hz"),
    ]
    assert sources_in(answer, "usb") == [
        Source("USB Headset", "usb", 16_000, True),
        Source("Built-in Microphone", "alsa_in", 44_100, False),
    ]


def test_a_monitor_counts_only_as_the_default() -> None:
    assert sources_in([entry("virtmic.monitor", "Monitor of X", "virtmic")], "virtmic.monitor")[0].is_default
    assert sources_in([entry("virtmic.monitor", "Monitor of X", "virtmic")], "other") == []


def test_equal_names_are_told_apart() -> None:
    names = [source.name for source in sources_in([entry("a", "Mic"), entry("b", "Mic")], "")]
    assert names == ["Mic", "Mic (b)"]


@pytest.mark.parametrize("specification", ["", "nonsense", "s16le 2ch Hz", "s16le 2ch 0Hz"])
def test_a_rate_that_makes_no_sense_is_the_usual_one(specification: str) -> None:
    assert sources_in([entry("a", specification=specification)], "a")[0] == Source("a", "a", 48_000, True)


@pytest.mark.parametrize("tool", ["echo nonsense", "exit 1", "printf '[{}]'", "kill -9 $$"])
def test_a_tool_that_does_not_answer_properly_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: str
) -> None:
    (tmp_path / "pactl").write_text(f"#!/bin/sh\n{tool}\n")
    (tmp_path / "pactl").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert server_sources() == []


def test_a_tool_that_hangs_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pactl").write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    (tmp_path / "pactl").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(inputs, "ANSWER_S", 0.1)
    assert server_sources() == []


def test_no_tool_no_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert server_sources() == []
