"""How each word of a review looks where it does not look plain, and what is told of it. The rules are `core.review`'s."""

from __future__ import annotations

from mockinterview.core.review import NOTE_WORDS, Review, hard_to_hear
from mockinterview.ui.look.states import hue_of, state_word
from mockinterview.ui.review.wording import tip
from mockinterview.ui.review.words.places import Place
from mockinterview.ui.review.words.script import Dress

UNSURE = "The recogniser was unsure of this word."
OWN = "marked by you"


def plain_looks(review: Review, *, unsure: bool) -> dict[int, Dress]:
    """Words that look other than the rest whatever is selected: fillers, and if wished those that were hard to hear.

    Of a draft it is said once, above, that many words are wrong.
    """
    if review.transcript is None:
        return {}
    looks: dict[int, Dress] = {}
    if unsure and not review.transcript.draft:
        words = review.transcript.words
        looks = {index: Dress(unsure=True) for index, word in enumerate(words) if hard_to_hear(word)}
    for filler in review.delivery.fillers:
        looks[filler.word] = Dress(unsure=filler.word in looks, filler=True)
    return looks


def lit(looks: dict[int, Dress], review: Review, item_id: str) -> dict[int, Dress]:
    """The same with the hue of an item behind the words it rests on."""
    verdict = review.verdict(item_id) if item_id else None
    if verdict is None:
        return looks
    wash, looks = f"{hue_of(verdict.standing)}_wash", dict(looks)
    for span in review.evidence(item_id):
        for word in range(span.first_word, span.last_word + 1):
            through = word < span.last_word or (word in looks and looks[word].through)
            looks[word] = looks.get(word, Dress())._replace(wash=wash, through=through)
    return looks


def word_tip(review: Review, word: int, item_ids: tuple[str, ...]) -> str:
    """What the tool tip says of a word: the items that rest on it, each with its state, and whether it was hard to hear."""
    if review.transcript is None:
        return ""
    names = []
    for item_id in item_ids:
        verdict = review.verdict(item_id)
        here = (span for span in review.evidence(item_id) if span.first_word <= word <= span.last_word)
        said = [state_word(verdict.standing)] if verdict is not None else []
        said += [OWN] if any(span.own for span in here) else []
        name = review.attempt.question.item(item_id).name
        names.append(f"{name} ({', '.join(said)})" if said else name)
    heard = UNSURE if hard_to_hear(review.transcript.words[word]) else ""
    return tip("Evidence for", *names, heard) if names else heard


def place_tip(place: Place) -> str:
    """What the tool tip says of a place without a word."""
    return tip(NOTE_WORDS[place.note.kind], "Click to hear it.")
