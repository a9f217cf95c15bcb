"""Which recogniser does a job, and what a person reads where one cannot."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from mockinterview.core.guidance import bytes_words
from mockinterview.core.problems import SpeechProblem
from mockinterview.core.recognition import ModelState, Recogniser, RecogniserWish
from mockinterview.speech.memory import total_bytes
from mockinterview.speech.models import ModelShelf, recommended, suggested_name
from mockinterview.speech.needs import hopeless, needs_bytes

WHISPER = "whisper"
LIGHT = "whisper-light"
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
    models = _models(shelf)
    return (
        _whisper(WHISPER, whisper_installed(), models, shelf),
        _whisper(LIGHT, light_installed(), models, shelf),
        _pocketsphinx(),
    )


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
    if chosen.name in (WHISPER, LIGHT):
        return _with_its_model(chosen, wish, shelf)
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


def light_installed() -> bool:
    """Whether faster-whisper and CTranslate2 are installed."""
    return find_spec("faster_whisper") is not None and find_spec("ctranslate2") is not None


def _with_its_model(chosen: Recogniser, wish: RecogniserWish, shelf: ModelShelf) -> Choice:
    if not (whisper_installed() if chosen.name == WHISPER else light_installed()):
        raise SpeechProblem(f"{_TITLES[chosen.name]} cannot be used.", chosen.why_not)
    model = shelf.pick(wish.model, wish.language)
    if hopeless(chosen.name, model.size_bytes):
        raise SpeechProblem(
            f"The model {model.name} is too large for this computer.",
            f"It needs about {bytes_words(needs_bytes(chosen.name, model.size_bytes))} of memory, and there are "
            f"{bytes_words(total_bytes())} in all.",
            "Choose a smaller model in Settings.",
        )
    return Choice(chosen.name, model.name, shelf.file(model.name))


def _models(shelf: ModelShelf) -> tuple[str, ...]:
    """The models that can be used, the one that suits this computer first."""
    here = list(shelf.present())
    best = recommended(here)
    if best is not None:
        here.remove(best)
        here.insert(0, best)
    return tuple(model.name for model in here)


_TITLES = {WHISPER: "Whisper", LIGHT: "Whisper light"}


def _whisper(engine: str, installed: bool, models: tuple[str, ...], shelf: ModelShelf) -> Recogniser:
    why_not = ""
    if not installed:
        part = "whisper" if engine == WHISPER else "light"
        why_not = f"{_TITLES[engine]} is not installed with this program. Install the program with its {part} part."
    elif not models:
        why_not = _no_model(shelf)
    return Recogniser(engine, not why_not, why_not, models=models)


def _no_model(shelf: ModelShelf) -> str:
    waiting = next((row.name for row in shelf.rows() if row.state is ModelState.UNTRUSTED), "")
    if waiting:
        return f"The model {waiting} was put here by hand and waits for your yes, in Settings under Models."
    name = suggested_name()
    model = shelf.known(name)
    size = f" ({bytes_words(model.size_bytes)})" if model else ""
    return f"Whisper has no model yet. Get {name}{size} in Settings, or with: mockinterview models get {name}"


def _pocketsphinx() -> Recogniser:
    here = find_spec("pocketsphinx") is not None
    return Recogniser(
        POCKETSPHINX,
        here,
        "" if here else "It is missing from this installation. Install the program again.",
        True,
        (_DRAFT_MODEL,),
    )
