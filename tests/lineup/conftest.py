"""The shipped model, loaded once for all tests that ask it something."""

from __future__ import annotations

import pytest

from mockinterview.lineup import load_matcher
from mockinterview.lineup.matcher import ModelMatcher


@pytest.fixture(scope="session")
def shipped() -> ModelMatcher:
    """The matcher the program uses, with the model it brings: it must be there and whole."""
    matcher = load_matcher()
    assert isinstance(matcher, ModelMatcher), matcher.problem
    return matcher
