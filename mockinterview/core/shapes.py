"""The nouns as plain JSON values and back: one place for the shapes that files, the command line and the store share.

The shapes are part of the program's promise to other tools (docs/architecture.md): keys may be added, none renamed. The `*_from`
functions trust what this program wrote; what people wrote is checked in `bank` first. They raise KeyError, TypeError or ValueError
on anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mockinterview.core.attempt import Attempt, MarkKind, TakeMark
from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State
from mockinterview.core.delivery import Delivery
from mockinterview.core.merge import MergePlan
from mockinterview.core.page import Draft, PageReading, Part
from mockinterview.core.question import ChecklistItem, ItemKind, Level, MinefieldKind, Question, SampleAnswer
from mockinterview.core.recognition import KnownModel
from mockinterview.core.relining import Relining
from mockinterview.core.review import Review
from mockinterview.core.transcript import Note, NoteKind, Segment, Transcript, Word

Plain = dict[str, Any]

_MARK_KINDS = frozenset(kind.value for kind in MarkKind)
_QUESTION_TEXTS = ("role", "theme", "function", "about_role", "kind", "source", "licence", "date", "notes")


def item_to(item: ChecklistItem) -> Plain:
    """A checklist item; `minefield` and `shown_by` only where they say something."""
    plain: Plain = {"id": item.id, "kind": item.kind.value, "name": item.name, "text": item.text}
    if item.minefield is not None:
        plain["minefield"] = item.minefield.value
    if item.shown_by:
        plain["shown_by"] = list(item.shown_by)
    return plain


def item_from(plain: Mapping[str, Any]) -> ChecklistItem:
    """The item `item_to` made."""
    minefield = plain.get("minefield")
    return ChecklistItem(
        plain["id"],
        ItemKind(plain["kind"]),
        plain["name"],
        plain.get("text", ""),
        MinefieldKind(minefield) if minefield else None,
        tuple(plain.get("shown_by", ())),
    )


def question_to(question: Question) -> Plain:
    """A question as a bank holds it; what was added to the shape later only where it says something."""
    plain: Plain = {
        "id": question.id,
        "text": question.text,
        "role": question.role,
        "theme": question.theme,
        "function": question.function,
        "about_role": question.about_role,
        "kind": question.kind,
        "items": [item_to(item) for item in question.items],
        "sample_answers": [
            {"level": answer.level.value, "text": answer.text, "why": answer.why} for answer in question.sample_answers
        ],
        "tips": list(question.tips),
        "related": list(question.related),
        "source": question.source,
        "licence": question.licence,
    }
    for key in ("date", "notes", "favourite"):
        if value := getattr(question, key):
            plain[key] = value
    for key in ("follow_ups", "stories", "tags"):
        if several := getattr(question, key):
            plain[key] = list(several)
    return plain


def question_from(plain: Mapping[str, Any]) -> Question:
    """The question `question_to` made; every list and every text but id and text may be missing."""
    return Question(
        id=plain["id"],
        text=plain["text"],
        items=tuple(item_from(item) for item in plain.get("items", ())),
        sample_answers=tuple(
            SampleAnswer(Level(answer["level"]), answer["text"], answer.get("why", ""))
            for answer in plain.get("sample_answers", ())
        ),
        tips=tuple(plain.get("tips", ())),
        related=tuple(plain.get("related", ())),
        follow_ups=tuple(plain.get("follow_ups", ())),
        stories=tuple(plain.get("stories", ())),
        tags=tuple(plain.get("tags", ())),
        favourite=plain.get("favourite", False),
        **{key: plain.get(key, "") for key in _QUESTION_TEXTS},
    )


def known_model_to(model: KnownModel) -> Plain:
    """A model of a recogniser."""
    return {
        "name": model.name,
        "file": model.file,
        "size_bytes": model.size_bytes,
        "present": model.present,
        "state": model.state.value,
        "memory_bytes": model.memory_bytes,
        "languages": list(model.languages),
        "published": model.published,
        "here_bytes": model.here_bytes,
        "suggested": bool(model.suggested),
    }


def mark_to(mark: TakeMark) -> Plain:
    """Something that happened during a take."""
    plain: Plain = {"kind": mark.kind.value, "at_ms": mark.at_ms, "text": mark.text}
    return plain | {"lost_ms": mark.lost_ms} if mark.lost_ms else plain


def mark_from(plain: Mapping[str, Any]) -> TakeMark:
    """The mark `mark_to` made. A kind that only a newer version knows becomes `OTHER`: no answer is lost over a mark."""
    kind = MarkKind(plain["kind"]) if plain["kind"] in _MARK_KINDS else MarkKind.OTHER
    return TakeMark(kind, plain["at_ms"], plain.get("text", ""), plain.get("lost_ms", 0))


def attempt_to(attempt: Attempt) -> Plain:
    """An attempt with its question as it was asked."""
    return {
        "id": attempt.id,
        "question": question_to(attempt.question),
        "take": attempt.take,
        "started_at": attempt.started_at.isoformat(),
        "duration_ms": attempt.duration_ms,
        "rate": attempt.rate,
        "device": attempt.device,
        "marks": [mark_to(mark) for mark in attempt.marks],
    }


def attempt_from(plain: Mapping[str, Any]) -> Attempt:
    """The attempt `attempt_to` made."""
    return Attempt(
        plain["id"],
        question_from(plain["question"]),
        plain["take"],
        datetime.fromisoformat(plain["started_at"]),
        plain["duration_ms"],
        plain["rate"],
        plain["device"],
        tuple(mark_from(mark) for mark in plain["marks"]),
    )


def transcript_to(transcript: Transcript) -> Plain:
    """A transcript as `mockinterview transcribe --json` prints it; `edited` only where it is true."""
    plain = {
        "engine": transcript.engine,
        "model": transcript.model,
        "language": transcript.language,
        "duration_ms": transcript.duration_ms,
        "draft": transcript.draft,
        "words": [
            {"text": word.text, "start_ms": word.start_ms, "end_ms": word.end_ms, "confidence": word.confidence}
            for word in transcript.words
        ],
        "segments": [
            {
                "start_ms": segment.start_ms,
                "end_ms": segment.end_ms,
                "first_word": segment.first_word,
                "last_word": segment.last_word,
            }
            for segment in transcript.segments
        ],
        "notes": [
            {"kind": str(note.kind), "start_ms": note.start_ms, "end_ms": note.end_ms} for note in transcript.notes
        ],
    }
    return plain | {"edited": True} if transcript.edited else plain


def transcript_from(plain: Mapping[str, Any]) -> Transcript:
    """The transcript `transcript_to` made."""
    return Transcript(
        plain["engine"],
        plain["model"],
        plain["language"],
        plain["duration_ms"],
        tuple(Word(word["text"], word["start_ms"], word["end_ms"], word.get("confidence")) for word in plain["words"]),
        tuple(
            Segment(part["start_ms"], part["end_ms"], part["first_word"], part["last_word"])
            for part in plain["segments"]
        ),
        plain.get("draft", False),
        tuple(Note(NoteKind(note["kind"]), note["start_ms"], note["end_ms"]) for note in plain.get("notes", ())),
        plain.get("edited", False),
    )


def delivery_to(delivery: Delivery) -> Plain:
    """Timing facts as `mockinterview review --json` prints them."""
    return {
        "duration_ms": delivery.duration_ms,
        "first_word_ms": delivery.first_word_ms,
        "words_per_minute": None if delivery.words_per_minute is None else round(delivery.words_per_minute, 1),
        "words": delivery.words,
        "pauses": [{"start_ms": pause.start_ms, "end_ms": pause.end_ms} for pause in delivery.pauses],
        "fillers": [{"word": filler.text, "start_ms": filler.start_ms} for filler in delivery.fillers],
        "listed": delivery.listed,
        "hedges": [
            {
                "phrase": hedge.phrase,
                "kind": hedge.kind.value,
                "first_word": hedge.first_word,
                "last_word": hedge.last_word,
            }
            for hedge in delivery.hedges
        ],
        "repeats": [
            {
                "phrase": repeat.phrase,
                "times": repeat.times,
                "first_word": repeat.first_word,
                "last_word": repeat.last_word,
            }
            for repeat in delivery.repeats
        ],
        "pace_curve": [
            {"at_ms": point.at_ms, "words_per_minute": round(point.words_per_minute, 1)}
            for point in delivery.pace_curve
        ],
    }


def coverage_to(coverage: Coverage) -> Plain:
    """States with their evidence as `mockinterview lineup --json` prints them; `carried` only where it is true."""
    plain: Plain = {
        "matcher": coverage.matcher,
        "items": [
            {
                "item": line.item.id,
                "kind": line.item.kind.value,
                "name": line.item.name,
                "state": line.state.value,
                "level": line.likeliest_level,
                "probability": round(line.probability, 4),
                "evidence": [
                    {
                        "sentence": span.sentence,
                        "first_word": span.first_word,
                        "last_word": span.last_word,
                        "text": span.text,
                    }
                    for span in line.evidence
                ],
                "reason": line.reason,
            }
            for line in coverage.items
        ],
    }
    return plain | {"carried": True} if coverage.carried else plain


def coverage_from(plain: Mapping[str, Any], question: Question) -> Coverage:
    """The coverage `coverage_to` made of that question."""
    return Coverage(
        plain["matcher"],
        tuple(
            ItemCoverage(
                question.item(line["item"]),
                State(line["state"]),
                line["probability"],
                tuple(
                    Evidence(span["first_word"], span["last_word"], span["text"], span["sentence"])
                    for span in line["evidence"]
                ),
                line["reason"],
                line["level"] if line["state"] == State.NOT_SURE else None,
            )
            for line in plain["items"]
        ),
        plain.get("carried", False),
    )


def relining_to(relining: Relining) -> Plain:
    """What another line-up changed, as `mockinterview reline --json` prints it. before: null where there was none."""
    return {
        "attempt": relining.attempt_id,
        "before": relining.before.matcher if relining.before is not None else None,
        "after": relining.after.matcher,
        "changes": [
            {
                "item": change.item.id,
                "before": change.before.value if change.before is not None else None,
                "after": change.after.value,
            }
            for change in relining.changes
        ],
    }


def review_to(review: Review) -> Plain:
    """A whole review as `mockinterview review --json` prints it; transcript and coverage are null until they arrive.

    `coverage` is what the program proposed; `evidence` is what counts: without what the person took away, with their own.
    """
    verdicts: Plain = {}
    evidence: Plain = {}
    for item in review.attempt.question.items:
        verdict = review.verdict(item.id)
        if verdict is not None:
            verdicts[item.id] = {"program": verdict.program.value, "user": verdict.user.value if verdict.user else None}
        if spans := review.evidence(item.id):
            evidence[item.id] = [
                {"first_word": span.first_word, "last_word": span.last_word, "text": span.text, "own": span.own}
                for span in spans
            ]
    return {
        "attempt": review.attempt.id,
        "take": review.attempt.take,
        "started_at": review.attempt.started_at.isoformat(),
        "question": question_to(review.attempt.question),
        "marks": [mark_to(mark) for mark in review.attempt.marks],
        "transcript": None if review.transcript is None else transcript_to(review.transcript),
        "delivery": delivery_to(review.delivery),
        "coverage": None if review.coverage is None else coverage_to(review.coverage),
        "verdicts": verdicts,
        "evidence": evidence,
        "notes": dict(review.opinion.notes),
        "bookmarks": [{"at_ms": bookmark.at_ms, "text": bookmark.text} for bookmark in review.opinion.bookmarks],
    }


def page_reading_to(reading: PageReading) -> Plain:
    """What was understood of a page, as `mockinterview import --dry-run --json` prints it."""
    return {
        "questions": [_draft_to(draft) for draft in reading.drafts],
        "left_over": [{"line": left.line, "text": left.text} for left in reading.left_over],
        "problems": list(reading.problems),
    }


def merge_plan_to(plan: MergePlan) -> Plain:
    """What an import did, as `mockinterview import --json` prints it: ids, and of the conflicts the fields that differ."""
    return {
        "added": [question.id for question in plan.added],
        "changed": [pair.theirs.id for pair in plan.changed],
        "same": [question.id for question in plan.same],
        "conflicts": [{"id": pair.theirs.id, "fields": list(pair.fields)} for pair in plan.conflicts],
    }


def _draft_to(draft: Draft) -> Plain:
    """A draft as a question, its items and sample answers with the lines they came from."""
    plain = question_to(draft.question)
    plain["checklist_only"] = draft.checklist_only
    plain["line"], plain["end_line"] = draft.lines_of(Part.TEXT)
    for key, part in (("items", Part.ITEM), ("sample_answers", Part.SAMPLE_ANSWER)):
        for index, entry in enumerate(plain[key]):
            entry["line"], entry["end_line"] = draft.lines_of(part, index)
    plain["tip_lines"] = [draft.lines_of(Part.TIP, index)[0] for index in range(len(plain["tips"]))]
    return plain
