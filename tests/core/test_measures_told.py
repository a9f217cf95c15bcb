"""docs/measures.md tells what the program does: every definition, every listed word, every threshold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mockinterview.core.delivery import FILLERS, PAUSE_MS
from mockinterview.core.hedges import listed_hedges
from mockinterview.core.manner import Aspect
from mockinterview.core.measures import ABOUT, Shown, clock, in_words
from mockinterview.core.pace import STEP_MS, WINDOW_MS
from mockinterview.core.repeats import BY_GRAMMAR, MOST_WORDS

TOLD = " ".join((Path(__file__).parents[2] / "docs" / "measures.md").read_text("utf-8").replace("> ", "").split())
SECTIONS = dict(re.findall(r"## ([^#]+?) \*(.*?)(?=## |$)", TOLD))


def listed(text: str) -> set[str]:
    """The words between the commas of a list."""
    return {word.strip(" .*") for word in text.split(",")}


@pytest.mark.parametrize("aspect", list(Aspect))
def test_every_measure_is_defined_in_the_same_words_and_says_what_it_cannot_tell(aspect: Aspect) -> None:
    about = ABOUT[aspect]
    section = SECTIONS[about.name]
    assert section.startswith(about.definition.replace("“", '"').replace("”", '"'))
    assert "**It cannot tell**" in section
    assert f"| {about.name} |" in TOLD


def test_every_listed_wording_is_told() -> None:
    approximators, shields = re.findall(
        r"\*(?:approximators|shields)\*.*?: (.*?)(?= and \*shields|The wordings)", SECTIONS["Hedges"]
    )
    told = listed(approximators) | listed(shields)
    assert told == {in_words(phrase) for phrase, _ in listed_hedges()}


def test_fillers_and_words_that_may_stand_twice_are_told() -> None:
    fillers = re.search(r"The words (.*?), in any spelling", SECTIONS["Fillers"])
    twice = re.search(r"- \*(had.*?)\* can stand twice", SECTIONS["Repeated words"])
    assert fillers is not None
    assert twice is not None
    assert listed(fillers[1]) == FILLERS
    assert listed(twice[1]) == BY_GRAMMAR


def test_thresholds_and_targets_are_told() -> None:
    shown = Shown()
    assert f"if it is {PAUSE_MS // 1_000} {PAUSE_MS % 1_000:03} ms or longer" in SECTIONS["Pauses"]
    assert f"The window is {WINDOW_MS // 1_000} s long and moves by {STEP_MS // 1_000} s." in SECTIONS["Pace"]
    assert f"**Target** {shown.pace_from} to {shown.pace_to}" in SECTIONS["Pace"]
    assert f"**Target** {clock(shown.target_ms)}" in SECTIONS["Length"]
    assert MOST_WORDS == 4
    assert "one to four words" in SECTIONS["Repeated words"]
