"""What the commands print for people."""

from __future__ import annotations

from mockinterview.core.attempt import Attempt
from mockinterview.core.coverage import Coverage, State
from mockinterview.core.measures import Shown, clock, facts, facts_line
from mockinterview.core.question import Question
from mockinterview.core.relining import Relining
from mockinterview.core.review import Review
from mockinterview.core.sound_notes import gathered, sentence

_WORDS = {state: state.value.replace("_", " ") for state in State} | {State.NOT_SURE: "not sure, listen"}

DRAFT = "Draft recogniser: many words will be wrong. A Whisper model does better: mockinterview models get base.en"


def question_words(question: Question) -> str:
    """Everything about a question, a line each."""
    about = " · ".join(part for part in (question.role, question.theme, question.function) if part)
    lines = [question.text, about, question.about_role]
    lines += [f"  {item.kind.value.replace('_', ' ')}: {item.wording}" for item in question.items]
    lines += [f"  tip: {tip}" for tip in question.tips]
    lines += [f"  {answer.level.value} answer: {answer.text}" for answer in question.sample_answers]
    return "\n".join(line for line in lines if line)


def coverage_words(coverage: Coverage) -> str:
    """Where every item stands, a line each."""
    return "\n".join(f"{_WORDS[line.state]:16}  {line.item.name}  {line.reason}" for line in coverage.items)


def sound_lines(attempt: Attempt) -> list[str]:
    """What happened to the sound, a line each; what comes many times in a row is one."""
    return [f"sound: {clock(mark.at_ms)} {sentence(mark)}" for mark in gathered(attempt.marks)]


def review_words(review: Review, shown: Shown) -> str:
    """A whole review, with the measures the person wants to see."""
    measures = facts_line(facts(review, shown))
    lines = [review.attempt.question.text, f"take {review.attempt.take}{f' · {measures}' if measures else ''}"]
    lines += sound_lines(review.attempt)
    if review.transcript is not None:
        if review.transcript.draft:
            lines.append(DRAFT)
        if review.transcript.edited:
            lines.append("You corrected these words.")
        lines.append(review.transcript.text or "(no words were recognised)")
    if review.coverage is not None:
        lines.append(coverage_words(review.coverage))
        if review.coverage.carried:
            lines.append(f"The words were corrected since. To line them up: mockinterview reline {review.attempt.id}")
    return "\n".join([*lines, *_own_lines(review)])


def _own_lines(review: Review) -> list[str]:
    """What the person says of it, a line each; of evidence also the program's, where they took some of it away."""
    opinion, items = review.opinion, review.attempt.question.items
    lines = [f"your verdict: {_name(review, item_id)} {_WORDS[state]}" for item_id, state in opinion.verdicts.items()]
    lines += [f"your note: {_name(review, item_id)}: {_one_line(note)}" for item_id, note in opinion.notes.items()]
    for item in items:
        own = [span for span in review.evidence(item.id) if span.own]
        lines += [f"your evidence: {item.name}: {_at(review, span.first_word)}“{span.text}”" for span in own]
    for item in items:
        gone = review.taken_away(item.id)
        lines += [f"no evidence, you say: {item.name}: {_at(review, span.first_word)}“{span.text}”" for span in gone]
    lines += [f"bookmark: {clock(one.at_ms)} {_one_line(one.text)}".rstrip() for one in opinion.bookmarks]
    return lines


def _name(review: Review, item_id: str) -> str:
    return next((item.name for item in review.attempt.question.items if item.id == item_id), item_id)


def _at(review: Review, word: int) -> str:
    words = review.transcript.words if review.transcript is not None else ()
    return f"{clock(words[word].start_ms)} " if words and words[-1].end_ms else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def relining_words(relining: Relining) -> str:
    """What another line-up of one attempt changed."""
    before = relining.before.matcher if relining.before is not None else "not lined up"
    changes = [
        f"  {_WORDS[change.before] if change.before else '-'} -> {_WORDS[change.after]}  {change.item.name}"
        for change in relining.changes
    ]
    head = f"{relining.attempt_id}  {before} -> {relining.after.matcher}"
    return "\n".join([head, *(changes or ["  nothing changed"])])
