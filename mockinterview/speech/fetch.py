"""The one download of the program: a model a person asked for.

A file is written beside its place as `*.part`, taken up where it stopped, compared with its published checksum, and only then put
in its place: nothing half-loaded is ever under a model's name, and a good file that is there is never touched.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.speech.models import Model, ModelShelf

_BLOCK = 128 * 1024
STALLED_S = 15.0
"""A connection that hands over nothing for so long is taken as cut."""
TRIES = 5
"""So many tries in a row without a single new byte, and the download is given up."""
_PAUSE_S = 1.0
_SPARE = 200_000_000
"""Bytes that must stay free on the disk."""


class Download:
    """One download. progress gets (bytes here, all bytes); cancelled is asked at every block."""

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
        self._target = shelf.file(name)
        self._part = self._target.with_name(self._target.name + ".part")

    def run(self) -> None:
        """Bring the model here; returns at once if a good one is. SpeechProblem says why not; Cancelled if asked to stop."""
        if self._good_already():
            self._progress(self._model.size_bytes, self._model.size_bytes)
            return
        try:
            self._shelf.folder.mkdir(parents=True, exist_ok=True)
            self._room()
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
            self._shelf.verify(self._model.name)
        except SpeechProblem:
            return False
        return True

    def _room(self) -> None:
        missing = self._model.size_bytes - self._here()
        free = shutil.disk_usage(self._shelf.folder).free
        if free < missing + _SPARE:
            raise SpeechProblem(
                f"There is too little room for the model {self._model.name}.",
                f"It needs {missing / 1e6:.0f} MB and {free / 1e6:.0f} MB are free.",
                "Make room on the disk, or choose a smaller model.",
            )

    def _here(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _collect(self) -> None:
        """Ask again and again for what is missing, until it is here or nothing comes any more."""
        fruitless = 0
        while True:
            before = self._here()
            try:
                if self._ask(before):
                    return
                reason = "The connection was cut."
            except HTTPError as error:
                reason = f"The server answered {error.code} {error.reason}."
                if error.code < 500 and error.code not in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS):
                    raise self._gave_up(reason) from error
            except TimeoutError:
                reason = "The server stopped sending."
            except (URLError, HTTPException, ConnectionError) as error:
                reason = f"The server could not be reached ({getattr(error, 'reason', error)})."
            fruitless = 0 if self._here() > before else fruitless + 1
            if fruitless >= TRIES:
                raise self._gave_up(reason)
            self._wait(self._pause_s * (fruitless + 1))

    def _gave_up(self, reason: str) -> SpeechProblem:
        return SpeechProblem(
            f"The model {self._model.name} could not be downloaded.",
            reason,
            "What has arrived is kept. Check the connection and try again.",
        )

    def _wait(self, seconds: float) -> None:
        never = threading.Event()
        for _ in range(max(1, round(seconds / 0.1))):
            self._check()
            never.wait(min(0.1, seconds))

    def _check(self) -> None:
        if self._cancelled():
            raise Cancelled

    def _ask(self, start: int) -> bool:
        """One request for the bytes from `start` on; whether all are here now."""
        self._check()
        request = Request(self._model.url, headers={"Range": f"bytes={start}-"} if start else {})
        try:
            answer = urlopen(request, timeout=self._stalled_s)
        except HTTPError as error:
            if error.code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                raise
            return True  # nothing lies behind what is here; the checksum decides whether it is the file
        with answer:
            if answer.status != HTTPStatus.PARTIAL_CONTENT:
                start = 0
            elif _first_byte(answer.headers.get("Content-Range", "")) != start:
                raise HTTPException("another part than the one asked for")
            return self._receive(answer, start)

    def _receive(self, answer: HTTPResponse, here: int) -> bool:
        """Write what comes after the first `here` bytes; whether the whole model is here. More than that is never taken."""
        size = self._model.size_bytes
        with self._part.open("ab" if here else "wb") as part:
            self._progress(here, size)
            while here < size and (block := _read(answer, min(_BLOCK, size - here))):
                part.write(block)
                here += len(block)
                self._check()
                self._progress(here, size)
            part.flush()
            os.fsync(part.fileno())
        return here >= size

    def _accept(self) -> None:
        """Put the file in its place if it is the published one; throw it away if not."""
        digest = hashlib.sha256()
        with self._part.open("rb") as part:
            while block := part.read(_BLOCK):
                self._check()
                digest.update(block)
        if digest.hexdigest() != self._model.sha256:
            self._part.unlink()
            raise SpeechProblem(
                f"The model {self._model.name} did not arrive as it was published.",
                "Its checksum differs, so it was thrown away.",
                "Try again. If it happens once more, another connection may help.",
            )
        os.replace(self._part, self._target)
        _settle(self._shelf.folder)
        self._shelf.note(self._model, good=True)


def _read(answer: HTTPResponse, most: int) -> bytes:
    """The next bytes; what goes wrong here is the network's fault, and told apart from the disk's."""
    try:
        return answer.read1(most)  # what is there already; `read` would lose it when the rest does not come
    except (TimeoutError, ConnectionError):
        raise
    except OSError as error:
        raise URLError(error) from error


def _first_byte(content_range: str) -> int:
    """The first number of `bytes 100-199/200`; -1 if there is none."""
    number = content_range.removeprefix("bytes ").split("-")[0]
    return int(number) if number.isdigit() else -1


def _settle(folder: Path) -> None:
    """Make the new name survive a power cut, where folders can be flushed (not on Windows)."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
