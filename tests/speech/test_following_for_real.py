"""A spoken answer followed by the real recogniser in its real child, while its file is still being written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mockinterview.core.recognition import RecogniserWish
from mockinterview.core.transcript import Transcript
from mockinterview.sound.take_file import TakeFile
from mockinterview.speech.process import ChildTranscriber
from tests.data.whisper.spoken import RATE, SENTENCES, Speaker
from tests.speech.test_engines import PLAIN, alike, hear, in_a_row
from tests.speech.test_following import Ear, ignore, never

Samples = NDArray[np.float32]


def pcm(sound: Samples) -> bytes:
    return np.round(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()


@pytest.mark.parametrize("engine", ["whisper", "pocketsphinx"])
def test_words_come_while_the_answer_is_given_and_are_those_of_the_whole(
    real: ChildTranscriber, speaker: Speaker, tmp_path: Path, engine: str
) -> None:
    wish, file, ear = RecogniserWish(engine), tmp_path / "take.wav", Ear()
    known = SENTENCES[4:9] if engine == "whisper" else (*PLAIN, *PLAIN)
    sound, words = in_a_row([speaker.say(text, "gmw/en") for text in known], pause_s=0.9)
    take = TakeFile(file)
    half = next(at for _, at in words[len(words) // 2 :]) * RATE // 1000  # where the second half begins to be said
    real.follow(file, wish, ear)
    take.write(pcm(sound[: int(half)]))
    ear.wait(1)
    so_far = ear.transcripts[-1]
    assert 0 < len(so_far.words) < len(words)
    assert so_far.duration_ms <= half * 1000 / RATE
    take.write(pcm(sound[int(half) :]))
    take.finish()
    take.let_go()
    rest: list[Transcript] = []
    transcript = real.transcribe(file, wish, ignore, never, rest.append)
    assert transcript.words[: len(so_far.words)] == so_far.words
    assert rest[-1].words == transcript.words
    assert transcript.duration_ms == pytest.approx(len(sound) * 1000 / RATE, abs=1)
    if engine == "whisper":
        assert alike([text for text, _ in words], transcript) > 0.95
        off = [abs(word.start_ms - at) for word, (_, at) in zip(transcript.words, words, strict=False)]
        assert float(np.median(off)) < 250
    else:
        assert alike([word.text for word in hear(real, file, wish).words], transcript) > 0.8
