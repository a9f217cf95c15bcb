"""Which Whisper models exist, which are on this computer, and which one suits it.

A model is one file in the models folder: a published one under its own name (`base.en.pt`), or any other `*.pt` in openai-whisper's
format that a person put there by hand. Nothing here touches the network; `fetch` does, when asked.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mockinterview.core.problems import SpeechProblem

SUFFIX = ".pt"
ENGLISH = ("en",)
MANY = ("en", "many")
_HOST = "https://openaipublic.azureedge.net/main/whisper/models"
_CHECKS = "checked.json"
_BLOCK = 1 << 20
_GIGABYTE = 1_000_000_000


@dataclass(frozen=True)
class Model:
    """One model. size_bytes of its file; memory_bytes at the peak (0: not known); sha256 is "" where none is published.

    rank: larger is better and slower, comparable only among published ones.
    """

    name: str
    size_bytes: int
    memory_bytes: int = 0
    languages: tuple[str, ...] = MANY
    sha256: str = ""
    url: str = ""
    rank: int = 0

    @property
    def file_name(self) -> str:
        return self.name + SUFFIX


def _published(rank: int, name: str, size: int, memory: float, sha256: str) -> Model:
    languages = ENGLISH if name.endswith(".en") else MANY
    url = f"{_HOST}/{sha256}/{name}{SUFFIX}"
    return Model(name, size, int(memory * _GIGABYTE), languages, sha256, url, rank)


CATALOGUE: tuple[Model, ...] = (
    _published(1, "tiny.en", 75_571_315, 0.6, "d3dd57d32accea0b295c96e26691aa14d8822fac7d9d27d5dc00b4ca2826dd03"),
    _published(1, "tiny", 75_572_083, 0.6, "65147644a518d12f04e32d6f3b26facc3f8dd46e5390956a9424a650c0ce22b9"),
    _published(2, "base.en", 145_261_783, 0.8, "25a8566e1d0c1e2231d1c762132cd20e0f96a85d16145c3a00adf5d1ac670ead"),
    _published(2, "base", 145_262_807, 0.8, "ed3a0b6b1c0edf879ad9b11b1af5a0e6ab5db9205f891f668f8b0e6c6326e34e"),
    _published(3, "small.en", 483_615_683, 1.7, "f953ad0fd29cacd07d5a9eda5624af0f6bcf2258be67c92b79389873d91e0872"),
    _published(3, "small", 483_617_219, 1.7, "9ecf779972d90ba49c06d968637d720dd632c55bbf19d441fb42bf17a411e794"),
    _published(4, "medium.en", 1_528_006_491, 5.0, "d7440d1dc186f76616474e0ff0b3b6b879abc9d1a4926b7adfa41db2d497ab4f"),
    _published(4, "medium", 1_528_008_539, 5.0, "345ae4da62f9b3d59415adc60127b97c714f32e89e936602e85993674d08dcb1"),
    _published(5, "large-v3-turbo", 1_617_941_637, 5.2, "aff26ae408abcba5fbf8813c21e62b0941638c5f6eebfb145be0c9839262a19a"),
)  # fmt: skip
"""openai-whisper 20250625's table (name, address, checksum). Memory: peaks measured with random weights at the published
dimensions up to small, estimated above."""


class ModelShelf:
    """The models folder. Cheap to ask: reading the folder and one small file; only `verify` reads a model."""

    def __init__(self, folder: Path, catalogue: Sequence[Model] = CATALOGUE) -> None:
        self.folder = folder
        self.catalogue = tuple(catalogue)

    def file(self, name: str) -> Path:
        """Where a model of that name lies, or would."""
        return self.folder / (name + SUFFIX)

    def known(self, name: str) -> Model | None:
        """The catalogue's entry of that name."""
        return next((model for model in self.catalogue if model.name == name), None)

    def present(self) -> tuple[Model, ...]:
        """The models that are here and not known to be damaged: the published ones first, the largest last."""
        checks = self._checks()
        here = self._files()
        found = [model for model in self.catalogue if model.file_name in here]
        names = {model.file_name for model in self.catalogue}
        found += [Model(file.removesuffix(SUFFIX), size) for file, size in sorted(here.items()) if file not in names]
        return tuple(model for model in found if self._verdict(model, checks) is not False)

    def stored(self) -> tuple[str, ...]:
        """Names of all model files in the folder, damaged ones too."""
        return tuple(file.removesuffix(SUFFIX) for file in sorted(self._files()))

    def rows(self) -> tuple[Mapping[str, object], ...]:
        """Every model of the catalogue and every other one that is here, for lists."""
        here = {model.name: model for model in self.present()}
        known = {model.name for model in self.catalogue}
        shown = [*self.catalogue, *(model for model in here.values() if model.name not in known)]
        best = recommended(self.catalogue)
        return tuple(
            {
                "name": model.name,
                "file": str(self.file(model.name)),
                "size_bytes": model.size_bytes,
                "present": model.name in here,
                "memory_bytes": model.memory_bytes,
                "languages": list(model.languages),
                "suggested": best is not None and model.name == best.name,
            }
            for model in shown
        )

    def pick(self, wanted: str, language: str) -> Model:
        """The model to use: the named one, or the one that suits this computer best. SpeechProblem if there is none."""
        here = self.present()
        if wanted:
            return self._named(wanted, here, language)
        able = [model for model in here if _speaks(model, language)]
        if not able:
            raise SpeechProblem(
                "There is no Whisper model here that knows this language."
                if here
                else "There is no Whisper model here.",
                next_step=f"Get one in Settings, or with: mockinterview models get {suggested_name(language)}",
            )
        return recommended(able, language) or able[0]

    def _named(self, wanted: str, here: Sequence[Model], language: str) -> Model:
        for model in here:
            if model.name == wanted:
                if not _speaks(model, language):
                    raise SpeechProblem(
                        f"The model {wanted} knows English only.", next_step="Choose a model without “.en” in Settings."
                    )
                return model
        if self.file(wanted).is_file():
            raise damaged(wanted)
        raise SpeechProblem(
            f"The model {wanted} is not on this computer.",
            next_step=f"Get it in Settings, or with: mockinterview models get {wanted}"
            if self.known(wanted)
            else f"Put its file {wanted}{SUFFIX} into the folder {self.folder}, or choose another model.",
        )

    def verify(self, name: str, *, again: bool = False, heard: Callable[[int], None] | None = None) -> None:
        """Read a model and compare its published checksum, once for each state of the file. SpeechProblem if it differs.

        A file that is in no catalogue has nothing to compare with, and passes. again: read it even if it passed before. heard: gets
        the bytes read so far, and may raise to stop.
        """
        model = self.known(name)
        if model is None:
            return
        verdict = None if again else self._verdict(model, self._checks())
        if verdict is None:
            try:
                verdict = checksum(self.file(name), heard) == model.sha256
            except OSError as error:
                raise SpeechProblem(
                    f"The model {name} cannot be read.",
                    f"{error.strerror}.",
                    "Check the models folder, or get the model again.",
                ) from error
            self.note(model, verdict)
        if not verdict:
            raise damaged(name)

    def note(self, model: Model, good: bool) -> None:
        """Remember that a file was checked, for as long as it stays the same file."""
        checks = self._checks()
        state = self._state(model)
        if state is None:
            return
        checks[model.file_name] = [*state, model.sha256, good]
        draft = self.folder / (_CHECKS + ".new")
        try:
            draft.write_text(json.dumps(checks), "utf-8")
            os.replace(draft, self.folder / _CHECKS)
        except OSError:
            return  # a folder that cannot be written to: the file is checked again next time, which is slow and right

    def _files(self) -> dict[str, int]:
        try:
            with os.scandir(self.folder) as entries:
                return {
                    entry.name: entry.stat().st_size
                    for entry in entries
                    if entry.name.endswith(SUFFIX) and entry.is_file()
                }
        except OSError:
            return {}

    def _state(self, model: Model) -> list[int] | None:
        try:
            status = self.file(model.name).stat()
        except OSError:
            return None
        return [status.st_size, status.st_mtime_ns, status.st_ino]

    def _verdict(self, model: Model, checks: Mapping[str, object]) -> bool | None:
        """What is known of the file as it is now: good, damaged, or not yet read."""
        seen = checks.get(model.file_name)
        if not isinstance(seen, list) or len(seen) != 5 or seen[:3] != self._state(model) or seen[3] != model.sha256:
            return None
        return seen[4] is True

    def _checks(self) -> dict[str, object]:
        try:
            checks = json.loads((self.folder / _CHECKS).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return checks if isinstance(checks, dict) else {}


def damaged(name: str) -> SpeechProblem:
    """What a person reads when a model file is not what was published, or cannot be read as one."""
    return SpeechProblem(
        f"The model file {name}{SUFFIX} is damaged.",
        "It is not the file that was published.",
        "Get the model again, or choose another one in Settings. If it is a model of your own, give its file another name.",
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
    able = [model for model in models if model.rank and _speaks(model, language)]
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


def _speaks(model: Model, language: str) -> bool:
    return model.languages != ENGLISH or language.split("-", maxsplit=1)[0].lower() in ("", "en")


def _suitable_rank() -> int:
    """By cores and memory: tiny below 3 GB, base up to three cores, small above with 8 GB. Larger ones are a person's choice."""
    memory, cores = memory_bytes(), os.cpu_count() or 1
    if memory and memory < 3 * _GIGABYTE:
        return 1
    return 3 if cores >= 4 and memory >= 8 * _GIGABYTE else 2


def memory_bytes() -> int:
    """Main memory of this computer; 0 where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0
