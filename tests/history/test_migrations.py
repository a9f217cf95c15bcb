"""Every version there ever was can still be read: a kept database of each is opened by today's program."""

import shutil

import pytest

from mockinterview.core.opinion import Opinion
from mockinterview.core.removal import Binned
from mockinterview.history import History
from mockinterview.history.migrations import MIGRATIONS
from tests.history import keep_old_database as old

VERSIONS = range(1, len(MIGRATIONS) + 1)


def test_a_database_of_every_version_is_kept():
    assert {file.name for file in old.FOLDER.iterdir()} == {f"v{version}.sqlite" for version in VERSIONS}


def test_steps_have_names_of_their_own():
    assert len({step.name for step in MIGRATIONS}) == len(MIGRATIONS)


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_in_it_is_still_there(version, tmp_path):
    file = tmp_path / "history.sqlite"
    shutil.copyfile(old.FOLDER / f"v{version}.sqlite", file)
    history = History(file)
    assert history.notes == ()
    assert history.facts()["version"] == len(MIGRATIONS)
    assert history.attempts() == (old.SECOND, old.FIRST)
    assert history.transcript(old.FIRST.id) == old.WORDS
    assert history.coverage(old.FIRST.id) == old.LINED_UP
    assert history.verdicts(old.FIRST.id) == old.VERDICTS
    assert history.opinion(old.FIRST.id) == (old.OPINION if version >= 4 else Opinion(old.VERDICTS))
    assert history.waiting_jobs() == (old.PROMISED,)
    assert history.bin() == ((Binned(old.THROWN_AWAY, old.THROWN_AWAY_AT),) if version >= 3 else ())
    assert [hit.attempt for hit in history.search("spare lamp")] == [old.FIRST]
    assert [hit.attempt for hit in history.search("how often")] == ([old.FIRST] if version >= 4 else [])
    history.close()


def test_the_kept_database_of_today_is_what_today_writes(tmp_path):
    file = tmp_path / "today.sqlite"
    old.keep(file)
    history = History(file)
    assert history.attempts() == (old.SECOND, old.FIRST)
    assert history.coverage(old.FIRST.id) == old.LINED_UP
    history.close()
