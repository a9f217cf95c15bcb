"""A sound from elsewhere is on the shelf whole or not at all."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mockinterview.core.attempt import MarkKind, TakeMark
from mockinterview.core.problems import Cancelled, TakeProblem
from mockinterview.core.take import TakeLabel
from mockinterview.sound.take_file import header
from mockinterview.sound.takes import TakeShelf
from tests.sound.material import new_label

SECOND = bytes(32_000)


def write(audio: Path) -> None:
    audio.write_bytes(header(len(SECOND)) + SECOND)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "Réponse 1.m4a"
    file.write_bytes(b"sound")
    os.utime(file, (1_700_000_000, 1_700_000_000))
    return file


def test_it_is_a_take_like_any_other(shelf: TakeShelf, label: TakeLabel, source: Path) -> None:
    take = shelf.adopt(label, source, write)
    assert take.duration_ms == 1000
    assert take.started_at == datetime.fromtimestamp(1_700_000_000, UTC)
    assert take.marks == (TakeMark(MarkKind.IMPORTED, 0, "Imported from Réponse 1.m4a"),)
    assert shelf.finished() == [take]
    assert shelf.unfinished() == []
    folder = shelf.audio(label.attempt_id).parent
    assert {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()} == {
        "audio.wav": 0o600,
        "meta.json": 0o600,
    }
    assert [entry.name for entry in folder.parent.iterdir()] == [label.attempt_id]


@pytest.mark.parametrize(
    "error", [Cancelled(), TakeProblem("It cannot be read."), OSError(28, "No space"), ValueError()]
)
def test_whatever_goes_wrong_nothing_stays(
    shelf: TakeShelf, label: TakeLabel, source: Path, error: Exception, expect_log: Callable[[str], None]
) -> None:
    expect_log("could not be imported")

    def fail(audio: Path) -> None:
        write(audio)
        raise error

    with pytest.raises(TakeProblem if isinstance(error, OSError) else type(error)):
        shelf.adopt(label, source, fail)
    assert shelf.finished() == shelf.unfinished() == []
    assert list(shelf._root.iterdir()) == []


def test_what_a_crash_left_half_imported_is_thrown_away(shelf: TakeShelf, label: TakeLabel) -> None:
    shelf.begin(label, "").close()
    left = shelf._root / f".coming-{new_label().attempt_id}"
    left.mkdir()
    (left / "audio.wav").write_bytes(SECOND)
    assert len(shelf.finished()) == 1
    shelf.begin(new_label(), "").close()
    assert left.exists()  # somebody may be about to hold it
    os.utime(left, (0, 0))
    shelf.begin(new_label(), "").close()
    assert not left.exists()


@pytest.mark.skipif(os.name == "nt", reason="no locks there")
def test_an_import_at_work_is_not_taken_for_a_left_over(shelf: TakeShelf, label: TakeLabel, source: Path) -> None:
    half, go_on = threading.Event(), threading.Event()

    def fill(audio: Path) -> None:
        half.set()
        assert go_on.wait(10)
        write(audio)

    thread = threading.Thread(target=shelf.adopt, args=(label, source, fill))
    thread.start()
    assert half.wait(10)
    shelf.begin(new_label(), "").close()
    go_on.set()
    thread.join(10)
    assert label.attempt_id in [take.label.attempt_id for take in shelf.finished()]


def test_a_source_with_a_date_that_makes_no_sense_is_as_old_as_now(shelf: TakeShelf, label: TakeLabel) -> None:
    before = datetime.now(UTC)
    assert shelf.adopt(label, Path("gone.m4a"), write).started_at >= before
