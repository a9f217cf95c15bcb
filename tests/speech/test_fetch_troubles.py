"""The download where the network, the server or the disk is not as it should be."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.speech import fetch
from mockinterview.speech.fetch import Download
from mockinterview.speech.models import Model, ModelShelf
from tests.speech.model_server import (
    DATA,
    Handler,
    Place,
    ignore,
    never,
    redirect,
    rest,
    serving,
    stall,
    status,
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, local_server_allowed: None) -> Iterator[Place]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(tmp_path / "Modelle für mich 模型") as made:
        yield made


def test_a_server_that_stops_sending_is_asked_again(place: Place) -> None:
    place.server.script = [stall(50_000)]
    place.get()
    assert place.target.read_bytes() == DATA
    assert place.server.asked[1] <= 50_000


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


@pytest.mark.parametrize("wrong", [DATA[:200_000], DATA + b"more", b"<html>Please log in</html>"])
def test_something_else_under_that_address_is_not_taken(place: Place, wrong: bytes) -> None:
    place.server.script = [rest(wrong)]
    with pytest.raises(SpeechProblem, match="Something else answered"):
        place.get()
    assert list(place.shelf.folder.iterdir()) == []
    assert place.server.asked == [0]


def test_a_sign_in_page_does_not_spoil_what_is_here(place: Place) -> None:
    place.shelf.folder.mkdir()
    place.part.write_bytes(DATA[:1000])
    place.server.script = [rest(b"<html>Please log in</html>", ranges=False)]
    with pytest.raises(SpeechProblem, match="sign in with your browser"):
        place.get()
    place.get()
    assert place.server.asked == [1000, 1000]
    assert place.target.read_bytes() == DATA


def test_another_file_on_the_server_begins_from_the_first_byte(place: Place) -> None:
    place.server.tag = '"first"'
    place.server.script = [rest(stop=100_000), status(403)]
    with pytest.raises(SpeechProblem):
        place.get()
    assert place.server.conditions == ["", '"first"']
    place.server.tag = '"second"'
    place.get()
    assert place.server.conditions[-1] == '"first"'
    assert place.target.read_bytes() == DATA
    assert sorted(file.name for file in place.shelf.folder.iterdir()) == ["checked.json", "toy.pt"]


def test_a_server_that_passes_over_the_condition_is_noticed(place: Place) -> None:
    def another(handler: Handler, _start: int) -> None:
        handler.server.tag = '"second"'
        rest()(handler, 100_000)

    place.server.tag = '"first"'
    place.server.script = [rest(stop=100_000), another]
    place.get()
    assert place.server.asked == [0, 100_000, 0]
    assert place.target.read_bytes() == DATA


def test_a_weak_mark_of_the_server_is_none(place: Place) -> None:
    place.server.tag = 'W/"first"'
    place.server.script = [rest(stop=100_000)]
    place.get()
    assert place.server.conditions == ["", ""]


def test_a_redirect_is_followed_with_the_place_to_go_on_at(place: Place) -> None:
    place.server.script = [rest(stop=100_000), redirect("/elsewhere")]
    place.get()
    assert place.server.asked == [0, 100_000, 100_000]
    assert place.server.paths[-1] == "/elsewhere"
    assert place.target.read_bytes() == DATA


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/toy.pt"])
def test_a_redirect_out_of_the_web_is_refused(place: Place, to: str) -> None:
    place.server.script = [redirect(to)] * 9
    with pytest.raises(SpeechProblem, match="could not be downloaded"):
        place.get()
    assert not place.target.exists()


def test_the_systems_proxy_is_asked(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = f"http://127.0.0.1:{place.server.server_address[1]}"
    monkeypatch.delenv("no_proxy")
    monkeypatch.setenv("http_proxy", proxy)
    toy = place.shelf.catalogue[0]
    shelf = ModelShelf(
        place.shelf.folder, [Model(toy.name, toy.size_bytes, sha256=toy.sha256, url="http://models.invalid/toy.pt")]
    )
    Download(shelf, "toy", ignore, never, pause_s=0).run()
    assert place.server.paths == ["http://models.invalid/toy.pt"]
    assert place.target.read_bytes() == DATA


def test_a_proxy_that_wants_a_password_says_so(place: Place) -> None:
    place.server.script = [status(407)]
    with pytest.raises(SpeechProblem, match="name and a password"):
        place.get()


def test_a_server_that_does_not_speak_securely_is_a_sentence(place: Place) -> None:
    url = place.shelf.catalogue[0].url.replace("http:", "https:")
    shelf = ModelShelf(place.shelf.folder, [Model("toy", len(DATA), sha256="0", url=url)])
    with pytest.raises(SpeechProblem, match="No secure connection could be made"):
        Download(shelf, "toy", ignore, never, stalled_s=0.4, pause_s=0).run()


def test_a_server_that_cannot_prove_who_it_is_is_refused_at_once(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = tmp_path / "server.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout",
         str(certificate), "-out", str(tmp_path / "public.pem")],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl could not make a certificate")
    certificate.write_text(certificate.read_text() + (tmp_path / "public.pem").read_text())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    place.server.socket = context.wrap_socket(place.server.socket, server_side=True)
    url = place.shelf.catalogue[0].url.replace("http:", "https:")
    shelf = ModelShelf(place.shelf.folder, [Model("toy", len(DATA), sha256="0", url=url)])
    with pytest.raises(SpeechProblem, match=r"could not prove who it is \(self.signed certificate\)"):
        Download(shelf, "toy", ignore, never, pause_s=0).run()


def test_cancelling_does_not_wait_for_a_silent_server(place: Place) -> None:
    place.server.script = [stall(100_000)]
    stop = threading.Event()
    download = Download(
        place.shelf, "toy", lambda here, _all: stop.set() if here >= 100_000 else None, stop.is_set, stalled_s=15
    )
    with pytest.raises(Cancelled):
        download.run()
    assert not place.server.released.is_set()
    assert place.part.stat().st_size == 100_000
