"""What a running take tells the person: what is wrong now, what happened, why it ended."""

from __future__ import annotations

from mockinterview.core.problems import MicrophoneProblem, TakeProblem
from mockinterview.core.sound_notes import length

WAKING = "Waiting for the microphone to wake up."
DUMB = "The microphone sends nothing. Waiting for it to come back."
BEHIND = "The disk does not keep up. What you say waits in memory meanwhile; nothing is lost."
FULL = "The disk has stood still for so long that what you say now is lost. Stop, and wait for the disk."

PAUSED = "Paused."
OVERFLOW = "The computer was too busy; a moment of sound is missing here."
WAS_BEHIND = "The disk did not keep up here. What you said waited in memory; nothing is lost."
DROPPED = "The disk had stood still for ten minutes, and there was no memory left."


def gone() -> MicrophoneProblem:
    """The microphone gives no more sound."""
    return MicrophoneProblem(
        "The microphone stopped sending sound.",
        "It was unplugged, switched off or taken away.",
        "What you said until then is kept. Check the microphone and record again.",
    )


def slept(seconds: float) -> MicrophoneProblem:
    """The computer slept in the middle of a take."""
    return MicrophoneProblem(
        f"The computer slept for {length(round(1000 * seconds))} while you answered.",
        "",
        "What you said before is kept. To go on, record again: it becomes a take of its own.",
    )


def broken() -> TakeProblem:
    """A fault of ours."""
    return TakeProblem("The recording stopped.", "Something in this program broke.", "What you said is kept.")
