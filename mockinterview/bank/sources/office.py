"""Word and OpenDocument files -> their words as lines of Markdown.

The archive is read by stream with caps on size and ratio, one member only. The XML is walked by expat itself, so that a document
type with its entities is refused before anything is expanded.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from mockinterview.core.problems import BankProblem

LARGEST_MEMBER = 20_000_000
HIGHEST_RATIO = 200
MOST_MEMBERS = 5_000
DEEPEST = 250
_MEMBERS = ("word/document.xml", "content.xml")
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, KeyError,
)  # fmt: skip


class _Refused(Exception):
    """The XML is not what a word processor writes."""


def office_text(raw: bytes, name: str) -> str:
    """The words of the document; BankProblem if it is damaged or far too large."""
    unread = f"{name} cannot be read."
    try:
        member = _member(raw)
        walk = _Walk()
        walk.read(member)
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
        EOFError,
        KeyError,
    ) as error:
        raise BankProblem(
            unread, "The document is damaged or locked.", "Open it in your word processor and save it anew."
        ) from error
    except _Refused as error:
        raise BankProblem(unread, str(error), "Copy the text you need and paste it.") from error
    return "\n".join(walk.lines)


def _member(raw: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if len(archive.infolist()) > MOST_MEMBERS:
            raise _Refused("It holds far too many parts.")
        found = next((info for info in archive.infolist() if info.filename in _MEMBERS), None)
        if found is None:
            raise _Refused("It is neither a Word nor an OpenDocument text.")
        with archive.open(found) as opened:
            words = opened.read(LARGEST_MEMBER + 1)
        if len(words) > LARGEST_MEMBER or len(words) > HIGHEST_RATIO * max(found.compress_size, 1) + 100_000:
            raise _Refused("Its text is far too large.")
        return words


class _Walk:
    """Elements of both formats by their local names, which never mean two things."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._words: list[str] = []
        self._depth = 0
        self._prefix = ""
        self._lists = 0
        self._cells: list[str] | None = None
        self._in_text = 0
        self._bold = 0
        self._word = False

    def read(self, xml: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        parser.buffer_text = True
        parser.Parse(xml, True)

    def _refuse(self, *_: object) -> None:
        raise _Refused("It declares a document type, which no word processor does.")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Refused("It is nested far too deep.")
        match tag:
            case "w:p" | "text:p" | "text:h":
                self._word = tag == "w:p"
                level = attributes.get("text:outline-level", "")
                self._prefix = (
                    "#" * min(int(level), 6) + " " if level.isdigit() and level != "0" else "- " if self._lists else ""
                )
            case "w:pStyle":
                self._style(attributes.get("w:val", ""))
            case "w:numPr" if not self._prefix:
                self._prefix = "- "
            case "w:ilvl" if self._prefix == "- ":
                depth = attributes.get("w:val", "0")
                self._prefix = "  " * min(int(depth) if depth.isdigit() else 0, 9) + "- "
            case "text:list-item":
                self._lists += 1
            case "w:tr" | "table:table-row":
                self._cells = []
            case "w:t":
                self._in_text += 1
            case "w:tab" | "text:tab" | "text:s" | "w:br" | "text:line-break":
                self._words.append("\n" if tag in ("w:br", "text:line-break") and self._cells is None else " ")
            case _:
                return

    def _style(self, style: str) -> None:
        lowered = style.lower()
        if lowered in ("title", "titel", "titre"):
            self._prefix = "# "
        elif lowered.startswith(("heading", "berschrift", "überschrift", "titre", "ttulo")) and lowered[-1:].isdigit():
            self._prefix = "#" * min(max(int(lowered[-1]), 1), 6) + " "
        elif "list" in lowered:
            self._prefix = "- "

    def _say(self, data: str) -> None:
        if self._in_text or not self._word:
            self._words.append(data)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        match tag:
            case "w:p" | "text:p" | "text:h":
                self._end_paragraph()
            case "text:list-item":
                self._lists = max(self._lists - 1, 0)
            case "w:tr" | "table:table-row":
                if self._cells:
                    self.lines.append("| " + " | ".join(cell.replace("|", "/") for cell in self._cells) + " |")
                self._cells = None
            case "w:t":
                self._in_text = max(self._in_text - 1, 0)
            case _:
                return

    def _end_paragraph(self) -> None:
        said = [" ".join(line.split()) for line in "".join(self._words).split("\n")]
        self._words.clear()
        self._word = False
        if self._cells is not None:
            self._cells += [line for line in said if line]
            return
        for line in said:
            self.lines.append(self._prefix + line if line else "")
            self._prefix = ""
        if self.lines[-1:] != [""] and not self._prefix.strip() and not self._lists:
            self.lines.append("")
