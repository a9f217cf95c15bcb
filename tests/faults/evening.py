"""What must be there the next morning, judged from what the system took over the day before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from mockinterview.flow.answering import SHORTEST_TAKE_MS
from mockinterview.sound.take_file import FRAME_BYTES, HEADER_BYTES, frames_in, header, milliseconds
from tests.faults import life
from tests.faults.counted_system import Call
from tests.faults.forked import Ended


def written(tell: life.Tell) -> Callable[[Call, bytes, int], None]:
    """Tells how much of each take's sound the system has taken over."""

    def told(call: Call, data: bytes, at: int) -> None:
        parts = call.about.split("/")
        if call.name == "write" and parts[0] == life.TAKES and parts[-1] == "audio.wav" and at >= HEADER_BYTES:
            tell({"has": parts[1].removeprefix(".coming-"), "bytes": at + len(data) - HEADER_BYTES})

    return told


def judge(data: Path, sounds: life.Sounds, told: Sequence[Any], morning: Callable[[], Ended]) -> list[str]:
    """What is wrong after the program was started again, and once more. Empty if nothing is."""
    wrong = [f"bug: {line['bug'][-500:]}" for line in told if "bug" in line]
    first = morning()
    wrong += _faults_of(first)
    if wrong:
        return wrong
    before = snapshot(data)
    second = morning()
    wrong += _faults_of(second)
    if snapshot(data) != before:
        wrong.append(f"a second recovery changed {_difference(before, snapshot(data))}")
    listing = next(line for line in first.lines if "listed" in line)
    if second.lines and [line for line in second.lines if "listed" in line] != [listing]:
        wrong.append("a second start lists something else")
    return wrong + _lost(data, sounds, told, listing) + _twice(data, listing)


def snapshot(data: Path) -> dict[str, str]:
    """Every file's contents."""
    return {
        str(file.relative_to(data)): hashlib.sha1(file.read_bytes()).hexdigest()
        for file in sorted(data.rglob("*"))
        if file.is_file()
    }


def _difference(before: dict[str, str], after: dict[str, str]) -> str:
    return ", ".join(sorted(name for name in {*before, *after} if before.get(name) != after.get(name)))


def _faults_of(morning: Ended) -> list[str]:
    """A start that was left alone must go well."""
    wrong = [f"start broke: {morning.broke[-600:]}"] if morning.broke else []
    wrong += ["start was killed"] if morning.killed else []
    for line in morning.lines:
        wrong += [f"start: {key} {line[key]}" for key in ("bug", "problem") if key in line]
        wrong += [f"start: {key} {line[key]}" for key in ("stuck", "problems", "notes") if line.get(key)]
    return wrong


def _lost(data: Path, sounds: life.Sounds, told: Sequence[Any], listing: Any) -> list[str]:
    """Takes that are not there with all that was taken over, and deletions that are not done."""
    here = {attempt_id: (length, question) for attempt_id, length, question in listing["listed"]}
    seen = {*here, *listing["bin"]}
    deleting = {line["deleting"] for line in told if "deleting" in line}
    deleted = {line["deleted"] for line in told if "deleted" in line}
    kept = {line["kept"] for line in told if "kept" in line}
    said = {line["said"] for line in told if "said" in line}
    bytes_of: dict[str, int] = {}
    for line in told:
        if "has" in line:
            bytes_of[line["has"]] = max(bytes_of.get(line["has"], 0), line["bytes"])
    wrong = [f"{one} was deleted and is there" for one in deleted & seen]
    for line in told:
        if "sound" not in line or line["sound"] in deleted:
            continue
        one, pcm = line["sound"], sounds.pcm(line["number"])
        had = bytes_of.get(one, 0) // FRAME_BYTES * FRAME_BYTES
        if line.get("whole"):
            had = len(pcm) if one in kept else 0
        if one not in seen:
            least = SHORTEST_TAKE_MS if one in said else 1  # shorter than a word, and the person was told why
            due = milliseconds(had // FRAME_BYTES) >= least and one not in deleting
            wrong += [f"take {one} with {had} bytes is lost"] if due or one in kept - deleting else []
            continue
        if one in here and here[one][1] != life.QUESTION.text:
            wrong.append(f"take {one} lost its question")
        wrong += _sound_of(data / life.TAKES / one, pcm, had, here.get(one))
    return wrong


def _sound_of(folder: Path, pcm: bytes, had: int, listed: tuple[int, str] | None) -> list[str]:
    """What is wrong with a take's folder and its sound."""
    try:
        sound = (folder / "audio.wav").read_bytes()
        notes = json.loads((folder / "meta.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        return [f"{folder.name}: {error}"]
    wrong = []
    frames = frames_in(len(sound))
    if sound[:HEADER_BYTES] != header(frames * FRAME_BYTES):
        wrong.append(f"{folder.name}: header untrue")
    if len(sound) - HEADER_BYTES < had or not pcm.startswith(sound[HEADER_BYTES:]):
        wrong.append(f"{folder.name}: {had} bytes were taken over, {len(sound) - HEADER_BYTES} are there, or others")
    if notes["closed"] is not True or notes["duration_ms"] != milliseconds(frames):
        wrong.append(f"{folder.name}: notes say {notes['closed']}, {notes['duration_ms']} ms")
    if listed is not None and listed[0] != milliseconds(frames):
        wrong.append(f"{folder.name}: listed with {listed[0]} ms, has {milliseconds(frames)}")
    if left := sorted(file.name for file in folder.iterdir() if file.name not in ("audio.wav", "meta.json")):
        wrong.append(f"{folder.name}: left behind {left}")
    return wrong


def _twice(data: Path, listing: Any) -> list[str]:
    """Rows without a folder, folders without a row, anything twice or half."""
    listed = [attempt_id for attempt_id, *_ in listing["listed"]] + listing["bin"]
    shelf = data / life.TAKES
    folders = sorted(entry.name for entry in shelf.iterdir() if entry.name != ".ballast") if shelf.is_dir() else []
    return [] if sorted(listed) == folders else [f"rows {sorted(listed)}, folders {folders}"]
