"""Transcripts that others wrote, read from text: plain text, SRT and WebVTT subtitles; and from plain values, as ours are kept.

What a text is, is seen from the text itself; nobody is asked. Times in it become bounds for the words, which are put to their sound
later. Of a page of several speakers every word is kept, and only the names in front of the lines are left out: words that
name a speaker anywhere, or stand before a colon more than once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from mockinterview.core.problems import TranscriptProblem
from mockinterview.core.written import Cue, Written

LARGEST_BYTES = 4_000_000
MOST_WORDS = 50_000
"""Five hours of fast speech: longer than any recording the program takes."""
LONGEST_WORD = 80
"""Letters of a word; the rest of a longer one is no word, and would break the page it is shown on."""
_ESCAPES = {
    "&lt;": "<",
    "&gt;": ">",
    "&nbsp;": " ",
    "&lrm;": "",
    "&rlm;": "",
    "&quot;": '"',
    "&#39;": "'",
    "&amp;": "&",
}
"""What WebVTT writes for letters that mean something in it; the ampersand last, so that nothing is read twice."""
_DAY_MS = 24 * 3600 * 1000

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_ARROW = re.compile(rf"^\s*{_CLOCK}\s*-+>\s*{_CLOCK}(?:\s.*)?$")
_STAMP = re.compile(rf"^\s*(?:\[\s*{_CLOCK}\s*\]|\(\s*{_CLOCK}\s*\)|{_CLOCK}(?=\s|$))\s*[-–—:]?\s*")
_SPEAKER = re.compile(r"^\s*(?:>>+\s*)?([^\W\d_][\w.'’-]*(?:\s+[\w.'’-]+){0,3})\s*:(?=\s|$)\s*")
_KNOWN_SPEAKER = re.compile(
    r"(?i)(?:interviewer|interviewee|candidate|host|guest|me|you|[qa]|(?:speaker|person)[ _]?\d*)$"
)
_TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,100}\}")
_ASIDE = re.compile(r"\[[^\[\]\n]{0,100}\]|[♪♫]+")
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd\ud800-\udfff]"
)


def decoded(raw: bytes, name: str = "The text") -> str:
    """The text of a file, in any of the usual encodings. TranscriptProblem if it is too large, or no text."""
    if len(raw) > LARGEST_BYTES:
        raise _too_large(name)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = raw.decode("utf-16", "replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
    if text.count("\0") > len(text) // 100:
        raise _no_words(name, "It is not a text file.")
    return text


def read_text(text: str, name: str = "The text") -> Written:
    """The words of a text; TranscriptProblem if it holds none, or too many."""
    if len(text) > LARGEST_BYTES:
        raise _too_large(name)
    text = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    start = text.lstrip()
    cues: Iterable[Cue]
    if start.startswith("WEBVTT") or any(_ARROW.match(line) for line in start.split("\n", 10)[:10]):
        cues = _subtitle_cues(start)
    else:
        cues = _plain_cues(text)
    return _checked(cues, name)


def read_plain(plain: object, name: str = "The text") -> Written:
    """The words of plain values: `{"sentences": ["…"]}`, or what `transcribe --json` prints. TranscriptProblem if it is neither."""
    try:
        return _checked(list(_sentences(plain)), name)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
        raise not_ours(name) from error


def not_ours(name: str) -> TranscriptProblem:
    """JSON, but not of ours."""
    return _no_words(name, "It is not what `mockinterview transcribe --json` prints.")


def _checked(cues: Iterable[Cue], name: str) -> Written:
    found = Written(tuple(cue for cue in cues if cue.words))
    if not found.cues:
        raise _no_words(name, "")
    if sum(len(cue.words) for cue in found.cues) > MOST_WORDS:
        raise _too_large(name)
    return found


# ---------------------------------------------------------------- kinds of text


def _subtitle_cues(text: str) -> Iterable[Cue]:
    """SRT and WebVTT: a line with an arrow, then lines of words, then an empty one; what stands elsewhere is no speech."""
    times: tuple[int, int] | None = None
    words: list[str] = []
    speakers = _speakers(_TAG.sub("", text).split("\n"))
    for line in (*text.split("\n"), ""):
        arrow = _ARROW.match(line)
        if (arrow or not line.strip()) and times is not None:
            yield Cue(tuple(words), *times)
            times, words = None, []
        if arrow:
            start, end = _ms(arrow.groups()[:4]), _ms(arrow.groups()[4:])
            times = (start, max(start, end))
        elif times is not None:
            words += _words(_without(speakers, _ASIDE.sub(" ", _unescaped(_TAG.sub("", line)))))


def _plain_cues(text: str) -> Iterable[Cue]:
    """A line is a cue. A time in front of it says when it begins; alone on a line it is meant for the next."""
    start_ms: int | None = None
    lines = text.split("\n")
    speakers = _speakers([_STAMP.sub("", line) for line in lines])
    for line in lines:
        stamp = _STAMP.match(line)
        if stamp:
            found = [part for part in (stamp.groups()[:4], stamp.groups()[4:8], stamp.groups()[8:]) if part[1]]
            start_ms, line = _ms(found[0]), line[stamp.end() :]  # noqa: PLW2901
        words = _words(_ASIDE.sub(" ", _without(speakers, line)))
        if words:
            yield Cue(tuple(words), start_ms)
            start_ms = None


def _sentences(plain: Any) -> list[Cue]:
    sentences = plain.get("sentences")
    if isinstance(sentences, list):
        return [Cue(tuple(_words(_text(one)))) for one in sentences]
    return _timed_cues(plain)


def _timed_cues(plain: Mapping[str, Any]) -> list[Cue]:
    said = plain["words"]
    spans = [(one["first_word"], one["last_word"]) for one in plain.get("segments") or []] or [(0, len(said) - 1)]
    cues: list[Cue] = []
    for first, last in spans:
        if not 0 <= first <= last < len(said):
            raise ValueError("a segment of words that are not there")
        start, end = (min(max(0, int(at)), _DAY_MS) for at in (said[first]["start_ms"], said[last]["end_ms"]))
        words = tuple(word for one in said[first : last + 1] for word in _words(_text(one["text"])))
        cues.append(Cue(words, start, end) if end > start else Cue(words))
    return cues


# ---------------------------------------------------------------- parts of it


def _speakers(lines: Iterable[str]) -> set[str]:
    """The names of speakers in front of these lines."""
    names = Counter(match[1] for match in map(_SPEAKER.match, lines) if match)
    return {name for name, times in names.items() if times > 1 or _KNOWN_SPEAKER.match(name)}


def _without(speakers: set[str], line: str) -> str:
    match = _SPEAKER.match(line)
    return line[match.end() :] if match and match[1] in speakers else line


def _words(line: str) -> list[str]:
    """What stands between spaces and has a letter, a digit or a spoken sign in it."""
    return [one[:LONGEST_WORD] for one in line.split() if any(letter.isalnum() or letter in "&%+" for letter in one)]


def _unescaped(line: str) -> str:
    for escape, letter in _ESCAPES.items():
        line = line.replace(escape, letter)
    return line


def _ms(parts: Iterable[str | None]) -> int:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return min(whole * 1000 + int((fraction or "0").ljust(3, "0")), _DAY_MS)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return _UNPRINTABLE.sub("", value)


def _too_large(name: str) -> TranscriptProblem:
    return TranscriptProblem(
        f"{name} is too large for a transcript.", "", f"Give one answer, of at most {MOST_WORDS:,} words."
    )


def _no_words(name: str, why: str) -> TranscriptProblem:
    return TranscriptProblem(
        f"{name} holds no words.", why, "Give plain text, subtitles (SRT or VTT), or JSON of `transcribe`."
    )
