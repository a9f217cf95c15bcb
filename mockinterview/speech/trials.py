"""What recognisers took in trials on this computer: kept, so that nobody is measured twice.

A figure holds for this processor, this version of the program, and this model file; when one of them is another, it is forgotten.
"""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path

import mockinterview
from mockinterview.core.guidance import Trial

_FILE = "trials.json"
_CPU_INFO = Path("/proc/cpuinfo")


class Trials:
    """The trials kept in a models folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _FILE

    def kept(self, engine: str, model: str, size_bytes: int) -> Trial | None:
        """What a recogniser with a model of that size took here; None if it was never tried."""
        times = self._read().get(_key(engine, model, size_bytes))
        if not isinstance(times, list) or len(times) != 3 or not all(type(one) is int and one >= 0 for one in times):
            return None
        return Trial(engine, model, *times)

    def keep(self, trial: Trial, size_bytes: int) -> None:
        """Remember a trial; what was remembered for other computers and versions goes."""
        here = {key: one for key, one in self._read().items() if key.startswith(_where())}
        here[_key(trial.engine, trial.model, size_bytes)] = [trial.sound_ms, trial.load_ms, trial.recognise_ms]
        draft = self._file.with_name(self._file.name + ".new")
        try:
            draft.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(here), "utf-8")
            os.replace(draft, self._file)
        except OSError:
            return  # a folder that cannot be written to: it is measured again when asked for again

    def _read(self) -> dict[str, object]:
        try:
            plain = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return plain if isinstance(plain, dict) else {}


def _key(engine: str, model: str, size_bytes: int) -> str:
    return f"{_where()} | {engine} | {model} | {size_bytes}"


def _where() -> str:
    return f"{mockinterview.__version__} | {_processor()} | {os.cpu_count()}"


def _processor() -> str:
    """The processor's name, as far as the system gives one."""
    try:
        text = _CPU_INFO.read_text("utf-8", "replace")
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.machine()
