"""What can go wrong in the world, always as a sentence: what happened, why, what to do next.

Two kinds of error exist. A `Problem` is the world's: no microphone, a full disk, a damaged file; it is shown to the person in its
own words. Everything else is ours, a bug, and ends in the crash report. The tree:

    Problem
        BankProblem          a question bank that cannot be read
        MicrophoneProblem    no microphone, busy, gone
        TakeProblem          a recording that cannot be written or read
            SlowDisk         one that is still being written
        VoiceProblem         no voice to read the question aloud
        SpeechProblem        the recogniser: missing, damaged model, died
        TranscriptProblem    a transcript from elsewhere that cannot be read
        LineUpProblem        a transcript that cannot be lined up
        HistoryProblem       the store: locked, damaged, newer than the program
        PlaceProblem         a folder that cannot be used
        ExportProblem        a review that cannot be written out
        BackupProblem        a backup that cannot be made, read or restored
        UsageProblem         a command asked for something that is not there
    Cancelled                not a problem: the person asked to stop
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockinterview.core.transcript import Transcript


class Problem(Exception):
    """Something in the world stands in the way; `sentence` is what the person reads.

    what: what happened ("The microphone did not start."); why: the reason as far as known; next_step: what to do now.
    Each is a full sentence or empty (`what` and `next_step` never are).
    """

    def __init__(self, what: str, why: str = "", next_step: str = "") -> None:
        super().__init__(what, why, next_step)
        self.what = what
        self.why = why
        self.next_step = next_step

    @property
    def sentence(self) -> str:
        """All that is known, in the order a person needs it."""
        return " ".join(part for part in (self.what, self.why, self.next_step) if part)

    def __str__(self) -> str:
        return self.sentence


class BankProblem(Problem):
    """A question bank that cannot be read."""


class MicrophoneProblem(Problem):
    """No microphone, a busy one, or one that went away."""


class TakeProblem(Problem):
    """A recording that cannot be written or read."""


class SlowDisk(TakeProblem):
    """A recording is still being written; nothing is lost, and closing it can be tried again."""


class VoiceProblem(Problem):
    """No voice could read the question aloud."""


class SpeechProblem(Problem):
    """The recogniser is missing, has no model, or died. partial: the words it gave before; the rest is marked as not understood."""

    partial: Transcript | None = None


class TranscriptProblem(Problem):
    """A transcript that was written elsewhere cannot be read."""


class LineUpProblem(Problem):
    """A transcript that cannot be lined up with a checklist."""


class HistoryProblem(Problem):
    """The store of attempts is locked, damaged, or newer than the program."""


class PlaceProblem(Problem):
    """A folder the program needs cannot be used."""


class ExportProblem(Problem):
    """A review could not be written out."""


class BackupProblem(Problem):
    """A backup cannot be made, read or restored; what was there before stands as it was."""


class UsageProblem(Problem):
    """A command asked for something that is not there."""


class Cancelled(Exception):
    """The person asked for this work to stop."""
