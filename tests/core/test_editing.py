"""Correcting words: what is not touched never moves, nothing crosses, and evidence stays with its words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.coverage import Coverage, Evidence, ItemCoverage, State
from mockinterview.core.editing import (
    LONGEST_WORD,
    SLOWEST_LETTER_MS,
    Edit,
    carried,
    carried_all,
    edited,
    edited_all,
    place_of,
    typed_words,
)
from mockinterview.core.question import ChecklistItem, ItemKind
from mockinterview.core.transcript import Note, NoteKind, Segment, Transcript, Word, from_sentences

ITEM = ChecklistItem("lamp", ItemKind.KEY_POINT, "Spare lamp")

SAID = Transcript(
    "whisper",
    "base",
    "en",
    6_000,
    (
        Word("I", 500, 600, 0.9),
        Word("kept", 600, 900, 0.8),
        Word("a", 1_000, 1_100, 0.9),
        Word("lamb", 1_100, 1_500, 0.3),
        Word("ready.", 1_500, 2_000, 0.9),
        Word("Always.", 4_000, 4_600, 0.9),
    ),
    (Segment(450, 2_100, 0, 4), Segment(4_000, 4_600, 5, 5)),
)


def texts(transcript: Transcript) -> list[str]:
    return [word.text for word in transcript.words]


def times(transcript: Transcript, first: int, last: int) -> list[tuple[int, int]]:
    return [(word.start_ms, word.end_ms) for word in transcript.words[first : last + 1]]


def evidence(*spans: tuple[int, int], said: Transcript = SAID) -> Coverage:
    found = tuple(Evidence(first, last, said.span_text(first, last), sentence(said, first)) for first, last in spans)
    return Coverage("m", (ItemCoverage(ITEM, State.COVERED, 0.9, found),))


def sentence(said: Transcript, word: int) -> int:
    return next(n for n, one in enumerate(said.segments) if one.first_word <= word <= one.last_word)


def spans(coverage: Coverage) -> list[tuple[int, int]]:
    return [(span.first_word, span.last_word) for span in coverage.items[0].evidence]


def test_a_fixed_word_keeps_its_time_and_is_sure() -> None:
    after = edited(SAID, Edit(3, 4, ("lamp",)))
    assert after.words[3] == Word("lamp", 1_100, 1_500)
    assert after.words[:3] == SAID.words[:3]
    assert after.words[4:] == SAID.words[4:]
    assert after.edited
    assert after.segments == SAID.segments


def test_nothing_changed_is_the_same_transcript() -> None:
    assert edited(SAID, Edit(2, 4, ("a", "lamb"))) is SAID
    assert edited(SAID, Edit(2, 2, (" ",))) is SAID
    assert not SAID.edited


def test_a_split_shares_the_time_by_letters() -> None:
    after = edited(SAID, Edit(3, 4, ("oil lamps",)))
    assert texts(after)[3:5] == ["oil", "lamps"]
    assert times(after, 3, 4) == [(1_100, 1_250), (1_250, 1_500)]
    assert [(one.first_word, one.last_word) for one in after.segments] == [(0, 5), (6, 6)]


def test_joined_words_take_the_time_of_both() -> None:
    after = edited(SAID, Edit(2, 4, ("alamb",)))
    assert after.words[2] == Word("alamb", 1_000, 1_500)
    assert [(one.first_word, one.last_word) for one in after.segments] == [(0, 3), (4, 4)]


def test_of_a_longer_correction_only_what_differs_moves() -> None:
    after = edited(SAID, Edit(0, 5, ("I", "kept", "a", "spare", "lamb", "ready.")))
    assert after.words[:3] == SAID.words[:3]
    assert after.words[4:] == SAID.words[3:]
    assert times(after, 3, 3) == [(1_100, 1_100)]  # between "a" and "lamb" there is no time


def test_a_deleted_word_leaves_a_gap() -> None:
    after = edited(SAID, Edit(3, 4, ()))
    assert texts(after) == ["I", "kept", "a", "ready.", "Always."]
    assert after.words[3:] == SAID.words[4:]


def test_a_segment_without_words_falls_away_and_others_keep_their_place() -> None:
    after = edited(SAID, Edit(5, 6, ()))
    assert after.segments == SAID.segments[:1]
    assert edited(SAID, Edit(0, 6, ())).segments == ()


def test_a_word_put_into_a_gap_shares_it() -> None:
    assert times(edited(SAID, Edit(2, 2, ("um",))), 2, 2) == [(900, 1_000)]


def test_words_put_before_after_and_into_silence_stay_near_and_do_not_fill_it() -> None:
    length = 2 * SLOWEST_LETTER_MS
    assert times(edited(SAID, Edit(0, 0, ("um",))), 0, 0) == [(500 - length, 500)]
    assert times(edited(SAID, Edit(6, 6, ("um",))), 6, 6) == [(4_600, 4_600 + length)]
    assert times(edited(SAID, Edit(5, 5, ("um",))), 5, 5) == [(3_000 - length // 2, 3_000 + length // 2)]


def test_a_word_put_where_something_was_noted_takes_its_time_and_the_note_goes() -> None:
    notes = (Note(NoteKind.NOT_UNDERSTOOD, 2_100, 2_400), Note(NoteKind.POSSIBLE_FILLER, 3_000, 3_250))
    noted = replace(SAID, notes=notes)
    after = edited(noted, Edit(5, 5, ("um",), at_ms=3_100))
    assert times(after, 5, 5) == [(3_000, 3_250)]
    assert after.notes == notes[:1]
    unsaid = edited(noted, Edit(5, 5, ("well",)))
    assert times(unsaid, 5, 5) == [(2_100, 2_400)]
    assert unsaid.notes == notes[1:]


def test_what_was_noted_can_be_said_to_be_nothing() -> None:
    noted = replace(SAID, notes=(Note(NoteKind.POSSIBLE_FILLER, 3_000, 3_250),))
    after = edited(noted, Edit(5, 5, (), at_ms=3_100))
    assert after.words == SAID.words
    assert after.segments == SAID.segments
    assert after.notes == ()
    assert carried(evidence((2, 5)), noted, Edit(5, 5, (), at_ms=3_100)) == evidence((2, 5))
    assert edited(noted, Edit(5, 5, (), at_ms=2_000)) is noted


def test_a_word_put_at_a_time_stands_there() -> None:
    assert times(edited(SAID, Edit(5, 5, ("um",), at_ms=2_500)), 5, 5) == [(2_500, 2_800)]
    assert times(edited(SAID, Edit(5, 5, ("um",), at_ms=9_000)), 5, 5) == [(3_700, 4_000)]


def test_a_word_put_behind_another_belongs_to_its_sentence() -> None:
    behind = edited(SAID, Edit(4, 5, ("ready.", "Yes.")))
    assert [(one.first_word, one.last_word) for one in behind.segments] == [(0, 5), (6, 6)]
    before = edited(SAID, Edit(5, 5, ("Yes.",)))
    assert [(one.first_word, one.last_word) for one in before.segments] == [(0, 4), (5, 6)]
    assert before.segments[1].start_ms == before.words[5].start_ms


def test_the_first_words_of_a_silent_take_are_one_sentence_over_the_whole_of_it() -> None:
    after = edited(Transcript("whisper", "", "en", 1_000), Edit(0, 0, ("Good", "lamp")))
    assert times(after, 0, 1) == [(0, 500), (500, 1_000)]
    assert after.segments == (Segment(0, 1_000, 0, 1),)


def test_words_without_times_stay_without() -> None:
    spoken = from_sentences(["I had a lamp.", "It was lit."])
    after = edited(spoken, Edit(1, 3, ("owned", "one", "good")))
    assert texts(after) == ["I", "owned", "one", "good", "lamp.", "It", "was", "lit."]
    assert {word.end_ms for word in after.words} == {0}
    assert spans(carried(evidence((2, 2), said=spoken), spoken, Edit(1, 3, ("owned", "one", "good")))) == [(1, 3)]


def test_draft_stays_and_the_original_is_untouched() -> None:
    draft = replace(SAID, draft=True)
    assert edited(draft, Edit(3, 4, ("lamp",))).draft
    assert texts(SAID)[3] == "lamb"


@pytest.mark.parametrize(("first", "past"), [(-1, 2), (3, 2), (0, 7), (7, 7)])
def test_words_that_are_not_there_cannot_be_edited(first: int, past: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        edited(SAID, Edit(first, past, ()))


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit(0, 0, ("So",)), [(3, 5)]),
        (Edit(2, 2, ("um",)), [(3, 5)]),
        (Edit(5, 5, ("um",)), [(2, 4)]),
        (Edit(3, 3, ("um",)), [(2, 5)]),
        (Edit(3, 4, ("lamp",)), [(2, 4)]),
        (Edit(3, 4, ()), [(2, 3)]),
        (Edit(2, 5, ()), []),
        (Edit(1, 3, ("keptah",)), [(1, 3)]),
        (Edit(1, 3, ("kept", "up", "a")), [(3, 5)]),
        (Edit(4, 6, ("readily",)), [(2, 4)]),
        (Edit(4, 6, ()), [(2, 3)]),
        (Edit(4, 5, ("all", "ready.")), [(2, 5)]),
        (Edit(4, 5, ("all", "set.")), [(2, 5)]),
    ],
)
def test_evidence_follows_its_words(edit: Edit, expected: list[tuple[int, int]]) -> None:
    after = edited(SAID, edit)
    followed = carried(evidence((2, 4)), SAID, edit)
    assert spans(followed) == expected
    assert [span.text for span in followed.items[0].evidence] == [after.span_text(*span) for span in expected]
    assert followed.items[0].state is State.COVERED


def test_evidence_that_becomes_the_same_stands_once_and_knows_its_sentence() -> None:
    assert spans(carried(evidence((2, 2), (3, 3)), SAID, Edit(2, 4, ("alamb",)))) == [(2, 2)]
    behind = carried(evidence((5, 5)), SAID, Edit(0, 5, ()))
    assert [(span.first_word, span.sentence) for span in behind.items[0].evidence] == [(0, 0)]


def test_what_is_typed_becomes_words_that_can_be_shown() -> None:
    assert typed_words("  two\tmore\u200bwords\n") == ("two", "morewords")
    assert typed_words("") == ()
    assert len(typed_words("x" * 500)[0]) == LONGEST_WORD


def test_the_place_of_something_heard() -> None:
    assert [place_of(SAID, at) for at in (0, 520, 560, 3_000, 5_000)] == [0, 0, 1, 5, 6]


# ------------------------------------------------------------ whatever is edited

a_word = st.text(st.characters(categories=("L",)), min_size=1, max_size=9)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """Words in time order, some touching, in sentences, with what was noted between them."""
    at, words, segments, notes = 0, [], [], []
    for text in draw(st.lists(a_word, max_size=12)):
        gap, length = draw(st.sampled_from((0, 0, 40, 300, 2_500))), draw(st.integers(0, 700))
        if gap and draw(st.booleans()):
            notes.append(Note(NoteKind.POSSIBLE_FILLER, at + gap // 4, at + gap // 2))
        words.append(Word(text, at + gap, at + gap + length, 0.5))
        at += gap + length
    first = 0
    while first < len(words):
        past = min(len(words), first + draw(st.integers(1, 5)))
        segments.append(Segment(words[first].start_ms, words[past - 1].end_ms, first, past - 1))
        first = past
    duration = at + draw(st.sampled_from((0, 900)))
    return Transcript("t", "", "en", duration, tuple(words), tuple(segments), notes=tuple(notes))


@st.composite
def edits_of(draw: st.DrawFn, words: int) -> Edit:
    first, past = sorted((draw(st.integers(0, words)), draw(st.integers(0, words))))
    at_ms = draw(st.none() | st.integers(0, 9_000))
    return Edit(first, past, tuple(draw(st.lists(a_word, max_size=4))), at_ms)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Transcript, list[Edit]]:
    said = draw(transcripts())
    edits, now = [], said
    for _ in range(draw(st.integers(1, 4))):
        edits.append(draw(edits_of(len(now.words))))
        now = edited(now, edits[-1])
    return said, edits


def kept_words(before: Transcript, edit: Edit) -> list[Word]:
    return [*before.words[: edit.first_word], *before.words[edit.past_word :]]


@given(cases())
def test_untouched_words_never_move(case: tuple[Transcript, list[Edit]]) -> None:
    said, edits = case
    for edit in edits:
        after = edited(said, edit)
        assert [word.text for word in after.words] == [
            *texts(said)[: edit.first_word],
            *edit.texts,
            *texts(said)[edit.past_word :],
        ]
        behind = len(said.words) - edit.past_word
        assert after.words[: edit.first_word] == said.words[: edit.first_word]
        assert after.words[len(after.words) - behind :] == said.words[edit.past_word :]
        if len(edit.texts) == edit.past_word - edit.first_word:
            assert times(after, 0, len(after.words)) == times(said, 0, len(said.words))
        said = after


@given(cases())
def test_words_stay_sorted_inside_the_sound_and_never_cross(case: tuple[Transcript, list[Edit]]) -> None:
    said, edits = case
    after = edited_all(said, edits)
    assert all(0 <= word.start_ms <= word.end_ms <= said.duration_ms for word in after.words)
    assert all(former.end_ms <= later.start_ms for former, later in pairwise(after.words))
    assert set(after.notes) <= set(said.notes)


@given(cases())
def test_every_word_stays_in_one_sentence(case: tuple[Transcript, list[Edit]]) -> None:
    said, edits = case
    after = edited_all(said, edits)
    places = [word for segment in after.segments for word in range(segment.first_word, segment.last_word + 1)]
    assert places == list(range(len(after.words)))
    for segment in after.segments:
        assert segment.start_ms <= after.words[segment.first_word].start_ms
        assert segment.end_ms >= after.words[segment.last_word].end_ms


@given(cases(), st.data())
def test_evidence_keeps_its_words_whatever_is_edited(case: tuple[Transcript, list[Edit]], data: st.DataObject) -> None:
    said, edits = case
    if not said.words:
        return
    index = st.integers(0, len(said.words) - 1)
    first, last = sorted((data.draw(index), data.draw(index)))
    edit = edits[0]
    after = edited(said, edit)
    followed = carried(evidence((first, last), said=said), said, edit).items[0].evidence
    shift = len(after.words) - len(said.words)
    kept = [
        word if word < edit.first_word else word + shift
        for word in range(first, last + 1)
        if word < edit.first_word or word >= edit.past_word
    ]
    if kept:
        assert len(followed) == 1
        assert followed[0].first_word <= kept[0]
        assert followed[0].last_word >= kept[-1]
    for span in followed:
        assert 0 <= span.first_word <= span.last_word < len(after.words)
        assert span.text == after.span_text(span.first_word, span.last_word)
        segment = after.segments[span.sentence]
        assert segment.first_word <= span.first_word <= segment.last_word
        beside = min(first, edit.first_word), max(last, edit.past_word - 1) + shift
        assert beside[0] <= span.first_word
        assert span.last_word <= max(beside)


@given(cases())
def test_all_at_once_is_the_same_as_one_after_the_other(case: tuple[Transcript, list[Edit]]) -> None:
    said, edits = case
    coverage = evidence(*((n, n + 1) for n in range(len(said.words) - 1)), said=said)
    whole, each, followed = edited_all(said, edits), said, coverage
    for edit in edits:
        followed = carried(followed, each, edit)
        each = edited(each, edit)
    assert whole == each
    assert carried_all(coverage, said, edits) == followed


@given(transcripts(), st.data())
def test_several_from_the_last_to_the_first_are_one_pass(said: Transcript, data: st.DataObject) -> None:
    borders = sorted(data.draw(st.sets(st.integers(0, len(said.words)), max_size=8)))
    ranges = list(zip(borders[::2], borders[1::2], strict=False))
    edits = [Edit(first, past, tuple(data.draw(st.lists(a_word, max_size=3)))) for first, past in reversed(ranges)]
    coverage = evidence(*((n, n) for n in range(len(said.words))), said=said)
    whole, each, followed = edited_all(said, edits), said, coverage
    for edit in edits:
        followed = carried(followed, each, edit)
        each = edited(each, edit)
    assert whole == each
    assert carried_all(coverage, said, edits) == followed


@given(cases())
def test_an_edit_taken_back_by_another_brings_back_the_words_and_moves_none_beside(
    case: tuple[Transcript, list[Edit]],
) -> None:
    said, edits = case
    edit = edits[0]
    taken = tuple(texts(said)[edit.first_word : edit.past_word])
    back = edited(edited(said, edit), Edit(edit.first_word, edit.first_word + len(edit.texts), taken))
    assert texts(back) == texts(said)
    assert kept_words(back, edit) == kept_words(said, edit)
    if len(taken) == len(edit.texts):
        assert times(back, 0, len(back.words)) == times(said, 0, len(said.words))
