"""The one download of the program: a model a person asked for.

A file is written beside its place as `*.part`, its checksum growing with it, taken up where it stopped, compared with what was
published, and only then put in its place: nothing half-loaded is ever under a model's name, and a good file that is there is never
touched. The way to the server is the system's: its proxies, its certificates.
"""

from __future__ import annotations

import shutil
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.speech.models import Model, ModelShelf
from mockinterview.speech.part_file import LONGEST_TAG, PartFile

_BLOCK = 128 * 1024
STALLED_S = 15.0
"""A connection that hands over nothing for so long is taken as cut."""
TRIES = 5
"""So many tries in a row without a single new byte, and the download is given up."""
_PAUSE_S = 1.0
_LOOK_S = 0.1
"""How often a wish to cancel is looked for while the server is silent."""
_SPARE = 200_000_000
"""Bytes that must stay free on the disk."""


class Download:
    """One download. progress gets (bytes here, all bytes); cancelled is asked at every block, from any thread."""

    def __init__(
        self,
        shelf: ModelShelf,
        name: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        stalled_s: float = STALLED_S,
        pause_s: float = _PAUSE_S,
    ) -> None:
        model = shelf.known(name)
        if model is None:
            raise SpeechProblem(
                f"There is no model called {name}.",
                next_step="See the list of models in Settings, or with: mockinterview models list",
            )
        self._shelf = shelf
        self._model: Model = model
        self._progress = progress
        self._cancelled = cancelled
        self._stalled_s = stalled_s
        self._pause_s = pause_s
        self._target = shelf.file(model.name)
        self._part = PartFile(self._target)

    def run(self) -> None:
        """Bring the model here; returns at once if a good one is. SpeechProblem says why not; Cancelled if asked to stop."""
        if self._good_already():
            self._progress(self._model.size_bytes, self._model.size_bytes)
            return
        try:
            self._shelf.folder.mkdir(parents=True, exist_ok=True)
            self._room()
            self._part.take_up(self._model.size_bytes, self._check)
            self._collect()
            self._accept()
        except OSError as error:
            raise SpeechProblem(
                f"The model {self._model.name} could not be written.",
                f"{error.strerror or error}.",
                "Check that the disk has room and the folder can be written to, then try again.",
            ) from error

    def _good_already(self) -> bool:
        if not self._target.is_file():
            return False
        try:
            self._shelf.verify(self._model.name, heard=self._check)
        except SpeechProblem:
            return False
        return True

    def _room(self) -> None:
        missing = self._model.size_bytes - self._part.on_disk()
        free = shutil.disk_usage(self._shelf.folder).free
        if free < missing + _SPARE:
            raise SpeechProblem(
                f"There is too little room for the model {self._model.name}.",
                f"It needs {missing / 1e6:.0f} MB and {free / 1e6:.0f} MB are free.",
                "Make room on the disk, or choose a smaller model.",
            )

    def _check(self, _bytes: int = 0) -> None:
        if self._cancelled():
            raise Cancelled

    # ------------------------------------------------------------ asking

    def _collect(self) -> None:
        """Ask again and again for what is missing, until it is here or nothing comes any more."""
        fruitless = 0
        while self._part.size < self._model.size_bytes:
            before = self._part.size
            try:
                self._ask()
                reason = "The connection was cut."
            except HTTPError as error:
                reason = _refusal(error)
                if error.code < 500 and error.code not in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS):
                    raise self._gave_up(reason) from error
            except TimeoutError:
                reason = "The server stopped sending."
            except (URLError, HTTPException, ConnectionError) as error:
                why = getattr(error, "reason", error)
                if isinstance(why, ssl.SSLCertVerificationError):
                    raise self._not_safe(why) from error
                secure = isinstance(why, ssl.SSLError)
                reason = (
                    f"{'No secure connection could be made' if secure else 'The server could not be reached'} ({why})."
                )
            if self._part.size == self._model.size_bytes:
                return
            self._check()
            fruitless = 0 if self._part.size > before else fruitless + 1
            if fruitless >= TRIES:
                raise self._gave_up(reason)
            self._wait(self._pause_s * (fruitless + 1))

    def _ask(self) -> None:
        """One request for what is missing; what comes is in the part, however it ends."""
        self._check()
        start = self._part.size
        headers = {"Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
            if self._part.tag:
                headers["If-Range"] = self._part.tag
        with _opener().open(Request(self._model.url, headers=headers), timeout=self._stalled_s) as answer:
            if answer.status == HTTPStatus.PARTIAL_CONTENT:
                if _first_byte(answer.headers.get("Content-Range", "")) != start:
                    raise HTTPException("another part than the one asked for")
                if self._part.tag and _tag(answer) not in ("", self._part.tag):
                    self._part.start_again("")
                    return
            else:
                self._know_it(answer)
                self._part.start_again(_tag(answer))
            with self._hanging_up_when_cancelled(answer):
                self._receive(answer)

    def _know_it(self, answer: HTTPResponse) -> None:
        """A whole file of another size is another file: most often the sign-in page of a network."""
        length = answer.headers.get("Content-Length", "")
        if length.isdigit() and int(length) != self._model.size_bytes:
            raise SpeechProblem(
                f"The model {self._model.name} could not be downloaded.",
                f"Something else answered: {int(length):,} bytes where {self._model.size_bytes:,} were expected.",
                "If this network has a sign-in page, sign in with your browser first, then try again.",
            )

    def _receive(self, answer: HTTPResponse) -> None:
        """Write what comes, up to the model's size: more than that is never taken."""
        size = self._model.size_bytes
        with self._part.opened():
            self._progress(self._part.size, size)
            while self._part.size < size and (block := _read(answer, min(_BLOCK, size - self._part.size))):
                self._part.add(block)
                self._check()
                self._progress(self._part.size, size)

    @contextmanager
    def _hanging_up_when_cancelled(self, answer: HTTPResponse) -> Iterator[None]:
        """Reading from a silent server ends only when the connection does; so end it as soon as the person has had enough."""
        try:  # a handle of our own: the answer closes its own when it has ended
            connection = socket.fromfd(answer.fileno(), socket.AF_INET, socket.SOCK_STREAM)
        except (OSError, ValueError):  # it has ended already
            yield
            return
        over = threading.Event()

        def watch() -> None:
            while not over.wait(_LOOK_S):
                if self._cancelled():
                    with suppress(OSError):  # it went by itself
                        connection.shutdown(socket.SHUT_RDWR)
                    return

        watcher = threading.Thread(target=watch, name="download-cancel", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()
            connection.close()

    def _wait(self, seconds: float) -> None:
        never = threading.Event()
        for _ in range(max(1, round(seconds / _LOOK_S))):
            self._check()
            never.wait(min(_LOOK_S, seconds))

    # ------------------------------------------------------------ the end of it

    def _gave_up(self, reason: str) -> SpeechProblem:
        return SpeechProblem(
            f"The model {self._model.name} could not be downloaded.",
            reason,
            "What has arrived is kept. Check the connection and try again.",
        )

    def _not_safe(self, error: ssl.SSLCertVerificationError) -> SpeechProblem:
        said = error.verify_message or "its certificate does not hold"
        return SpeechProblem(
            f"The model {self._model.name} could not be downloaded safely.",
            f"The server could not prove who it is ({said}).",
            "Check this computer's date and time, and try another network. You can also add the file by hand.",
        )

    def _accept(self) -> None:
        """Put the file in its place if it is the published one; throw it away if not."""
        found = self._part.checksum
        if found != self._model.sha256:
            self._part.discard()
            raise SpeechProblem(
                f"The model {self._model.name} did not arrive as it was published.",
                "Its checksum differs, so it was thrown away.",
                "Try again. If it happens once more, another connection may help.",
            )
        self._part.put_in_place()
        self._shelf.note(self._model.name, found)


def _opener() -> OpenerDirector:
    """The way to the network as it is now: proxies of the environment and the system; HTTP and nothing else."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        UnknownHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        HTTPRedirectHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _refusal(error: HTTPError) -> str:
    if error.code == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return "The proxy of this network wants a name and a password, which belong in your system's proxy settings."
    return f"The server answered {error.code} {error.reason}."


def _read(answer: HTTPResponse, most: int) -> bytes:
    """The next bytes; what goes wrong here is the network's fault, and told apart from the disk's."""
    try:
        return answer.read1(most)  # what is there already; `read` would lose it when the rest does not come
    except (TimeoutError, ConnectionError):
        raise
    except OSError as error:
        raise URLError(error) from error


def _tag(answer: HTTPResponse) -> str:
    """The answer's ETag if it is a strong one: a weak one says nothing of single bytes."""
    tag = str(answer.headers.get("ETag", ""))
    return tag if tag.startswith('"') and tag.isascii() and len(tag) <= LONGEST_TAG else ""


def _first_byte(content_range: str) -> int:
    """The first number of `bytes 100-199/200`; -1 if there is none."""
    number = content_range.removeprefix("bytes ").split("-")[0]
    return int(number) if number.isdigit() else -1
