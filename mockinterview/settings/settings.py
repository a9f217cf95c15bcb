"""The settings in memory and in their file.

A damaged file never stops the program: it is put aside and the defaults are used. Keys this program does not know, and values
it does not understand, are kept, so that an older and a newer program can share a file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from mockinterview.core.problems import PlaceProblem, Problem
from mockinterview.settings.table import Setting
from mockinterview.settings.upgrades import VERSION, Values, upgraded

T = TypeVar("T", str, int, bool, float)

LARGEST_FILE_BYTES = 1_000_000
"""A settings file has a few kilobytes; a larger one is not ours and is put aside."""


class Settings:
    """Reads the file once; `set` writes it whole again. Meant for one thread.

    problem: set if the file was damaged and put aside, to be shown once.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._version = VERSION
        self._listeners: dict[str, list[Callable[[Any], None]]] = {}
        self.problem: Problem | None = None
        self._values: Values = self._load()

    def get(self, setting: Setting[T]) -> T:
        """The value that holds now: what was set, or the default."""
        value = self._values.get(setting.key)
        return setting.type(value) if setting.allows(value) else setting.default

    def set(self, setting: Setting[T], value: T) -> None:
        """Let a value hold from now on, tell who asked to be told, and write the file.

        ValueError if the setting does not allow it. PlaceProblem if the file cannot be written; the value holds all the same.
        """
        if not setting.allows(value):
            raise ValueError(f"{setting.key} cannot be {value!r}")
        if setting.key in self._values and self._values[setting.key] == value:
            return
        changed = self.get(setting) != value
        self._values[setting.key] = value
        if changed:
            for told in tuple(self._listeners.get(setting.key, ())):
                told(value)
        self._write()

    def on_change(self, setting: Setting[T], told: Callable[[T], None]) -> None:
        """Call `told` with the new value each time it is another one."""
        self._listeners.setdefault(setting.key, []).append(told)

    def _load(self) -> Values:
        try:
            with self._file.open("rb") as file:
                raw = file.read(LARGEST_FILE_BYTES + 1)
        except FileNotFoundError:
            return {}
        except OSError as error:
            self.problem = PlaceProblem(
                f"The settings could not be read from {self._file}.",
                f"The system says: {error.strerror}.",
                "The program goes on with its own defaults.",
            )
            return {}
        try:
            return self._understood(raw)
        # RecursionError: deeply nested JSON. ValueError: not JSON, not UTF-8, numbers too long, not our shape.
        except (ValueError, RecursionError):
            self._put_aside()
            return {}

    def _understood(self, raw: bytes) -> Values:
        if len(raw) > LARGEST_FILE_BYTES:
            raise ValueError("too large")
        plain: Any = json.loads(raw)
        if not isinstance(plain, Mapping) or not isinstance(plain.get("values"), dict):
            raise ValueError("no settings")
        version = plain.get("version")
        if type(version) is not int or version < 1:
            raise ValueError("no version")
        self._version = max(VERSION, version)
        return upgraded(plain["values"], version)

    def _put_aside(self) -> None:
        from datetime import UTC, datetime  # only here: the program's first frame waits for this module

        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = self._file.with_name(f"{self._file.name}.damaged-{stamp}")
        try:
            self._file.rename(aside)
        except OSError as error:
            kept = f"It could not be put aside: {error.strerror}."
        else:
            kept = f"It was kept as {aside.name}."
        self.problem = PlaceProblem(
            "The settings file is damaged.", kept, "The program goes on with its own defaults. Set anew what you miss."
        )

    def _write(self) -> None:
        plain = {"format": "mockinterview-settings", "version": self._version, "values": self._values}
        fresh = self._file.with_name(f".{self._file.name}.new")
        try:
            with fresh.open("w", encoding="utf-8", newline="\n") as file:
                file.write(json.dumps(plain, ensure_ascii=False, indent=1))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._file)
        except OSError as error:
            raise PlaceProblem(
                "Your change holds only until the program is closed.",
                f"The settings file {self._file} could not be written: {error.strerror}.",
                "Check that the folder exists, may be written to, and that the disk is not full.",
            ) from error
