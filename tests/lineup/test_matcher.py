"""The matcher: how what the model says becomes states, and what any model worth shipping says of plain cases."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from mockinterview.bank import read_bank
from mockinterview.core.coverage import State
from mockinterview.core.problems import Cancelled
from mockinterview.core.question import ChecklistItem, ItemKind, MinefieldKind, Question
from mockinterview.core.transcript import from_sentences
from mockinterview.lineup.head import COMMISSION, MANNER, OMISSION, POINT, PREFIX, Head
from mockinterview.lineup.matcher import FENCE, ModelMatcher, sort_of
from mockinterview.lineup.model import Found

STARTER, _ = read_bank(Path(__file__).parents[2] / "resources" / "banks" / "starter.json")


def trap(name, kind, text="", shown_by=()):
    return ChecklistItem(name, ItemKind.MINEFIELD, name, text, kind, shown_by)


FILES = Question(
    "files",
    "How do you keep clients' papers private?",
    items=(
        ChecklistItem(
            "lock", ItemKind.KEY_POINT, "Paper and rooms", "Locked cabinets and cleared desks for paper files"
        ),
        ChecklistItem(
            "send", ItemKind.KEY_POINT, "Safe sending", "Checking the recipient before a letter or email goes out"
        ),
        ChecklistItem("sales", ItemKind.KEY_POINT, "Sales targets", "Exceeding a sales target, with the figure"),
        trap("gossip", MinefieldKind.COMMISSION, "Telling family or friends about clients"),
        trap("no measures", MinefieldKind.OMISSION, "No concrete measure is named", ("lock", "send")),
        trap("no slip", MinefieldKind.OMISSION, "Nothing said of what they would do after a mistake"),
        trap("recited", MinefieldKind.MANNER, "Sounds as if read from a leaflet"),
    ),
)
STORY = (
    "I look after the personal injury files in a small law office.",
    "Every evening I clear my desk, put the client folders into the steel cabinet, lock it and take the key home.",
    "In March I sent a medical report to the wrong address, because two clients had the same name.",
    "I rang the man who had got it, fetched it back unopened that afternoon and wrote to the client to say sorry.",
    "Since then I read the address on every envelope and every email aloud against the file before I send it.",
)
CONFESSION = (
    *STORY,
    "And yes, I did tell my friends in the pub about one client and her divorce, and we had a good laugh.",
)
DENIAL = (*STORY, "I have never told my friends or my family anything about a client.")
RAIN = "It rained again and we walked slowly along the river to the mill."


# ---------------------------------------------------------------- with a model that says what it is told


class ToldModel:
    """A model of one clause an answer: per item the logits of touched and made it was told."""

    manifest = {  # noqa: RUF012 - nobody changes it
        "name": "told 1",
        "head": {
            sort: {"made": {"bias": 0, "made": 1}, "touched": {"bias": 0, "touched": 1}}
            for sort in (POINT, COMMISSION, OMISSION, MANNER)
        },
    }

    def __init__(self, **logits):
        self._logits = logits
        self.asked = []

    def read(self, items, clauses, cancelled):
        self.asked += items
        if cancelled():
            raise Cancelled
        nothing = np.zeros((len(clauses), 2), np.float32)
        return [
            Found(np.array(self._logits[sort], np.float32), nothing, nothing[:, 0]) for sort in map(sort_asked, items)
        ]


def sort_asked(item):
    return next(sort for sort in (COMMISSION, OMISSION, MANNER, POINT) if item.startswith(PREFIX[sort]))


def state_of(item, touched, made, sentence="It rained all night and in the end nobody came to see the lamp at all."):
    model = ToldModel(**{sort_of(item): (touched, made)})
    line = ModelMatcher(model).line_up(from_sentences([sentence]), Question("q", "Why?", items=(item,))).items[0]
    assert model.asked == [PREFIX[sort_of(item)] + item.wording]
    return line


LAMP = ChecklistItem("lamp", ItemKind.KEY_POINT, "Lamp", "Kept ready")
NARROW = FENCE * 3
"""Logits: within the fence (the logistic function's slope is a quarter)."""


@pytest.mark.parametrize(
    ("touched", "made", "state", "leaning"),
    [
        (3, 2, State.COVERED, None),
        (2, -2, State.PARTLY, None),
        (-2, -3, State.NOT_FOUND, None),
        (2, NARROW, State.NOT_SURE, 2),
        (2, -NARROW, State.NOT_SURE, 1),
        (NARROW, -3, State.NOT_SURE, 1),
        (-NARROW, -3, State.NOT_SURE, 0),
        (2 * NARROW, -3, State.PARTLY, None),
    ],
)
def test_a_point(touched, made, state, leaning):
    line = state_of(LAMP, touched, made)
    assert (line.state, line.leaning) == (state, leaning)
    assert line.probability == pytest.approx(1 / (1 + np.exp(-made)), abs=1e-6)
    assert bool(line.evidence) == (state is not State.NOT_FOUND)


@pytest.mark.parametrize(
    ("touched", "made", "state"),
    [
        (3, 2, State.TRIPPED),
        (3, -3, State.DENIED),
        (-2, -3, State.NOT_FOUND),
        (3, NARROW, State.NOT_SURE),
        (3, -NARROW, State.NOT_SURE),
        (0.5, -0.5, State.NOT_SURE),  # said, but whose doing it was does not show
    ],
)
def test_a_minefield_of_commission(touched, made, state):
    assert state_of(trap("gossip", MinefieldKind.COMMISSION), touched, made).state is state
    assert state_of(trap("gossip", None), touched, made).state is state


@pytest.mark.parametrize(("made", "state"), [(2, State.NOT_FOUND), (-2, State.CLEAR), (NARROW, State.NOT_SURE)])
def test_an_omission_nothing_else_shows(made, state):
    assert state_of(trap("slip", MinefieldKind.OMISSION), 0, made).state is state


@pytest.mark.parametrize("made", [-5, 5])
def test_manner_is_never_decided(made):
    line = state_of(trap("tone", MinefieldKind.MANNER), 0, made)
    assert (line.state, line.level) == (State.YOUR_CALL, 0)
    assert line.probability == pytest.approx(1 / (1 + np.exp(-made)), abs=1e-6)


def test_it_bears_the_models_name_and_another_head_may_be_tried():
    model = ToldModel(point=(-5, -5))
    sure = Head({POINT: {"made": {"bias": 3}}})
    said, question = from_sentences(STORY), Question("q", "Why?", items=(LAMP,))
    assert ModelMatcher(model).line_up(said, question).matcher == "told 1"
    assert ModelMatcher(model, sure).line_up(said, question).of("lamp").state is State.COVERED
    assert ModelMatcher(model).problem is None


def test_cancelling_reaches_the_model():
    with pytest.raises(Cancelled):
        ModelMatcher(ToldModel(point=(0, 0))).line_up(
            from_sentences(STORY), Question("q", "Why?", items=(LAMP,)), lambda: True
        )


# ---------------------------------------------------------------- with the shipped model


@pytest.fixture(scope="module")
def told(shipped):
    """The states of FILES' items after some sentences."""
    return lambda *sentences: {
        line.item.id: line.state for line in shipped.line_up(from_sentences(list(sentences)), FILES).items
    }


def check(coverage, said, question):
    """What holds of every answer, whatever was said."""
    assert [line.item for line in coverage.items] == list(question.items)
    for line in coverage.items:
        assert 0 <= line.probability <= 1
        assert line.reason or not said.words
        assert (line.leaning is not None) == (
            line.state is State.NOT_SURE and line.item.minefield is not MinefieldKind.OMISSION
        )
        assert len(line.evidence) <= 3
        spans = [(span.first_word, span.last_word) for span in line.evidence]
        assert spans == sorted(spans) or line.item.minefield is MinefieldKind.OMISSION
        if line.state in (State.COVERED, State.PARTLY, State.TRIPPED, State.DENIED):
            assert line.evidence
        for span in line.evidence:
            assert 0 <= span.first_word <= span.last_word < len(said.words)
            sentence = said.segments[span.sentence]
            assert sentence.first_word <= span.first_word <= sentence.last_word
            assert span.text == said.span_text(span.first_word, span.last_word)


def test_a_clear_story_shows_what_it_tells_and_nothing_else(told):
    states = told(*STORY)
    assert {states["lock"], states["send"]} <= {State.COVERED, State.NOT_SURE}
    assert states["sales"] is State.NOT_FOUND
    assert states["gossip"] is State.NOT_FOUND
    assert states["no measures"] is State.CLEAR
    assert states["recited"] is State.YOUR_CALL


def test_the_words_shown_are_those_that_tell_it(shipped):
    coverage = shipped.line_up(from_sentences(list(CONFESSION)), FILES)
    sentences = {line.item.id: {span.sentence for span in line.evidence} for line in coverage.items}
    assert sentences["lock"] == {1}
    assert 4 in sentences["send"]
    assert sentences["gossip"] == {len(STORY)}
    assert "put the client folders" in coverage.of("lock").reason


def test_a_denial_never_trips(shipped):
    """It must not be likelier than a confession either."""
    tripped, denied = (shipped.line_up(from_sentences(list(said)), FILES).of("gossip") for said in (CONFESSION, DENIAL))
    assert denied.state is not State.TRIPPED
    assert denied.probability < tripped.probability


def test_the_same_in_gives_the_same_out(shipped):
    said = from_sentences(list(CONFESSION))
    assert shipped.line_up(said, FILES) == shipped.line_up(said, FILES)


@pytest.mark.parametrize("question", STARTER[:3], ids=lambda question: question.id)
def test_every_state_that_claims_something_shows_words_that_were_said(shipped, question):
    for answer in question.sample_answers:
        said = from_sentences(re.split(r"(?<=[.?!]) ", answer.text))
        check(shipped.line_up(said, question), said, question)


def test_without_marks_and_sentences_words_are_found_too(shipped, told):
    said = " ".join(STORY).replace(".", "").replace(",", "").lower()
    check(shipped.line_up(from_sentences([said]), FILES), from_sentences([said]), FILES)
    assert told(said)["lock"] in (State.COVERED, State.PARTLY)


ODD = {
    "none": [],
    "blank": ["", "  "],
    "one word": ["Yes."],
    "emoji": ["🙂 👨‍👩‍👧 🔒"] * 9,
    "Chinese": ["昨天下雨了，我们去看电影，然后一起吃了晚饭。"] * 3,
    "German": [
        "Gestern hat es den ganzen Tag geregnet, und wir gingen mit den Kindern ins Kino.",
        "Danach gab es Pfannkuchen.",
    ],
    "one sound": ["mm " * 60],
    "half a letter": ["half \ud83d a letter"],
    "1,000 words": [RAIN] * 80,
}


@pytest.mark.parametrize("sentences", ODD.values(), ids=ODD)
def test_what_is_no_answer_makes_no_point_and_trips_nothing(shipped, sentences):
    said = from_sentences(sentences)
    coverage = shipped.line_up(said, FILES)
    check(coverage, said, FILES)
    assert {line.state for line in coverage.items} <= {State.NOT_FOUND, State.NOT_SURE, State.CLEAR, State.YOUR_CALL}
    if len(said.words) < 12:
        assert {line.state for line in coverage.items if not line.item.is_minefield} == {State.NOT_SURE}


def test_an_hour_of_speech_is_lined_up(shipped):
    """10,000 words with one point among them. A few seconds: the one slow test here."""
    said = from_sentences([*[RAIN] * 400, STORY[1], *[RAIN] * 370])
    question = Question("q", FILES.text, items=FILES.items[:1])
    coverage = shipped.line_up(said, question)
    check(coverage, said, question)
    assert len(said.words) > 10_000
    assert 400 in {span.sentence for span in coverage.items[0].evidence}


def test_a_question_without_items(shipped):
    assert shipped.line_up(from_sentences(list(STORY)), Question("q", "Why?")).items == ()


# ---------------------------------------------------------------- scores, as other programs ask for them


def test_scores_have_one_row_a_text_and_one_column_an_item(shipped):
    texts = [
        "I lock the papers into a cabinet every night",
        "We should ban school uniforms, they cost too much",
        "",
        "🙂",
    ]
    scores = shipped.scores(texts, [FILES.items[0], "School uniforms are expensive"])
    assert scores.shape == (4, 2)
    assert scores.dtype == np.float32
    assert ((scores >= 0) & (scores <= 1)).all()
    assert scores[0, 0] > scores[0, 1]
    assert scores[1, 1] > 0.5 > scores[1, 0]
    assert np.array_equal(scores, shipped.scores(texts, [FILES.items[0], "School uniforms are expensive"]))


def test_scores_of_nothing(shipped):
    for texts, items in (([], ["a lamp"]), (["a lamp"], []), ([], [])):
        scores = shipped.scores(texts, items)
        assert (scores.shape, scores.dtype) == ((len(texts), len(items)), np.float32)
