"""The guard against the network guards: here, and in the processes that tests start."""

from __future__ import annotations

import contextlib
import http.server
import socket
import subprocess
import sys
import threading
import urllib.request

import pytest

from tests.guards.network_guard import NetworkForbidden

REACH_OUT = "import socket; socket.create_connection(('example.org', 80), timeout=1)"


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_no_socket_can_be_made(family, kind, network_violations):
    with pytest.raises(NetworkForbidden):
        socket.socket(family, kind)
    assert "a socket of family" in network_violations()


def test_no_name_can_be_looked_up(network_violations):
    with pytest.raises(NetworkForbidden):
        socket.getaddrinfo("example.org", 80)
    assert "example.org" in network_violations()


def test_a_swallowed_error_is_remembered(network_violations):
    with contextlib.suppress(NetworkForbidden):
        urllib.request.urlopen("http://example.org", timeout=1)
    assert network_violations()


def test_a_child_process_is_guarded_too(network_violations):
    done = subprocess.run([sys.executable, "-c", REACH_OUT], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "NetworkForbidden" in done.stderr
    assert "example.org" in network_violations()


def test_sockets_inside_the_computer_stay_allowed():
    one, other = socket.socketpair(socket.AF_UNIX)
    with one, other:
        one.sendall(b"x")
        assert other.recv(1) == b"x"


class Answer(http.server.BaseHTTPRequestHandler):
    """A server that says yes to everything."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"yes")

    def log_message(self, format, *args):
        return


def test_a_test_may_have_a_server_of_its_own(local_server_allowed):
    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/", timeout=10) as answer:
            assert answer.read() == b"yes"
        thread.join()


def test_but_even_then_nobody_else(local_server_allowed, network_violations):
    with socket.socket() as outside, pytest.raises(NetworkForbidden):
        outside.connect(("192.0.2.1", 80))
    assert "192.0.2.1" in network_violations()
