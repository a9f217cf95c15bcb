"""Where somebody speaks: the gate in front of every recogniser, so that silence, machines, typing and music give no words.

Whisper writes "Thank you for watching" over silence, and PocketSphinx hears short words in noise; neither is asked about sound in
which nobody speaks. A voice is told from everything else that sounds by moving: its pitch glides where a note stands still, and its
spectrum changes within a syllable where a machine's or an instrument's keeps its shape. All figures were measured on the kinds of
noise in tests/benchmarks/speech/noises.py and on seven minutes of human speech, clean, 30 dB down and in noise 10 dB under it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockinterview.speech.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mockinterview.speech.voice import Voice

    Samples = NDArray[np.float32]
    Flags = NDArray[np.bool_]

FRAME_MS = 20
FLOOR_DBFS = -82.0
"""Quieter than this counts as silence: speech recorded at an ordinary level and turned down by 40 dB."""
RISE_DB = 8.0
"""So far above the room's own noise (tenth percentile) sound belongs to a stretch of speech, voiced or not."""
VOICE_RISE_DB = 3.0
"""A voice may be so close to the room's noise in its own band."""
VOICED = 0.55
"""How well a frame repeats itself that is voiced. At 0.6 many more words of a noisy recording were lost; at 0.5 guitars pass."""
TRACK_MS = 60
"""Half a syllable: a shorter stretch of voice is a knock or chance."""
GLIDE_SEMITONES = 0.5
"""How far the pitch of a voice moves in a track, at least. Median: speech 2.3; flute with vibrato 0.3, strings 0.2, guitar 0.1."""
FADE_DB = 1.5
"""What begins at its loudest and falls by this much every 20 ms was struck or plucked: doors, drums, steps, keys."""
SURE_MS = 120
"""So much gliding voice within three seconds makes it certain that somebody speaks, if it changes as speech does."""
CHANGE_DB = 1.7
"""Mean change of the spectrum's shape within 40 ms. Speech 3.8 (in noise, its lowest tenth, 1.8); fan and engine 1.5."""
VARIETY_DB = 2.1
"""Spread of the spectrum's shape over three seconds. Speech 5.9 (in noise, its lowest twentieth, 2.3); engine 1.8, fan 1.3."""
NEARBY_MS = 5_000
"""Around certain speech every stretch with a voice in it is kept: a lone "um" neither glides nor changes."""
BRIDGE_MS = 300
"""Gaps up to this belong to the stretch: between words, and closures before stops."""
EDGE_MS = 200
"""Kept on both sides, for soft beginnings and endings ("h", "f", "s") that do not rise."""
_WINDOW_MS = 3_000
_ROOM_MS = 10_000


@dataclass(frozen=True)
class Stretch:
    """Sound in which somebody speaks, in milliseconds."""

    start_ms: int
    end_ms: int


def spoken_stretches(samples: Samples) -> list[Stretch]:
    """The stretches of speech, in order and apart from each other; none where nobody speaks, whatever else sounds.

    samples: float32 mono at 16 kHz.
    """
    if len(samples) < RATE * FRAME_MS // 1000:
        return []
    # numpy stands behind it: nothing of ours imports that with its own name
    from mockinterview.speech.voice import listen, tracks

    voice = listen(samples, FRAME_MS)
    room = _room(voice.level)
    voiced = (voice.strength > VOICED) & ~voice.high & (voice.level > _at_least(room + VOICE_RISE_DB))
    voices = tracks(voice, voiced, TRACK_MS // FRAME_MS)
    certain = _certain(voice, voices)
    if not certain:
        return []
    sounding = voice.crisp > _at_least(_room(voice.crisp) + RISE_DB)
    for first, last in voices:
        sounding[first:last] = True
    found: list[Stretch] = []
    latest_ms = len(samples) * 1000 // RATE
    for first, last in runs(sounding, BRIDGE_MS // FRAME_MS):
        if _holds_any(voices, first, last) and _near(certain, first, last):
            start = max(first * FRAME_MS - EDGE_MS, found[-1].end_ms if found else 0)
            found.append(Stretch(start, min(last * FRAME_MS + EDGE_MS, latest_ms)))
    return found


def runs(flags: Flags, bridge: int) -> list[tuple[int, int]]:
    """(first, past the last) of every run of set frames, gaps up to `bridge` frames filled."""
    import numpy as np

    found: list[tuple[int, int]] = []
    for index in np.flatnonzero(flags).tolist():
        if found and index - found[-1][1] <= bridge:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found


def _room(level: Samples) -> Samples:
    """The room's own noise at every frame: the tenth percentile of the ten seconds around."""
    import numpy as np

    window = _ROOM_MS // FRAME_MS
    room = np.empty_like(level)
    for start in range(0, len(level), window // 2):
        room[start : start + window // 2] = np.percentile(level[max(0, start - window // 2) : start + window], 10)
    return room


def _at_least(level: Samples) -> Samples:
    import numpy as np

    higher: Samples = np.maximum(level, FLOOR_DBFS)
    return higher


def _certain(voice: Voice, voices: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The tracks that are certainly somebody's speech, judged in windows of three seconds, each begun half a second later."""
    import numpy as np

    gliding = [track for track in voices if _glides(voice, track) and not _fades(voice, track)]
    found: set[tuple[int, int]] = set()
    window, step = _WINDOW_MS // FRAME_MS, _WINDOW_MS // FRAME_MS // 6
    for start in range(0, len(voice.level), step):
        here = [track for track in gliding if start <= track[0] < start + window]
        if sum(last - first for first, last in here) * FRAME_MS < SURE_MS:
            continue
        shapes = np.concatenate([voice.shape[first:last] for first, last in here])
        changes = [np.abs(voice.shape[first + 2 : last] - voice.shape[first : last - 2]) for first, last in here]
        if shapes.std(axis=0).mean() >= VARIETY_DB and np.concatenate(changes).mean() >= CHANGE_DB:
            found.update(here)
    return sorted(found)


def _glides(voice: Voice, track: tuple[int, int]) -> bool:
    import numpy as np

    pitch = voice.semitones[track[0] : track[1]]
    return bool(np.ptp(pitch) >= GLIDE_SEMITONES)


def _fades(voice: Voice, track: tuple[int, int]) -> bool:
    """Whether a track begins at its loudest and does nothing but die away."""
    import numpy as np

    level = voice.level[track[0] : track[1]]
    slope = np.polyfit(np.arange(len(level)), level, 1)[0]
    return bool(level[0] > np.max(level) - 3 and slope < -FADE_DB)


def _holds_any(tracks: list[tuple[int, int]], first: int, last: int) -> bool:
    place = bisect_left(tracks, (first, 0))
    return place < len(tracks) and tracks[place][0] < last


def _near(tracks: list[tuple[int, int]], first: int, last: int) -> bool:
    reach = NEARBY_MS // FRAME_MS
    place = bisect_left(tracks, (first - reach, 0))
    before = place > 0 and tracks[place - 1][1] > first - reach
    return before or (place < len(tracks) and tracks[place][0] < last + reach)
