"""Small dealings with the text of a line that all steps of reading a page need: quotes, emphasis, `Name: description`."""

from __future__ import annotations

import re

QUOTES = "\"'“”„‟‘’‚‛«»‹›`"
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAMED = re.compile(r"(?P<name>[^:–—]{2,80}?)\s*(?::\s+|\s+[-–—]\s+|\s*[–—]\s+)(?P<rest>\S.*)", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*\*|\*\*|__|\*|(?<!\w)_)(?=\S)(.+?)(?<=\S)\1(?![\w*])")


def plain_words(text: str) -> list[str]:
    """The words of a text."""
    return _WORDS.findall(text)


def without_markup(text: str) -> str:
    """A line without Markdown emphasis, links, code marks and stray tags."""
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
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


def named(text: str) -> tuple[str, str]:
    """`Name: description` or `Name - description` apart; ("", text) if the text has no short name in front."""
    found = _NAMED.match(text)
    if found is None:
        return "", text
    name = found.group("name").strip()
    words = plain_words(name)
    if (
        not words
        or len(words) > 12
        or name[-1] in ".?!"
        or name.startswith(tuple("(["))
        or "://" in text[: len(name) + 3]
    ):
        return "", text
    return name.strip(QUOTES if name[0] in QUOTES and name[-1] in QUOTES else ""), found.group("rest").strip()
