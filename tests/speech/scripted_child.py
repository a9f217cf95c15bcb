"""A child process with one habit, named on its command line: what the recogniser may do to us, on demand."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from mockinterview.core.transcript import Word
from mockinterview.speech.gate import Stretch
from mockinterview.speech.messages import Done, Failed, Job, Message, Part, Progress, decode, encode, heard_to
from mockinterview.speech.pieces import Heard, Piece


def tell(message: Message) -> None:
    sys.stdout.buffer.write(encode(message))
    sys.stdout.buffer.flush()


def echo(job: Job) -> None:
    """Answer with the job's own facts as words, and this process's id among them."""
    facts = (Path(job.audio).name, job.engine, str(os.getpid()), *job.vocabulary)
    words = tuple(Word(text, n * 10, n * 10 + 5) for n, text in enumerate(facts))
    tell(Progress(job.number, 500, 1000))
    piece = Piece(0, 1000, (Stretch(0, 1000),))
    tell(Part(job.number, heard_to(Heard(piece, (words,), language=job.language))))
    tell(Done(job.number, 1000))


def act(habit: str, more: str, job: Job) -> None:
    if habit == "once" and not Path(more).exists():  # misbehave in the first life, behave in the second
        Path(more).touch()
        os._exit(1)
    match habit:
        case "echo" | "once":
            echo(job)
        case "fail":
            tell(Failed(job.number, "It did not work.", "", "Try another one."))
        case "exit":
            sys.stderr.write("the last words\n")
            sys.stderr.flush()
            os._exit(int(more))
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
    for line in sys.stdin.buffer:
        job = decode(line)
        assert isinstance(job, Job)
        act(habit, more, job)


main()
