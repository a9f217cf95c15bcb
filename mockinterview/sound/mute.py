"""A voice that says nothing: for commands without a window, which print questions and never read them aloud."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mockinterview.core.problems import Problem


class MuteVoice:
    """Flow's `Voice`: there are no voices, and every text is done at once."""

    def voices(self) -> Sequence[str]:
        return ()

    def say(self, text: str, done: Callable[[Problem | None], None]) -> None:
        done(None)

    def stop(self) -> None:
        """It is silent already."""

    def close(self) -> None:
        """It is silent already."""
