"""The numpy path through Whisper's attention is Whisper's own path, step by step."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockinterview.speech.engines.alignment import cheapest_path


def whispers_own(costs: np.ndarray) -> np.ndarray:
    """The same path by openai-whisper's plain Python, without compiling it."""
    pytest.importorskip("whisper")
    timing = sys.modules["whisper.timing"]
    compiled = timing.backtrace
    timing.backtrace = compiled.py_func
    try:
        return timing.dtw_cpu.py_func(costs)
    finally:
        timing.backtrace = compiled


@settings(max_examples=60)
@given(st.integers(1, 12), st.integers(1, 30), st.integers(0, 2**31), st.booleans())
def test_it_is_whispers_own_path_even_where_costs_are_equal(rows: int, columns: int, seed: int, coarse: bool) -> None:
    costs = np.random.default_rng(seed).normal(size=(rows, columns))
    if coarse:
        costs = np.round(costs)
    np.testing.assert_array_equal(cheapest_path(costs), whispers_own(costs))
