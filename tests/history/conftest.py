"""A data folder with everything in it, and a backup of it."""

import pytest

from tests.history.folders import backup, fill


@pytest.fixture
def here(tmp_path):
    return fill(tmp_path / "here")


@pytest.fixture
def saved(here, tmp_path):
    target = tmp_path / "saved.zip"
    backup(here, target)
    return target
