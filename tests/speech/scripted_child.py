"""A child process with one habit, named on its command line: what the recogniser may do to us, on demand.

For a growing job the habits stand in `follow`: what it does while the answer is being given, and when that is finished.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from mockinterview.core.transcript import Word
from mockinterview.speech.gate import Stretch
from mockinterview.speech.messages import Done, Failed, Finish, Job, Message, Part, Progress, decode, encode, heard_to
from mockinterview.speech.pieces import Heard, Piece

PIECE_MS = 1000


def tell(message: Message) -> None:
    sys.stdout.buffer.write(encode(message))
    sys.stdout.buffer.flush()


def receive() -> Job | Finish | None:
    line = sys.stdin.buffer.readline()
    message = decode(line) if line else None
    assert message is None or isinstance(message, Job | Finish)
    return message


def echo(job: Job) -> None:
    """Answer with the job's own facts as words, and this process's id among them."""
    facts = (Path(job.audio).name, job.engine, str(os.getpid()), *job.vocabulary)
    words = tuple(Word(text, n * 10, n * 10 + 5) for n, text in enumerate(facts))
    tell(Progress(job.number, 500, 1000))
    piece = Piece(0, 1000, (Stretch(0, 1000),))
    tell(Part(job.number, heard_to(Heard(piece, (words,), language=job.language))))
    tell(Done(job.number, 1000))


def piece(job: Job, index: int) -> None:
    """Tell the piece of that number: one word, which says which piece it is and what process heard it."""
    start = index * PIECE_MS
    words = (Word(f"{index}", start, start + 400), Word(f"by-{os.getpid()}", start + 400, start + 900))
    tell(Part(job.number, heard_to(Heard(Piece(start, start + PIECE_MS, (Stretch(start, start + 900),)), (words,)))))
    tell(Progress(job.number, start + PIECE_MS, 4 * PIECE_MS))


def misbehave(habit: str, job: Job) -> None:
    match habit:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "memory":
            sys.stderr.write("terminate called after throwing an instance of 'std::bad_alloc'\n")
            sys.stderr.flush()
            os.abort()
        case "fail":
            tell(Failed(job.number, "There is too little memory.", "", "Close something."))
        case "hang":
            signal.pause()
        case "garbage":
            sys.stdout.write("no message\n")
            sys.stdout.flush()
            signal.pause()


def follow(habit: str, when: str, marker: str, job: Job) -> None:
    """Tell two pieces while the sound grows and two more at its end. when: `live` or `tail`, and `-once` behind it or not."""
    time_of_day, _, often = when.partition("-")
    bad = habit != "well" and not (often == "once" and marker and Path(marker).exists())
    first = job.from_ms // PIECE_MS
    tell(Progress(job.number, job.from_ms, 2 * PIECE_MS))
    if job.growing:
        for index in range(first, 2):
            piece(job, index)
            if bad and time_of_day == "live":
                _mark(marker)
                misbehave(habit, job)
                if habit == "fail":
                    return
        end = receive()
        assert isinstance(end, Finish)
        if not end.whole:
            tell(Done(job.number, 2 * PIECE_MS))
            return
        first = max(first, 2)
    for index in range(first, 4):
        if bad and time_of_day == "tail" and index == 3:
            _mark(marker)
            misbehave(habit, job)
            return
        piece(job, index)
    tell(Done(job.number, 4 * PIECE_MS))


def _mark(marker: str) -> None:
    if marker:
        Path(marker).touch()


def act(habit: str, more: str, job: Job) -> None:
    if habit == "once" and not Path(more).exists():  # misbehave in the first life, behave in the second
        Path(more).touch()
        os._exit(1)
    match habit:
        case "echo" | "once":
            echo(job)
        case "follow":
            how, when, *marker = more.split(",")
            follow(how, when, marker[0] if marker else "", job)
        case "fail":
            tell(Failed(job.number, "It did not work.", "", "Try another one."))
        case "exit":
            sys.stderr.write("the last words\n")
            sys.stderr.flush()
            os._exit(int(more))
        case "say":
            sys.stderr.write(more + "\n")
            sys.stderr.flush()
            os._exit(70)
        case "signal":
            os.kill(os.getpid(), signal.Signals[more])
        case "garbage":
            sys.stdout.write(more + "\n")
            sys.stdout.flush()
            signal.pause()
        case "endless":
            while True:
                sys.stdout.write("x" * 65536)
        case "nonsense":
            tell(Part(job.number, {"sentences": 7}))
        case "hang":
            tell(Progress(job.number, 0, 1000))
            signal.pause()
        case "family":
            child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
            tell(Progress(job.number, child.pid, 0))
            signal.pause()
        case "work":
            done = 0
            while True:
                done += 1
                tell(Progress(job.number, done, 10_000_000))


def main() -> None:
    habit, more = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    if habit == "deaf":
        signal.pause()
    while (message := receive()) is not None:
        if isinstance(message, Job):
            act(habit, more, message)


main()
