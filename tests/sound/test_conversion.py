"""From the device's sound to the take's: no seams, no dither, no lost end."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.sound.conversion import Converter
from tests.sound.material import tone


def whole(pcm: bytes, rate: int, channels: int = 1, cuts: tuple[int, ...] = ()) -> np.ndarray:
    samples = np.frombuffer(pcm, np.int16)
    converter = Converter(rate, channels)
    parts = np.split(samples, sorted(cut * channels for cut in cuts if cut * channels < samples.size))
    return np.frombuffer(b"".join(converter.convert(part) for part in parts) + converter.flush(), np.int16)


@given(st.binary(max_size=600), st.lists(st.integers(1, 299), max_size=5))
def test_sound_that_fits_passes_untouched(pcm: bytes, cuts: list[int]) -> None:
    even = pcm[: len(pcm) // 2 * 2]
    assert whole(even, 16_000, cuts=tuple(cuts)).tobytes() == even


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000, 96_000])
def test_resampling_keeps_length_and_tone(rate: int) -> None:
    made = whole(tone(1000, rate=rate), rate, cuts=(100, 1377, 1378, 5000))
    wanted = np.frombuffer(tone(1000), np.int16)
    assert abs(made.size - wanted.size) <= 1
    assert np.corrcoef(made[:15_900], wanted[:15_900])[0, 1] > 0.999


def test_blocks_leave_no_seams() -> None:
    pcm = tone(500, rate=48_000)
    assert np.array_equal(whole(pcm, 48_000), whole(pcm, 48_000, cuts=tuple(range(1200, 24_000, 1200))))


@pytest.mark.parametrize("rate", [16_000, 48_000])
def test_digital_silence_stays_silence(rate: int) -> None:
    assert not whole(bytes(2 * rate), rate).any()


def test_two_channels_become_their_mean() -> None:
    stereo = np.array([[100, 300], [-5, 5], [32_767, 32_767]], np.int16).tobytes()
    assert whole(stereo, 16_000, channels=2).tolist() == [200, 0, 32_767]


def test_loud_sound_is_clipped_not_wrapped() -> None:
    square = np.where(np.arange(48_000) % 96 < 48, 32_767, -32_768).astype(np.int16)
    made = whole(square.tobytes(), 48_000)
    assert made.max() == 32_767
    assert (np.sign(made[20:32].astype(int)) == np.sign(made[20 + 32 * 10 : 32 + 32 * 10].astype(int))).all()


def test_a_flushed_converter_starts_afresh() -> None:
    converter = Converter(48_000, 1)
    samples = np.frombuffer(tone(100, rate=48_000), np.int16)
    first = converter.convert(samples) + converter.flush()
    assert converter.convert(samples) + converter.flush() == first
