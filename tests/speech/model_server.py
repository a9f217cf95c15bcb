"""A server of models that does what a test says: cuts, stalls, lies, refuses, sends elsewhere."""

from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

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
        self.paths: list[str] = []
        self.tag = ""
        self.conditions: list[str] = []
        self.released = threading.Event()


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        start = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        self.server.asked.append(start)
        self.server.paths.append(self.path)
        condition = self.headers.get("If-Range", "")
        self.server.conditions.append(condition)
        if condition and condition != self.server.tag:
            start = 0
        reply = self.server.script.pop(0) if self.server.script else rest()
        try:
            reply(self, start)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def head(self, status: int, length: int, content_range: str = "") -> None:
        self.send_response(status)
        if self.server.tag:
            self.send_header("ETag", self.server.tag)
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


def redirect(to: str) -> Reply:
    def reply(handler: Handler, _start: int) -> None:
        handler.send_response(302)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return reply


@contextmanager
def serving(folder: Path) -> Iterator[Place]:
    """A server of one small model, and a models folder to bring it to."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}/toy.pt"
    toy = Model("toy", len(DATA), sha256=hashlib.sha256(DATA).hexdigest(), url=url, rank=1)
    try:
        yield Place(server, ModelShelf(folder, [toy]))
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
