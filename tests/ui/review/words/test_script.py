"""The words as a document: whatever was shown before, the result is as if it had been written at once, and little is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from mockinterview.core.transcript import Segment, Transcript, Word
from mockinterview.ui.look import DARK, LIGHT, Size, font
from mockinterview.ui.review.words.reading import Reading, difference, lay_out
from mockinterview.ui.review.words.script import LINE_HEIGHT, Dress, Script


def reading_of(texts: list[str]) -> Reading:
    """Every word that ends with a full stop ends a paragraph too."""
    at, words = 0, []
    for text in texts:
        words.append(Word(text, at, at + 100))
        at += 2_000 if text.endswith(".") else 150
    return lay_out(Transcript("fake", "", "en", at, tuple(words)))


def looks_of(document: QTextDocument) -> list[tuple[str, bool, str, str, str]]:
    """Each character with what is seen of its format."""
    found = []
    cursor = QTextCursor(document)
    for position in range(document.characterCount() - 1):
        letter = document.characterAt(position)
        if letter == "\u2029":
            found.append(("\n", False, "", "", ""))
            continue
        cursor.setPosition(position + 1)
        format = cursor.charFormat()
        wash = format.background().color().name() if format.hasProperty(format.Property.BackgroundBrush) else ""
        ink, under = format.foreground().color().name(), str(format.underlineStyle())
        found.append((letter, format.fontItalic(), ink, under, wash))
    return found


def blocks_of(document: QTextDocument) -> list[tuple[float, float]]:
    found, block = [], document.begin()
    while block.isValid():
        found.append((block.blockFormat().lineHeight(), block.blockFormat().bottomMargin()))
        block = block.next()
    return found


some_words = st.lists(st.sampled_from(("a", "b", "lamb", "lamps", "é𝔞", "end.", "Um.")), max_size=14)
some_look = st.builds(Dress, st.booleans(), st.booleans(), st.sampled_from(("", "partly_wash")), st.booleans())


@st.composite
def shown(draw: st.DrawFn) -> tuple[Reading, dict[int, Dress]]:
    reading = reading_of(draw(some_words))
    looks = {}
    for word in range(len(reading.starts)):
        look = draw(st.none() | some_look)
        if look is not None:
            looks[word] = look if look.wash else look._replace(through=False)
    return reading, looks


@pytest.mark.usefixtures("qapp")
class TestScript:
    @given(st.lists(shown(), min_size=1, max_size=4), st.booleans())
    @settings(deadline=None)
    def test_what_was_shown_before_leaves_no_trace(
        self, steps: list[tuple[Reading, dict[int, Dress]]], again: bool
    ) -> None:
        document, fresh = QTextDocument(), QTextDocument()
        script = Script(document, LIGHT)
        for reading, looks in steps:
            script.show(reading, looks, QTextCursor(document))
        if again:
            script.write_again(LIGHT)
        Script(fresh, LIGHT).show(*steps[-1], QTextCursor(fresh))
        assert document.toPlainText() == steps[-1][0].text
        assert looks_of(document) == looks_of(fresh)
        if steps[-1][0].text:
            assert blocks_of(document) == blocks_of(fresh)

    def test_neighbours_that_come_to_look_alike_one_after_the_other_look_as_if_they_had_come_at_once(self) -> None:
        step_by_step, at_once = QTextDocument(), QTextDocument()
        reading, unsure = reading_of(["a", "a"]), Dress(unsure=True)
        script = Script(step_by_step, LIGHT)
        for looks in ({1: unsure}, {0: unsure, 1: unsure}):
            script.show(reading, looks, QTextCursor(step_by_step))
        Script(at_once, LIGHT).show(reading, {0: unsure, 1: unsure}, QTextCursor(at_once))
        assert looks_of(step_by_step) == looks_of(at_once)

    def test_one_word_corrected_touches_no_more(self) -> None:
        document = QTextDocument()
        script = Script(document, LIGHT)
        words = ["um", "I", "kept", "a", "lamb", "ready."] * 50
        script.show(reading_of(words), {n: Dress(filler=True) for n in range(0, 300, 6)}, QTextCursor(document))
        changes: list[tuple[int, int, int]] = []
        assert document.documentLayout() is not None  # without one nothing is told
        document.contentsChange.connect(lambda *change: changes.append(change))
        words[100] = "lamp"
        script.show(reading_of(words), {n: Dress(filler=True) for n in range(0, 300, 6)}, QTextCursor(document))
        assert len(changes) == 1
        assert changes[0][1] <= len("lamp ")

    def test_a_selected_item_touches_only_its_words(self) -> None:
        document = QTextDocument()
        script = Script(document, LIGHT)
        reading = reading_of(["word"] * 300)
        script.show(reading, {}, QTextCursor(document))
        changes: list[tuple[int, int, int]] = []
        assert document.documentLayout() is not None  # without one nothing is told
        document.contentsChange.connect(lambda *change: changes.append(change))
        lit = {n: Dress(wash="partly_wash", through=n < 22) for n in range(20, 23)}
        assert not script.show(reading, lit, QTextCursor(document))
        assert sum(change[2] for change in changes) <= len("word word word ") + 2

    def test_the_caret_stays_with_its_word(self) -> None:
        document = QTextDocument()
        script = Script(document, LIGHT)
        script.show(reading_of(["one", "two", "three"]), {}, QTextCursor(document))
        for caret in (0, 4, 8):
            cursor = QTextCursor(document)
            cursor.setPosition(caret)
            script.show(reading_of(["one", "two", "and", "um", "three"]), {}, cursor)
            assert cursor.position() == caret
            script.show(reading_of(["one", "two", "three"]), {}, cursor)

    def test_the_caret_is_not_carried_along_by_words_that_arrive(self) -> None:
        document = QTextDocument()
        script = Script(document, LIGHT)
        cursor = QTextCursor(document)
        for count in (1, 3, 5):
            script.show(reading_of(["word"] * count), {}, cursor)
            assert cursor.position() == 0

    def test_other_colours_are_written_everywhere(self) -> None:
        document = QTextDocument()
        script = Script(document, LIGHT)
        script.show(reading_of(["um", "yes"]), {0: Dress(filler=True)}, QTextCursor(document))
        script.write_again(DARK)
        assert {look[2] for look in looks_of(document)} == {DARK.muted, DARK.text}


@given(some_words, some_words)
def test_the_difference_makes_one_text_of_the_other(before: list[str], after: list[str]) -> None:
    old, new = reading_of(before), reading_of(after)
    change = difference(old, new)
    if change is None:
        assert old == new
        return
    raw = old.text.encode("utf-16-le")
    made = raw[: 2 * change.start] + change.text.encode("utf-16-le") + raw[2 * change.end :]
    assert made.decode("utf-16-le") == new.text
    head, tail = change.words_before, change.words_behind
    assert head + tail <= min(len(before), len(after))
    assert before[:head] == after[:head]
    assert before[len(before) - tail :] == after[len(after) - tail :]


def test_segments_make_paragraphs_and_difference_sees_them() -> None:
    words = tuple(Word("w", n * 200, n * 200 + 100) for n in range(100))
    whole = Transcript("fake", "", "en", 20_000, words)
    cut = Transcript("fake", "", "en", 20_000, words, (Segment(0, 1, 0, 94), Segment(1, 2, 95, 99)))
    change = difference(lay_out(whole), lay_out(cut))
    assert change is not None
    assert change.text == "\n"

    @pytest.mark.parametrize("percent", [100, 125, 150])
    def test_lines_stand_as_far_apart_as_the_type_is_large(self, qapp: QApplication, percent: int) -> None:
        before = qapp.font()
        larger = qapp.font()
        larger.setPixelSize(round(14 * percent / 100))
        qapp.setFont(larger)
        try:
            document = QTextDocument()
            Script(document, LIGHT).show(reading_of(["lamps"] * 80), {}, QTextCursor(document))
            document.setTextWidth(600)
            document.size()  # lays it out
            layout = document.begin().layout()
            apart = layout.lineAt(1).y() - layout.lineAt(0).y()
            assert apart == pytest.approx(LINE_HEIGHT * font(Size.READING).pixelSize(), abs=1)
        finally:
            qapp.setFont(before)
