"""Which hue, icon, word and underline each state of a checklist item has: no state is told by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

from mockinterview.core.coverage import State


class Hue(StrEnum):
    """The evidence hues; each is a token of the theme, and `<hue>_wash` lies behind it."""

    COVERED = "covered"
    PARTLY = "partly"
    UNSURE = "unsure"
    WARNING = "warning"
    QUIET = "quiet"


@dataclass(frozen=True)
class StateLook:
    """How a state of a checklist item is shown: icon, word, hue, and the underline of its words in the transcript."""

    icon: str
    word: str
    hue: Hue
    underline: Qt.PenStyle


_STATES = {
    State.COVERED: StateLook("state-covered", "covered", Hue.COVERED, Qt.PenStyle.SolidLine),
    State.PARTLY: StateLook("state-partly", "partly", Hue.PARTLY, Qt.PenStyle.DashLine),
    State.NOT_FOUND: StateLook("state-not-found", "not found", Hue.QUIET, Qt.PenStyle.NoPen),
    State.NOT_SURE: StateLook("state-not-sure", "not sure", Hue.UNSURE, Qt.PenStyle.DotLine),
    State.TRIPPED: StateLook("state-tripped", "tripped", Hue.WARNING, Qt.PenStyle.DashDotLine),
    State.DENIED: StateLook("state-denied", "denied", Hue.QUIET, Qt.PenStyle.DotLine),
    State.CLEAR: StateLook("state-clear", "clear", Hue.COVERED, Qt.PenStyle.SolidLine),
    State.YOUR_CALL: StateLook("state-your-call", "your call", Hue.UNSURE, Qt.PenStyle.NoPen),
}


def state_look(state: State) -> StateLook:
    """Everything about showing a state."""
    return _STATES[state]


def hue_of(state: State) -> Hue:
    """The hue of a state."""
    return _STATES[state].hue


def state_icon(state: State) -> str:
    """The name of a state's icon."""
    return _STATES[state].icon


def state_word(state: State) -> str:
    """A state in words, for a person."""
    return _STATES[state].word
