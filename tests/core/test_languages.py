"""Languages by name."""

from __future__ import annotations

import pytest

from mockinterview.core.languages import LANGUAGES, language_name


def test_the_languages_are_those_whisper_knows() -> None:
    assert set(LANGUAGES) == set(pytest.importorskip("whisper.tokenizer").LANGUAGES)


def test_every_language_has_a_name_of_its_own_that_begins_with_a_capital() -> None:
    assert len(set(LANGUAGES.values())) == len(LANGUAGES)
    assert all(name[0].isupper() for name in LANGUAGES.values())


@pytest.mark.parametrize(("code", "name"), [("en", "English"), ("de-CH", "German"), ("DE", "German"), ("xx", "xx")])
def test_a_code_becomes_a_name(code: str, name: str) -> None:
    assert language_name(code) == name
