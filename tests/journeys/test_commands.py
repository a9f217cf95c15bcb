"""The main job from the command line alone: no window, no Qt, a sound file where the microphone would be."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import pytest

from tests.journeys.conftest import Program, speak

pytestmark = pytest.mark.journey

ANSWER = (
    "In my last job I kept every client file in a locked cabinet. "
    "Two people had a key, my supervisor and me. "
    "When a letter went to the wrong address I told my supervisor within the hour and we wrote to the client the same day."
)
QUESTION = "confidentiality-paralegal"


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    return speak(ANSWER, tmp_path / "answer.wav")


def test_an_answer_is_recorded_recognised_lined_up_reviewed_and_carried_away(
    program: Program, answer: Path, tmp_path: Path
) -> None:
    recorded = program.json("record", "--question", QUESTION, "--from-file", str(answer))
    with wave.open(str(answer)) as spoken:
        spoken_ms = spoken.getnframes() * 1000 / spoken.getframerate()
    assert recorded["question"] == QUESTION
    assert recorded["duration_ms"] == pytest.approx(spoken_ms, abs=100)
    with wave.open(recorded["audio"]) as kept:
        assert (kept.getframerate(), kept.getnchannels(), kept.getsampwidth()) == (16_000, 1, 2)

    review = program.json("review", recorded["attempt"])
    words = review["transcript"]["words"]
    assert len(words) > 15
    assert all(0 <= word["start_ms"] < word["end_ms"] <= recorded["duration_ms"] for word in words)
    assert [word["start_ms"] for word in words] == sorted(word["start_ms"] for word in words)
    assert review["transcript"]["draft"] is True
    assert review["delivery"]["duration_ms"] == recorded["duration_ms"]
    assert review["delivery"]["words_per_minute"] > 60
    question = program.json("questions", "show", QUESTION)
    assert [line["item"] for line in review["coverage"]["items"]] == [item["id"] for item in question["items"]]
    for line in review["coverage"]["items"]:
        assert line["reason"]
        for span in line["evidence"]:
            spoken_words = [word["text"] for word in words[span["first_word"] : span["last_word"] + 1]]
            assert span["text"] == " ".join(spoken_words)
    assert review["verdicts"].keys() == {item["id"] for item in question["items"]}

    again = program.json("review", recorded["attempt"])
    assert again == review

    target = tmp_path / "review.md"
    program.json("export", recorded["attempt"], "--format", "md", "-o", str(target))
    assert question["text"] in target.read_text(encoding="utf-8")


def test_takes_are_numbered(program: Program, answer: Path) -> None:
    first = program.json("record", "--question", QUESTION, "--from-file", str(answer), "--seconds", "2")
    second = program.json("record", "--question", QUESTION, "--from-file", str(answer))
    assert first["duration_ms"] <= second["duration_ms"]
    takes = {Path(one["audio"]).parent.name for one in (first, second)}
    assert len(takes) == 2


def test_a_transcript_file_is_lined_up_without_recording(program: Program, tmp_path: Path) -> None:
    question = tmp_path / "question.json"
    items = [
        {"id": "lock", "kind": "key_point", "text": "Locks files away: keeps paper files in a locked cabinet"},
        {"id": "gossip", "kind": "minefield", "text": "Gossip: talks about clients with friends outside work"},
    ]
    question.write_text(json.dumps({"text": "How do you keep files private?", "items": items}), encoding="utf-8")
    transcript = tmp_path / "said.json"
    said = [
        "I kept the paper files in a locked cabinet and took the key home.",
        "I never talk about clients with friends.",
    ]
    transcript.write_text(json.dumps({"sentences": said}), encoding="utf-8")
    lines = program.json("lineup", "--question", str(question), "--transcript", str(transcript))["items"]
    states = {line["item"]: line["state"] for line in lines}
    assert states["lock"] in ("covered", "partly")
    assert states["gossip"] in ("denied", "not_found", "not_sure")
    assert lines[0]["evidence"][0]["sentence"] == 0


def test_questions_can_be_listed_filtered_and_shown(program: Program) -> None:
    everything = program.json("questions")["questions"]
    paralegal = program.json("questions", "--role", "paralegal", "--search", "client")["questions"]
    assert 0 < len(paralegal) < len(everything)
    assert {question["role"] for question in paralegal} == {"Paralegal"}
    shown = program.json("questions", "show", "difficult-client-legal-secretary")
    assert [answer["level"] for answer in shown["sample_answers"]] == ["basic", "solid", "exceptional"]


def test_the_doctor_says_what_works(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECHD_CMD", "/bin/false")  # the speech service would stay behind, as it should on a desktop
    report = program.json("doctor")
    assert report.keys() == {"microphones", "voices", "recognisers", "models", "matcher", "store", "takes", "problems"}
    assert {one["name"]: one["ready"] for one in report["recognisers"]}["pocketsphinx"] is True
    assert report["voices"]
    assert any("draft recogniser" in sentence for sentence in report["problems"])


def test_nothing_to_recover_is_no_error(program: Program) -> None:
    assert program.json("recover") == {"recovered": []}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("record", "--question", "nobody-asks-this", "--seconds", "1"), "no question with the id"),
        (("record", "--question", QUESTION, "--from-file", "missing.wav"), "missing.wav"),
        (("review", "0b54a1f0-0000-4000-8000-000000000099"), "no such attempt"),
        (("review", "../../etc"), "no such attempt"),
        (("transcribe", "missing.wav"), "missing.wav"),
        (("transcribe", __file__), "test_commands.py"),
        (("transcribe", __file__, "--engine", "whisper"), "Whisper"),
        (("lineup", "--question", QUESTION, "--transcript", "missing.json"), "missing.json"),
        (("lineup", "--question", QUESTION, "--transcript", __file__), "is not a transcript"),
        (("models", "get", "no-such-model"), "no-such-model"),
    ],
)
def test_a_problem_is_one_sentence_on_stderr_and_status_1(
    program: Program, arguments: tuple[str, ...], sentence: str
) -> None:
    done = program.run(*arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("arguments", [("no-such-command",), ("record",), ("questions", "--colour"), ("models", "get")])
def test_a_wrong_command_line_is_status_2(program: Program, arguments: tuple[str, ...]) -> None:
    done = program.run(*arguments)
    assert done.returncode == 2
    assert "--help" in done.stderr


def test_a_data_folder_that_cannot_be_used_is_a_sentence(program: Program, tmp_path: Path) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("I am a file", encoding="utf-8")
    for folder in (occupied, Path("/proc/no-folder-here")):
        done = program.run("questions", data=folder)
        assert done.returncode == 1
        assert "--data-dir" in done.stderr
        assert "Traceback" not in done.stderr
    assert occupied.read_text(encoding="utf-8") == "I am a file"


def test_version_is_printed(program: Program) -> None:
    done = program.run("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("mockinterview ")
