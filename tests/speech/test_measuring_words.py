"""The measure of word errors counts what it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.speech.words import clips, errors, plain_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Um, I'm done. OK?", "um i'm done okay"),
        ("Hmm -- y'know, it's gonna work!", "hm you know it's going to work"),
        ("<cutoff-montreal> montreal [laughter] straight-forward", "montreal straight forward"),
        ("‘Yes’, she said", "yes she said"),
    ],
)
def test_words_are_made_comparable_and_fillers_stay(text: str, words: str) -> None:
    assert plain_words(text) == words.split()


@pytest.mark.parametrize(
    ("said", "heard", "wrong", "found"),
    [
        ("a b c", "a b c", 0, 0),
        ("a b c", "a c", 1, 0),
        ("a b c", "a x b c d", 2, 0),
        ("um a uh b", "um a b", 1, 1),
        ("um a uh b", "uh a the b", 2, 1),
        ("", "a b", 2, 0),
        ("a b", "", 2, 0),
    ],
)
def test_errors_and_fillers_are_counted(said: str, heard: str, wrong: int, found: int) -> None:
    assert errors(said.split(), heard.split()) == (wrong, found)


def test_a_manifest_is_read(tmp_path: Path) -> None:
    head = "file\tstyle\treference_transcript\treference_without_markers\n"
    table = f"{head}a.wav\tread\t<x> hello\thello there\nb.wav\tread\tUm, yes\t\n"
    (tmp_path / "MANIFEST.tsv").write_text(table, encoding="utf-8")
    assert [(clip.file.name, clip.words) for clip in clips(tmp_path)] == [
        ("a.wav", ["hello", "there"]),
        ("b.wav", ["um", "yes"]),
    ]
