"""Every format against its golden file; hostile texts do no harm; a file is written whole or not at all.

After a wanted change of a format: python -m tests.export.write_golden, and read the difference.
"""

import csv
import html.parser
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from mockinterview.core.measures import Shown
from mockinterview.core.opinion import Bookmark, Opinion, Passage
from mockinterview.core.problems import ExportProblem
from mockinterview.core.shapes import review_to
from mockinterview.core.transcript import Note, NoteKind, Transcript, Word, from_sentences
from mockinterview.export import FORMATS, Exports, export_review
from mockinterview.export.markdown import escaped
from mockinterview.export.subtitles import MOST_LETTERS, MOST_MS, srt, vtt
from mockinterview.export.table import COLUMNS, harmless
from tests.export.material import SPOKEN, ZONE, bare_review, full_review

GOLDEN = Path(__file__).parents[1] / "data" / "exports"


def exported(format, tmp_path, review=None):
    target = tmp_path / f"Übung 練習.{format}"
    export_review(review or full_review(), format, target, ZONE)
    return target.read_bytes().decode("utf-8")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_as_its_golden_file(format, tmp_path):
    assert exported(format, tmp_path) == (GOLDEN / f"review.{format}").read_bytes().decode("utf-8")


@pytest.mark.parametrize("format", ["md", "html", "csv", "json"])
def test_a_review_that_waits_can_be_exported_too(format, tmp_path):
    assert exported(format, tmp_path, bare_review())


def test_markdown_of_a_waiting_review_says_so(tmp_path):
    text = exported("md", tmp_path, bare_review())
    assert "No words yet." in text
    assert "**Spare lamp**: not lined up yet" in text
    assert "No words yet." in exported("html", tmp_path, bare_review())


@pytest.mark.parametrize("format", ["md", "html"])
def test_a_time_after_the_first_hour_is_told_as_the_length_is(format, tmp_path):
    review = replace(full_review(), opinion=Opinion(bookmarks=(Bookmark(3_665_000, "Late"),)))
    text = exported(format, tmp_path, review)
    assert "1:01:05" in text
    assert "61:05" not in text


@pytest.mark.parametrize("format", ["md", "html", "csv"])
def test_evidence_that_was_taken_away_is_nowhere_nor_what_quotes_it(format, tmp_path):
    review = full_review()
    line = review.coverage.of("spare")
    taken = Opinion(
        removed=tuple(Passage(span_start(review, one), span_end(review, one), "spare") for one in line.evidence)
    )
    text = exported(format, tmp_path, replace(review, opinion=taken))
    item = next(row for row in text.splitlines() if "Spare lamp" in row and "clear" not in row)
    assert "I took" not in item
    assert "You said" not in text


def span_start(review, span):
    return review.transcript.words[span.first_word].start_ms


def span_end(review, span):
    return review.transcript.words[span.last_word].end_ms


def test_words_that_were_corrected_are_said_to_be(tmp_path):
    review = full_review()
    carried = replace(review.coverage, carried=True)
    corrected = replace(review, transcript=replace(review.transcript, edited=True), coverage=carried)
    text = exported("md", tmp_path, corrected)
    assert (
        "- Recognised by: pocketsphinx, corrected by hand\n- Lined up by: lexical 1, before the words were corrected\n"
        in text
    )
    plain = json.loads(exported("json", tmp_path, corrected))
    assert plain["transcript"]["edited"] is plain["coverage"]["carried"] is True


def test_what_was_heard_but_not_written_is_told(tmp_path):
    review = full_review()
    notes = (Note(NoteKind.NOT_UNDERSTOOD, 1_200, 2_400), Note(NoteKind.POSSIBLE_FILLER, 61_000, 61_300))
    noted = replace(review, transcript=replace(review.transcript, notes=notes))
    text = exported("md", tmp_path, noted)
    assert (
        "## Heard, but not written\n\n- 0:01 Something was heard here but not understood\n- 1:01 Possibly an um\n"
        in text
    )
    assert "Fillers: at least 1, possibly 1 more." in text
    assert "<li><time>1:01</time>Possibly an um</li>" in exported("html", tmp_path, noted)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("12. no list", r"12\. no list"),
        ("a *b* _c_ `d`", r"a \*b\* \_c\_ \`d\`"),
        ("[x](y) <i> | ~ &amp;", r"\[x\](y) \<i\> \| \~ \&amp;"),
        ("two\n\nlines", "two lines"),
        ("a - b, 1.5", "a - b, 1.5"),
    ],
)
def test_markdown_means_nothing_in_a_text(text, expected):
    assert escaped(text) == expected


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen, self.attributes = [], set(), set()

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attributes}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_html_is_whole_and_holds_nothing_foreign(tmp_path):
    text = exported("html", tmp_path)
    tags = Tags()
    tags.feed(text)
    assert tags.open == []
    assert not tags.seen & {"script", "img", "link", "iframe", "a", "b"}
    assert not tags.attributes & {"src", "href", "onclick", "style"}
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "default-src 'none'" in text


def test_the_table_can_be_read_back(tmp_path):
    text = exported("csv", tmp_path)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert tuple(rows[0]) == COLUMNS
    spare, formula, calm, *_ = rows
    assert (spare["state"], spare["program"], spare["you"]) == ("partly", "covered", "partly")
    assert (spare["from_s"], spare["to_s"]) == ("0.80", "3.20")
    assert spare["words"] == "I took the spare lamp"
    assert (calm["words"], calm["marked_by_you"], calm["note"]) == ("'-- 灯", "'-- 灯", "Breathe.")
    assert formula["note"].startswith("'=SUM(1) say")
    assert formula["name"].startswith("'=HYPERLINK")
    assert formula["description"].startswith("'+1")
    assert (calm["state"], calm["program"]) == ("covered", "not sure")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("cell", ["", "a=b", "1.5", "'quoted"])
def test_other_cells_stay(cell):
    assert harmless(cell) == cell


def test_json_is_what_the_command_line_prints(tmp_path):
    assert json.loads(exported("json", tmp_path)) == json.loads(json.dumps(review_to(full_review())))


def cue_texts(text):
    return [block.splitlines()[-1] for block in text.strip().split("\n\n") if "-->" in block]


def test_subtitles_hold_all_words_and_nothing_that_ends_a_cue():
    numbered = srt(full_review())
    assert " ".join(cue_texts(numbered)).replace("→", "-->") == SPOKEN
    assert numbered.count("-->") == len(cue_texts(numbered))
    assert "&lt;script&gt;" in vtt(full_review())
    assert vtt(full_review()).startswith("WEBVTT\n\n")


def test_subtitles_fit_on_the_screen():
    words = tuple(Word("considerable", 400 * index, 400 * index + 350) for index in range(100))
    review = replace(full_review(), transcript=Transcript("t", "", "en", 40_000, words), coverage=None)
    cues = cue_texts(srt(review))
    assert all(len(cue) <= MOST_LETTERS for cue in cues)
    slow = tuple(Word("well", 3_000 * index, 3_000 * index + 500) for index in range(9))
    review = replace(review, transcript=Transcript("t", "", "en", 40_000, slow))
    assert len(cue_texts(srt(review))) >= 9 * 3_000 // MOST_MS


def test_no_last_word_of_a_sentence_flashes_up_alone():
    said = "Uh last March a letter went to the wrong address and I told my supervisor within ten minutes."
    words = tuple(Word(text, 300 * index, 300 * index + 280) for index, text in enumerate(said.split()))
    review = replace(full_review(), transcript=Transcript("t", "", "en", 40_000, words), coverage=None)
    first, second = cue_texts(srt(review))
    assert f"{first} {second}" == said
    assert abs(len(first) - len(second)) < 12


def test_subtitles_count_hours():
    words = (Word("late", 3_723_004, 3_723_900),)
    review = replace(full_review(), transcript=Transcript("t", "", "en", 3_800_000, words), coverage=None)
    assert "01:02:03,004 --> 01:02:03,900" in srt(review)
    assert "01:02:03.004 --> 01:02:03.900" in vtt(review)


@pytest.mark.parametrize("format", ["srt", "vtt"])
def test_there_are_no_subtitles_without_words_or_times(format, tmp_path):
    with pytest.raises(ExportProblem, match="no words"):
        exported(format, tmp_path, bare_review())
    untimed = replace(full_review(), transcript=from_sentences(["I lit it."]), coverage=None)
    with pytest.raises(ExportProblem, match="no times"):
        exported(format, tmp_path, untimed)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", ["md", "html", "csv"])
def test_words_without_times_are_exported_without(format, tmp_path):
    untimed = replace(full_review(), transcript=from_sentences([SPOKEN]))
    text = exported(format, tmp_path, untimed)
    assert "0:00" not in text
    assert "0.00" not in text


def test_a_transcript_without_segments_is_one_paragraph(tmp_path):
    review = full_review()
    loose = replace(review, transcript=replace(review.transcript, segments=()), coverage=None)
    assert r"**0:00** Um, I took" in exported("md", tmp_path, loose)


def test_an_unknown_format_is_said(tmp_path):
    with pytest.raises(ExportProblem, match="md, html") as caught:
        export_review(full_review(), "docx", tmp_path / "x.docx")
    assert "docx" in caught.value.what


def test_a_file_that_cannot_be_written_is_said_and_the_old_one_stays(tmp_path):
    with pytest.raises(ExportProblem, match="could not be written"):
        export_review(full_review(), "md", tmp_path / "missing" / "x.md")
    target = tmp_path / "x.md"
    target.write_text("old")
    (tmp_path / ".x.md.new").mkdir()
    with pytest.raises(ExportProblem):
        export_review(full_review(), "md", target)
    assert target.read_text() == "old"


def test_a_folder_in_the_files_place_is_said_and_nothing_is_left(tmp_path):
    (tmp_path / "x.md").mkdir()
    with pytest.raises(ExportProblem):
        export_review(full_review(), "md", tmp_path / "x.md")
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.md"]


def test_the_story_asks_through_one_door(tmp_path):
    exports = Exports()
    assert exports.formats() == ["md", "html", "csv", "srt", "vtt", "json"]
    for format in exports.formats():
        exports.export(full_review(), format, tmp_path / f"x.{format}")
    assert len(list(tmp_path.iterdir())) == 6


def test_what_is_switched_off_is_not_told_in_words_and_json_holds_it_all_the_same(tmp_path):
    exports = Exports(lambda: Shown(target_ms=0, hedges=False, repeats=False, pace_from=0, pace_to=0))
    for format in ("md", "html", "json"):
        exports.export(full_review(), format, tmp_path / f"x.{format}")
    for format in ("md", "html"):
        text = (tmp_path / f"x.{format}").read_text("utf-8")
        assert "Fillers" in text
        assert "Hedges" not in text
        assert "Repeated words" not in text
        assert "target" not in text
    delivery = json.loads((tmp_path / "x.json").read_text("utf-8"))["delivery"]
    assert {"hedges", "repeats", "pace_curve"} <= delivery.keys()


def test_words_a_person_wrote_are_not_said_to_be_recognised(tmp_path):
    review = full_review()
    text = exported("md", tmp_path, replace(review, transcript=replace(review.transcript, engine="typed", model="")))
    assert "written by hand" in text
    assert "Recognised by" not in text
