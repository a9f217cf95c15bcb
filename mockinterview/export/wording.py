"""The words an exported review uses: headings, states, times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from mockinterview.core.coverage import Evidence, State
from mockinterview.core.measures import ABOUT, Shown, clock, facts
from mockinterview.core.question import ItemKind
from mockinterview.core.review import NOTE_WORDS, Review
from mockinterview.core.sound_notes import sentence
from mockinterview.core.written import ENGINE

KIND_HEADINGS: Mapping[ItemKind, str] = {
    ItemKind.KEY_POINT: "Key points",
    ItemKind.COMPETENCY: "Competencies",
    ItemKind.MOTIVATION: "What they want to find out",
    ItemKind.MINEFIELD: "Minefields",
}

STATES: Mapping[State, str] = {
    State.COVERED: "covered",
    State.PARTLY: "partly",
    State.NOT_FOUND: "not found",
    State.NOT_SURE: "not sure",
    State.TRIPPED: "tripped",
    State.DENIED: "denied or told of somebody else",
    State.CLEAR: "clear",
    State.YOUR_CALL: "your call",
}

OWN = "marked by you"
YOUR_NOTE = "Your note"

DRAFT_NOTE = "These words were made by the draft recogniser: many of them will be wrong."


def moment(at: datetime, zone: tzinfo | None) -> str:
    """A date and time in words; zone None: the computer's own."""
    there = at.astimezone(zone)
    return f"{there.day} {there:%B %Y, %H:%M}"


def has_times(review: Review) -> bool:
    """Whether the words carry times; those read from a text file do not."""
    return review.transcript is not None and any(word.end_ms for word in review.transcript.words)


def began(review: Review, span: Evidence) -> str:
    """When the words of an evidence begin, empty where words have no times."""
    if review.transcript is None or not has_times(review):
        return ""
    return clock(review.transcript.words[span.first_word].start_ms)


def reason(review: Review, item_id: str) -> str:
    """The program's reason, unless it quotes words that the person took away from the item."""
    line = review.line(item_id)
    if line is None:
        return ""
    return "" if _quoted(review.taken_away(item_id), line.reason) else line.reason


def reason_beside(review: Review, item_id: str) -> str:
    """The same, unless it only repeats the words that are shown beside it."""
    text = reason(review, item_id)
    return "" if _quoted(review.evidence(item_id), text) else text


def _quoted(spans: Iterable[Evidence], text: str) -> bool:
    return any(span.text.rstrip(".,;:") in text for span in spans)


def evidence(review: Review, item_id: str) -> list[tuple[str, str, str]]:
    """The words an item rests on, as (time or "", words, whose mark if it is the person's)."""
    return [(began(review, span), span.text, OWN if span.own else "") for span in review.evidence(item_id)]


def note(review: Review, item_id: str) -> str:
    """What the person wrote of an item, on one line; "" if nothing."""
    return " ".join(review.opinion.notes.get(item_id, "").split())


def bookmarks(review: Review) -> list[tuple[str, str]]:
    """The places the person wants to find again, as (time, their words or "")."""
    return [(clock(one.at_ms), " ".join(one.text.split())) for one in review.opinion.bookmarks]


def standing(review: Review, item_id: str) -> str:
    """The state that counts, and whose it is where the two differ."""
    verdict = review.verdict(item_id)
    if verdict is None:
        return "not lined up yet"
    words = STATES[verdict.standing]
    if verdict.user is None:
        return words
    if review.line(item_id) is None or verdict.user is verdict.program:
        return f"{words} (your verdict)"
    return f"{words} (your verdict; the program: {STATES[verdict.program]})"


def delivery_facts(review: Review, shown: Shown) -> list[tuple[str, str]]:
    """What was measured as (what, how much and what that means)."""
    return [(fact.name, f"{fact.value}. {ABOUT[fact.aspect].definition}") for fact in facts(review, shown)]


def notes(review: Review) -> list[tuple[str, str]]:
    """Where something was heard and no word written, as (time, what)."""
    found = review.transcript.notes if review.transcript is not None else ()
    return [(clock(note.start_ms), NOTE_WORDS[note.kind]) for note in found]


def sound_notes(review: Review) -> list[tuple[str, str]]:
    """What happened to the sound of the take, as (time, what); every mark, however many."""
    return [(clock(mark.at_ms), sentence(mark)) for mark in review.attempt.marks]


def about(review: Review, zone: tzinfo | None) -> list[tuple[str, str]]:
    """Whose question, which attempt, when, how recorded."""
    attempt, question = review.attempt, review.attempt.question
    facts = [("Role", question.role), ("Theme", question.theme)]
    facts += [
        ("Attempt", str(attempt.take)),
        ("Recorded", moment(attempt.started_at, zone)),
        ("Microphone", attempt.device),
    ]
    if review.transcript is not None:
        heard = " ".join(part for part in (review.transcript.engine, review.transcript.model) if part)
        corrected = ", corrected by hand" if review.transcript.edited else ""
        by_hand = review.transcript.engine == ENGINE
        facts.append(("Words", "written by hand") if by_hand else ("Recognised by", f"{heard}{corrected}"))
    if review.coverage is not None:
        before = ", before the words were corrected" if review.coverage.carried else ""
        facts.append(("Lined up by", f"{review.coverage.matcher}{before}"))
    return [(what, value) for what, value in facts if value]


def paragraphs(review: Review) -> list[tuple[str, str]]:
    """The transcript's segments as (time or "", words)."""
    transcript = review.transcript
    if transcript is None or not transcript.words:
        return []
    timed = has_times(review)
    if not transcript.segments:
        return [(clock(transcript.words[0].start_ms) if timed else "", transcript.text)]
    return [
        (clock(part.start_ms) if timed else "", transcript.span_text(part.first_word, part.last_word))
        for part in transcript.segments
    ]
