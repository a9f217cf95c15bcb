"""One child process: started, spoken to over pipes, and ended with everything it started."""

from __future__ import annotations

import os
import queue
import signal
import site
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import mockinterview
from mockinterview.speech.messages import LARGEST, Finish, Message, MessageError, Task, decode, encode

_LAST_LINES = 30
_LONGEST_LINE = 500
_END_S = 5.0


class Child:
    """A recogniser's process. Constructing it starts it; OSError if that fails. For one thread at a time, `end` for any.

    Its messages come from `next`; None there means that no more will come: it has died, or sent what is no message.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._messages: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._last_words: deque[str] = deque(maxlen=_LAST_LINES)
        self._started: queue.SimpleQueue[subprocess.Popen[bytes] | OSError] = queue.SimpleQueue()
        self._ending = threading.Lock()
        self.spoke_garbage = False
        # Linux ends a child that asked to die with its parent when the *thread* that started it ends. So the thread that
        # listens to it also starts it: it lives as long as the child, and a job's thread may go.
        self._listener = threading.Thread(target=self._live, args=(list(command),), name="recogniser", daemon=True)
        self._listener.start()
        started = self._started.get()
        if isinstance(started, OSError):
            self._listener.join()
            raise started
        self._process = started
        self._gossip = threading.Thread(target=self._overhear, name="recogniser-stderr", daemon=True)
        self._gossip.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def last_words(self) -> str:
        """The end of what it wrote to standard error; never words of an answer."""
        return "\n".join(self._last_words)

    def send(self, message: Task | Finish) -> None:
        """Hand over a job, or the end of one. If the child is gone, `next` will say so."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError, ValueError):
            self._process.stdin.write(encode(message))
            self._process.stdin.flush()

    def next(self, wait_s: float) -> Message | None:
        """The next message; None if there will be no more; queue.Empty if nothing came in time."""
        return self._messages.get(timeout=wait_s)

    def end(self) -> int:
        """End the process and all it started, now; returns its exit status (negative: the signal that ended it).

        A process that has just died by itself is given a moment, so that its own status is not lost.
        """
        with self._ending:
            if not self._listener.is_alive() and not self.spoke_garbage:
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(_END_S)
            if self._process.returncode is None:
                _end_tree(self._process)
            status = self._process.wait()
            self._listener.join(_END_S)
            self._gossip.join(_END_S)
            for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
                if pipe is not None:
                    with suppress(OSError):  # closing a pipe flushes what its dead reader will never take
                        pipe.close()
            return status

    def _live(self, command: list[str]) -> None:
        try:
            process = _start(command)
        except OSError as error:
            self._started.put(error)
            return
        self._started.put(process)
        assert process.stdout is not None
        try:
            while line := process.stdout.readline(LARGEST + 1):
                self._messages.put(decode(line))
        except MessageError:
            self.spoke_garbage = True
        finally:
            self._messages.put(None)

    def _overhear(self) -> None:
        assert self._process.stderr is not None
        while line := self._process.stderr.readline(_LONGEST_LINE):
            self._last_words.append(line.decode("utf-8", "replace").rstrip())


def recogniser_command() -> list[str]:
    """How this program starts its recogniser: by itself, installed or frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--recogniser"]
    return [sys.executable, "-m", "mockinterview", "--recogniser"]


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    if sys.platform == "win32":
        flags = (
            subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        )
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=_environment(), creationflags=flags)
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=_environment(), start_new_session=True)


def _environment() -> dict[str, str]:
    """The program's own, with one core left to the recording and no thread spinning while it waits.

    Measured under load: PyTorch's waiting threads spin, and two of them were two to six times slower than one that sleeps.
    """
    own = dict(os.environ)
    own["OMP_NUM_THREADS"] = str(max(1, (os.cpu_count() or 2) - 1))
    own["OMP_WAIT_POLICY"] = "PASSIVE"
    package = str(Path(mockinterview.__file__).resolve().parent.parent)
    if not getattr(sys, "frozen", False) and package not in (*site.getsitepackages(), site.getusersitepackages()):
        # run from a source tree: the child must find the same one from whatever folder it is started in
        own["PYTHONPATH"] = os.pathsep.join(part for part in (package, own.get("PYTHONPATH", "")) if part)
    own["PYTHONSAFEPATH"] = "1"
    return own


def _end_tree(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):  # already gone; macOS calls a group of dead ones forbidden
            os.killpg(process.pid, signal.SIGKILL)
