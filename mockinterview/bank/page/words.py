"""Small dealings with the text of a line that all steps of reading a page need: quotes, emphasis, `Name: description`."""

from __future__ import annotations

import re
from functools import lru_cache

QUOTES = "\"'“”„‟‘’‚‛«»‹›`"
LONGEST_NAME = 80
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BETWEEN = re.compile(r":\s+|\s+[-–—]\s+|[–—]\s+")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_EMPHASIS = re.compile(r"(?<!\w)(?:\*{1,3}|_{1,2})(?=\S)|(?<=\S)(?:\*{1,3}|_{1,2})(?!\w)")


def plain_words(text: str) -> list[str]:
    """The words of a text."""
    return _WORDS.findall(text)


@lru_cache(maxsize=20_000)
def word_count(text: str) -> int:
    """How many words a text has."""
    return len(_WORDS.findall(text))


def without_markup(text: str) -> str:
    """A line without Markdown emphasis, links, code marks and stray tags."""
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub("", text)
    return text.replace("\\*", "*").replace("\\_", "_").replace("`", "").strip()


def unquoted(text: str) -> str:
    """A text without the quotation marks around the whole of it."""
    stripped = text.strip().lstrip("\\").strip()
    if len(stripped) > 2 and stripped[0] in QUOTES and stripped[-1] in QUOTES and stripped[0] not in "‘'’`":
        inner = stripped[1:-1]
        if not any(mark in inner for mark in '"“”„«»'):
            return inner.strip()
    if len(stripped) > 2 and stripped[0] in "'‘" and stripped[-1] in "'’":
        return stripped[1:-1].strip()
    return stripped


@lru_cache(maxsize=20_000)
def named(text: str) -> tuple[str, str]:
    """`Name: description` or `Name - description` apart; ("", text) if the text has no short name in front."""
    found = _BETWEEN.search(text[: LONGEST_NAME + 4])
    if found is None or not 2 <= found.start() <= LONGEST_NAME:
        return "", text
    name, rest = text[: found.start()].strip(), text[found.end() :].strip()
    count = word_count(name)
    if not rest or not 0 < count <= 12 or name[-1] in ".?!" or name[0] in "([" or "://" in text[: found.end() + 3]:
        return "", text
    return (name[1:-1] if len(name) > 2 and name[0] in QUOTES and name[-1] in QUOTES else name), rest
