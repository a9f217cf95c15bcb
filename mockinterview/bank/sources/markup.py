"""Saved HTML -> its words as lines of Markdown: headings, list entries, table rows, bold lines. Nothing is fetched or executed."""

from __future__ import annotations

import re
from html.parser import HTMLParser


def _names(tags: str) -> frozenset[str]:
    return frozenset(tags.split())


_SILENT = _names(
    "script style noscript template svg math head nav footer aside form button select iframe object audio video canvas"
)
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_BLOCKS = _names(
    "p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr blockquote pre figure figcaption details"
    " summary address fieldset hr br html body tbody thead center"
)
_BOLD = frozenset(("b", "strong", "em", "i"))
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)} | {"dt": "**", "summary": "**"}
_TAG_TOO_LONG = re.compile(r"<[^>]{5000}")


def html_text(text: str) -> str:
    """The words of a page. What is never shown (scripts, styles, navigation, forms) is left away."""
    if (cut := _TAG_TOO_LONG.search(text)) is not None:
        text = text[: cut.start()]  # an endless tag is damage, and slow to look through
    parser = _Words()
    parser.feed(text)
    parser.close()
    return parser.text()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._words: list[str] = []
        self._silent: list[str] = []
        self._lists: list[int] = []
        self._cells: list[str] | None = None
        self._prefix = ""
        self._bold = 0
        self._bold_words = 0

    def text(self) -> str:
        """Everything said so far, with no more than one blank line anywhere."""
        self._end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent or tag in _SILENT:
            if tag not in _VOID:
                self._silent.append(tag)
            return
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in _BLOCKS:
            self._end_line()
        self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._lines.append("")
            self._prefix = _HEADINGS[tag]
        elif tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else 0)
        elif tag == "li":
            self._begin_entry()
        elif tag == "tr":
            self._cells = []
        elif tag in _BOLD:
            self._bold += 1
        elif tag in ("p", "div", "table", "section", "article") and not self._lists:
            self._lines.append("")

    def _begin_entry(self) -> None:
        depth = max(len(self._lists) - 1, 0)
        number = self._lists[-1] if self._lists else 0
        self._prefix = "  " * min(depth, 20) + (f"{number}. " if number else "- ")
        if number:
            self._lists[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                while self._silent.pop() != tag:
                    continue
            return
        if tag == "tr":
            self._end_row()
        elif tag in _BLOCKS:
            self._end_line()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag in _BOLD and self._bold:
            self._bold -= 1
        if tag in _HEADINGS or (tag in ("p", "table", "ul", "ol") and not self._lists):
            self._lines.append("")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self._words.append(data)
        if self._bold:
            self._bold_words += len(data.split())

    def _end_cell(self) -> None:
        if self._cells is None:
            self._cells = []
        if said := self._said():
            self._cells.append(said)

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self._lines.append("| " + " | ".join(cell.replace("|", "/") for cell in self._cells) + " |")
        self._cells = None

    def _end_line(self) -> None:
        if self._cells is not None and self._words:
            self._words.append(" ")
            return
        bold = self._bold_words
        said = self._said()
        if not said:
            return
        if self._prefix == "**" or (not self._prefix and bold and bold >= len(said.split())):
            said = f"**{said}**"
            self._prefix = ""
        self._lines.append(self._prefix + said)
        self._prefix = ""

    def _said(self) -> str:
        said = " ".join("".join(self._words).split())
        self._words.clear()
        self._bold_words = 0
        return said
