"""Calls of a second start: answered once, by files that nobody else can read or misuse."""

import os
import stat

import pytest

from mockinterview.system.calls import Calls


@pytest.fixture
def calls(tmp_path):
    return Calls(tmp_path / "calls")


def test_a_call_is_there_until_it_is_answered(calls):
    call = calls.leave("token 1")
    assert call.is_file()
    assert calls.take() == ["token 1"]
    assert not call.exists()
    assert calls.take() == []


def test_every_caller_is_answered(calls):
    left = [calls.leave(str(number)) for number in range(3)]
    assert sorted(calls.take()) == ["0", "1", "2"]
    assert not any(call.exists() for call in left)


@pytest.mark.skipif(os.name == "nt", reason="rights of files are others there")
def test_only_this_person_can_call(calls):
    call = calls.leave("token")
    assert stat.S_IMODE(calls.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(call.stat().st_mode) == 0o600


def test_a_call_that_is_still_being_written_waits(calls):
    calls.prepare()
    (calls.folder / ".coming").write_text("half a tok")
    assert calls.take() == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_answered_but_never_followed(calls, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("mine")
    calls.prepare()
    (calls.folder / "link").symlink_to(secret)
    assert calls.take() == [""]
    assert secret.read_text() == "mine"
    assert not list(calls.folder.iterdir())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_does_not_stop_the_window(calls):
    calls.prepare()
    os.mkfifo(calls.folder / "pipe")
    assert calls.take() == [""]


def test_of_a_huge_call_little_is_read(calls):
    calls.prepare()
    (calls.folder / "huge").write_bytes(b"x" * 100_000)
    assert [len(token) for token in calls.take()] == [4096]
