"""The command `models`: look, get, check, add, remove, and try out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mockinterview.cli.watcher import Watcher
from mockinterview.core import shapes
from mockinterview.core.guidance import bytes_words, duration_words
from mockinterview.core.problems import SpeechProblem, UsageProblem
from mockinterview.core.recognition import KnownModel, ModelState, RecogniserWish
from mockinterview.flow.house import House

DEEDS = ("list", "get", "verify", "add", "remove", "try")
NAMELESS = ("list", "verify", "try")
"""Deeds that need no name: they are for all models, or for the one that suits this computer."""

_STATES = {
    ModelState.ABSENT: "-",
    ModelState.BEGUN: "begun",
    ModelState.HERE: "here",
    ModelState.UNTRUSTED: "here, not trusted",
    ModelState.DAMAGED: "damaged",
}


def models(house: House, options: argparse.Namespace, watcher: Watcher) -> tuple[Any, str]:
    """Do one deed and list the models as they are then; `told` is what came of the deed."""
    deeds: dict[str, Callable[[House, argparse.Namespace, Watcher], str]] = {
        "list": _nothing,
        "get": _get,
        "verify": _verify,
        "add": _add,
        "remove": _remove,
        "try": _try,
    }
    told = deeds[options.deed](house, options, watcher)
    known = house.models.models()
    plain = {"models": [shapes.known_model_to(model) for model in known], "told": told}
    return plain, told or "\n".join(_line(model) for model in known)


def _line(model: KnownModel) -> str:
    languages = "English" if model.english_only else "many languages"
    needs = f"{bytes_words(model.memory_bytes)} of memory" if model.memory_bytes else ""
    parts = [
        f"{model.name:16}",
        f"{_STATES[model.state]:17}",
        f"{bytes_words(model.size_bytes):>7}",
        f"{needs:17}",
        f"{languages:14}",
        model.suggested,
    ]
    return "  ".join(parts).rstrip()


def _never() -> bool:
    return False


def _nothing(_house: House, _options: argparse.Namespace, _watcher: Watcher) -> str:
    return ""


def _get(house: House, options: argparse.Namespace, watcher: Watcher) -> str:
    house.models.fetch(options.name, watcher.progress_bytes, _never)
    return ""


def _verify(house: House, options: argparse.Namespace, watcher: Watcher) -> str:
    house.models.verify(options.name, watcher.checked_bytes, _never)
    return ""


def _add(house: House, options: argparse.Namespace, watcher: Watcher) -> str:
    before = {model.name for model in house.models.models() if model.here_bytes}
    file = Path(options.name)
    model = house.models.add(file, watcher.copied_bytes, _never)
    if model.state is ModelState.UNTRUSTED and not options.trust:
        if model.name not in before:
            house.models.remove(model.name)
        raise SpeechProblem(
            f"{file.name} was not added.",
            "It is not one of the published Whisper models, so nobody but you can say where it comes from.",
            f'If you know who made it: mockinterview models add "{file}" --trust',
        )
    if model.state is ModelState.UNTRUSTED:
        house.models.trust(model.name)
    return f"The model {model.name} is here."


def _remove(house: House, options: argparse.Namespace, _watcher: Watcher) -> str:
    return f"{bytes_words(house.models.remove(options.name))} are free again."


def _try(house: House, options: argparse.Namespace, _watcher: Watcher) -> str:
    wish = RecogniserWish(model=options.name)
    if options.name and options.name not in {model.name for model in house.models.models()}:
        raise UsageProblem(f"There is no model called {options.name}.", "", "See: mockinterview models list")
    trial = house.models.try_out(wish, lambda _done, _all: None, _never)
    return (
        f"{trial.engine} {trial.model}: {duration_words(trial.after_stop_ms)} after Stop where recognition runs while you "
        f"speak, {duration_words(trial.whole_ms)} for a two-minute answer as a whole."
    )
