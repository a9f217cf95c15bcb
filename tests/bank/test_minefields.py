"""A first reading of what kind a minefield is, from wordings as pages have them."""

import pytest

from mockinterview.bank.minefields import classify
from mockinterview.core.question import MinefieldKind

COMMISSION, OMISSION, MANNER = MinefieldKind


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("Gossip: Telling friends about the people you work for", COMMISSION),
        ("Blame: Saying that the supplier was at fault", COMMISSION),
        ("Money first: Naming the salary as the reason", COMMISSION),
        ("Past leaks: Admitting that you passed on what you should have kept", COMMISSION),
        ("Generalities: Failing to name a single step", OMISSION),
        ("No precautions: Not mentioning what you would do beforehand", OMISSION),
        ("Thin preparation: Lack of concrete examples", OMISSION),
        ("Vague outcome: The listener does not learn what came of it", OMISSION),
        ("Cannot say what was learned: Unable to draw a lesson", OMISSION),
        ("Muddled: Struggling to put the answer into words or struggling to explain", MANNER),
        ("Attitude: Coming across as arrogant", MANNER),
        ("Delivery: Speaking in a monotonous voice without eye contact", MANNER),
        ("Poor communication: Hard to follow", MANNER),
        ("Low energy: A lack of enthusiasm", MANNER),
    ],
)
def test_kinds(wording, kind):
    assert classify(wording) is kind
