"""A deletion for good in the real rooms: nothing of it is left in the data folder, wherever a crash cut it short."""

from __future__ import annotations

import shutil
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from mockinterview import app
from mockinterview.core.coverage import State
from mockinterview.core.opinion import Opinion
from mockinterview.core.take import DeviceWish, TakeLabel
from mockinterview.core.transcript import from_sentences
from mockinterview.flow.answering import attempt_of
from mockinterview.flow.house import House
from mockinterview.flow.jobs import JobKind
from mockinterview.settings import Settings, table
from mockinterview.sound.file_microphone import FileMicrophone
from mockinterview.sound.mute import MuteVoice
from mockinterview.system.logs import Log
from mockinterview.system.places import Places
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE
from tests.fakes.fake_listener import FakeListener

MARKER = "quincemarmalade"
TRACES = (MARKER.encode(), MARKER.upper().encode(), MARKER[3:].encode())
"""The last: an index of words keeps only what differs from the word before."""


@contextmanager
def opened(data: Path, listener: FakeListener | None = None) -> Iterator[House]:
    """The program's own rooms over a folder, with no window."""
    places = Places(data)
    places.prepare()
    log = Log(places.logs, 2)
    house = app.build(
        places,
        Settings(places.settings),
        listener or FakeListener(),
        MuteVoice(),
        lambda shelf: FileMicrophone(shelf, data / "nothing.wav", "fast"),
        DeviceWish,
        who="a test",
        recognise_at_once=False,
    )
    try:
        yield house
    finally:
        house.close()
        log.close()


def keep(house: House, folder: Path, said: str, question: Any = FERRY) -> str:
    """An answer in the house, from a sound file whose name and every sample are those words."""
    source = folder / f"{said}.wav"

    def fill(path: Path) -> None:
        with wave.open(str(path), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(16_000)
            sound.writeframes((said.encode() + b"  ")[: len(said) // 2 * 2 + 2] * 2_000)

    fill(source)
    take = house.shelf.adopt(TakeLabel(str(uuid4()), question, 1), source, fill)
    attempt = replace(attempt_of(take), device=f"Microphone of {said}")
    house.keeper.add_attempt(attempt)
    house.keeper.save_transcript(attempt.id, from_sentences([f"I said {said}, and {said} again."] * 20))
    return attempt.id


def traces(data: Path) -> list[str]:
    """Files of the folder that hold some of the marker, in their name or anywhere in them."""
    entries = [entry for entry in data.rglob("*") if entry.name != "nothing.wav"]
    named = [str(entry) for entry in entries if MARKER in entry.name]
    return named + [
        str(entry) for entry in entries if entry.is_file() and any(trace in entry.read_bytes() for trace in TRACES)
    ]


@pytest.fixture
def lived_in(tmp_path: Path) -> tuple[Path, str, str]:
    """A data folder with a marked answer in every place that can hold one, and another answer; their ids."""
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    elsewhere.mkdir()
    marked = replace(LIGHTHOUSE, text=f"Why {MARKER}?", notes=f"Mention {MARKER.upper()}.")
    with opened(data) as house:
        gone, kept = keep(house, elsewhere, MARKER, marked), keep(house, elsewhere, "plumjam")
        house.keeper.save_transcript(gone, from_sentences([f"Better: {MARKER}."]), keep_former=True)
        house.keeper.save_opinion(gone, Opinion({LIGHTHOUSE.items[0].id: State.COVERED}))
        house.reviewing.full_review(gone)
        house.backups.make_daily()
    daily = next((data / "backups").glob("history-*.sqlite"))
    shutil.copyfile(daily, daily.with_name("history-2020-01-01.sqlite"))
    shutil.copyfile(data / "history.sqlite", data / "history.sqlite.before-3")
    assert len(traces(data)) >= 5
    return data, gone, kept


def check_gone(data: Path, house: House, kept: str) -> None:
    assert house.keeper.known() == {kept}
    assert house.library.bin() == ()
    assert house.library.search(MARKER) == ()
    assert [hit.attempt.id for hit in house.library.search("plumjam")] == [kept]
    assert house.library.audio(kept).is_file()


def test_nothing_is_left_in_the_data_folder(lived_in: tuple[Path, str, str]) -> None:
    data, gone, kept = lived_in
    with opened(data) as house:
        house.library.remove(gone)
        assert house.library.search(MARKER) == ()
        report = house.library.delete_for_good([gone])
        assert report.deleted == (gone,)
        assert report.still_in == ()
        check_gone(data, house, kept)
    assert traces(data) == []


def test_what_was_put_aside_is_named_and_goes_when_wished(lived_in: tuple[Path, str, str]) -> None:
    data, gone, kept = lived_in
    aside = data / "history.sqlite.corrupt-20250101T000000000000"
    shutil.copyfile(data / "history.sqlite", aside)
    (data / "history.sqlite.corrupt-20240101T000000000000").write_bytes(b"older than the answer")
    with opened(data) as house:
        assert house.library.delete_for_good([gone]).still_in == (aside.name,)
        assert len(house.library.removing.put_aside()) == 2
        house.library.removing.drop_put_aside()
        check_gone(data, house, kept)
    assert traces(data) == []


class Killed(BaseException):
    """The program ends here, as by a crash."""


STEPS = (
    ("keeper", "begin_deletions"),
    ("shelf", "discard"),
    ("backups", "scrub"),
    ("keeper", "remove_attempts"),
    ("backups", "holding"),
)


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("room", "step"), STEPS)
def test_cut_short_at_any_step_it_is_finished_at_the_next_start(
    lived_in: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch, room: str, step: str, late: bool
) -> None:
    data, gone, kept = lived_in
    with opened(data) as house:
        neighbour = getattr(house, room)
        do = getattr(neighbour, step)

        def cut(*arguments: Any) -> Any:
            if late:
                do(*arguments)
            raise Killed

        with monkeypatch.context() as crash:
            crash.setattr(neighbour, step, cut)
            with pytest.raises(Killed):
                house.library.delete_for_good([gone])
    listener = FakeListener()
    with opened(data, listener) as house:
        if step == "begin_deletions" and not late:  # nothing was promised: it is as it was
            assert gone in [attempt.id for attempt in house.library.attempts()]
            assert house.library.audio(gone).is_file()
            return
        listed = [attempt.id for attempt in house.library.attempts()]
        assert listed == [kept]
        assert house.library.bin() == ()
        house.library.tidy()
        house.jobs.wait_all(JobKind.TIDY)
        assert listener.recovered == []
        assert listener.problems == []
        check_gone(data, house, kept)
    assert traces(data) == []


def test_the_rule_for_old_answers_in_the_real_rooms(lived_in: tuple[Path, str, str]) -> None:
    data, gone, kept = lived_in
    now = datetime.now(UTC)
    with opened(data) as house:
        old = house.keeper.attempt(gone)
        assert old is not None
        house.keeper.remove_attempts([gone])
        house.keeper.add_attempt(replace(old, started_at=now.replace(year=now.year - 5)))
        settings = Settings(data / "settings.json")
        settings.set(table.KEEP_DAYS, 365)
    listener = FakeListener()
    with opened(data, listener) as house:
        house.library.tidy()
        house.jobs.wait_all(JobKind.TIDY)
        assert listener.expired == [(1, 0)]
        assert [binned.attempt.id for binned in house.library.bin()] == [gone]
        assert [attempt.id for attempt in house.library.attempts()] == [kept]


def test_it_waits_for_work_on_the_answer_to_end(lived_in: tuple[Path, str, str]) -> None:
    data, gone, kept = lived_in
    with opened(data) as house:
        house.reviewing.begin(gone)
        assert house.library.delete_for_good([gone]).deleted == (gone,)
        check_gone(data, house, kept)
    assert traces(data) == []
