"""Sound in which nobody speaks, made up: silence, hum, machines, desks, weather and music, the same in every run."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
RATE = 16_000
SECONDS = 20
_AT = np.arange(SECONDS * RATE) / RATE
_A = 220.0


def _random(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def white(seed: int, count: int = len(_AT)) -> np.ndarray:
    return _random(seed).standard_normal(count)


def coloured(seed: int, slope: float) -> np.ndarray:
    """Noise whose power falls with 1/f^slope: 1 is pink, 2 is brown."""
    spectrum = np.fft.rfft(white(seed))
    hertz = np.fft.rfftfreq(len(_AT), 1 / RATE)
    spectrum *= np.where(hertz > 20, np.maximum(hertz, 20.0) ** (-slope / 2), 0)
    return np.fft.irfft(spectrum, len(_AT))


def banded(sound: np.ndarray, low: float, high: float) -> np.ndarray:
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    spectrum[(hertz < low) | (hertz > high)] = 0
    return np.fft.irfft(spectrum, len(sound))


def _place(total: np.ndarray, at: float, sound: np.ndarray) -> None:
    start = int(at * RATE)
    end = min(len(total), start + len(sound))
    if start < end:
        total[start:end] += sound[: end - start]


def _decay(seconds: float, half: float) -> np.ndarray:
    return 0.5 ** (np.arange(int(seconds * RATE)) / RATE / half)


def _tone(hertz: float, seconds: float, parts: Sequence[float] = (1.0,), vibrato: float = 0.0) -> np.ndarray:
    at = np.arange(int(seconds * RATE)) / RATE
    phase = 2 * np.pi * hertz * (at - vibrato * np.cos(2 * np.pi * 5.5 * at) / (2 * np.pi * 5.5))
    return np.asarray(sum(part * np.sin((n + 1) * phase) for n, part in enumerate(parts)))


def _faded(sound: np.ndarray, seconds: float = 0.03) -> np.ndarray:
    edge = min(int(seconds * RATE), len(sound) // 2)
    fade = np.ones(len(sound))
    fade[:edge] = np.linspace(0, 1, edge)
    fade[len(sound) - edge :] = np.linspace(1, 0, edge)
    return sound * fade


def _note(steps: int) -> float:
    return float(_A * 2 ** (steps / 12))


# ---------------------------------------------------------------- rooms and machines


def silence() -> np.ndarray:
    return 0.001 * white(1)


def mains_hum() -> np.ndarray:
    return np.asarray(sum(np.sin(2 * np.pi * 50 * n * _AT + n) / n**0.7 for n in range(1, 20)) + 0.02 * white(2))


def switched_hum() -> np.ndarray:
    """A lamp or a fridge that hums, and goes on and off."""
    return mains_hum() * (np.sin(2 * np.pi * _AT / 3.3) > -0.3)


def brown_noise() -> np.ndarray:
    return coloured(3, 2)


def pink_noise() -> np.ndarray:
    return coloured(4, 1)


def wavering_fan() -> np.ndarray:
    blades = np.asarray(sum(np.sin(2 * np.pi * 93 * n * _AT) / n for n in range(1, 6)))
    return (coloured(5, 1.5) / 0.02 + 0.4 * blades) * (1 + 0.5 * np.sin(2 * np.pi * 0.6 * _AT))


def vacuum_cleaner() -> np.ndarray:
    """Starts, runs with a whine that climbs, stops."""
    speed = np.clip(np.minimum(_AT - 3, 17 - _AT), 0, 1)
    whine = np.sin(2 * np.pi * np.cumsum(60 + 240 * speed) / RATE)
    return (coloured(6, 0.7) / coloured(6, 0.7).std() + whine) * speed + 0.002 * white(7)


def traffic() -> np.ndarray:
    passing = sum(np.exp(-(((_AT - at) / 1.5) ** 2)) for at in (2, 6.5, 11, 17))
    turns = np.cumsum(70 * (1 + 0.15 * np.sin(0.8 * _AT))) / RATE
    engine = np.asarray(sum(np.sin(2 * np.pi * n * turns) / n for n in range(1, 8)))
    return (banded(white(8), 50, 900) + 0.5 * engine) * passing + 0.003 * white(9)


def rain() -> np.ndarray:
    total, random = 0.05 * white(10), _random(10)
    for at in random.uniform(0, SECONDS, 1500):
        hertz, length = random.uniform(800, 6000), random.uniform(0.005, 0.02)
        _place(total, at, random.uniform(0.1, 0.6) * _tone(hertz, length) * _decay(length, length / 4))
    return total


# ---------------------------------------------------------------- desks and doors


def typing() -> np.ndarray:
    total, random = 0.003 * white(11), _random(11)
    at = 0.3
    while at < SECONDS:
        for _ in range(random.integers(3, 12)):
            click = white(int(at * 1000), int(0.012 * RATE)) * _decay(0.012, 0.002)
            thump = _tone(random.uniform(120, 260), 0.05) * _decay(0.05, 0.01)
            _place(total, at, 0.5 * click)
            _place(total, at + 0.005, 0.5 * thump)
            at += random.uniform(0.06, 0.2)
        at += random.uniform(0.2, 1.2)
    return total


def mouse_clicks() -> np.ndarray:
    total, random = 0.003 * white(12), _random(12)
    for at in random.uniform(0, SECONDS, 25):
        for later in (0.0, random.uniform(0.07, 0.14)):
            click = banded(white(int(at * 999), int(0.02 * RATE)), 1500, 7500) * _decay(0.02, 0.002)
            _place(total, at + later, click)
    return total


def chair_squeak() -> np.ndarray:
    total, random = 0.002 * white(13), _random(13)
    for at in np.arange(0.8, SECONDS - 1, 1.9):
        length = random.uniform(0.15, 0.5)
        glide = np.linspace(random.uniform(400, 900), random.uniform(500, 1400), int(length * RATE))
        phase = 2 * np.pi * np.cumsum(glide) / RATE
        squeak = sum(np.sin(n * phase) / n for n in range(1, 6)) * (
            1 + 0.6 * np.sin(2 * np.pi * 45 * _AT[: len(phase)])
        )
        _place(total, at, 0.4 * _faded(np.asarray(squeak)))
    return total


def door_slam() -> np.ndarray:
    total = 0.002 * white(14)
    for n, at in enumerate((2, 5.5, 9, 12, 15.3, 18)):
        _place(total, at, 2 * banded(white(15 + n, RATE), 30, 700) * _decay(1, 0.07))
        _place(total, at + 0.02, _tone(85 + 5 * n, 0.6) * _decay(0.6, 0.05))
    return total


def footsteps() -> np.ndarray:
    total, random = 0.002 * white(21), _random(21)
    for at in np.arange(0.5, SECONDS, 0.55):
        _place(
            total,
            at + random.uniform(-0.03, 0.03),
            banded(white(int(at * 77), RATE // 4), 60, 1200) * _decay(0.25, 0.02),
        )
        _place(total, at, 0.6 * _tone(random.uniform(80, 130), 0.12) * _decay(0.12, 0.02))
    return total


def phone_ring() -> np.ndarray:
    total = 0.002 * white(22)
    for at in range(1, SECONDS, 4):
        ring = _tone(440, 1.8, (1, 0.3)) + _tone(480, 1.8, (1, 0.3))
        _place(total, at, 0.3 * _faded(ring) * (1 + np.sin(2 * np.pi * 20 * np.arange(len(ring)) / RATE)))
    return total


# ---------------------------------------------------------------- music

_TUNE = (0, 2, 4, 5, 7, 7, 9, 7, 5, 4, 2, 0, -3, 0, 4, 2, 0, 4, 7, 12, 9, 7, 4, 2, 0)


def sine_melody() -> np.ndarray:
    total = 0.001 * white(23)
    for n in range(int(SECONDS / 0.45)):
        _place(total, n * 0.45, 0.5 * _faded(_tone(_note(_TUNE[n % len(_TUNE)]), 0.4)))
    return total


def plucked_guitar() -> np.ndarray:
    """Karplus and Strong's string: a burst of noise going round in a delay line."""
    total, random = 0.001 * white(24), _random(24)
    for n in range(int(SECONDS / 0.3)):
        period = int(RATE / _note(_TUNE[n % len(_TUNE)] - 12))
        ring = np.zeros(int(0.9 * RATE))
        ring[:period] = random.uniform(-1, 1, period)
        for start in range(period, len(ring), period):
            block = ring[start - period : start]
            length = min(period, len(ring) - start)
            ring[start : start + length] = 0.498 * (block + np.roll(block, 1))[:length]
        _place(total, n * 0.3, 0.5 * ring)
    return total


def drum_loop() -> np.ndarray:
    total = 0.001 * white(25)
    for n in range(int(SECONDS / 0.25)):
        at = n * 0.25
        _place(total, at, 0.25 * banded(white(100 + n, int(0.06 * RATE)), 4000, 8000) * _decay(0.06, 0.01))
        if n % 4 == 0:
            drop = np.cumsum(50 + 100 * _decay(0.3, 0.03)) / RATE
            _place(total, at, 1.2 * np.sin(2 * np.pi * drop) * _decay(0.3, 0.06))
        if n % 4 == 2:
            _place(total, at, 0.8 * (white(300 + n, int(0.2 * RATE)) + 2 * _tone(190, 0.2)) * _decay(0.2, 0.03))
    return total


def chords_with_vibrato() -> np.ndarray:
    """Strings: three voices, full of overtones, swelling."""
    total = 0.001 * white(26)
    for n, root in enumerate((0, 5, 7, 0, -3, 5, 7, 0, 9, 5)):
        for step in (0, 4, 7):
            voice = _tone(_note(root + step), 1.9, [1 / k for k in range(1, 10)], vibrato=0.006)
            _place(total, n * 2.0, 0.2 * _faded(voice, 0.4))
    return total


def flute_with_vibrato() -> np.ndarray:
    """One voice that swells on every note: of all this the nearest to a voice."""
    total = 0.002 * white(27)
    for n in range(int(SECONDS / 0.6)):
        voice = _tone(_note(_TUNE[(n * 3) % len(_TUNE)] + 5), 0.5, (1, 0.5, 0.25, 0.1), vibrato=0.01)
        _place(total, n * 0.6, 0.4 * _faded(voice, 0.12))
    return total


def pop_song() -> np.ndarray:
    return drum_loop() + 0.6 * plucked_guitar() + 0.5 * chords_with_vibrato()


KINDS: dict[str, Callable[[], np.ndarray]] = {
    one.__name__.replace("_", " "): one
    for one in (
        silence,
        mains_hum,
        switched_hum,
        brown_noise,
        pink_noise,
        wavering_fan,
        vacuum_cleaner,
        traffic,
        rain,
        typing,
        mouse_clicks,
        chair_squeak,
        door_slam,
        footsteps,
        phone_ring,
        sine_melody,
        plucked_guitar,
        drum_loop,
        chords_with_vibrato,
        flute_with_vibrato,
        pop_song,
    )
}
"""Twenty-one kinds; silence is one of them."""


def noise(kind: str, peak_dbfs: float) -> Samples:
    """Twenty seconds of one kind, its loudest sample at that level. Silence stays silent."""
    sound = KINDS[kind]()
    loudest = float(np.abs(sound).max())
    gain = 10 ** (peak_dbfs / 20) / loudest if kind != "silence" else 1.0
    return (sound * gain).astype(np.float32)
