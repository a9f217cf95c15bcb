"""The settings of the measures: which are shown, and what is aimed for.

Apart from the table, which the program's first frame waits for: this one knows `core`.
"""

from __future__ import annotations

from collections.abc import Mapping

from mockinterview.core.manner import Aspect
from mockinterview.core.measures import Shown
from mockinterview.settings import table
from mockinterview.settings.settings import Settings
from mockinterview.settings.table import Setting

SWITCHES: Mapping[Aspect, Setting[bool]] = {
    Aspect.LENGTH: table.SHOW_LENGTH,
    Aspect.FIRST_WORD: table.SHOW_FIRST_WORD,
    Aspect.PACE: table.SHOW_PACE,
    Aspect.PAUSES: table.SHOW_PAUSES,
    Aspect.FILLERS: table.SHOW_FILLERS,
    Aspect.HEDGES: table.SHOW_HEDGES,
    Aspect.REPEATS: table.SHOW_REPEATS,
}
"""The setting that shows or hides each measure."""

TARGETS: Mapping[Aspect, tuple[Setting[int], ...]] = {
    Aspect.LENGTH: (table.TARGET_SECONDS,),
    Aspect.PACE: (table.PACE_FROM, table.PACE_TO),
}
"""What is aimed for. The others have no target: nothing is known that a number of pauses or fillers would be too many for."""


def shown_by(settings: Settings) -> Shown:
    """What the settings let through."""
    return Shown(
        target_ms=settings.get(table.TARGET_SECONDS) * 1_000,
        pace_from=settings.get(table.PACE_FROM),
        pace_to=settings.get(table.PACE_TO),
        **{aspect.value: settings.get(switch) for aspect, switch in SWITCHES.items()},
    )
