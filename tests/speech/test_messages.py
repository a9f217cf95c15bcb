"""What crosses the pipe arrives as it was sent, and nothing else passes for a message."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.speech import messages
from mockinterview.speech.messages import Done, Failed, Job, Message, MessageError, Part, Progress, decode, encode

TEXT = st.text()
NUMBERS = st.integers(0, 2**40)
ANY = st.one_of(
    st.builds(
        Job, NUMBERS, TEXT, TEXT, TEXT, TEXT, TEXT, st.lists(TEXT, max_size=3).map(tuple), st.booleans(), NUMBERS
    ),
    st.builds(Progress, NUMBERS, NUMBERS, NUMBERS),
    st.builds(Part, NUMBERS, st.dictionaries(TEXT, NUMBERS, max_size=3)),
    st.builds(Done, NUMBERS, NUMBERS),
    st.builds(Failed, NUMBERS, TEXT, TEXT, TEXT),
)


@given(ANY)
def test_every_message_arrives_as_it_was_sent_and_is_one_line(message: Message) -> None:
    line = encode(message)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert decode(line) == message


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_a_message_error(line: bytes) -> None:
    try:
        decode(line)
    except MessageError:
        return


def altered(**changes: object) -> bytes:
    return json.dumps({**json.loads(encode(Progress(1, 2, 3))), **changes}).encode() + b"\n"


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"{}\n",
        b"[" * 100_000 + b"\n",
        b'"progress"\n',
        encode(Progress(1, 2, 3))[:-1],
        altered(v=messages.VERSION + 1),
        altered(kind="surprise"),
        altered(kind=["progress"]),
        altered(done_ms="2"),
        altered(done_ms=True),
        altered(done_ms=2.5),
        altered(done_ms=None),
        altered(extra=1),
        encode(Job(1, "a", "b")).replace(b'"vocabulary":[]', b'"vocabulary":[1]'),
    ],
)
def test_what_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(MessageError):
        decode(line)


def test_a_message_that_is_too_long_is_neither_sent_nor_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    line = encode(Failed(1, "x" * 500, "", ""))
    monkeypatch.setattr(messages, "LARGEST", 100)
    with pytest.raises(MessageError):
        encode(Failed(1, "x" * 500, "", ""))
    with pytest.raises(MessageError):
        decode(line)
