"""How a settings file of an earlier version becomes one of this version: pure steps, in order, each from one version to the next.

To change the meaning of a setting: append a function to `STEPS` and test it. The version is the number of steps plus one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

Values = dict[str, object]
Step = Callable[[Mapping[str, object]], Values]

STEPS: tuple[Step, ...] = ()

VERSION = len(STEPS) + 1


def upgraded(values: Mapping[str, object], version: int, steps: Sequence[Step] = STEPS) -> Values:
    """The values as this version means them. A file from a newer program is taken as it is."""
    current = dict(values)
    for step in steps[max(version, 1) - 1 :]:
        current = step(current)
    return current
