"""What a recogniser will ask of this computer and of the person's patience, as figures and in plain words.

The figures come from a trial: a clip of a few seconds, recognised twice on this computer, so that the second time tells what
recognising costs and the first what loading added.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

TAIL_MS = 8_000
"""Sound that can be left when the person presses Stop, where recognition runs while they speak."""
ANSWER_MS = 120_000
"""The answer that waits are given for: two minutes."""
TIGHT = 1.25
"""Free memory below so many times the need is called little: what else runs will want some too."""


@dataclass(frozen=True)
class Trial:
    """What one recogniser with one model took for a clip of `sound_ms`. load_ms: what the first time took longer."""

    engine: str
    model: str
    sound_ms: int
    load_ms: int
    recognise_ms: int

    @property
    def after_stop_ms(self) -> int:
        """Expected wait after Stop, where recognition ran along: the longest tail, at the clip's pace."""
        return self._at_pace(TAIL_MS)

    @property
    def whole_ms(self) -> int:
        """Expected wait for a whole answer of two minutes that nobody listened to before, loading included."""
        return self.take_ms(ANSWER_MS)

    def take_ms(self, sound_ms: int) -> int:
        """The same for a take of that length."""
        return self.load_ms + self._at_pace(sound_ms)

    def _at_pace(self, sound_ms: int) -> int:
        return round(self.recognise_ms * sound_ms / self.sound_ms) if self.sound_ms > 0 else 0


@dataclass(frozen=True)
class Guidance:
    """What to know before choosing. Bytes of memory; 0 where not known. trial: None if it was never tried here."""

    needs_bytes: int = 0
    free_bytes: int = 0
    trial: Trial | None = None

    @property
    def tight(self) -> bool:
        """Whether less memory is free than the model comfortably needs."""
        return bool(self.needs_bytes and self.free_bytes) and self.free_bytes < TIGHT * self.needs_bytes

    @property
    def memory_words(self) -> str:
        """What it needs against what is free, as half a sentence; "" where the need is not known."""
        if not self.needs_bytes:
            return ""
        need = f"needs about {bytes_words(self.needs_bytes)} of memory"
        return f"{need}, {bytes_words(self.free_bytes)} are free now" if self.free_bytes else need

    def wait_words(self, *, while_speaking: bool) -> str:
        """How long the person waits after Stop, as half a sentence; "" if it was never tried here."""
        if self.trial is None:
            return ""
        if while_speaking:
            return f"{duration_words(self.trial.after_stop_ms)} after Stop"
        return f"{duration_words(self.trial.whole_ms)} for a two-minute answer"

    def take_words(self, sound_ms: int) -> str:
        """How long recognising a take of that length takes, as half a sentence; "" if it was never tried here."""
        return f"{duration_words(self.trial.take_ms(sound_ms))} for this take" if self.trial is not None else ""


def bytes_words(size_bytes: int) -> str:
    """A size as people say it: under 1 MB, 76 MB, 1.6 GB."""
    if 0 < size_bytes < 1e6:
        return "under 1 MB"
    return f"{size_bytes / 1e9:.1f} GB" if size_bytes >= 999_500_000 else f"{size_bytes / 1e6:.0f} MB"


def duration_words(ms: int) -> str:
    """A wait in words, rounded up to what one would say: "about 4 s", "about 2 minutes"."""
    seconds = math.ceil(ms / 1000)
    if seconds <= 1:
        return "about 1 s"
    if seconds < 10:
        return f"about {seconds} s"
    if seconds < 55:
        return f"about {5 * math.ceil(seconds / 5)} s"
    minutes = math.ceil(seconds / 60)
    return "about a minute" if minutes == 1 else f"about {minutes} minutes"
