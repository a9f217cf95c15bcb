"""The real recognisers in their real child process. What Whisper hears is synthetic speech its checkpoint was made for."""

from __future__ import annotations

import os
import pickle
import sys
import time
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from numpy.typing import NDArray

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.transcript import Transcript
from mockinterview.speech.models import ModelShelf
from mockinterview.speech.process import ChildTranscriber
from tests.data.whisper.spoken import RATE, SENTENCES, Speaker, Utterance
from tests.guards.leftovers import children

Samples = NDArray[np.float32]
Write = Callable[..., Path]
WHISPER, DRAFT = RecogniserWish("whisper"), RecogniserWish("pocketsphinx")
PLAIN = (
    "people want to know about the world",
    "there are three good reasons for this",
    "we went to the city last year",
)


def in_a_row(
    spoken: Sequence[Utterance], pause_s: float = 1.0, room: float = 0.0005
) -> tuple[Samples, list[tuple[str, float]]]:
    """Sentences with pauses around and between them and a little room noise; and every word with its true start in ms."""
    parts, words, at = [], [], pause_s
    for one in spoken:
        parts += [np.zeros(int(pause_s * RATE), np.float32), one.sound * np.float32(0.5)]
        words += [(text, (at + start) * 1000) for text, start, _ in one.words]
        at += one.seconds + pause_s
    sound = np.concatenate([*parts, np.zeros(int(pause_s * RATE), np.float32)])
    return (sound + np.random.default_rng(3).standard_normal(len(sound)) * room).astype(np.float32), words


def hear(real: ChildTranscriber, file: Path, wish: RecogniserWish) -> Transcript:
    return real.transcribe(file, wish, lambda _done, _all: None, lambda: False)


def bare(words: Sequence[str]) -> list[str]:
    return [word.lower().strip(".,") for word in words]


def alike(said: Sequence[str], heard: Transcript) -> float:
    return SequenceMatcher(None, bare(said), bare([word.text for word in heard.words]), autojunk=False).ratio()


def check_shape(transcript: Transcript, samples: Samples) -> None:
    """What every transcript owes: times in order and inside the sound, segments that cover the words."""
    assert transcript.duration_ms == round(len(samples) * 1000 / RATE)
    starts = [word.start_ms for word in transcript.words]
    assert starts == sorted(starts)
    for word in transcript.words:
        assert 0 <= word.start_ms <= word.end_ms <= transcript.duration_ms
        assert word.confidence is not None
        assert 0 <= word.confidence <= 1
        assert word.text == word.text.strip() != ""
        assert not set(word.text) & set("<>[]()+")
    covered = [index for segment in transcript.segments for index in range(segment.first_word, segment.last_word + 1)]
    assert covered == list(range(len(transcript.words)))


def test_the_draft_recogniser_hears_plain_words_where_they_are(
    real: ChildTranscriber, speaker: Speaker, wav: Write
) -> None:
    samples, words = in_a_row([speaker.say(text, "gmw/en-US", 140) for text in PLAIN])
    steps: list[tuple[int, int]] = []
    transcript = real.transcribe(wav(samples), DRAFT, lambda done, all_: steps.append((done, all_)), lambda: False)
    check_shape(transcript, samples)
    assert (transcript.engine, transcript.model, transcript.draft) == ("pocketsphinx", "en-us", True)
    assert alike([text for text, _ in words], transcript) > 0.6
    truth = {word: at for word, at in words if [text for text, _ in words].count(word) == 1}
    off = [abs(word.start_ms - truth[word.text]) for word in transcript.words if word.text in truth]
    assert median(off) < 80
    assert len(transcript.segments) == len(PLAIN)
    assert steps == sorted(steps)
    assert len(steps) >= 1 + len(PLAIN)
    assert steps[-1] == (transcript.duration_ms, transcript.duration_ms)


@pytest.mark.parametrize(
    ("index", "voice", "rate"),
    [(0, "gmw/en", 165), (3, "gmw/en-US+f3", 155), (10, "gmw/en-GB-scotland+m2", 175), (20, "gmw/en-029", 145)],
)
def test_whisper_hears_a_sentence_word_for_word_and_in_its_place(
    real: ChildTranscriber, speaker: Speaker, wav: Write, index: int, voice: str, rate: int
) -> None:
    samples, words = in_a_row([speaker.say(SENTENCES[index], voice, rate)], pause_s=2.0)
    transcript = hear(real, wav(samples), WHISPER)
    check_shape(transcript, samples)
    assert (transcript.engine, transcript.model, transcript.draft) == ("whisper", "rehearsal", False)
    assert [word.text for word in transcript.words] == SENTENCES[index].split()
    off = [abs(word.start_ms - at) for word, (_, at) in zip(transcript.words, words, strict=True)]
    assert median(off) < 120
    assert off[0] < 250


def test_whisper_keeps_the_fillers_it_hears(real: ChildTranscriber, speaker: Speaker, wav: Write) -> None:
    samples, _ = in_a_row([speaker.say(SENTENCES[1], "gmw/en", 165), speaker.say(SENTENCES[12], "gmw/en", 165)])
    heard = bare([word.text for word in hear(real, wav(samples), WHISPER).words])
    assert {"um", "uh"} <= set(heard)


def test_an_answer_longer_than_whispers_window_is_heard_to_its_end(
    real: ChildTranscriber, speaker: Speaker, wav: Write
) -> None:
    parts, words, at = [], [], 0.0
    for group in (range(3), range(3, 6), range(7, 10), range(14, 17)):
        samples, spoken = in_a_row([speaker.say(SENTENCES[index], "gmw/en", 165) for index in group], pause_s=2.5)
        parts.append(samples)
        words += [(text, at + start) for text, start in spoken]
        at += len(samples) * 1000 / RATE
    samples = np.concatenate(parts)
    assert len(samples) > 70 * RATE
    steps: list[int] = []
    transcript = real.transcribe(wav(samples), WHISPER, lambda done, _all: steps.append(done), lambda: False)
    check_shape(transcript, samples)
    assert alike([text for text, _ in words], transcript) > 0.9
    assert steps == sorted(steps)
    assert len(set(steps)) >= 4
    assert abs(transcript.words[-1].end_ms - (transcript.duration_ms - 2500)) < 500
    begins = next(at for text, at in reversed(words) if text == "She")
    assert abs(next(word.start_ms for word in reversed(transcript.words) if word.text == "She") - begins) < 200


def test_a_pause_in_the_middle_does_not_move_what_comes_after(
    real: ChildTranscriber, speaker: Speaker, wav: Write
) -> None:
    samples, words = in_a_row([speaker.say(SENTENCES[index], "gmw/en", 165) for index in (3, 8)], pause_s=7.0)
    transcript = hear(real, wav(samples), WHISPER)
    assert [word.text for word in transcript.words] == [text for text, _ in words]
    second = len(SENTENCES[3].split())
    assert abs(transcript.words[second].start_ms - words[second][1]) < 300


def test_the_words_are_the_same_at_another_rate_and_in_stereo(
    real: ChildTranscriber, speaker: Speaker, wav: Write
) -> None:
    import soxr

    samples, words = in_a_row([speaker.say(SENTENCES[5], "gmw/en", 165)])
    stereo = np.repeat(soxr.resample(samples, RATE, 48_000)[:, None], 2, axis=1)
    transcript = hear(real, wav(stereo, rate=48_000), WHISPER)
    assert [word.text for word in transcript.words] == [text for text, _ in words]


@pytest.mark.parametrize("wish", [WHISPER, DRAFT])
@pytest.mark.parametrize("level", [0.0, 0.001, 0.1])
def test_silence_and_noise_have_no_words(
    real: ChildTranscriber, wav: Write, wish: RecogniserWish, level: float
) -> None:
    samples = (np.random.default_rng(1).standard_normal(8 * RATE) * level).astype(np.float32)
    transcript = hear(real, wav(samples), wish)
    assert transcript.words == ()
    assert transcript.draft is (wish is DRAFT)


def test_names_from_the_question_do_no_harm(real: ChildTranscriber, speaker: Speaker, wav: Write) -> None:
    samples, words = in_a_row([speaker.say(SENTENCES[9], "gmw/en", 165)])
    transcript = hear(real, wav(samples), RecogniserWish("whisper", vocabulary=("Kubernetes", "Ångström")))
    assert [word.text for word in transcript.words] == [text for text, _ in words]


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_the_child_has_no_qt_and_one_child_serves_both_recognisers(
    real: ChildTranscriber, speaker: Speaker, wav: Write
) -> None:
    samples, _ = in_a_row([speaker.say(SENTENCES[9], "gmw/en", 165)])
    before = children()
    for wish in (DRAFT, WHISPER):
        hear(real, wav(samples), wish)
    assert children() == before
    libraries = "".join(Path(f"/proc/{pid}/maps").read_text() for pid in children())
    assert "libtorch" in libraries
    assert "Qt6" not in libraries
    assert "PySide" not in libraries


class Evil:
    """What a model file could hold that is none."""

    def __init__(self, sign: str) -> None:
        self.sign = sign

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (self.sign,)


@pytest.mark.parametrize("damage", ["empty", "cut", "text", "evil"])
def test_a_damaged_or_hostile_model_is_a_sentence_and_runs_nothing(
    real: ChildTranscriber, models_folder: Path, speaker: Speaker, wav: Write, tmp_path: Path, damage: str
) -> None:
    sign, good = tmp_path / "it ran", (models_folder / "rehearsal.pt").read_bytes()
    data = {
        "empty": b"",
        "cut": good[: len(good) // 2],
        "text": b"<html>" * 100,
        "evil": pickle.dumps(Evil(str(sign))),
    }[damage]
    bad = models_folder / "bad.pt"
    bad.write_bytes(data)
    with pytest.raises(SpeechProblem, match="put here by hand"):
        hear(real, wav(np.zeros(RATE, np.float32)), RecogniserWish("whisper", "bad"))
    ModelShelf(models_folder).trust("bad")
    samples, words = in_a_row([speaker.say(SENTENCES[0], "gmw/en", 165)])
    with pytest.raises(SpeechProblem, match=r"bad\.pt is damaged"):
        hear(real, wav(samples), RecogniserWish("whisper", "bad"))
    bad.unlink()
    assert not sign.exists()
    assert len(hear(real, wav(samples), WHISPER).words) == len(words)


def test_cancelling_a_recogniser_at_work_takes_less_than_a_second(speaker: Speaker, wav: Write, tmp_path: Path) -> None:
    samples, _ = in_a_row([speaker.say(text, "gmw/en", 165) for text in SENTENCES])
    transcriber, before = ChildTranscriber(tmp_path), children()
    asked: list[float] = []

    def progress(done: int, _all: int) -> None:
        if done and not asked:
            asked.append(time.monotonic())

    with pytest.raises(Cancelled):
        transcriber.transcribe(wav(samples), DRAFT, progress, lambda: bool(asked))
    assert time.monotonic() - asked[0] < 1
    assert children() <= before
    transcriber.close()
