"""Files of every kind: their words come in, nothing else does, and no file costs too much."""

import contextlib
import io
import json
import random
import tracemalloc
import zipfile

import pytest

from mockinterview.bank.sources import LARGEST_BYTES, LONGEST_TEXT, import_bytes, import_file
from mockinterview.core.problems import BankProblem
from mockinterview.core.shapes import question_to
from tests.bank.damage import mangled
from tests.bank.page.pages import NAMES, page
from tests.fakes.fake_banks import FERRY, LIGHTHOUSE

PAGE = "Why do you want to fish?\n\nRed flags\n\n- Only the pay\n- Fear of water\n"


def understood(raw, name):
    [draft] = import_bytes(raw, name).drafts
    return draft.question.text, [item.name for item in draft.question.items]


EXPECTED = ("Why do you want to fish?", ["Only the pay", "Fear of water"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_in_any_encoding(encoding):
    raw = PAGE.replace("Fear", "Fear – “real”").encode(encoding)
    text, [_, flag] = understood(raw, "page.txt")
    assert text == EXPECTED[0]
    assert flag.replace(" ", "").startswith("Fear") or "real" in flag


def test_html_gives_its_words_and_nothing_that_is_not_shown():
    raw = b"""<!DOCTYPE html><html><head><title>t</title><style>p{}</style></head><body>
    <nav><a href="/x">Menu entry</a></nav><script>alert("x")</script>
    <h2>1. Why do you want to <em>fish</em>?</h2><h3>Red flags</h3>
    <ul><li>Only the&nbsp;pay<li><p>Fear of water</p></ul>
    <form><button>Send</button></form><footer>About us</footer>"""
    assert understood(raw, "page.html") == EXPECTED
    assert "alert" not in "".join(import_bytes(raw, "page.html").lines)


def test_html_tables_and_bold_lines():
    raw = b"""<table><tr><th>Question</th><th>Strong</th><th>Weak</th></tr>
    <tr><td><p>How do you <b>lift</b>?</p></td><td>With the legs</td><td>With the back</td></tr></table>
    <p><strong>Tell me about a storm.</strong></p><p><b>Tips</b></p><ol><li>Name it</li></ol>"""
    one, two = import_bytes(raw, "p.htm").questions
    assert [(item.kind.value, item.name) for item in one.items] == [
        ("key_point", "With the legs"),
        ("minefield", "With the back"),
    ]
    assert two.text == "Tell me about a storm."
    assert two.tips == ("Name it",)


def packed(member, xml, **more):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, xml)
        for name, text in more.items():
            archive.writestr(name, text)
    return held.getvalue()


def docx(*paragraphs, before=""):
    def one(style, text):
        mark = {"list": "<w:pPr><w:numPr/></w:pPr>", "": ""}.get(style, f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')
        return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"

    body = "".join(one(style, text) for style, text in paragraphs)
    return packed("word/document.xml", f'{before}<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>')


def test_word():
    raw = docx(
        ("Heading2", "Why do you want to fish?"),
        ("Heading3", "Red flags"),
        ("list", "Only the pay"),
        ("list", "Fear of water"),
    )
    assert understood(raw, "page.docx") == EXPECTED


def test_word_tables():
    def row(*cells):
        return "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in cells) + "</w:tr>"

    body = "<w:tbl>" + row("Question", "Look for") + row("How do you lift?", "Legs") + "</w:tbl>"
    raw = packed("word/document.xml", f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>')
    assert understood(raw, "t.docx") == ("How do you lift?", ["Legs"])


def test_opendocument():
    body = (
        '<text:h text:outline-level="2">Why do you want to fish?</text:h><text:h text:outline-level="3">Red flags</text:h>'
        "<text:list><text:list-item><text:p>Only the pay</text:p></text:list-item>"
        "<text:list-item><text:p>Fear of <text:span>water</text:span></text:p></text:list-item></text:list>"
    )
    raw = packed("content.xml", f'<office:document xmlns:office="o" xmlns:text="t">{body}</office:document>')
    assert understood(raw, "page.odt") == EXPECTED


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (docx(("", "&a;"), before='<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'), "document type"),
        (docx(*[("", "a" * 1_000)] * 3_000), "far too large"),
        (packed("word/document.xml", "<a>" * 400 + "</a>" * 400), "nested"),
        (packed("word/document.xml", "<a><b></a>"), "damaged"),
        (packed("word/other.xml", "<a/>"), "neither"),
        (packed("word/document.xml", "<a/>", **{f"m{n}": "" for n in range(5_001)}), "too many"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"\x89PNG\r\n" + b"\0" * 200, "not a text file"),
        (b"a" * (LARGEST_BYTES + 1), "larger than"),
        (b"a\n" * (LONGEST_TEXT // 2 + 1), "characters"),
        (b'{"a": ', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'"text"', "no list"),
        (b"[]", "no list"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_said(raw, why):
    name = "file.json" if raw[:1] in b'{["' else "file.docx"
    with pytest.raises(BankProblem) as caught:
        import_bytes(raw, name)
    assert why in caught.value.sentence
    assert caught.value.next_step


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_with_any_separator(separator):
    rows = (("Question", "Look for", "Red flags"), ('"How do you lift, and why?"', "Legs", "Back"))
    text = "\r\n".join(separator.join(row) for row in rows)
    assert understood(text.encode(), "q.csv") == ("How do you lift, and why?", ["Legs", "Back"])


def test_a_csv_of_one_column_is_a_list():
    questions = import_bytes(b"Why do you want to fish?\nTell me about a storm.\n", "q.csv").questions
    assert [question.text for question in questions] == ["Why do you want to fish?", "Tell me about a storm."]


def test_json_lists_in_other_shapes():
    texts = import_bytes(b'["Why do you want to fish?", "Tell me about a storm."]', "a.json").questions
    assert [question.text for question in texts] == ["Why do you want to fish?", "Tell me about a storm."]
    plain = {"data": [{"question": "How do you lift?", "red_flags": ["Back"], "sample_answer": "I bend my knees."}]}
    [question] = import_bytes(json.dumps(plain).encode(), "b.json").questions
    assert question.text == "How do you lift?"
    assert [item.name for item in question.items] == ["Back"]
    assert question.sample_answers[0].text == "I bend my knees."


def test_a_bank_file_comes_in_as_it_is():
    bank = {
        "format": "mockinterview-bank",
        "version": 1,
        "questions": [question_to(LIGHTHOUSE), {"id": "bad"}, question_to(FERRY)],
    }
    reading = import_bytes(json.dumps(bank).encode(), "bank.json")
    assert reading.questions == (LIGHTHOUSE, FERRY)
    assert "questions[1].text" in reading.problems[0]


def test_a_bank_file_without_a_readable_question_is_refused():
    with pytest.raises(BankProblem, match="questions"):
        import_bytes(b'{"format": "mockinterview-bank", "version": 1, "questions": [{}]}', "bank.json")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BankProblem, match="cannot be read"):
        import_file(tmp_path / "none.txt")


@pytest.mark.parametrize("ending", ["txt", "html", "csv", "json", "docx"])
def test_damaged_files_never_crash_the_reader(ending):
    chance = random.Random(ending)
    tracemalloc.start()
    for _ in range(25):
        raw = page(chance.choice(NAMES))[0].encode()
        if ending == "docx":
            raw = docx(*[("", line.decode().replace("&", "").replace("<", "")) for line in raw.split(b"\n")])
        with contextlib.suppress(BankProblem):
            import_bytes(mangled(raw, chance), f"page.{ending}")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000_000
