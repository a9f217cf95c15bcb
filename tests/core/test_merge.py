"""Merging: a preview by id, gains without loss, and nothing of the person's overwritten unasked."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.merge import OWN_FIELDS, plan_merge
from mockinterview.core.question import Question
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE


def test_new_and_known_questions_are_told_apart():
    new = Question("new", "New?")
    plan = plan_merge([FERRY], [FERRY, new, new])
    assert plan.added == (new,)
    assert plan.same == (FERRY,)
    assert plan.merged() == (new,)


def test_a_field_that_was_empty_is_gained():
    theirs = replace(FERRY, tips=("Name the river.",))
    plan = plan_merge([FERRY], [theirs])
    assert [pair.fields for pair in plan.changed] == [("tips",)]
    assert plan.merged() == (theirs,)


def test_a_difference_is_a_conflict_and_ours_stays_unless_theirs_is_taken():
    mine = replace(LIGHTHOUSE, notes="Mine", tags=("old",))
    theirs = replace(LIGHTHOUSE, text="Another wording?", tips=(), tags=("new",))
    plan = plan_merge([mine], [theirs])
    assert [pair.fields for pair in plan.conflicts] == [("text", "tips", "tags")]
    assert plan.merged() == ()
    [taken] = plan.merged({"lighthouse"})
    assert taken.text == "Another wording?"
    assert taken.notes == "Mine"
    assert taken.tags == ("old",)


def test_what_only_the_person_wrote_is_no_difference():
    mine = replace(FERRY, notes="Mine", stories=("One",), favourite=True)
    assert plan_merge([mine], [FERRY]).same == (mine,)


SMALL = st.builds(
    Question, st.sampled_from("abc"), st.sampled_from(("Why?", "How?")),
    role=st.sampled_from(("", "Cook")), notes=st.sampled_from(("", "n")),
    tags=st.sampled_from(((), ("x",))), favourite=st.booleans(),
)  # fmt: skip


@given(st.lists(SMALL, unique_by=lambda question: question.id), st.lists(SMALL))
def test_every_incoming_id_is_in_one_part_and_nothing_of_the_persons_goes(here, incoming):
    plan = plan_merge(here, incoming)
    parts = [*plan.added, *plan.same, *(pair.mine for pair in (*plan.changed, *plan.conflicts))]
    assert sorted(question.id for question in parts) == sorted({question.id for question in incoming})
    mine = {question.id: question for question in here}
    for question in plan.merged({"a", "b", "c"}):
        for field in OWN_FIELDS:
            if question.id in mine and getattr(mine[question.id], field):
                assert getattr(question, field) == getattr(mine[question.id], field)
