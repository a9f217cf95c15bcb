"""Which Whisper models exist, which are on this computer, and which one suits it.

A model is one file in the models folder: a published one under its own name (`base.en.pt`), or any other `*.pt` in openai-whisper's
format that a person put there by hand and said yes to. Beside it may lie a download begun (`.part`, with the server's mark of the
file in `.tag`) and what a light engine made of it (a folder `.light`). Nothing here touches the network; `fetch` does, when asked.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mockinterview.core.guidance import bytes_words
from mockinterview.core.problems import SpeechProblem
from mockinterview.core.recognition import KnownModel, ModelState
from mockinterview.speech.memory import total_bytes
from mockinterview.speech.needs import needs_bytes
from mockinterview.speech.notes import Notes

SUFFIX = ".pt"
PART = ".part"
TAG = ".tag"
LIGHT = ".light"
ENGLISH = ("en",)
MANY = ("en", "many")
_HOST = "https://openaipublic.azureedge.net/main/whisper/models"
_BLOCK = 1 << 20
_GIGABYTE = 1_000_000_000


@dataclass(frozen=True)
class Model:
    """One model. size_bytes of its file; sha256 is "" where none is published.

    rank: larger is better and slower, comparable only among published ones.
    """

    name: str
    size_bytes: int
    languages: tuple[str, ...] = MANY
    sha256: str = ""
    url: str = ""
    rank: int = 0

    @property
    def file_name(self) -> str:
        return self.name + SUFFIX

    def speaks(self, language: str) -> bool:
        """Whether it knows a language (a code such as "de" or "de-CH"; "" for one it is to find out)."""
        return self.languages != ENGLISH or language.split("-", maxsplit=1)[0].lower() in ("", "en")


def _published(rank: int, name: str, size: int, sha256: str) -> Model:
    languages = ENGLISH if name.endswith(".en") else MANY
    url = f"{_HOST}/{sha256}/{name}{SUFFIX}"
    return Model(name, size, languages, sha256, url, rank)


CATALOGUE: tuple[Model, ...] = (
    _published(1, "tiny.en", 75_571_315, "d3dd57d32accea0b295c96e26691aa14d8822fac7d9d27d5dc00b4ca2826dd03"),
    _published(1, "tiny", 75_572_083, "65147644a518d12f04e32d6f3b26facc3f8dd46e5390956a9424a650c0ce22b9"),
    _published(2, "base.en", 145_261_783, "25a8566e1d0c1e2231d1c762132cd20e0f96a85d16145c3a00adf5d1ac670ead"),
    _published(2, "base", 145_262_807, "ed3a0b6b1c0edf879ad9b11b1af5a0e6ab5db9205f891f668f8b0e6c6326e34e"),
    _published(3, "small.en", 483_615_683, "f953ad0fd29cacd07d5a9eda5624af0f6bcf2258be67c92b79389873d91e0872"),
    _published(3, "small", 483_617_219, "9ecf779972d90ba49c06d968637d720dd632c55bbf19d441fb42bf17a411e794"),
    _published(4, "medium.en", 1_528_006_491, "d7440d1dc186f76616474e0ff0b3b6b879abc9d1a4926b7adfa41db2d497ab4f"),
    _published(4, "medium", 1_528_008_539, "345ae4da62f9b3d59415adc60127b97c714f32e89e936602e85993674d08dcb1"),
    _published(5, "large-v3-turbo", 1_617_941_637, "aff26ae408abcba5fbf8813c21e62b0941638c5f6eebfb145be0c9839262a19a"),
    _published(6, "large-v3", 3_087_371_615, "e5b1a55b89c1367dacf97e3e19bfd829a01529dbfdeefa8caeb59b3f1b81dadb"),
)  # fmt: skip
"""openai-whisper 20250625's table: name, address, checksum; with the size of each file."""

ALIASES = {"turbo": "large-v3-turbo", "large": "large-v3"}
"""Other names openai-whisper takes for the same files. Its large-v1 and large-v2 are left out: large-v3 took their place."""


class ModelShelf:
    """The models folder. Cheap to ask: reading the folder and two small files; only `verify` and `trust` read a model."""

    def __init__(self, folder: Path, catalogue: Sequence[Model] = CATALOGUE) -> None:
        self.folder = folder
        self.catalogue = tuple(catalogue)

    def file(self, name: str) -> Path:
        """Where a model of that name lies, or would."""
        return self.folder / (name + SUFFIX)

    def known(self, name: str) -> Model | None:
        """The catalogue's entry of that name, or of one openai-whisper knows it by as well."""
        wanted = ALIASES.get(name, name)
        return next((model for model in self.catalogue if model.name == wanted), None)

    def published(self, sha256: str) -> Model | None:
        """The catalogue's entry with that checksum."""
        return next((model for model in self.catalogue if sha256 and model.sha256 == sha256), None)

    def present(self) -> tuple[Model, ...]:
        """The models that can be used as far as is known: the published ones first, the largest last, then others by name."""
        return tuple(model for model, state in self._standing() if state is ModelState.HERE)

    def stored(self) -> tuple[str, ...]:
        """Names of all model files in the folder, damaged and untrusted ones too."""
        return tuple(file.removesuffix(SUFFIX) for file in sorted(self._sizes()) if file.endswith(SUFFIX))

    def rows(self) -> tuple[KnownModel, ...]:
        """Every model of the catalogue and every other one that is here, for lists."""
        best = recommended(self.catalogue)
        sizes = self._sizes()
        return tuple(
            KnownModel(
                model.name,
                str(self.file(model.name)),
                state,
                model.size_bytes,
                needs_bytes("whisper", model.size_bytes),
                model.languages,
                self.known(model.name) is not None,
                sum(sizes.get(model.file_name + more, 0) for more in ("", PART)) + self._light_bytes(model.name, sizes),
                why_suggested() if best is not None and model.name == best.name else "",
            )
            for model, state in self._standing()
        )

    def pick(self, wanted: str, language: str) -> Model:
        """The model to use: the named one, or the one that suits this computer best. SpeechProblem if there is none."""
        here = self.present()
        if wanted:
            return self._named(ALIASES.get(wanted, wanted), here, language)
        able = [model for model in here if model.speaks(language)]
        if not able:
            self._say_what_is_not_used(bool(here))
            raise SpeechProblem(
                "There is no Whisper model here that knows this language."
                if here
                else "There is no Whisper model here.",
                next_step=f"Get one in Settings, or with: mockinterview models get {suggested_name(language)}",
            )
        return recommended(able, language) or able[0]

    def _say_what_is_not_used(self, others: bool) -> None:
        """SpeechProblem if the only model there is must not be used as it is. others: there is one that may be."""
        for model, state in () if others else self._standing():
            if state is ModelState.UNTRUSTED:
                raise SpeechProblem(
                    f"The model {model.name} is not used without your yes.",
                    "It was put here by hand, or its file is another one now.",
                    "Say yes to it in Settings under Models, or get another one there.",
                )
            if state is ModelState.DAMAGED:
                raise SpeechProblem(
                    f"The model {model.name} is damaged and is not used.",
                    next_step=f"Get it again in Settings, or with: mockinterview models get {model.name}",
                )

    def _named(self, wanted: str, here: Sequence[Model], language: str) -> Model:
        for model in here:
            if model.name == wanted:
                if not model.speaks(language):
                    raise SpeechProblem(
                        f"The model {wanted} knows English only.", next_step="Choose a model without “.en” in Settings."
                    )
                return model
        for model, state in self._standing():
            if model.name == wanted and state is ModelState.DAMAGED:
                raise damaged(wanted)
            if model.name == wanted and state is ModelState.UNTRUSTED:
                return model  # `verify` reads it and says what is the matter: it may be one that was moved about
        raise SpeechProblem(
            f"The model {wanted} is not on this computer.",
            next_step=f"Get it in Settings, or with: mockinterview models get {wanted}"
            if self.known(wanted)
            else f"Put its file {wanted}{SUFFIX} into the folder {self.folder}, or choose another model.",
        )

    def verify(self, name: str, *, again: bool = False, heard: Callable[[int], None] | None = None) -> None:
        """Read a model and compare its checksum, once for each state of the file. SpeechProblem if it is not to be used.

        A published one must be what was published; another one must be what a person said yes to. again: read it even if it passed
        before. heard: gets the bytes read so far, and may raise to stop.
        """
        model, notes = self.known(name), Notes(self.folder)
        found = "" if again else notes.checksum(name + SUFFIX)
        if not found:
            found = self._read(name, notes, heard)
        if model is not None and found != model.sha256:
            raise damaged(name)
        if model is None and not self._good(found, notes):
            raise untrusted(self.file(name))

    def trust(self, name: str, heard: Callable[[int], None] | None = None) -> None:
        """A person said yes to the file of that name as it is now. SpeechProblem if it cannot be read or remembered."""
        notes = Notes(self.folder)
        found = notes.checksum(name + SUFFIX) or self._read(name, notes, heard)
        if not notes.trust(found):
            raise SpeechProblem(
                "Your yes to this model could not be saved.",
                f"The folder {self.folder} cannot be written to.",
                "Make the folder writable, then try again.",
            )

    def checksum(self, name: str) -> str:
        """SHA-256 of a model file, read if it must be. SpeechProblem if it cannot."""
        notes = Notes(self.folder)
        return notes.checksum(name + SUFFIX) or self._read(name, notes, None)

    def state(self, name: str) -> ModelState:
        """Where one model stands, without reading it."""
        return next((state for model, state in self._standing() if model.name == name), ModelState.ABSENT)

    def note(self, name: str, sha256: str) -> None:
        """Remember the checksum of a file that was just written."""
        Notes(self.folder).keep(name + SUFFIX, sha256)

    def remove(self, name: str) -> int:
        """Delete a model and all that belongs to it; the bytes that are free now. SpeechProblem if nothing is there, or stays."""
        import shutil  # 3 ms, and the window needs none of it

        model = self.known(name)
        if model is not None:
            name = model.name
        row = next((row for row in self.rows() if row.name == name), None)  # a name from the list, never a path
        if row is None or (row.state is ModelState.ABSENT and not row.here_bytes):
            raise SpeechProblem(f"The model {name} is not on this computer.", next_step="There is nothing to remove.")
        whole, light = self.file(name), self.folder / (name + LIGHT)
        files = [whole, whole.with_name(whole.name + PART), whole.with_name(whole.name + TAG)]
        try:
            for file in files:
                file.unlink(missing_ok=True)
            if light.is_dir():
                shutil.rmtree(light)
        except OSError as error:
            raise SpeechProblem(
                f"The model {name} could not be removed.",
                f"{error.strerror or error}.",
                "Close other programs that may use it, then try again.",
            ) from error
        return row.here_bytes

    def _read(self, name: str, notes: Notes, heard: Callable[[int], None] | None) -> str:
        try:
            found = checksum(self.file(name), heard)
        except OSError as error:
            raise SpeechProblem(
                f"The model {name} cannot be read.",
                f"{error.strerror}.",
                "Check the models folder, or get the model again.",
            ) from error
        notes.keep(name + SUFFIX, found)
        return found

    def _good(self, sha256: str, notes: Notes) -> bool:
        return notes.trusts(sha256) or self.published(sha256) is not None

    def _standing(self) -> list[tuple[Model, ModelState]]:
        """Every model of the catalogue and every other one that is here, and where it stands without reading it."""
        sizes, notes = self._sizes(), Notes(self.folder)
        names = {model.file_name for model in self.catalogue}
        others = [
            Model(file.removesuffix(SUFFIX), size)
            for file, size in sorted(sizes.items())
            if file.endswith(SUFFIX) and file not in names
        ]
        return [(model, self._state(model, sizes, notes)) for model in (*self.catalogue, *others)]

    def _state(self, model: Model, sizes: dict[str, int], notes: Notes) -> ModelState:
        if model.file_name not in sizes:
            return ModelState.BEGUN if model.file_name + PART in sizes else ModelState.ABSENT
        found = notes.checksum(model.file_name)
        if model.sha256:
            wrong = sizes[model.file_name] != model.size_bytes or found not in ("", model.sha256)
            return ModelState.DAMAGED if wrong else ModelState.HERE
        return ModelState.HERE if self._good(found, notes) else ModelState.UNTRUSTED

    def _sizes(self) -> dict[str, int]:
        """Bytes of each model file and each part in the folder, and 0 for each folder of a light engine."""
        try:
            with os.scandir(self.folder) as entries:
                return {
                    entry.name: entry.stat().st_size if entry.is_file() else 0
                    for entry in entries
                    if (entry.name.endswith((SUFFIX, SUFFIX + PART)) and entry.is_file())
                    or (entry.name.endswith(LIGHT) and entry.is_dir())
                }
        except OSError:
            return {}

    def _light_bytes(self, name: str, sizes: dict[str, int]) -> int:
        if name + LIGHT not in sizes:
            return 0
        try:
            with os.scandir(self.folder / (name + LIGHT)) as entries:
                return sum(entry.stat().st_size for entry in entries if entry.is_file())
        except OSError:
            return 0


def damaged(name: str) -> SpeechProblem:
    """What a person reads when a model file is not what was published, or cannot be read as one."""
    return SpeechProblem(
        f"The model file {name}{SUFFIX} is damaged.",
        "It is not the file that was published.",
        "Get the model again, or choose another one in Settings. If it is a model of your own, give its file another name.",
    )


def untrusted(file: Path) -> SpeechProblem:
    """What a person reads when a model was put there by hand and nobody has said yes to it."""
    return SpeechProblem(
        f"The model file {file.name} was put here by hand and is not used yet.",
        "It is not one of the published models, so nobody but you can say where it comes from.",
        f'If you know who made it, say so in Settings under Models, or with: mockinterview models add "{file}" --trust',
    )


def checksum(file: Path, heard: Callable[[int], None] | None = None) -> str:
    """SHA-256 of a file, read in blocks; heard gets the bytes read so far."""
    import hashlib  # OpenSSL: 3 MB that the window has no use for

    total, digest = 0, hashlib.sha256()
    with file.open("rb") as source:
        while block := source.read(_BLOCK):
            digest.update(block)
            total += len(block)
            if heard is not None:
                heard(total)
    return digest.hexdigest()


def recommended(models: Sequence[Model], language: str = "en") -> Model | None:
    """The published model that suits this computer best: the one meant for it, else the next smaller, else the next larger."""
    able = [model for model in models if model.rank and model.speaks(language)]
    if not able:
        return None
    wanted = _suitable_rank()
    english = language.startswith("en")
    return min(
        able, key=lambda model: (model.rank > wanted, abs(model.rank - wanted), (model.languages != ENGLISH) == english)
    )


def suggested_name(language: str = "en") -> str:
    """Name of the published model to tell a person to get."""
    best = recommended(CATALOGUE, language)
    return best.name if best else "base"


def why_suggested() -> str:
    """Why that one, as half a sentence."""
    memory, cores = total_bytes(), os.cpu_count() or 1
    have = f"{cores} cores" if cores > 1 else "one core"
    return (
        f"suits this computer ({have}, {bytes_words(memory)} of memory)" if memory else f"suits this computer ({have})"
    )


def _suitable_rank() -> int:
    """By cores and memory: tiny below 3 GB, base up to three cores, small above with 8 GB. Larger ones are a person's choice."""
    memory, cores = total_bytes(), os.cpu_count() or 1
    if memory and memory < 3 * _GIGABYTE:
        return 1
    return 3 if cores >= 4 and memory >= 8 * _GIGABYTE else 2
