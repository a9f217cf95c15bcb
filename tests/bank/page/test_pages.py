"""Pages of many layouts are understood, no line is dropped, and the links lead back to the lines they say."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockinterview.bank.page import read_page
from mockinterview.core.page import Part
from mockinterview.core.question import Level, MinefieldKind
from tests.bank.page.pages import NAMES, page
from tests.bank.page.scoring import compare, told_by, words_of


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_understood(name):
    text, wanted = page(name)
    score = compare(told_by(read_page(text)), wanted)
    assert score.f1 >= 0.9, (score.missing, score.too_many)


def test_the_pages_together():
    scores = [compare(told_by(read_page(text)), wanted) for text, wanted in map(page, NAMES)]
    assert sum(score.f1 for score in scores) / len(scores) >= 0.98
    assert len(NAMES) >= 25


def no_line_is_dropped(text):
    reading = read_page(text)
    used = {line for draft in reading.drafts for link in draft.links for line in range(link.first, link.last + 1)}
    used |= {left.line for left in reading.left_over}
    return {number for number, line in enumerate(reading.lines, 1) if line.strip()} <= used


@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_a_page_is_dropped(name):
    assert no_line_is_dropped(page(name)[0])


LINES = [line for name in NAMES for line in page(name)[0].split("\n")]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_no_line_of_any_mixture_of_pages_is_dropped(lines):
    assert no_line_is_dropped("\n".join(lines))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_and_nothing_dropped(text):
    assert no_line_is_dropped(text)


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_to_the_lines_that_say_so(name):
    reading = read_page(page(name)[0])
    for draft in reading.drafts:
        for index, item in enumerate(draft.question.items):
            first, last = draft.lines_of(Part.ITEM, index)
            there = words_of(" ".join(reading.lines[first - 1 : last]))
            assert set(words_of(item.name)) <= set(there)
        for index, answer in enumerate(draft.question.sample_answers):
            first, last = draft.lines_of(Part.SAMPLE_ANSWER, index)
            there = words_of(" ".join(reading.lines[first - 1 : last]))
            assert set(words_of(answer.text.split("\n")[0])) <= set(there)


@pytest.mark.parametrize("name", ["pdf_wrapped", "strong_weak", "themed_points"])
@pytest.mark.parametrize("change", ["\r\n", "\r", "bom", "smart"])
def test_line_ends_marks_and_quotes_change_nothing(name, change):
    text, _ = page(name)
    plain = read_page(text)
    if change == "bom":
        text = "\ufeff" + text
    elif change == "smart":
        text = re.sub(r'"([^"\n]*)"', "“\\1”", text).replace("'", "’")
    else:
        text = text.replace("\n", change)
    changed = read_page(text)
    assert compare(told_by(changed), told_by(plain), strict=True).f1 == 1


@pytest.mark.parametrize("bullet", ["-", "*", "•", "–", "▪", "◦", "·", "→", "+", "1.", "a)", "(1)"])
def test_every_bullet_is_one(bullet):
    text = f"Why are you here?\n\nRed flags\n\n{bullet} Only the pay\n{bullet} No idea of the work\n"
    [draft] = read_page(text).drafts
    assert [item.name for item in draft.question.items] == ["Only the pay", "No idea of the work"]


def test_graded_answers_keep_their_levels_and_reasons():
    [draft] = read_page(page("graded_answers")[0]).drafts
    answers = draft.question.sample_answers
    assert [answer.level for answer in answers] == list(Level)
    assert not answers[0].why
    assert answers[1].why.startswith("It names the steps")
    assert draft.question.role == "Warehouse Clerk"
    assert draft.question.related == (
        "How do you keep stock records right?",
        "Tell me about a mistake you found in a count.",
    )


def test_theme_role_function_and_the_line_about_the_role():
    for name in ("themed_points", "themed_points_three_lines"):
        [draft] = read_page(page(name)[0]).drafts
        assert draft.question.theme in ("Safety", "Motivation")
        assert draft.question.role in ("Mechanic", "Baker")
        assert draft.question.function in ("Workshop", "Production")
        assert draft.question.about_role.startswith("Interview Question for")


def test_minefields_get_a_first_kind():
    [draft] = read_page(page("themed_points")[0]).drafts
    kinds = {item.name: item.minefield for item in draft.question.items if item.is_minefield}
    assert kinds["No record"] is MinefieldKind.OMISSION
    assert kinds["Haste"] is MinefieldKind.COMMISSION


@pytest.mark.parametrize("name", ["mistakes_only", "rubric_only", "mistake_table", "rubric_levels", "named_pitfalls"])
def test_a_page_that_asks_nothing_is_a_checklist_to_attach(name):
    reading = read_page(page(name)[0])
    [draft] = reading.drafts
    assert draft.checklist_only
    assert draft.question.text
    assert draft.question.items
    assert reading.questions == ()


def test_follow_ups_are_kept_and_questions_to_the_interviewer_are_not():
    reading = read_page(page("interviewer_notes")[0])
    assert reading.questions[0].follow_ups == (
        "What did you do after you hung up?",
        "What would the caller say about you?",
    )
    assert {left.text for left in reading.left_over} >= {"- Who would I sit next to?"}


def test_the_same_page_gives_the_same_ids_and_no_two_alike():
    for name in NAMES:
        once, again = read_page(page(name)[0]), read_page(page(name)[0])
        ids = [question.id for question in once.questions]
        assert ids == [question.id for question in again.questions]
        assert len(set(ids)) == len(ids)
