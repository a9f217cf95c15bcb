"""What crosses the pipe between the program and its recogniser: one JSON object a line, in ASCII, in both directions.

Both ends are the same program, so the version only guards against a child started from another installation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from mockinterview.core.transcript import Note, NoteKind, Word
from mockinterview.core.written import Cue, Written
from mockinterview.speech.gate import Stretch
from mockinterview.speech.pieces import Heard, Piece

VERSION = 3
LARGEST = 16 * 1024 * 1024
"""Bytes a line may have. Four hours of fast speech make about 4 MB; anything larger is not one of ours."""


class MessageError(Exception):
    """A line on the pipe is not one of our messages: the other end is broken."""


@dataclass(frozen=True)
class Job:
    """To the child: recognise one sound file.

    number: answers carry it. engine: name of a module in `engines`. model: name for the transcript; model_file: path of its
    weights, or "" for an engine that brings its own. exact: without our fast path. from_ms: the sound before is known already.
    growing: the file is still being written, 16 kHz mono int16 behind 44 bytes of header; the job lasts until `Finish`.
    """

    number: int
    audio: str
    engine: str
    model: str = ""
    model_file: str = ""
    language: str = "en"
    vocabulary: tuple[str, ...] = ()
    exact: bool = False
    from_ms: int = 0
    growing: bool = False


@dataclass(frozen=True)
class Finish:
    """To the child: bring a growing job to its end.

    whole: the file will not grow any more, recognise the rest. Else end it behind the piece at hand: it goes on another time.
    """

    number: int
    whole: bool = True


@dataclass(frozen=True)
class Alignment:
    """To the child: put known words to a sound file. written: as `written_to` writes it. Answered as a `Job` is."""

    number: int
    audio: str
    written: dict[str, Any] = field(default_factory=dict)
    language: str = "en"


@dataclass(frozen=True)
class Progress:
    """From the child: so much of the sound is recognised. total_ms 0: not known yet. A growing job tells it as a sign of life."""

    number: int
    done_ms: int
    total_ms: int


@dataclass(frozen=True)
class Part:
    """From the child: the words of one piece of the sound, as `heard_to` writes them, and that all before its end is done."""

    number: int
    heard: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Done:
    """From the child: every part was told; the sound lasts so long, as far as it was looked at."""

    number: int
    duration_ms: int


@dataclass(frozen=True)
class Failed:
    """From the child: the parts of the Problem that stands in the way. The child itself is well."""

    number: int
    what: str
    why: str
    next_step: str


Task = Job | Alignment
"""What the child answers with parts and `Done`, or `Failed`."""

Message = Job | Finish | Alignment | Progress | Part | Done | Failed

_KINDS: dict[str, type[Message]] = {
    "job": Job,
    "finish": Finish,
    "alignment": Alignment,
    "progress": Progress,
    "part": Part,
    "done": Done,
    "failed": Failed,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def encode(message: Message) -> bytes:
    """One line with its newline; MessageError if it would be too long."""
    plain = {"v": VERSION, "kind": _NAMES[type(message)], **asdict(message)}
    line = json.dumps(plain, separators=(",", ":")).encode("ascii") + b"\n"
    if len(line) > LARGEST:
        raise MessageError(f"a message of {len(line)} bytes")
    return line


def decode(line: bytes) -> Message:
    """The message of one line; MessageError for anything else, never another exception."""
    if len(line) > LARGEST or not line.endswith(b"\n"):
        raise MessageError("a line cut short, or too long")
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise MessageError("not JSON") from error
    if not isinstance(plain, dict) or plain.pop("v", None) != VERSION:
        raise MessageError("another version, or no message at all")
    kind = _KINDS.get(str(plain.pop("kind", "")))
    if kind is None:
        raise MessageError("an unknown kind")
    return kind(**_checked(kind, plain))


def heard_to(heard: Heard) -> dict[str, Any]:
    """What was heard in a piece, in plain values."""
    return asdict(heard)


def heard_from(plain: Mapping[str, Any]) -> Heard:
    """What `heard_to` made. KeyError, TypeError or ValueError if it is none."""
    piece = plain["piece"]
    return Heard(
        Piece(piece["start_ms"], piece["end_ms"], tuple(Stretch(**one) for one in piece["stretches"])),
        tuple(tuple(Word(**word) for word in sentence) for sentence in plain["sentences"]),
        tuple(Note(NoteKind(note["kind"]), note["start_ms"], note["end_ms"]) for note in plain["notes"]),
        plain["language"],
    )


def written_to(written: Written) -> dict[str, Any]:
    """What was written, in plain values."""
    return asdict(written)


def written_from(plain: Mapping[str, Any]) -> Written:
    """What `written_to` made."""
    return Written(tuple(Cue(tuple(cue["words"]), cue["start_ms"], cue["end_ms"]) for cue in plain["cues"]))


_TYPES = {"int": int, "str": str, "bool": bool, "dict[str, Any]": dict, "tuple[str, ...]": list}


def _checked(kind: type[Message], plain: dict[str, Any]) -> dict[str, Any]:
    """The fields of a message, each of its declared type; unknown ones are refused."""
    wanted = {one.name: _TYPES[str(one.type)] for one in fields(kind)}
    if set(plain) != set(wanted):
        raise MessageError("fields missing, or too many")
    for name, value in plain.items():
        if not isinstance(value, wanted[name]) or isinstance(value, bool) is not (wanted[name] is bool):
            raise MessageError(f"{name} is of the wrong type")
        if isinstance(value, list):
            if not all(isinstance(one, str) for one in value):
                raise MessageError(f"{name} holds something else than words")
            plain[name] = tuple(value)
    return plain
