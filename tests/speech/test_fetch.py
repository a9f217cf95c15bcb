"""The download: whole, cut and taken up again, checked, put in its place."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockinterview.core.problems import SpeechProblem
from mockinterview.speech import models
from mockinterview.speech.fetch import Download
from tests.speech.model_server import (
    DATA,
    Handler,
    Place,
    ignore,
    never,
    rest,
    serving,
    status,
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, local_server_allowed: None) -> Iterator[Place]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(tmp_path / "Modelle für mich 模型") as made:
        yield made


def test_a_model_arrives_whole_with_progress_and_is_known_to_be_good(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []
    place.get(lambda here, all_: seen.append((here, all_)))
    assert place.target.read_bytes() == DATA
    assert not place.part.exists()
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == ((0, len(DATA)), (len(DATA), len(DATA)))
    monkeypatch.setattr("mockinterview.speech.models.checksum", lambda *_: pytest.fail("read again"))
    place.shelf.verify("toy")


def test_a_good_model_that_is_here_is_not_asked_for_again(place: Place) -> None:
    place.get()
    before = place.target.stat()
    place.get()
    assert place.server.asked == [0]
    assert place.target.stat() == before


def test_a_download_cut_at_a_hundred_places_goes_on_where_it_was(place: Place) -> None:
    cuts = sorted(random.Random(1).sample(range(1, len(DATA)), 100))
    place.server.script = [rest(stop=cut) for cut in cuts]
    loaded_early: list[bool] = []
    place.get(lambda _here, _all: loaded_early.append(place.target.exists()))
    assert place.target.read_bytes() == DATA
    assert not any(loaded_early)
    assert place.server.asked == [0, *cuts]


def test_a_part_left_by_an_earlier_try_is_taken_up(place: Place) -> None:
    place.shelf.folder.mkdir()
    place.part.write_bytes(DATA[:123_456])
    place.get()
    assert place.server.asked == [123_456]
    assert place.target.read_bytes() == DATA


def test_a_server_without_ranges_starts_again_from_the_first_byte(place: Place) -> None:
    place.server.script = [rest(stop=100_000), rest(ranges=False)]
    place.get()
    assert place.target.read_bytes() == DATA


@pytest.mark.parametrize(
    ("start", "wrong"),
    [
        (0, DATA[:-1] + bytes([DATA[-1] ^ 1])),
        (0, random.Random(6).randbytes(len(DATA))),
        (1000, DATA[:500] + b"!" + DATA[501:]),
    ],
    ids=["one bit", "all bits", "in what was here"],
)
def test_wrong_bytes_are_thrown_away_and_never_loaded(place: Place, start: int, wrong: bytes) -> None:
    if start:
        place.shelf.folder.mkdir()
        place.part.write_bytes(wrong[:start])
    place.server.script = [rest(wrong)]
    with pytest.raises(SpeechProblem, match="did not arrive as it was published"):
        place.get()
    assert list(place.shelf.folder.iterdir()) == []
    place.server.script = []
    place.get()
    assert place.target.read_bytes() == DATA


def test_a_part_that_does_not_fit_ends_in_a_sentence_and_a_fresh_start(place: Place) -> None:
    place.shelf.folder.mkdir()
    place.part.write_bytes(b"x" * len(DATA))
    with pytest.raises(SpeechProblem, match="did not arrive"):
        place.get()
    place.get()
    assert place.target.read_bytes() == DATA


def test_a_damaged_file_in_the_models_place_is_replaced(place: Place) -> None:
    place.shelf.folder.mkdir()
    place.target.write_bytes(DATA[:1000])
    place.get()
    assert place.target.read_bytes() == DATA


def test_a_length_that_is_not_told_is_no_matter_and_what_comes_behind_the_last_byte_is_never_taken(
    place: Place,
) -> None:
    def without_length(handler: Handler, _start: int) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(DATA + b"more")
        handler.close_connection = True

    place.server.script = [without_length]
    place.get()
    assert place.target.read_bytes() == DATA


def test_ended_at_a_hundred_places_a_part_is_never_loaded_and_the_next_start_goes_on(place: Place) -> None:
    """Each time as a new start of the program: nothing is known but what lies on the disk."""
    cuts = sorted(random.Random(2).sample(range(1, len(DATA)), 100))
    for cut in cuts:
        place.server.script = [rest(stop=cut), status(403)]
        with pytest.raises(SpeechProblem, match="answered 403"):
            place.get()
        assert place.part.read_bytes() == DATA[:cut]
        assert place.shelf.present() == ()
        with pytest.raises(SpeechProblem, match="not on this computer"):
            place.shelf.pick("toy", "en")
    place.get()
    assert place.target.read_bytes() == DATA
    assert place.server.asked[-1] == cuts[-1]
    before = place.target.stat()
    place.get()
    assert place.target.stat() == before


def test_another_name_of_a_model_brings_the_same_file(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.ALIASES, "plaything", "toy")
    Download(place.shelf, "plaything", ignore, never).run()
    assert place.target.read_bytes() == DATA
