"""The words of an answer as subtitles: SubRip and WebVTT."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

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
    starts = sorted({0, len(transcript.words), *(segment.first_word for segment in transcript.segments)})
    for first, past in pairwise(starts):
        groups: list[list[Word]] = []
        for word in transcript.words[first:past]:
            if groups and _fits([*groups[-1], word]):
                groups[-1].append(word)
            else:
                groups.append([word])
        if len(groups) > 1:
            groups[-2:] = _evened(*groups[-2:])
        yield from groups


def _fits(group: list[Word]) -> bool:
    """Whether words may stand on the screen together."""
    return _letters(group) <= MOST_LETTERS and group[-1].end_ms - group[0].start_ms <= MOST_MS


def _letters(group: list[Word]) -> int:
    return sum(len(word.text) + 1 for word in group) - 1


def _evened(group: list[Word], last: list[Word]) -> tuple[list[Word], list[Word]]:
    """The same on two screens that are as alike as can be: a last word alone would only flash up."""
    words = [*group, *last]
    halves = ((words[:place], words[place:]) for place in range(1, len(words)))
    fitting = [both for both in halves if all(map(_fits, both))]
    return min(fitting, key=lambda both: abs(_letters(both[0]) - _letters(both[1])), default=(group, last))
