"""Which words of a question a recogniser is told to expect."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.question import ChecklistItem, ItemKind, Question
from mockinterview.core.vocabulary import MOST, own_terms, terms_in, vocabulary_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Tell me about a time you led a team.", []),
        ("How would you move a service to Kubernetes? Why?", ["Kubernetes"]),
        ("What did you do at Great Ormond Street in London?", ["Great Ormond Street", "London"]),
        ("How do GDPR and the SRA's rules bear on it?", ["GDPR", "SRA"]),
        ("We moved to Kubernetes, Kafka and New York", ["Kubernetes", "Kafka", "New York"]),
        ("Compare C++ with Node.js, and ISO9001 with K8s.", ["C++", "Node.js", "ISO9001", "K8s"]),
        ("When I'm asked, I say so. Then what?", []),
        ("Limiting Access To Records", []),
        ("We run GitHub Actions every night, and on Friday", ["GitHub Actions"]),
        ("They say, 'Let it go' to the Team Leader", ["Team Leader"]),
        ("In 2019 we had 25 people", []),
        ("", []),
        ("面接 is an interview", []),
    ],
)
def test_names_and_terms_are_told_from_plain_words(text: str, terms: list[str]) -> None:
    assert terms_in(text) == terms


def test_the_persons_own_come_first_and_none_comes_twice() -> None:
    item = ChecklistItem("a", ItemKind.KEY_POINT, "Names the standard", "Knows ISO9001 and Kafka")
    question = Question("q", "How did you run Kafka?", items=(item,), stories=("The move to Project Falcon",))
    assert vocabulary_of(question, ("kafka", " Siobhán ")) == ("kafka", "Siobhán", "ISO9001", "Project Falcon")


def test_a_long_list_is_cut() -> None:
    assert len(vocabulary_of(Question("q", "Why?"), [f"term{n}" for n in range(40)])) == MOST


def test_a_list_a_person_wrote_is_taken_apart() -> None:
    assert own_terms("Siobhán,  Project   Falcon;;\nK8s\n") == ("Siobhán", "Project Falcon", "K8s")
    assert own_terms(" ") == ()


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert all(term.strip() for term in terms_in(text))
    assert all(own_terms(text))
