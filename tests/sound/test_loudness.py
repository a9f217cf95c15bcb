"""Loudness against values one can work out by hand."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.take import Level
from mockinterview.sound.loudness import FLOOR_DBFS, dbfs, level_of, levels_of
from tests.sound.material import tone, write_wav


def test_no_sound_is_silence() -> None:
    assert level_of(np.zeros(0, np.int16)) == Level() == level_of(np.zeros(100, np.int16))


def test_full_scale_square_wave_is_zero() -> None:
    assert level_of(np.array([-32_768, -32_768], np.int16)) == Level(0.0, 0.0)


def test_sine_is_three_decibels_under_its_peak() -> None:
    level = level_of(np.frombuffer(tone(1000, 400, 32_767), np.int16))
    assert level.rms_dbfs == pytest.approx(-3.01, abs=0.01)
    assert level.peak_dbfs == pytest.approx(0, abs=0.01)


@given(st.floats(0, 32_768))
def test_never_under_the_floor_nor_over_the_top(amplitude: float) -> None:
    assert FLOOR_DBFS <= dbfs(amplitude) <= 0


def test_levels_of_a_file(tmp_path: Path) -> None:
    levels = levels_of(write_wav(tmp_path / "a.wav", bytes(640 * 3) + tone(40, 400, 16_384) + bytes(600)))
    assert levels.frame_ms == 20
    assert list(levels.dbfs[:3]) == [-120.0] * 3
    assert levels.dbfs[3] == pytest.approx(20 * math.log10(0.5 / math.sqrt(2)), abs=0.05)
    assert len(levels.dbfs) == 5


def test_levels_do_not_depend_on_where_blocks_end(tmp_path: Path) -> None:
    seconds = 23
    levels = levels_of(write_wav(tmp_path / "a.wav", tone(20) * 50 * seconds))
    assert len(levels.dbfs) == 50 * seconds
    assert len(set(levels.dbfs)) == 1


def test_an_empty_take_has_no_levels(tmp_path: Path) -> None:
    assert not levels_of(write_wav(tmp_path / "a.wav", b"")).dbfs
