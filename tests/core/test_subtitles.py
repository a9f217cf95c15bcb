"""Transcripts from elsewhere: every kind that is read, and what is no transcript."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core import shapes
from mockinterview.core.problems import TranscriptProblem
from mockinterview.core.subtitles import LARGEST_BYTES, MOST_WORDS, decoded, read_plain, read_text
from mockinterview.core.transcript import Segment, Transcript, Word
from mockinterview.core.written import Cue

SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Hello</i> there.\r\n- and again\r\n\r\n"
    "2\r\n01:00:03,250 --> 01:00:04,000\r\n[Music]\r\n"
)
VTT = """\ufeffWEBVTT - a talk

NOTE
not spoken

first
00:01.000 --> 00:02.000 align:start
<v Bob>Fish &amp; chips

00:02.000 --> 00:03.000
{\\an8}Bob: yes
"""


def test_srt() -> None:
    assert read_text(SRT).cues == (Cue(("Hello", "there.", "and", "again"), 1000, 2500),)


def test_webvtt() -> None:
    assert read_text(VTT).cues == (Cue(("Fish", "&", "chips"), 1000, 2000), Cue(("Bob:", "yes"), 2000, 3000))


def test_times_in_front_of_lines_are_where_they_begin() -> None:
    text = "[00:12] I began.\n(1:02:03) Then on.\n00:20\nAlone.\n12:30 was late"
    assert read_text(text).cues == (
        Cue(("I", "began."), 12_000),
        Cue(("Then", "on."), 3_723_000),
        Cue(("Alone.",), 20_000),
        Cue(("was", "late"), 750_000),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Interviewer: Why?\nMe: Because.", "Why? Because."),
        ("SPEAKER_00: Why?\nSpeaker 2: Because.", "Why? Because."),
        ("Ann Lee: one\nJo: two\nAnn Lee: three\nJo: four", "one two three four"),
        ("The reason: money.", "The reason: money."),
        ("I did it — mostly – for 50 % … of them [laughs] & us", "I did it mostly for 50 % of them & us"),
    ],
)
def test_names_of_speakers_and_asides_go_and_words_stay(text: str, words: str) -> None:
    assert " ".join(read_text(text).words) == words


def test_our_own_json_keeps_its_sentences_and_their_bounds() -> None:
    words = (Word("One", 100, 200, 0.5), Word("two.", 250, 400, 0.5), Word("Three.", 900, 1200, 0.5))
    transcript = Transcript(
        "whisper", "base.en", "en", 2000, words, (Segment(100, 400, 0, 1), Segment(900, 1200, 2, 2))
    )
    found = read_plain(shapes.transcript_to(transcript))
    assert found.cues == (Cue(("One", "two."), 100, 400), Cue(("Three.",), 900, 1200))
    assert read_plain({"sentences": ["One two.", "", "Three."]}).cues == (Cue(("One", "two.")), Cue(("Three.",)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding(encoding: str) -> None:
    assert read_text(decoded("Café – naïve".encode(encoding))).words == ("Café", "naïve")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "— … !",
        "WEBVTT",
        "1\n00:00:01,000 --> 00:00:02,000\n",
        "a " * (MOST_WORDS + 1),
        "a" * (LARGEST_BYTES + 1),
    ],
)
def test_what_is_no_transcript_is_a_sentence(text: str) -> None:
    with pytest.raises(TranscriptProblem) as told:
        read_text(text, "talk.srt")
    assert "talk.srt" in told.value.what
    assert told.value.next_step


@pytest.mark.parametrize(
    "plain",
    [
        None,
        [],
        {},
        {"words": [1]},
        {"words": [{"text": "a", "start_ms": float("inf"), "end_ms": float("nan")}]},
        {"words": [{"text": "a", "start_ms": 0, "end_ms": 1}], "segments": [{"first_word": 0, "last_word": 7}]},
        {"words": [{"text": 7, "start_ms": 0, "end_ms": 1}]},
        {"sentences": [7]},
        {"sentences": ["…"]},
    ],
)
def test_what_is_not_ours_is_a_sentence(plain: object) -> None:
    with pytest.raises(TranscriptProblem, match="talk"):
        read_plain(plain, "talk")


def test_a_file_that_is_no_text_is_a_sentence() -> None:
    with pytest.raises(TranscriptProblem):
        decoded(bytes(range(256)) * 100 + bytes(5000))


def test_times_that_make_no_sense_stay_in_a_day_and_in_order() -> None:
    (cue,) = read_text("999:99:99,999 --> 00:00:01,000\nhi").cues
    assert cue.start_ms is not None
    assert cue.end_ms is not None
    assert 0 <= cue.start_ms <= cue.end_ms <= 24 * 3600 * 1000


@given(
    st.one_of(
        st.text(), st.text(alphabet='0123456789:-> .,[]<>{}\n"aW&;'), st.binary().map(lambda raw: raw.decode("latin-1"))
    )
)
def test_no_text_breaks_it(text: str) -> None:
    try:
        found = read_text(decoded(text.encode("utf-8", "surrogatepass")))
    except TranscriptProblem:
        return
    assert found.words
    assert all(word and word == word.strip() for word in found.words)
    found.text.encode("utf-8")
