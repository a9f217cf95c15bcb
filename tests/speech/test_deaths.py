"""A sentence for every way a recogniser's process can end, and when one that says nothing is given up."""

from __future__ import annotations

import pytest

from mockinterview.speech.deaths import GARBAGE, HUNG, Died, Watch, what_it_died_of
from mockinterview.speech.messages import Progress


@pytest.mark.parametrize(
    ("status", "last_words", "sentence"),
    [
        (-9, "", "Most likely memory ran out."),
        (137, "", "Most likely memory ran out."),
        (-6, "terminate called after throwing an instance of 'std::bad_alloc'", "Most likely memory ran out."),
        (70, "  File …\nMemoryError", "Most likely memory ran out."),
        (1, "RuntimeError: DefaultCPUAllocator: can't allocate memory: you tried …", "Most likely memory ran out."),
        (70, "OutOfMemoryError", "Most likely memory ran out."),
        (0xC0000017, "", "Most likely memory ran out."),
        (-4, "", "processor"),
        (0xC000001D, "", "processor"),
        (-11, "", "It crashed (SIGSEGV)."),
        (-40, "", "It crashed (signal 40)."),
        (0xC0000005, "", "It crashed (0xc0000005)."),
        (1, "ImportError", "stopped working, twice"),
        (0, "", "stopped working, twice"),
        (GARBAGE, "", "stopped working, twice"),
        (HUNG, "", "stopped making progress"),
    ],
)
def test_every_death_has_its_sentence(status: int | str, last_words: str, sentence: str) -> None:
    problem = what_it_died_of(Died(status, last_words))
    assert sentence in problem.sentence
    assert problem.next_step.startswith("Your recording is safe.")


def test_only_what_goes_on_counts_as_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    watch = Watch(60)
    watch.saw(Progress(1, 0, 600_000))
    now = 151
    assert watch.too_long()  # half a window was expected, and ten times that is 150 s
    watch.saw(Progress(1, 1000, 600_000))
    now = 160
    watch.saw(Progress(1, 1000, 600_000))
    assert not watch.too_long()
    now = 151 + 601
    assert watch.too_long()  # its slowest step took 151 s, but ten times the patience is enough


def test_while_an_answer_is_given_any_sign_of_life_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    watch = Watch(60, lively=True)
    for _ in range(20):
        now += 50
        watch.saw(Progress(1, 0, 1000))
    assert not watch.too_long()
    watch.calm_down()
    now += 59
    watch.saw(Progress(1, 0, 1000))
    now += 2
    assert watch.too_long()
