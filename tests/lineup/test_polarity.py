"""Told of oneself, denied, imagined, told of somebody else; concrete or only named."""

import pytest

from mockinterview.lineup.polarity import Telling, concrete, denies_outright, negates, telling_of


@pytest.mark.parametrize(
    ("said", "telling"),
    [
        ("I told my sister about the client", Telling.OWN),
        ("We often talked about cases at lunch", Telling.OWN),
        ("I never talk about cases at home", Telling.DENIED),
        ("I don’t tell anybody", Telling.DENIED),
        ("You won't hear me gossip", Telling.DENIED),
        ("If somebody asked me I would tell", Telling.DENIED),
        ("A colleague once told her friends about a client", Telling.DENIED),
        ("He told me about his client", Telling.DENIED),
        ("Nobody heard it", Telling.DENIED),
        ("Talking about cases", Telling.UNCLEAR),
        ("", Telling.UNCLEAR),
    ],
)
def test_who_tells_what(said, telling):
    assert telling_of(said.split()) is telling


@pytest.mark.parametrize(
    ("said", "is_concrete"),
    [
        ("I locked the cabinet before I left", True),
        ("I wrote it down", True),
        ("we had 14 cabinets", True),
        ("there are twenty sets of keys", True),
        ("it comes on Thursday mornings", True),
        ("only Dana had the other key", True),
        ("communication is key and I value confidentiality", False),
        ("Confidentiality matters. Discretion too", False),
        ("It is needed", False),
        ("this is what I'm good at", False),
        ("", False),
    ],
)
def test_what_is_concrete(said, is_concrete):
    assert concrete(said.split()) is is_concrete


@pytest.mark.parametrize(
    ("said", "negated"), [("I can't", True), ("never mind", True), ("nothing", True), ("I can", False)]
)
def test_negation(said, negated):
    assert negates(said.split()) is negated


@pytest.mark.parametrize(
    "said", ["I have never told anybody.", "I'd never do that,", "I don’t gossip.", "that's not me", "We would not."]
)
def test_a_denial_of_ones_own_is_outright(said):
    assert denies_outright(said.split())


@pytest.mark.parametrize(
    "said", ["I told my mates never to worry.", "She never locked it.", "I knew it would not matter."]
)
def test_somebody_elses_not_is_none(said):
    assert not denies_outright(said.split())
