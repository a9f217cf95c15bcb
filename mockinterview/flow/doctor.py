"""What works on this computer, and what to do about what does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from mockinterview.core.problems import Problem
from mockinterview.core.shapes import known_model_to
from mockinterview.core.take import DiskRoom
from mockinterview.flow.keeper import Keeper
from mockinterview.flow.models import ModelStore
from mockinterview.flow.ports import Matcher, Microphone, TakeShelf, Transcriber, Voice

LITTLE_ROOM_MINUTES = 10
"""With room for less than this a running take says so, too."""


class Doctor:
    """Looks at every neighbour and changes nothing. matcher: loads it."""

    def __init__(
        self,
        microphone: Microphone,
        voice: Voice,
        transcriber: Transcriber,
        models: ModelStore,
        keeper: Keeper,
        matcher: Callable[[], Matcher],
        shelf: TakeShelf,
    ) -> None:
        self._microphone = microphone
        self._voice = voice
        self._transcriber = transcriber
        self._models = models
        self._keeper = keeper
        self._matcher = matcher
        self._shelf = shelf

    def examine(self) -> dict[str, Any]:
        """The report `mockinterview doctor --json` prints; `problems` holds a sentence for everything that does not work."""
        problems: list[str] = []

        def look(what: Callable[[], Any], otherwise: Any) -> Any:
            try:
                return what()
            except Problem as problem:
                problems.append(problem.sentence)
                return otherwise

        microphones = [asdict(device) for device in look(self._microphone.inputs, ())]
        voices = list(look(self._voice.voices, ()))
        recognisers = [asdict(one) for one in look(self._transcriber.recognisers, ())]
        models = [known_model_to(model) for model in look(self._models.models, ())]
        matcher: Matcher | None = look(self._matcher, None)
        store: Mapping[str, object] = look(self._keeper.facts, {})
        room: DiskRoom = look(self._shelf.room, DiskRoom(0, None, None))
        if not microphones and not problems:
            problems.append(
                "No microphone was found. Plug one in, or allow this program to use it in your system's settings."
            )
        problems += [
            f"“{one['name']}”, the default microphone, is muted in the sound settings. Unmute it there."
            for one in microphones
            if one["muted"] and one["is_default"]
        ]
        if not voices:
            problems.append("No voice was found to read questions aloud. On Debian and Ubuntu, install espeak-ng.")
        if not any(one["ready"] and not one["draft"] for one in recognisers):
            problems.append(
                "Only the draft recogniser is ready: many words will be wrong. Get a Whisper model in Settings, "
                "or with: mockinterview models get base.en"
            )
        if matcher is not None and matcher.problem is not None:
            problems.append(matcher.problem.sentence)
        if room.minutes is not None and room.minutes < LITTLE_ROOM_MINUTES:
            problems.append(f"The disk is nearly full: {room.minutes} minutes of recording fit. Free some space.")
        return {
            "microphones": microphones,
            "voices": voices,
            "recognisers": recognisers,
            "models": models,
            "matcher": matcher.name if matcher is not None else "",
            "store": dict(store),
            "takes": asdict(room),
            "problems": problems,
        }
