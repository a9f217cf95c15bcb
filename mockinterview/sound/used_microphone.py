"""Which microphone the sound of a take comes from, as far as the system tells: it may be another one in the middle of a sentence.

Sound servers move a stream to another microphone when its own is unplugged, and tell the program nothing of it.
"""

from __future__ import annotations

from mockinterview.sound.inputs import Source

LOW_PERCENT = 20
"""A volume below is no choice of a person who wants to be heard: on the servers' cubic scale it takes 42 dB away."""

_LOUDSPEAKER = ".monitor"
"""How sound servers end the name of a source that is no microphone but what a loudspeaker plays."""


class UsedMicrophone:
    """What is known of the microphone in use, and what of it the person must know."""

    def __init__(self, name: str, server_name: str = "") -> None:
        self._first = name
        self._name = name
        self._server_name = server_name
        self._source: Source | None = None

    def is_now(self, source: Source) -> str:
        """The server says that this is where the sound comes from. A sentence if it is not the one before, "" if it is."""
        self._source = source
        if source.server_name == self._server_name:
            return ""
        self._name, self._server_name = source.name, source.server_name
        return f"Microphone changed to “{source.name}”."

    @property
    def hint(self) -> str:
        """Why the person is not heard, "" if they are."""
        if self._source is not None and self._source.muted:
            return f"“{self._name}” is muted in the sound settings. Unmute it there: nothing is heard."
        if self._name != self._first and self._server_name.endswith(_LOUDSPEAKER):
            return f"“{self._first}” is gone. What is recorded now is what the computer plays (“{self._name}”)."
        return ""

    @property
    def moved_hint(self) -> str:
        """That it is another than at the beginning, "" if it is not. It may do well: whatever is wrong with it is more urgent."""
        moved = self._name != self._first
        return f"Recording from “{self._name}” now, no longer from “{self._first}”." if moved else ""

    @property
    def volume_hint(self) -> str:
        """Why little or nothing may be heard, "" if the settings are no reason."""
        percent = None if self._source is None else self._source.volume_percent
        if percent is None or percent >= LOW_PERCENT:
            return ""
        return f"The volume of “{self._name}” is set to {percent} %. Turn it up in the sound settings."
