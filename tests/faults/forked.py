"""Work in a child process that may be killed, hang or break, without starting Python anew each time.

The parent must have no other thread: the trials are processes of their own.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

LIMIT_S = 60.0


@dataclass(frozen=True)
class Ended:
    """How a child ended. lines: what it told, one JSON value each. killed: by a signal. hung: it had to be ended."""

    lines: list[Any] = field(default_factory=list)
    killed: bool = False
    hung: bool = False
    broke: str = ""


def forked(work: Callable[[Callable[[Any], None]], None], limit_s: float = LIMIT_S) -> Ended:
    """Run `work(tell)` in a child; `tell` hands a plain value over before it returns, so that nothing told is lost."""
    out, into = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _live(work, out, into)
    os.close(into)
    said, hung = _listen(out, time.monotonic() + limit_s)
    if hung:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    lines = [json.loads(line) for line in said.split(b"\n") if line]
    broke = "".join(line["broke"] for line in lines if isinstance(line, dict) and "broke" in line)
    if hung:
        broke = f"hung for {limit_s} s"
    elif not os.WIFSIGNALED(status) and os.WEXITSTATUS(status) and not broke:
        broke = f"ended with {os.WEXITSTATUS(status)}"
    return Ended(lines, os.WIFSIGNALED(status), hung, broke)


def _live(work: Callable[[Callable[[Any], None]], None], out: int, into: int) -> None:
    """The child's whole life."""
    write = os.write  # before anybody counts it
    os.close(out)

    def tell(value: Any) -> None:
        write(into, json.dumps(value).encode() + b"\n")

    status = 0
    try:
        work(tell)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent must hear of it
        tell({"broke": traceback.format_exc()})
        status = 1
    finally:
        os._exit(status)


def _listen(out: int, deadline: float) -> tuple[bytes, bool]:
    said = b""
    with os.fdopen(out, "rb", buffering=0) as pipe:
        while True:
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                return said, True
            piece = pipe.read(65_536)
            if not piece:
                return said, False
            said += piece
