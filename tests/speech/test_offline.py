"""Whisper's words come out of files beside its code: no network, no cache folder, and what a packager must take along."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import GUARDS

SCRIPT = """
import socket
from pathlib import Path

import tiktoken.load
import whisper.audio
import whisper.tokenizer


def refuse(*_):
    raise AssertionError("the network, or a named encoding, was asked for")


socket.socket = socket.create_connection = socket.getaddrinfo = refuse
tiktoken.load.read_file = tiktoken.load.read_file_cached = refuse
for many in (False, True):
    tokenizer = whisper.tokenizer.get_tokenizer(many, language="en", task="transcribe")
    assert tokenizer.decode(tokenizer.encode(" I made a plan.")) == " I made a plan."
    assert tokenizer.timestamp_begin > tokenizer.no_timestamps
whisper.audio.mel_filters("cpu", 80), whisper.audio.mel_filters("cpu", 128)
folder = Path(whisper.__file__).parent / "assets"
print(sorted(file.name for file in folder.iterdir() if file.suffix in (".npz", ".tiktoken")))
"""


def test_the_tokeniser_needs_neither_network_nor_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("whisper")
    import subprocess

    for name in ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR", "TMPDIR", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(GUARDS))
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['gpt2.tiktoken', 'mel_filters.npz', 'multilingual.tiktoken']"
    assert not [file for file in tmp_path.rglob("*") if "tiktoken" in file.name or "data-gym" in file.name]
