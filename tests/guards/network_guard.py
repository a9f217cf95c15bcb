"""Forbids the network to this process: a socket to anywhere raises, and is written down in case somebody swallows the error.

An audit hook cannot be taken off again, which is the point. It lives in the tests' own process (see conftest) and, through
`sitecustomize`, in every Python process that a test starts. Unix sockets stay allowed: the display and the sound server are
reached through them. Only sockets made by Python are seen; Qt and PortAudio make none of their own to the network, and the journey
that runs the main job in a namespace without a network would show it if they did.
"""

from __future__ import annotations

import os
import socket
import sys

LOG = "MOCKINTERVIEW_TEST_NETWORK_LOG"
"""Names the file that violations are written to."""
LOCAL_SERVER = "MOCKINTERVIEW_TEST_LOCAL_SERVER"
"""Set while a test may talk to a server of its own on this computer."""

_LOOPBACK = ("", "localhost", "127.0.0.1", "::1")


class NetworkForbidden(RuntimeError):
    """Somebody tried to use the network in a test."""


def _objection(event: str, args: tuple[object, ...]) -> str:
    """What is wrong with a socket event; empty if nothing is."""
    local = bool(os.environ.get(LOCAL_SERVER))
    if event == "socket.__new__":
        return "" if local or args[1] not in (socket.AF_INET, socket.AF_INET6) else f"a socket of family {args[1]}"
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = "" if args[0] is None else str(args[0])
        return "" if host in _LOOPBACK else f"a look-up of {host}"
    if event in ("socket.connect", "socket.bind", "socket.sendto"):
        address = args[1]
        return f"{event} {address}" if isinstance(address, tuple) and address[0] not in _LOOPBACK else ""
    return ""


def _hook(event: str, args: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    objection = _objection(event, args)
    if objection:
        log = os.environ.get(LOG)
        if log:
            line = f"{objection} by {' '.join(sys.argv)[:200] or sys.executable}\n"
            number = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.write(number, line.encode(errors="replace"))
            os.close(number)
        raise NetworkForbidden(f"the network is forbidden in tests: {objection}")


def install() -> None:
    """From now on, and for the life of this process."""
    sys.addaudithook(_hook)
