"""A voice that says nothing and remembers everything."""

from __future__ import annotations

from collections.abc import Callable

from mockinterview.core.problems import Problem


class FakeVoice:
    """Flow's `Voice`. at_once: every text is done as soon as it is asked for; otherwise `finish` ends it.

    said: every text in order. problem: what every text ends with from now on, None if the voice works.
    """

    def __init__(self, at_once: bool = True, names: tuple[str, ...] = ("Fake voice",)) -> None:
        self.at_once = at_once
        self.names = names
        self.problem: Problem | None = None
        self.said: list[str] = []
        self.closed = False
        self._done: Callable[[Problem | None], None] | None = None

    @property
    def speaking(self) -> bool:
        """Whether a text has not been done yet."""
        return self._done is not None

    def finish(self, problem: Problem | None = None) -> None:
        """The running text is over; nothing happens if there is none."""
        done, self._done = self._done, None
        if done is not None:
            done(problem or self.problem)

    def voices(self) -> list[str]:
        return list(self.names)

    def say(self, text: str, done: Callable[[Problem | None], None]) -> None:
        self.stop()
        self.said.append(text)
        self._done = done
        if self.at_once or self.problem is not None:
            self.finish()

    def stop(self) -> None:
        done, self._done = self._done, None
        if done is not None:
            done(None)

    def close(self) -> None:
        self.stop()
        self.closed = True
