"""What a backup says of itself can be read back, also by what was written before there were notes."""

import json
from datetime import UTC, datetime

import pytest

from mockinterview.core.backup import Contents
from mockinterview.core.backup_shape import contents_from, contents_to

CONTENTS = Contents(datetime(2025, 3, 1, tzinfo=UTC), "1.0", 5, 4, 3, 2, 1, True, False, 9, ("a",), ("b",), 7)


def test_contents_come_back_as_they_were():
    assert contents_from(json.loads(json.dumps(contents_to(CONTENTS)))) == CONTENTS


def test_contents_of_before_have_no_notes():
    plain = contents_to(CONTENTS)
    del plain["notes"]
    assert contents_from(plain).notes == 0


@pytest.mark.parametrize("wrong", [-1, "7", 1.5, True])
def test_numbers_are_numbers(wrong):
    with pytest.raises(ValueError, match="number"):
        contents_from({**contents_to(CONTENTS), "notes": wrong})
