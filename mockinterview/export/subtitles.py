"""The words of an answer as subtitles: SubRip and WebVTT."""

from __future__ import annotations

from collections.abc import Iterator

from mockinterview.core.problems import ExportProblem
from mockinterview.core.review import Review
from mockinterview.core.transcript import Transcript, Word
from mockinterview.export import wording

MOST_LETTERS = 84
"""Two lines of 42 characters, and MOST_MS on screen: the limits of common subtitling guides (BBC, Netflix timed text)."""
MOST_MS = 7_000


def srt(review: Review) -> str:
    """SubRip: numbered cues."""
    return "\n".join(
        f"{number}\n{_time(first, ',')} --> {_time(last, ',')}\n{text.replace('-->', '→')}\n"
        for number, (first, last, text) in enumerate(_cues(review), 1)
    )


def vtt(review: Review) -> str:
    """WebVTT."""
    cues = (
        f"{_time(first, '.')} --> {_time(last, '.')}\n"
        f"{text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}\n"
        for first, last, text in _cues(review)
    )
    return "\n".join(("WEBVTT\n", *cues))


def _time(at_ms: int, point: str) -> str:
    seconds, milliseconds = divmod(at_ms, 1_000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{milliseconds:03}"


def _cues(review: Review) -> list[tuple[int, int, str]]:
    transcript = review.transcript
    if transcript is None or not transcript.words:
        raise ExportProblem(
            "There are no words to make subtitles of.",
            "The answer was not recognised yet, or nothing was said.",
            "Wait until the words are there, or choose another format.",
        )
    if not wording.has_times(review):
        raise ExportProblem("The words have no times.", "They were read from a text.", "Choose another format.")
    cues = [
        (group[0].start_ms, max(word.end_ms for word in group), " ".join(" ".join(word.text.split()) for word in group))
        for group in _groups(transcript)
    ]
    return [cue for cue in cues if cue[1] > cue[0]]


def _groups(transcript: Transcript) -> Iterator[list[Word]]:
    """The words in groups that fit on a screen; a new segment begins a new group."""
    starts = {segment.first_word for segment in transcript.segments}
    group: list[Word] = []
    for index, word in enumerate(transcript.words):
        letters = sum(len(part.text) + 1 for part in group) + len(word.text)
        full = group and (letters > MOST_LETTERS or word.end_ms - group[0].start_ms > MOST_MS)
        if group and (index in starts or full):
            yield group
            group = []
        group.append(word)
    if group:
        yield group
