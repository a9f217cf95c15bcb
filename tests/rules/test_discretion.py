"""No word of a question or an answer reaches the log or the error stream, however loud the log is told to be."""

from __future__ import annotations

import json
import math
import struct
import subprocess
import sys
import wave
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASKED = "Which porcupine frightened your grandmother"
SAID = "Honestly it was the velvet marmalade orchestra"
SECRET = {word.lower() for word in (ASKED + " " + SAID).split() if len(word) > 6}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a bank whose words appear nowhere else."""
    item = {"id": "one", "kind": "key_point", "name": "Velvet", "text": "Names the marmalade orchestra"}
    bank = {
        "format": "mockinterview-bank",
        "version": 1,
        "questions": [{"id": "mine", "text": ASKED + "?", "items": [item]}],
    }
    (tmp_path / "data" / "banks").mkdir(parents=True)
    (tmp_path / "data" / "banks" / "mine.json").write_text(json.dumps(bank), encoding="utf-8")
    return tmp_path / "data"


def run(data: Path, *arguments: str, status: int = 0) -> str:
    """One command as loud as can be; its output. What it says on the error stream is looked at."""
    command = [sys.executable, "-m", "mockinterview", "--data-dir", str(data), "-vv", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == status, done.stderr
    assert not told(done.stderr)
    return done.stdout


def told(text: str) -> set[str]:
    """The secret words in a text."""
    return {word for word in SECRET if word in text.lower()}


def everything_logged(data: Path) -> str:
    files = [file for file in (data / "logs").rglob("*") if file.is_file()]
    assert files, "there is no log, so this test would tell nothing"
    return "".join(file.read_text(encoding="utf-8") for file in files)


def test_the_words_here_would_be_noticed(data):
    assert told(run(data, "questions", "show", "mine"))


def test_lining_up_is_not_logged(data, tmp_path):
    transcript = tmp_path / "transcript.json"
    transcript.write_text(json.dumps({"sentences": [SAID]}), encoding="utf-8")
    run(data, "questions")  # for a log there is: lining a file up writes nothing anywhere
    assert told(run(data, "lineup", "--question", "mine", "--transcript", str(transcript), "--json"))
    assert not told(everything_logged(data))


def test_recording_reviewing_and_exporting_are_not_logged(data, tmp_path):
    sound = tmp_path / "sound.wav"
    with wave.open(str(sound), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        tone = (int(9_000 * math.sin(at / 9 + math.sin(at / 800))) for at in range(32_000))
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in tone))
    recorded = json.loads(run(data, "record", "--question", "mine", "--from-file", str(sound), "--json"))
    run(data, "review", recorded["attempt"], "--json")
    run(data, "export", recorded["attempt"], "--format", "md", "-o", str(tmp_path / "review.md"))
    assert not told(everything_logged(data))


def test_a_transcript_that_cannot_be_read_is_not_quoted(data, tmp_path):
    transcript = tmp_path / "transcript.json"
    transcript.write_text(json.dumps({"sentences": SAID, "words": [{"text": SAID}]}), encoding="utf-8")
    run(data, "questions")
    run(data, "lineup", "--question", "mine", "--transcript", str(transcript), status=1)
    assert not told(everything_logged(data))
