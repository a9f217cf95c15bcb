"""However the recogniser ends, the take is safe, there is a sentence, and the next recognition works. And cancelling, and memory.

    python tests/benchmarks/speech/deaths.py [--n 40] [--only NAME,…] [--show]

Each row is so many recognitions by the real child with the tests' checkpoint, with something done to it at a random moment: killed
once, killed as often as it is started, stopped (so that it hangs), its memory limited while it loads or when it hears, the model
file cut, altered, or altered behind the program's back (size and time as before). Counted are the transcripts that are as they
should be, the sentences a person reads (--show prints each kind), the takes that are still the same bytes, the children that were
started, and whether the next recognition, undisturbed, gives the words it should. Then: seconds from the wish to cancel until it
is done, at random moments; and memory after twenty recognitions. Linux.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from mockinterview.core.problems import Cancelled, SpeechProblem  # noqa: E402
from mockinterview.core.recognition import RecogniserWish  # noqa: E402
from mockinterview.sound.take_file import TakeFile  # noqa: E402
from mockinterview.speech.models import ModelShelf  # noqa: E402
from mockinterview.speech.process import ChildTranscriber  # noqa: E402
from tests.benchmarks.speech import spoken_answers  # noqa: E402
from tests.benchmarks.speech.after_stop import CHECKPOINT, child_pid, ignore  # noqa: E402
from tests.benchmarks.speech.machine import at_share, machine, memory_mb  # noqa: E402
from tests.data.whisper.spoken import Speaker  # noqa: E402

SECONDS = 20.0
PATIENCE_S = 3.0
"""Instead of two minutes: what is measured is not how long it waits."""
LATEST_S = 4.0
"""Something is done to a child at most so long after it was started: it has loaded by then and is at work, or nearly done."""
LOADED_MB = (150, 1500)
"""Address space a child is left with while it loads: from too little for Python's libraries to enough."""
HEARING_MB = 6
"""And what it is left with, at most, beyond what it has when the model is loaded."""
JOBS = 20


@dataclass
class Row:
    """What became of so many recognitions."""

    name: str
    transcripts: int = 0
    sentences: Counter[str] = field(default_factory=Counter)
    safe: int = 0
    children: Counter[int] = field(default_factory=Counter)
    works_again: int = 0
    broken: Counter[str] = field(default_factory=Counter)

    def tell(self, n: int, *, show: bool) -> None:
        started = ", ".join(f"{count}: {times}" for count, times in sorted(self.children.items()))
        counts = [f"{one}/{n}" for one in (self.transcripts, self.sentences.total(), self.safe, self.works_again)]
        print(f"{self.name:32}" + "".join(f"{one:>13}" for one in counts) + f"   {started}", flush=True)
        for text, count in (*self.sentences.most_common(), *self.broken.most_common()):
            if show or text in self.broken:
                print(f"    {count:3} x {text}")


class Bench:
    """A take, a model, and the child that is going to have trouble with them."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.dice = dice
        self.take = folder / "take.wav"
        spoken = spoken_answers.answer(Speaker(), SECONDS, dice)
        take = TakeFile(self.take)
        take.write(spoken_answers.pcm(spoken.sound))
        take.finish()
        take.let_go()
        self.models = folder / "models"
        self.models.mkdir()
        self.model = self.models / CHECKPOINT.name
        shutil.copy(CHECKPOINT, self.model)
        ModelShelf(self.models).trust(self.model.stem)
        self.notes = {file: file.read_bytes() for file in self.models.iterdir() if file != self.model}
        self.wish = RecogniserWish("whisper", self.model.stem)
        self.pids = folder / "pids"
        with self.transcriber() as well:
            self.words = well.transcribe(self.take, self.wish, ignore, lambda: False).text
        self.bytes = hashlib.sha256(self.take.read_bytes()).digest()

    def transcriber(self, habit: str = "") -> Closing:
        command = [sys.executable, __file__, "--as-child", str(self.pids), habit]
        return Closing(self.models, command, PATIENCE_S)

    def started(self) -> list[int]:
        return [int(line) for line in self.pids.read_text("ascii").split()] if self.pids.exists() else []

    def mend(self) -> None:
        """The model as it was."""
        shutil.copy(CHECKPOINT, self.model)
        for file, content in self.notes.items():
            file.write_bytes(content)
        ModelShelf(self.models).verify(self.model.stem, again=True)

    def trial(self, row: Row, habit: str, harm: Callable[[Bench, threading.Event], None] | None) -> None:
        """One recognition that has trouble, and one that has none."""
        self.pids.unlink(missing_ok=True)
        over = threading.Event()
        trouble = threading.Thread(target=harm, args=(self, over)) if harm else None
        with self.transcriber(habit) as transcriber:
            if trouble:
                trouble.start()
            try:
                row.transcripts += (
                    transcriber.transcribe(self.take, self.wish, ignore, lambda: False).text == self.words
                )
            except SpeechProblem as problem:
                row.sentences[problem.sentence] += 1
            except Exception as error:  # noqa: BLE001 - this is what is looked for
                row.broken[f"{type(error).__name__}: {error}"] += 1
            finally:
                over.set()
                if trouble:
                    trouble.join()
        row.children[len(self.started())] += 1
        row.safe += hashlib.sha256(self.take.read_bytes()).digest() == self.bytes
        if self.model.read_bytes() != CHECKPOINT.read_bytes():
            self.mend()
        with self.transcriber() as well:
            row.works_again += well.transcribe(self.take, self.wish, ignore, lambda: False).text == self.words


class Closing(ChildTranscriber):
    """Closed when it is left."""

    def __enter__(self) -> Closing:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


# ------------------------------------------------------------ what is done to it


def signalled(bench: Bench, over: threading.Event, *, what: signal.Signals, times: int) -> None:
    """Send a signal to each child that is started, some time after."""
    met: set[int] = set()
    while len(met) < times and not over.wait(0.01):
        for pid in set(bench.started()) - met:
            met.add(pid)
            if over.wait(bench.dice.uniform(0, LATEST_S)):
                return
            try:
                os.kill(pid, what)
            except ProcessLookupError:
                continue


def cut(bench: Bench) -> None:
    os.truncate(bench.model, bench.dice.randrange(bench.model.stat().st_size))


def altered(bench: Bench, *, unseen: bool = False) -> None:
    """Other bytes somewhere in the model."""
    before = bench.model.stat()
    with bench.model.open("r+b") as file:
        for _ in range(bench.dice.randint(1, 50)):
            file.seek(bench.dice.randrange(before.st_size))
            file.write(bench.dice.randbytes(1))
    if unseen:
        os.utime(bench.model, ns=(before.st_atime_ns, before.st_mtime_ns))


TROUBLES: dict[str, tuple[str, Callable[[Bench], None] | None, Callable[[Bench, threading.Event], None] | None]] = {
    "killed once": ("", None, partial(signalled, what=signal.SIGKILL, times=1)),
    "killed every time": ("", None, partial(signalled, what=signal.SIGKILL, times=9)),
    "hangs every time": ("", None, partial(signalled, what=signal.SIGSTOP, times=9)),
    "out of memory while loading": ("memory-loading", None, None),
    "out of memory while hearing": ("memory-hearing", None, None),
    "model file cut": ("", cut, None),
    "model file altered": ("", altered, None),
    "model file altered unseen": ("", partial(altered, unseen=True), None),
}
"""Name -> the child's habit, what is done before, what is done meanwhile."""


def as_child(pids: Path, habit: str) -> int:
    """The real recogniser, its memory limited, and its number written down."""
    from mockinterview.speech import worker

    with pids.open("a", encoding="ascii") as file:
        file.write(f"{os.getpid()}\n")
    if habit == "memory-loading":
        limit(random.SystemRandom().randint(*LOADED_MB))
    load = worker._load

    def loaded(job: object) -> object:
        engine = load(job)
        if habit == "memory-hearing":
            status = Path("/proc/self/status").read_text("ascii").splitlines()
            now = next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmSize"))
            limit(now + random.SystemRandom().randint(0, HEARING_MB))
        return engine

    worker._load = loaded
    return worker.main()


def limit(mb: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (mb << 20, mb << 20))


# ------------------------------------------------------------ cancelling and memory


def cancelling(bench: Bench, n: int) -> None:
    """Seconds from the wish to the end, and processes left."""
    took, left, done = [], 0, 0
    with bench.transcriber() as transcriber:
        for _ in range(n):
            bench.pids.unlink(missing_ok=True)
            wish_at = time.perf_counter() + bench.dice.uniform(0, LATEST_S)
            try:
                transcriber.transcribe(bench.take, bench.wish, ignore, lambda at=wish_at: time.perf_counter() >= at)
                done += 1
            except Cancelled:
                took.append(time.perf_counter() - wish_at)
                left += sum(Path(f"/proc/{pid}").exists() for pid in bench.started())
    print(
        f"cancelled at random moments: {len(took)} times (done before: {done}); p50 {at_share(took, 50):.2f} s, "
        f"longest {max(took):.2f} s; processes left: {left}"
    )


def memory(bench: Bench) -> None:
    """Twenty recognitions by one child, and twenty by children that are cancelled."""
    own = memory_mb()
    with bench.transcriber() as transcriber:
        sizes = []
        for _ in range(JOBS):
            transcriber.transcribe(bench.take, bench.wish, ignore, lambda: False)
            sizes.append(memory_mb(child_pid(transcriber)))
    print(
        f"memory: the recogniser {sizes[0]:.0f} MB after the first job, {sizes[1]:.0f} after the second, {sizes[-1]:.0f} after "
        f"{JOBS}; our side {own:.0f} MB before and {memory_mb():.0f} after"
    )


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--n", type=int, default=40)
    given.add_argument("--only", default="", help="names of rows, divided by commas")
    given.add_argument("--seed", type=int, default=7)
    given.add_argument("--show", action="store_true", help="print the sentences")
    wish = given.parse_args()
    print(machine("torch", "openai-whisper"))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), random.Random(wish.seed))
        print(f"{'':32}{'words':>13}{'sentence':>13}{'take safe':>13}{'works again':>13}   children started: times")
        for name, (habit, before, meanwhile) in TROUBLES.items():
            if wish.only and name not in wish.only.split(","):
                continue
            row = Row(name)
            for _ in range(wish.n):
                if before is not None:
                    before(bench)
                bench.trial(row, habit, meanwhile)
            row.tell(wish.n, show=wish.show)
        if not wish.only or "cancel" in wish.only.split(","):
            cancelling(bench, wish.n)
        if not wish.only or "memory" in wish.only.split(","):
            memory(bench)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--as-child"]:
        sys.exit(as_child(Path(sys.argv[2]), sys.argv[3]))
    main()
