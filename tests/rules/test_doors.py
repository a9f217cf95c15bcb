"""One library, one door: who may import what. The floor plan checks the rooms; this checks every file, also new ones."""

from __future__ import annotations

import pytest

from tests.rules.source import PROGRAM

DOORS = {
    "PySide6": ("mockinterview/app.py", "mockinterview/ui/", "mockinterview/sound/qt/"),
    "shiboken6": ("mockinterview/ui/",),
    "sounddevice": ("mockinterview/sound/",),
    "soundfile": ("mockinterview/sound/", "mockinterview/speech/"),
    "soxr": ("mockinterview/sound/", "mockinterview/speech/"),
    "whisper": ("mockinterview/speech/engines/",),
    "torch": ("mockinterview/speech/engines/", "mockinterview/lineup/training/"),
    "pocketsphinx": ("mockinterview/speech/engines/",),
    "faster_whisper": ("mockinterview/speech/engines/",),
    "ctranslate2": ("mockinterview/speech/engines/",),
    "onnxruntime": ("mockinterview/lineup/",),
    "tokenizers": ("mockinterview/lineup/",),
    "sqlite3": ("mockinterview/history/",),
}

NETWORK = (
    "socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "telnetlib", "xmlrpc", "requests", "httpx", "aiohttp",
    "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebSockets", "webbrowser",
)  # fmt: skip
MAY_DOWNLOAD = ("mockinterview/speech/fetch.py",)
"""The one use of the network is a model download that the person starts."""


def within(module: str, library: str) -> bool:
    return module == library or module.startswith(f"{library}.")


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library):
    assert not [
        f"{source.name}:{line}"
        for source in PROGRAM
        if not source.name.startswith(DOORS[library])
        for module, line in source.imported()
        if within(module, library)
    ]


def test_how_the_model_was_made_is_no_part_of_the_program():
    assert not [
        f"{source.name}:{line}"
        for source in PROGRAM
        if not source.name.startswith("mockinterview/lineup/training/")
        for module, line in source.imported()
        if within(module, "mockinterview.lineup.training")
    ]


def test_nobody_imports_the_network():
    assert not [
        f"{source.name}:{line} {module}"
        for source in PROGRAM
        if source.name not in MAY_DOWNLOAD
        for module, line in source.imported()
        if any(within(module, library) for library in NETWORK)
    ]


def test_core_knows_no_files_threads_or_libraries():
    allowed = {
        "__future__", "abc", "bisect", "collections", "dataclasses", "datetime", "difflib", "enum", "functools", "itertools",
        "math", "mockinterview", "re", "statistics", "string", "typing", "unicodedata", "uuid",
    }  # fmt: skip
    assert not [
        f"{source.name}:{line} {module}"
        for source in PROGRAM
        if source.name.startswith("mockinterview/core/")
        for module, line in source.imported()
        if module.partition(".")[0] not in allowed
    ]
