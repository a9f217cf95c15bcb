"""Words from a file or a pipe: as an attempt's words, or only to be timed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from mockinterview.core.written import Cue
from tests.cli.test_command_line import run, story
from tests.fakes.fake_banks import LIGHTHOUSE
from tests.flow.conftest import Story

__all__ = ["run", "story"]  # its fixtures
TEXT = "I had a spare lamp."


@pytest.fixture
def attempt_id(story: Story) -> Iterator[str]:
    story.answering.ask(LIGHTHOUSE)
    kept = story.record(9000)
    assert story.reviewing.wait(kept, 5)
    return kept


def test_a_text_becomes_the_words_of_an_attempt(
    story: Story,
    run: Callable[..., int],
    attempt_id: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "said.txt"
    file.write_text(TEXT, "utf-8")
    assert run("words", attempt_id, str(file), "--json") == 0
    plain = json.loads(capsys.readouterr().out)
    assert plain["engine"] == "typed"
    assert plain["words"][1] == {"text": "had", "start_ms": 10, "end_ms": 20, "confidence": None}


def test_words_through_a_pipe(
    run: Callable[..., int],
    attempt_id: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    assert run("words", attempt_id, "-") == 0
    assert capsys.readouterr().out.strip() == TEXT


def test_known_words_of_any_sound_are_only_timed(
    story: Story,
    run: Callable[..., int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "said.srt"
    file.write_text(f"1\n00:00:00,500 --> 00:00:02,000\n{TEXT}\n", "utf-8")
    assert run("transcribe", "talk.wav", "--words", str(file), "--json") == 0
    assert json.loads(capsys.readouterr().out)["segments"][0]["last_word"] == 4
    assert story.transcriber.written == [(Path("talk.wav"), story.transcriber.written[0][1])]
    assert story.transcriber.written[0][1].cues == (Cue(tuple(TEXT.split()), 500, 2000),)
    assert not story.transcriber.asked


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 100, b"{}"])
def test_a_file_without_words_is_a_sentence(
    run: Callable[..., int],
    attempt_id: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: bytes,
) -> None:
    file = tmp_path / "empty.txt"
    file.write_bytes(content)
    assert run("words", attempt_id, str(file)) == 1
    assert "empty.txt" in capsys.readouterr().err
