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
    """How a state of a checklist item is shown: icon, word, hue, and the underline of its words in the transcript.

    dashes: the underline's strokes and gaps in widths of the pen, a pattern no other state has; empty for a line without gaps.
    """

    icon: str
    word: str
    hue: Hue
    underline: Qt.PenStyle
    dashes: tuple[float, ...] = ()


_OWN = Qt.PenStyle.CustomDashLine
"""What the pen has no style for has its dashes only."""

_STATES = {
    State.COVERED: StateLook("state-covered", "covered", Hue.COVERED, Qt.PenStyle.SolidLine),
    State.PARTLY: StateLook("state-partly", "partly", Hue.PARTLY, Qt.PenStyle.DashLine, (4, 2)),
    State.NOT_FOUND: StateLook("state-not-found", "not found", Hue.QUIET, _OWN, (2, 5)),
    State.NOT_SURE: StateLook("state-not-sure", "not sure", Hue.UNSURE, Qt.PenStyle.DotLine, (0.1, 2.6)),
    State.TRIPPED: StateLook("state-tripped", "tripped", Hue.WARNING, Qt.PenStyle.DashDotLine, (5, 2, 1, 2)),
    State.DENIED: StateLook("state-denied", "denied", Hue.QUIET, Qt.PenStyle.DashDotDotLine, (5, 2, 1, 2, 1, 2)),
    State.CLEAR: StateLook("state-clear", "clear", Hue.COVERED, _OWN, (11, 3)),
    State.YOUR_CALL: StateLook("state-your-call", "your call", Hue.UNSURE, _OWN, (0.1, 5)),
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
