"""Which recognisers and models there are, and which one is wished for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_NAMES = {"whisper": "Whisper", "whisper-light": "Whisper, light", "pocketsphinx": "Draft recogniser (PocketSphinx)"}
RECOGNISERS = tuple(_NAMES)
EXACT_ENGINE = "whisper"
"""The one that can be run exactly as it was published."""


def recogniser_name(engine: str) -> str:
    """A recogniser as people call it."""
    return _NAMES.get(engine, engine)


@dataclass(frozen=True)
class Recogniser:
    """One way to turn sound into words on this computer, and whether it works here and now."""

    name: str
    ready: bool
    why_not: str = ""
    draft: bool = False
    models: tuple[str, ...] = ()


class ModelState(StrEnum):
    """Where a model of a recogniser stands.

    begun: a download stopped on the way and can go on. untrusted: a file put there by hand that nobody has said yes to.
    """

    ABSENT = "absent"
    BEGUN = "begun"
    HERE = "here"
    UNTRUSTED = "untrusted"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class KnownModel:
    """One model that is here or could be fetched. Sizes in bytes; 0 where not known.

    published: it stands in the catalogue, with a checksum. here_bytes: what all that belongs to it takes on the disk, parts and
    conversions too. suggested: why it suits this computer, "" for all but one. languages: codes; "many" where there are more.
    """

    name: str
    file: str
    state: ModelState
    size_bytes: int
    memory_bytes: int = 0
    languages: tuple[str, ...] = ("en",)
    published: bool = True
    here_bytes: int = 0
    suggested: str = ""

    @property
    def present(self) -> bool:
        """Whether it can be used."""
        return self.state is ModelState.HERE

    @property
    def english_only(self) -> bool:
        """Whether it knows no other language."""
        return self.languages == ("en",)


@dataclass(frozen=True)
class RecogniserWish:
    """Which recogniser to use. engine "" is the best that is ready; model "" is that engine's preferred one.

    language: "" lets a multilingual model find out. exact: openai-whisper as it is, without our fast path: the reference.
    """

    engine: str = ""
    model: str = ""
    language: str = "en"
    vocabulary: tuple[str, ...] = ()
    exact: bool = False
