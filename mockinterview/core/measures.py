"""The delivery in words: what each measure is called, what it came to, how it is defined, and what it cannot tell.

Window, command line and exported files all say it with these words; docs/measures.md tells the whole of it with the sources. They
tell and do not judge: there is no good or bad, only a figure, and for length and pace a target that the person sets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mockinterview.core.delivery import PAUSE_MS, Delivery
from mockinterview.core.manner import Aspect
from mockinterview.core.review import Review, possible_fillers

DRAFT_CAVEAT = "Many of the draft recogniser's words are wrong, so take this as a rough figure."
"""Said of every measure that rests on the words of a draft."""


@dataclass(frozen=True)
class About:
    """What stands still about a measure. from_words: whether it rests on the words, so that wrong words make it wrong."""

    name: str
    definition: str
    cannot_tell: str
    from_words: bool = True


ABOUT: Mapping[Aspect, About] = {
    Aspect.LENGTH: About(
        "Length",
        "The recorded sound from beginning to end.",
        "It does not say whether everything was said.",
        from_words=False,
    ),
    Aspect.FIRST_WORD: About(
        "First word",
        "From the start of the take to the first word that was recognised.",
        "It does not say what you did in that time; a quiet first word can be missed.",
    ),
    Aspect.PACE: About(
        "Pace",
        "Words a minute from the first word to the last: pauses included, fillers left out.",
        "It does not say how clear you were. Long words make a lower figure.",
    ),
    Aspect.PAUSES: About(
        "Pauses",
        f"Silences of {PAUSE_MS // 1_000} second or more between the first and the last sound of speech, found in the sound.",
        "It does not say what a pause was for: thought, breath or effect.",
        from_words=False,
    ),
    Aspect.FILLERS: About(
        "Fillers",
        "Um, uh and the like, as the recogniser wrote them.",
        "Recognisers leave many out, so there were at least these.",
    ),
    Aspect.HEDGES: About(
        "Hedges",
        "Listed wordings that make a statement vaguer or less sure, such as “sort of”, “I think” or “maybe”.",
        "It does not say whether one was in its place: of what is uncertain, a hedge is the truth. The list is not complete.",
    ),
    Aspect.REPEATS: About(
        "Repeated words",
        "Words said again at once, such as “the the” or “I was I was”, with nothing or a filler between.",
        "Recognisers leave many out, so there were at least these. One that was meant may be among them.",
    ),
}
"""Every measure, in the order in which they are shown."""


@dataclass(frozen=True)
class Shown:
    """Which measures are shown, and what is aimed for. target_ms: the length; pace_from, pace_to: words a minute; 0 for no aim."""

    target_ms: int = 120_000
    length: bool = True
    first_word: bool = True
    pace: bool = True
    pauses: bool = True
    fillers: bool = True
    hedges: bool = True
    repeats: bool = True
    pace_from: int = 120
    pace_to: int = 180

    def shows(self, aspect: Aspect) -> bool:
        """Whether a measure is shown."""
        return bool(getattr(self, aspect.value))

    @property
    def pace_target(self) -> tuple[int, int]:
        """The lower and the upper end of the pace aimed for, in order; 0 for an end that is open."""
        if self.pace_from and self.pace_to:
            return min(self.pace_from, self.pace_to), max(self.pace_from, self.pace_to)
        return self.pace_from, self.pace_to


@dataclass(frozen=True)
class Fact:
    """One measure of one attempt. short: its value where there is little room; caveat: why to trust it less here, mostly empty."""

    aspect: Aspect
    name: str
    value: str
    short: str
    definition: str
    caveat: str = ""

    @property
    def told(self) -> str:
        """Definition and caveat."""
        return " ".join(part for part in (self.definition, self.caveat) if part)


def facts(review: Review, shown: Shown, measured: bool = True) -> tuple[Fact, ...]:
    """The measures to show, in order. measured: whether the pauses are known yet."""
    found = (fact_of(review, aspect, shown, measured) for aspect in ABOUT if shown.shows(aspect))
    return tuple(fact for fact in found if fact is not None)


def fact_of(review: Review, aspect: Aspect, shown: Shown, measured: bool = True) -> Fact | None:
    """One measure, switched on or not; None where it is not known, or says nothing in the language spoken."""
    values = value_words(review, aspect, shown, measured)
    if values is None:
        return None
    about = ABOUT[aspect]
    draft = about.from_words and review.transcript is not None and review.transcript.draft
    definition = f"{about.definition} {about.cannot_tell}"
    return Fact(aspect, about.name, *values, definition, DRAFT_CAVEAT if draft else "")


def facts_line(found: Iterable[Fact]) -> str:
    """The same facts in one line of text, for where they stand beside something else."""
    return " · ".join(f"{fact.name}: {fact.value}" for fact in found)


def value_words(review: Review, aspect: Aspect, shown: Shown, measured: bool = True) -> tuple[str, str] | None:
    """What a measure came to, whole and short; None where it is not known or says nothing in this language."""
    delivery = review.delivery
    spoken = delivery.first_word_ms is not None
    match aspect:
        case Aspect.LENGTH:
            length = clock(delivery.duration_ms)
            whole = f"{length}, target {clock(shown.target_ms)}" if shown.target_ms else length
            return whole, whole
        case Aspect.FIRST_WORD if delivery.first_word_ms is not None:
            after = seconds(delivery.first_word_ms)
            return f"after {after}", after
        case Aspect.PACE if delivery.words_per_minute is not None:
            pace = f"{delivery.words_per_minute:.0f}"
            return f"{pace} words a minute{_aim(shown)}", f"{pace} a minute"
        case Aspect.PAUSES if measured:
            return _pauses(delivery)
        case Aspect.FILLERS if spoken and delivery.listed:
            return _fillers(review)
        case Aspect.HEDGES if spoken and delivery.listed:
            return _counted([hedge.phrase for hedge in delivery.hedges], "")
        case Aspect.REPEATS if spoken and delivery.listed:
            return _counted([repeat.phrase for repeat in delivery.repeats], "at least ")
    return None


def kinds_of(delivery: Delivery, aspect: Aspect) -> tuple[tuple[str, int], ...]:
    """What was counted, and how often each, the most frequent first; empty for a measure that counts nothing."""
    phrases: list[str] = []
    if aspect is Aspect.FILLERS:
        phrases = [filler.text for filler in delivery.fillers]
    elif aspect is Aspect.HEDGES:
        phrases = [hedge.phrase for hedge in delivery.hedges]
    elif aspect is Aspect.REPEATS:
        phrases = [repeat.phrase for repeat in delivery.repeats]
    return tuple((in_words(phrase), count) for phrase, count in Counter(phrases).most_common())


def in_words(phrase: str) -> str:
    """A phrase as it is written: "i think" -> "I think"."""
    return " ".join(word.capitalize() if word == "i" or word.startswith("i'") else word for word in phrase.split())


def clock(ms: int) -> str:
    """A length as m:ss, or h:mm:ss from an hour on."""
    minutes, rest = divmod(max(0, ms) // 1_000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def seconds(ms: int) -> str:
    """A short length as seconds with one decimal."""
    return f"{ms / 1_000:.1f} s"


def _aim(shown: Shown) -> str:
    low, high = shown.pace_target
    if low and high:
        return f", target {low} to {high}"
    return f", target {low} or more" if low else f", target at most {high}" if high else ""


def _pauses(delivery: Delivery) -> tuple[str, str]:
    number = len(delivery.pauses)
    words = f"{number}, longest {seconds(delivery.longest_pause_ms)}" if number else "none"
    return words, words


def _fillers(review: Review) -> tuple[str, str]:
    possible = possible_fillers(review)
    words = f"at least {len(review.delivery.fillers)}"
    return f"{words}, possibly {possible} more" if possible else words, words


def _counted(phrases: Sequence[str], before: str) -> tuple[str, str]:
    if not phrases:
        return "none found", "none found"
    words = f"{before}{len(phrases)}"
    phrase, most = Counter(phrases).most_common(1)[0]
    return (f"{words}, most often “{in_words(phrase)}”" if most > 1 else words), words
