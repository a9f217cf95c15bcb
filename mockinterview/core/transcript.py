"""What was said: words with their times on the take's own clock, in integer milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Word:
    """One word as recognised. confidence is in 0..1, or None where the recogniser gives none."""

    text: str
    start_ms: int
    end_ms: int
    confidence: float | None = None


@dataclass(frozen=True)
class Segment:
    """A stretch the recogniser took as one; first_word and last_word are indices into the words, both inclusive."""

    start_ms: int
    end_ms: int
    first_word: int
    last_word: int


class NoteKind(StrEnum):
    """What a recogniser says of a place besides words."""

    NOT_UNDERSTOOD = "not_understood"
    POSSIBLE_FILLER = "possible_filler"


@dataclass(frozen=True)
class Note:
    """A place where no word is written: something was heard but not understood, or it may have been an "um"."""

    kind: NoteKind
    start_ms: int
    end_ms: int


@dataclass(frozen=True)
class Transcript:
    """The words of one attempt, in time order. duration_ms is the length of the sound.

    draft: made by the recogniser that needs no download, whose words are often wrong; said plainly wherever it is shown.
    notes: what was heard but is no word here, in time order. edited: a person has corrected words of it.
    """

    engine: str
    model: str
    language: str
    duration_ms: int
    words: tuple[Word, ...] = ()
    segments: tuple[Segment, ...] = ()
    draft: bool = False
    notes: tuple[Note, ...] = ()
    edited: bool = False

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(word.text for word in self.words)

    def span_text(self, first_word: int, last_word: int) -> str:
        """The words of an inclusive span, with one space between them."""
        return " ".join(word.text for word in self.words[first_word : last_word + 1])

    def word_at(self, at_ms: int) -> int | None:
        """Index of the last word that has begun at `at_ms`, or None before the first."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            if self.words[middle].start_ms <= at_ms:
                low = middle + 1
            else:
                high = middle
        return low - 1 if low else None


def from_sentences(sentences: list[str]) -> Transcript:
    """A transcript without times (every time is 0): one segment a sentence, as the command line's transcript files have it."""
    words: list[Word] = []
    segments: list[Segment] = []
    for sentence in sentences:
        spoken = sentence.split()
        if spoken:
            segments.append(Segment(0, 0, len(words), len(words) + len(spoken) - 1))
            words.extend(Word(text, 0, 0) for text in spoken)
    return Transcript("text", "", "en", 0, tuple(words), tuple(segments))
