"""Which recogniser does a job, and what a person reads where one cannot."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from mockinterview.core.problems import SpeechProblem
from mockinterview.core.recognition import Recogniser, RecogniserWish
from mockinterview.speech.models import ModelShelf, recommended, suggested_name

WHISPER = "whisper"
POCKETSPHINX = "pocketsphinx"
_DRAFT_MODEL = "en-us"


@dataclass(frozen=True)
class Choice:
    """What to run: the engine, the model's name, and its file (None: the engine brings its own)."""

    engine: str
    model: str
    file: Path | None = None


def recognisers(shelf: ModelShelf) -> tuple[Recogniser, ...]:
    """Every recogniser, the best first. Only looks: imports nothing, reads no model."""
    return _whisper(shelf), _pocketsphinx()


def choose(wish: RecogniserWish, shelf: ModelShelf) -> Choice:
    """The engine and model for a wish; an empty wish gets the first that is ready. SpeechProblem says why there is none."""
    found = {one.name: one for one in recognisers(shelf)}
    if wish.engine:
        if wish.engine not in found:
            raise SpeechProblem(
                f"There is no recogniser called {wish.engine}.", next_step="Choose another one in Settings."
            )
        chosen = found[wish.engine]
    else:
        chosen = next((one for one in found.values() if one.ready), found[WHISPER])
    if chosen.name == WHISPER:
        if not whisper_installed():
            raise SpeechProblem("Whisper cannot be used.", chosen.why_not)
        model = shelf.pick(wish.model, wish.language)
        return Choice(WHISPER, model.name, shelf.file(model.name))
    if not chosen.ready:
        raise SpeechProblem("The draft recogniser cannot be used.", chosen.why_not)
    if wish.language.split("-")[0].lower() not in ("", "en"):
        raise SpeechProblem(
            "The draft recogniser knows English only.",
            next_step=f"Get a Whisper model that knows more: mockinterview models get {suggested_name(wish.language)}",
        )
    return Choice(POCKETSPHINX, _DRAFT_MODEL)


def whisper_installed() -> bool:
    """Whether openai-whisper and PyTorch are installed."""
    return find_spec("whisper") is not None and find_spec("torch") is not None


def _whisper(shelf: ModelShelf) -> Recogniser:
    here = list(shelf.present())
    best = recommended(here)
    if best is not None:
        here.remove(best)
        here.insert(0, best)
    names = tuple(model.name for model in here)
    why_not = ""
    if not whisper_installed():
        why_not = "Whisper is not installed with this program. Install the program with its whisper part."
    elif not names:
        name = suggested_name()
        model = shelf.known(name)
        size = f" ({model.size_bytes / 1e6:.0f} MB)" if model else ""
        why_not = f"Whisper has no model yet. Get {name}{size} in Settings, or with: mockinterview models get {name}"
    return Recogniser(WHISPER, not why_not, why_not, models=names)


def _pocketsphinx() -> Recogniser:
    here = find_spec("pocketsphinx") is not None
    return Recogniser(
        POCKETSPHINX,
        here,
        "" if here else "It is missing from this installation. Install the program again.",
        True,
        (_DRAFT_MODEL,),
    )
