"""Word error rate of a recogniser on real speech, for each kind of speech, and how many of the fillers it writes down.

    python tests/benchmarks/speech/words.py FOLDER [--engine pocketsphinx] [--model FILE] [--show]

FOLDER holds sound files and a MANIFEST.tsv with the columns file, style and reference_transcript (and, where marks such as
<cutoff-x> or [laughter] are in it, reference_without_markers). Fillers count as words. Nothing of it is part of this project.
The figures are those of the models that are really there; nobody's published figures are repeated here.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from mockinterview.core.delivery import FILLERS
from mockinterview.core.transcript import NoteKind
from mockinterview.speech.gate import spoken_stretches
from mockinterview.speech.messages import Job
from mockinterview.speech.pieces import Heard, cut, whole_rules
from mockinterview.speech.sound import RATE, read_sound
from mockinterview.speech.worker import Engines
from tests.benchmarks.speech.machine import machine

_MARKS = re.compile(r"<[^>]*>|\[[^\]]*\]|\([^)]*\)")
_SAME = {
    "umm": "um", "uhm": "um", "erm": "um", "uhh": "uh", "er": "uh", "hmm": "hm", "mm": "hm", "mmm": "hm", "mhm": "hm",
    "ok": "okay", "yknow": "you know", "y'know": "you know", "gonna": "going to", "wanna": "want to", "alright": "all right",
    "cause": "because", "'cause": "because", "mister": "mr", "missus": "mrs", "doctor": "dr",
}  # fmt: skip
"""Spellings of the same sound. Fillers are told apart from words, and um from uh, but not one spelling of um from another."""


@dataclass
class Tally:
    """What was said and what came of it."""

    files: int = 0
    words: int = 0
    errors: int = 0
    fillers: int = 0
    found: int = 0
    noted: int = 0
    seconds: float = 0.0
    spent: float = 0.0

    def add(self, other: Tally) -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def row(self, name: str) -> str:
        rate = 100 * self.errors / max(1, self.words)
        fillers = f"{self.found}/{self.fillers}" if self.fillers else "-"
        pace = self.spent / max(0.001, self.seconds)
        return f"{name[:52]:52} {self.files:4} {self.words:6} {rate:6.1f} % {fillers:>8} {self.noted:6} {pace:6.2f} x"


@dataclass
class Clip:
    """One file of the folder."""

    file: Path
    style: str
    words: list[str] = field(default_factory=list)


def plain_words(text: str) -> list[str]:
    """Lower case without punctuation or marks, spellings of the same sound made one; fillers stay."""
    bare = re.sub(r"[^a-z0-9' ]+", " ", _MARKS.sub(" ", text.lower()).replace("’", "'").replace("-", " "))
    tokens = [token.strip("'") for token in bare.split()]
    return [part for token in tokens if token for part in _SAME.get(token, token).split()]


def errors(wanted: Sequence[str], got: Sequence[str]) -> tuple[int, int]:
    """(words wrong, missing or too many; fillers of `wanted` that were written as such), by the cheapest alignment."""
    costs = [[0] * (len(got) + 1) for _ in range(len(wanted) + 1)]
    for i in range(len(wanted) + 1):
        for j in range(len(got) + 1):
            if not i or not j:
                costs[i][j] = i + j
            else:
                same = costs[i - 1][j - 1] + (wanted[i - 1] != got[j - 1])
                costs[i][j] = min(same, costs[i - 1][j] + 1, costs[i][j - 1] + 1)
    i, j, fillers = len(wanted), len(got), 0
    while i and j:
        if costs[i][j] == costs[i - 1][j - 1] + (wanted[i - 1] != got[j - 1]):
            fillers += wanted[i - 1] in FILLERS and got[j - 1] in FILLERS
            i, j = i - 1, j - 1
        elif costs[i][j] == costs[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
    return costs[-1][-1], fillers


def clips(folder: Path) -> list[Clip]:
    """The files of a folder with what is said in them."""
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    found = []
    for row in rows:
        text = row.get("reference_without_markers") or row["reference_transcript"]
        found.append(Clip(folder / row["file"], row["style"], plain_words(text)))
    return found


def hear(engines: Engines, job: Job, file: Path) -> tuple[list[Heard], float]:
    """What an engine hears in a file, and how long that is in seconds."""
    samples = read_sound(file)
    stretches = spoken_stretches(samples)
    if not stretches:
        return [], len(samples) / RATE
    engine = engines.of(job)
    pieces = cut(stretches, whole_rules(engine.gap_ms, engine.longest_ms))
    return list(engine.hear(samples, pieces, "en", ())), len(samples) / RATE


def measured(engines: Engines, job: Job, clip: Clip, *, show: bool) -> Tally:
    began = time.process_time()
    heard, seconds = hear(engines, job, clip.file)
    spent = time.process_time() - began
    got = plain_words(" ".join(word.text for one in heard for part in one.sentences for word in part))
    wrong, found = errors(clip.words, got)
    fillers = sum(word in FILLERS for word in clip.words)
    noted = sum(note.kind is NoteKind.POSSIBLE_FILLER for one in heard for note in one.notes)
    if show:
        print(f"{clip.file.name}\n  said  {' '.join(clip.words)}\n  heard {' '.join(got)}")
    return Tally(1, len(clip.words), wrong, fillers, found, noted, seconds, spent)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--engine", default="pocketsphinx")
    options.add_argument("--model", type=Path, default=None)
    options.add_argument("--show", action="store_true", help="print what was said and heard")
    chosen = options.parse_args()
    model = chosen.model
    job = Job(0, "", chosen.engine, model.stem if model else "", str(model) if model else "")
    engines, styles, everything = Engines(), dict[str, Tally](), Tally()
    for clip in clips(chosen.folder):
        tally = measured(engines, job, clip, show=chosen.show)
        styles.setdefault(clip.style, Tally()).add(tally)
        everything.add(tally)
    print(f"{machine('numpy')}; {chosen.engine} {job.model}")
    print(f"{'':52} {'n':>4} {'words':>6} {'errors':>8} {'fillers':>8} {'maybe':>6} {'time':>8}")
    for style, tally in sorted(styles.items()):
        print(tally.row(style))
    print(everything.row("all"))
    print(
        "fillers: written down of those said; maybe: offered besides; time: of the processor, for each second of sound"
    )


if __name__ == "__main__":
    main()
