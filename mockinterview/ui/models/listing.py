"""What the history, a search in it and the bin ask of the library, and what they have it do. All of it runs in the background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mockinterview.core.attempt import Attempt
from mockinterview.core.removal import DeletionReport
from mockinterview.flow.house import House
from mockinterview.flow.library import Library
from mockinterview.ui.models.attempts import Entry, binned, found, listed

MOST_HITS = 200
"""So many of the best are shown; who finds more adds a word."""


class Wish(NamedTuple):
    """question_id: "" for every question. only: ids of the attempts to show, None for all. words: to search for."""

    question_id: str = ""
    only: frozenset[str] | None = None
    words: str = ""

    def lets_through(self, attempt: Attempt) -> bool:
        """Whether an attempt is among those to choose from."""
        return self.question_id in ("", attempt.question.id) and (self.only is None or attempt.id in self.only)


class Listing(NamedTuple):
    """entries: what to show. questions: text by id, of all attempts. total: of all attempts; in_bin: how many wait there."""

    wish: Wish
    entries: Sequence[Entry]
    questions: dict[str, str]
    total: int
    in_bin: int


def listing(library: Library, wish: Wish) -> Listing:
    """The history, newest first, whatever the words of the wish."""
    attempts = library.attempts()
    questions = {attempt.question.id: attempt.question.text for attempt in reversed(attempts)}
    entries = listed(attempt for attempt in attempts if wish.lets_through(attempt))
    return Listing(wish, entries, dict(reversed(questions.items())), len(attempts), len(library.bin()))


def hits(library: Library, wish: Wish) -> tuple[Wish, Sequence[Entry]]:
    """What the words of the wish find."""
    return wish, found(hit for hit in library.search(wish.words, MOST_HITS) if wish.lets_through(hit.attempt))


def in_bin(library: Library) -> Sequence[Entry]:
    """The bin."""
    return binned(library.bin())


def remove(library: Library, ids: Sequence[str]) -> Sequence[str]:
    """Put these into the bin."""
    for attempt_id in ids:
        library.remove(attempt_id)
    return ids


def bring_back(library: Library, ids: Sequence[str]) -> Sequence[str]:
    """Take out of the bin what of these is still in it; which that is."""
    there = {one.attempt.id for one in library.bin()}
    back = [attempt_id for attempt_id in ids if attempt_id in there]
    library.bring_back_from_bin(back)
    return back


class Deleted(NamedTuple):
    """What came of a deletion. put_aside: names of damaged files, which may go too. folder: where all of it lies, if known."""

    report: DeletionReport
    put_aside: Sequence[str]
    folder: Path | None


def delete_for_good(house: House, ids: Sequence[str]) -> Deleted:
    """Delete these."""
    report = house.library.delete_for_good(ids)
    file = Path(str(house.keeper.facts().get("file", ""))) if report.still_in else Path()
    return Deleted(report, house.library.removing.put_aside(), file.parent if file.is_absolute() else None)


def delete_put_aside(library: Library) -> None:
    """Delete the damaged files that were put aside."""
    library.removing.drop_put_aside()
