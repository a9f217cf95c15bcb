"""The download against a server that cuts, stalls, lies and refuses."""

from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.speech import fetch
from mockinterview.speech.fetch import Download
from mockinterview.speech.models import Model, ModelShelf

DATA = random.Random(5).randbytes(300_000)
Reply = Callable[["Handler", int], None]
Progress = Callable[[int, int], None]


def ignore(_here: int, _all: int) -> None:
    """For downloads whose progress does not matter."""


def never() -> bool:
    return False


class Server(ThreadingHTTPServer):
    """Answers every request with the next reply in the script, then with the whole truth."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script: list[Reply] = []
        self.asked: list[int] = []
        self.released = threading.Event()


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        start = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        self.server.asked.append(start)
        reply = self.server.script.pop(0) if self.server.script else rest()
        try:
            reply(self, start)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def head(self, status: int, length: int, content_range: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        if content_range:
            self.send_header("Content-Range", content_range)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def rest(data: bytes = DATA, stop: int | None = None, ranges: bool = True) -> Reply:
    """The bytes asked for, up to `stop`, where the connection is cut."""

    def reply(handler: Handler, start: int) -> None:
        start = start if ranges else 0
        if start >= len(data):
            handler.head(416, 0)
            return
        if start:
            handler.head(206, len(data) - start, f"bytes {start}-{len(data) - 1}/{len(data)}")
        else:
            handler.head(200, len(data))
        handler.wfile.write(data[start:stop])
        handler.close_connection = True

    return reply


def stall(after: int) -> Reply:
    def reply(handler: Handler, start: int) -> None:
        handler.head(
            206 if start else 200, len(DATA) - start, f"bytes {start}-{len(DATA) - 1}/{len(DATA)}" if start else ""
        )
        handler.wfile.write(DATA[start : start + after])
        handler.server.released.wait(20)

    return reply


def status(code: int) -> Reply:
    return lambda handler, _start: handler.head(code, 0)


class Place(NamedTuple):
    server: Server
    shelf: ModelShelf

    @property
    def target(self) -> Path:
        return self.shelf.file("toy")

    @property
    def part(self) -> Path:
        return self.target.with_name("toy.pt.part")

    def get(
        self,
        progress: Callable[[int, int], None] = lambda _here, _all: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        Download(self.shelf, "toy", progress, cancelled, stalled_s=0.4, pause_s=0).run()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, local_server_allowed: None) -> Iterator[Place]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}/toy.pt"
    toy = Model("toy", len(DATA), sha256=hashlib.sha256(DATA).hexdigest(), url=url, rank=1)
    yield Place(server, ModelShelf(tmp_path / "Modelle für mich 模型", [toy]))
    server.released.set()
    server.shutdown()
    thread.join()
    server.server_close()


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


def test_a_server_that_stops_sending_is_asked_again(place: Place) -> None:
    place.server.script = [stall(50_000)]
    place.get()
    assert place.target.read_bytes() == DATA
    assert place.server.asked[1] <= 50_000


@pytest.mark.parametrize(
    "wrong",
    [DATA[:-1] + bytes([DATA[-1] ^ 1]), DATA[:200_000], DATA + b"more", b"<html>Please log in</html>"],
    ids=["one bit", "too short", "too long", "a login page"],
)
def test_wrong_bytes_are_thrown_away_and_never_loaded(place: Place, wrong: bytes) -> None:
    place.server.script = [rest(wrong), rest(wrong)]
    if wrong.startswith(DATA):  # what comes behind the last byte is never taken
        place.get()
        assert place.target.read_bytes() == DATA
        return
    with pytest.raises(SpeechProblem, match="did not arrive as it was published"):
        place.get()
    assert not place.target.exists()
    assert not place.part.exists()
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


@pytest.mark.parametrize("code", [404, 403])
def test_a_refusal_is_a_sentence_at_once(place: Place, code: int) -> None:
    place.server.script = [status(code)] * 3
    with pytest.raises(SpeechProblem, match=f"answered {code}"):
        place.get()
    assert place.server.asked == [0]


def test_a_server_in_trouble_is_asked_a_few_times(place: Place) -> None:
    place.server.script = [status(503)] * 2
    place.get()
    assert place.target.read_bytes() == DATA
    place.target.unlink()
    place.server.script = [status(503)] * 20
    with pytest.raises(SpeechProblem, match="answered 503"):
        place.get()
    assert len(place.server.script) == 20 - fetch.TRIES


def test_a_server_that_is_not_there_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, local_server_allowed: None
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    toy = Model("toy", 10, sha256="0", url="http://127.0.0.1:9/toy.pt", rank=1)
    with pytest.raises(SpeechProblem, match="could not be reached"):
        Download(ModelShelf(tmp_path, [toy]), "toy", lambda *_: None, lambda: False, pause_s=0).run()


def test_cancelling_keeps_what_has_arrived(place: Place) -> None:
    place.server.script = [stall(100_000)]
    stop = threading.Event()
    with pytest.raises(Cancelled):
        place.get(lambda here, _all: stop.set() if here > 50_000 else None, stop.is_set)
    kept = place.part.stat().st_size
    assert kept > 0
    assert DATA.startswith(place.part.read_bytes())
    place.get()
    assert place.server.asked == [0, kept]


def test_a_damaged_file_in_the_models_place_is_replaced(place: Place) -> None:
    place.shelf.folder.mkdir()
    place.target.write_bytes(DATA[:1000])
    place.get()
    assert place.target.read_bytes() == DATA


def test_a_full_disk_is_said_before_anything_is_asked(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_SPARE", 10**18)
    with pytest.raises(SpeechProblem, match="too little room"):
        place.get()
    assert place.server.asked == []


def test_a_folder_that_cannot_be_made_is_a_sentence(place: Place) -> None:
    place.shelf.folder.parent.joinpath(place.shelf.folder.name).write_text("a file")
    with pytest.raises(SpeechProblem, match="could not be written"):
        place.get()


def test_an_unknown_name_is_a_sentence(place: Place) -> None:
    with pytest.raises(SpeechProblem, match="no model called nonsense"):
        Download(place.shelf, "nonsense", lambda *_: None, lambda: False)
