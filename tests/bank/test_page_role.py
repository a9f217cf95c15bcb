"""A page's title that names the role is understood, not left over."""

from mockinterview.bank.page import read_page
from mockinterview.core.page import Part

PAGE = """Lighthouse Keeper Interview Questions

1. Tell me about a night when the lamp went out.
Key points
- Spare lamp: had one ready

2. How do you stay awake?
Key points
- Rounds: walks the gallery every hour

Subscribe to our newsletter
"""


def test_the_title_that_gave_the_role_is_linked_to_every_question_it_named():
    reading = read_page(PAGE)
    assert [draft.question.role for draft in reading.drafts] == ["Lighthouse Keeper"] * 2
    assert all(draft.lines_of(Part.ABOUT) == (1, 1) for draft in reading.drafts)
    assert [left.text for left in reading.left_over] == ["Subscribe to our newsletter"]
