"""The path through Whisper's attention that gives word times, in numpy.

openai-whisper compiles its own with numba on first use: about three seconds in every new process, and again after every cancel.
This one walks the same table diagonal by diagonal, with the same choices, and needs no compiling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def cheapest_path(costs: NDArray[Any]) -> NDArray[np.int64]:
    """Indices (2, length) of the cheapest monotone path through a table of costs (rows, columns), as `whisper.timing.dtw_cpu`."""
    rows, columns = costs.shape
    steps = np.zeros((rows + columns + 1, rows + 1), np.int8)
    slanted = np.zeros((rows + columns + 1, rows + 1))
    row = np.arange(1, rows + 1)
    for column in range(1, columns + 1):
        slanted[row + column, row] = costs[:, column - 1]
    before = np.full(rows + 1, np.inf, np.float32)  # the diagonal before the last, by row
    before[0] = 0
    last = np.full(rows + 1, np.inf, np.float32)
    for diagonal in range(2, rows + columns + 1):
        first, end = max(1, diagonal - columns), min(rows, diagonal - 1) + 1
        both, down, right = before[first - 1 : end - 1], last[first - 1 : end - 1], last[first:end]
        step = np.where((both < down) & (both < right), 0, np.where((down < both) & (down < right), 1, 2))
        new = np.full(rows + 1, np.inf, np.float32)
        new[first:end] = slanted[diagonal, first:end] + np.choose(step, (both, down, right))
        steps[diagonal, first:end] = step
        before, last = last, new
    return _walk_back(steps, rows, columns)


def _walk_back(steps: NDArray[np.int8], row: int, column: int) -> NDArray[np.int64]:
    path: list[tuple[int, int]] = []
    while row > 0 or column > 0:
        path.append((row - 1, column - 1))
        step = 2 if row == 0 else 1 if column == 0 else steps[row + column, row]
        row -= step != 2
        column -= step != 1
    return np.array(path[::-1], np.int64).T
