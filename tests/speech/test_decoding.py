"""Any sound file becomes a take's samples or a sentence, in a child that may die of it."""

from __future__ import annotations

import sys
import threading
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from mockinterview.core.problems import Cancelled, SpeechProblem
from mockinterview.speech import decoder, sound
from mockinterview.speech.decoding import ChildDecoder, decoder_command
from mockinterview.speech.messages import Done, Failed, Message, Progress
from tests.guards.leftovers import children

RATE = 16_000
Make = Callable[[Path], object]


def tone(rate: int, seconds: float) -> np.ndarray:
    return 0.4 * np.sin(2 * np.pi * 440 * np.arange(int(rate * seconds)) / rate)


def wav(file: Path, rate: int = RATE, seconds: float = 1.0, channels: int = 1) -> Path:
    soundfile.write(file, np.repeat(tone(rate, seconds)[:, None], channels, axis=1), rate, subtype="PCM_16")
    return file


def media(
    file: Path, codec: str = "aac", container: str | None = None, *, video: bool = False, audio: bool = True
) -> Path:
    """One second of a tone as phones and browsers write it."""
    av = pytest.importorskip("av")
    with av.open(str(file), "w", format=container) as out:
        picture = out.add_stream("mpeg4", rate=5, width=64, height=64, pix_fmt="yuv420p") if video else None
        stream = out.add_stream(codec, rate=48_000, layout="stereo") if audio else None
        if picture is not None:
            for _ in range(5):
                out.mux(picture.encode(av.VideoFrame(64, 64, "yuv420p")))
            out.mux(picture.encode())
        if stream is not None:
            pcm = np.repeat((tone(48_000, 1.0) * 32767).astype(np.int16), 2)[None, :]
            frame = av.AudioFrame.from_ndarray(pcm, format="s16", layout="stereo")
            frame.sample_rate = 48_000
            out.mux(stream.encode(frame))
            out.mux(stream.encode())
    return file


def told(_done: int, _all: int) -> None:
    """Somebody who does not listen."""


def never() -> bool:
    return False


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    before = children()
    yield tmp_path / "take" / "audio.wav"
    assert children() <= before


def decode(file: Path, target: Path, child: ChildDecoder | None = None) -> np.ndarray:
    target.parent.mkdir(exist_ok=True)
    (child or ChildDecoder()).decode(file, target, told, never)
    with wave.open(str(target)) as take:
        assert (take.getframerate(), take.getnchannels(), take.getsampwidth()) == (RATE, 1, 2)
        return np.frombuffer(take.readframes(take.getnframes()), np.int16) / 32768


# ---------------------------------------------------------------- what works


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.wav", wav),
        ("été 录音.flac", lambda file: wav(file, 44_100, 1.0, 2)),
        ("a.mp3", lambda file: soundfile.write(file, tone(48_000, 1.0), 48_000)),
        ("a.ogg", lambda file: soundfile.write(file, tone(RATE, 1.0), RATE)),
        ("a.m4a", lambda file: media(file, container="ipod")),
        ("video.mp4", lambda file: media(file, video=True)),
        ("a.mov", media),
        ("a.webm", lambda file: media(file, "libopus")),
        ("a.mkv", lambda file: media(file, "libopus")),
        ("a.opus", lambda file: media(file, "libopus")),
        ("a.aac", lambda file: media(file, container="adts")),
        ("named wrongly.wav", lambda file: media(file, container="ipod")),
    ],
)
def test_every_kind_becomes_the_same_samples(tmp_path: Path, target: Path, name: str, make: Make) -> None:
    make(tmp_path / name)
    samples = decode(tmp_path / name, target)
    assert len(samples) == pytest.approx(RATE, abs=0.12 * RATE)
    middle = samples[4000:12000]
    assert np.argmax(np.abs(np.fft.rfft(middle))) * RATE / len(middle) == pytest.approx(440, abs=3)
    assert np.abs(middle).max() == pytest.approx(0.4, abs=0.05)


def test_progress_ends_at_the_length(tmp_path: Path) -> None:
    steps: list[Message] = []
    result = decoder.decode(wav(tmp_path / "a.wav", seconds=25), tmp_path / "out.wav", steps.append)
    assert result == Done(0, 25_000)
    assert [one.done_ms for one in steps if isinstance(one, Progress)] == [10_000, 20_000, 25_000]
    assert all(one.total_ms == 25_000 for one in steps if isinstance(one, Progress))


# ---------------------------------------------------------------- what is hostile


def raw(data: bytes) -> Make:
    return lambda file: file.write_bytes(data)


def cut(make: Make, share: float) -> Make:
    def made(file: Path) -> None:
        make(file)
        data = file.read_bytes()
        file.write_bytes(data[: int(len(data) * share)])

    return made


def scrambled(make: Make, past: int) -> Make:
    def made(file: Path) -> None:
        make(file)
        head = file.read_bytes()[:past]
        file.write_bytes(head + np.random.default_rng(5).bytes(40_000))

    return made


def wav_that_claims(data_bytes: int, rate: int = RATE, channels: int = 1) -> bytes:
    import struct

    shape = struct.pack("<HHIIHH", 1, channels, rate, rate * channels * 2 & 0xFFFFFFFF, channels * 2 & 0xFFFF, 16)
    return (
        b"RIFF"
        + struct.pack("<I", 36)
        + b"WAVEfmt "
        + struct.pack("<I", 16)
        + shape
        + b"data"
        + struct.pack("<I", data_bytes)
    )


LIST = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{}\n#EXT-X-ENDLIST\n"

HOSTILE: dict[str, Make] = {
    "empty.wav": raw(b""),
    "text.txt": raw(b"I led a team of four people.\n" * 200),
    "random.m4a": raw(np.random.default_rng(1).bytes(200_000)),
    "zeros.mp3": raw(bytes(300_000)),
    "picture.png": raw(b"\x89PNG\r\n\x1a\n" + np.random.default_rng(2).bytes(5_000)),
    "only a header.wav": raw(b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff"),
    "slow.wav": raw(wav_that_claims(1000, rate=8) + bytes(1000)),
    "fast.wav": raw(wav_that_claims(1000, rate=4_000_000_000) + bytes(1000)),
    "many channels.wav": lambda file: wav(file, channels=64),
    "no rate.wav": raw(wav_that_claims(1000, rate=0) + bytes(1000)),
    "film without sound.mp4": lambda file: media(file, video=True, audio=False),
    "beginning.m4a": cut(lambda file: media(file, container="ipod"), 0.4),
    "beginning.webm": cut(lambda file: media(file, "libopus"), 0.02),
    "scrambled.mp4": scrambled(media, 60),
    "zip.m4a": raw(b"PK\x03\x04" + np.random.default_rng(3).bytes(3_000)),
    "script.sh": raw(b"#!/bin/sh\necho hello\n"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_sentence_and_leaves_nothing(tmp_path: Path, target: Path, name: str) -> None:
    HOSTILE[name](tmp_path / name)
    with pytest.raises(SpeechProblem) as caught:
        decode(tmp_path / name, target)
    assert name in caught.value.sentence
    assert caught.value.next_step
    assert not target.exists()


@pytest.mark.parametrize("claim", [RATE, 0x7FFFFFF0, 0xFFFFFFFF])
def test_what_a_file_says_of_its_length_is_not_believed(tmp_path: Path, target: Path, claim: int) -> None:
    file = tmp_path / "a.wav"
    file.write_bytes(wav_that_claims(claim) + bytes(2 * RATE))
    assert len(decode(file, target)) <= RATE


@pytest.mark.parametrize("name", ["list.m3u8", "list.txt", "list.ffconcat", "list.sdp", "list.mpd"])
def test_a_file_that_names_another_does_not_get_it(tmp_path: Path, target: Path, name: str) -> None:
    media(tmp_path / "secret.aac", container="adts")
    secret = (tmp_path / "secret.aac").as_uri()
    texts = {
        "list.m3u8": LIST.format(secret),
        "list.txt": LIST.format("secret.aac"),
        "list.ffconcat": "ffconcat version 1.0\nfile 'secret.aac'\n",
        "list.sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
        "list.mpd": f'<?xml version="1.0"?><MPD><Period><BaseURL>{secret}</BaseURL></Period></MPD>',
    }
    (tmp_path / name).write_text(texts[name])
    with pytest.raises(SpeechProblem, match="cannot be read"):
        decode(tmp_path / name, target)


def test_hours_of_nothing_in_a_small_file_end_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound, "LONGEST_S", 60)
    file = tmp_path / "bomb.flac"
    soundfile.write(file, np.zeros(8_000 * 70, np.int16), 8_000)
    assert file.stat().st_size < 20_000
    result = decoder.decode(file, tmp_path / "out.wav", lambda _message: None)
    assert isinstance(result, Failed)
    assert "too long" in result.what


def test_a_cut_recording_gives_what_is_there(tmp_path: Path, target: Path) -> None:
    file = tmp_path / "a.webm"
    media(file, "libopus")
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    assert RATE // 10 < len(decode(file, target)) < RATE


def test_without_pyav_a_sentence_names_what_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    monkeypatch.delitem(sys.modules, "mockinterview.speech.media", raising=False)
    file = tmp_path / "a.m4a"
    file.write_bytes(b"something from a phone" * 100)
    result = decoder.decode(file, tmp_path / "out.wav", lambda _message: None)
    assert isinstance(result, Failed)
    assert "WAV, FLAC, MP3, Ogg or AIFF" in result.next_step
    assert "media" in result.why


# ---------------------------------------------------------------- the child


def script(text: str) -> list[str]:
    """A decoder that does something else."""
    return [sys.executable, "-c", text]


@pytest.mark.parametrize("end", ["import os; os.abort()", "raise SystemExit(3)", "print('nonsense')", "pass"])
def test_a_child_that_breaks_off_is_a_sentence(
    tmp_path: Path, target: Path, end: str, expect_log: Callable[[str], None]
) -> None:
    expect_log("the decoder ended")
    with pytest.raises(SpeechProblem, match="stopped at it"):
        decode(wav(tmp_path / "a.wav"), target, ChildDecoder(script(end)))
    assert not target.exists()


def test_a_file_that_decodes_forever_is_given_up(
    tmp_path: Path, target: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("too long to read")
    loop = "import signal, sys; open(sys.argv[2], 'w').write('half'); signal.pause()"
    with pytest.raises(SpeechProblem, match="took too long"):
        decode(wav(tmp_path / "a.wav"), target, ChildDecoder(script(loop), patience_s=0.3))
    assert not target.exists()


def test_a_child_that_cannot_start_is_a_sentence(tmp_path: Path, target: Path) -> None:
    with pytest.raises(SpeechProblem, match="could not be started"):
        decode(wav(tmp_path / "a.wav"), target, ChildDecoder(["/nowhere/at/all"]))


def test_cancelling_ends_it_and_leaves_nothing(tmp_path: Path, target: Path) -> None:
    target.parent.mkdir()
    written = threading.Event()

    def cancelled() -> bool:
        if target.exists():
            written.set()
        return written.is_set()

    started = time.monotonic()
    loop = "import signal, sys; open(sys.argv[2], 'w').write('half'); signal.pause()"
    with pytest.raises(Cancelled):
        ChildDecoder(script(loop), patience_s=60).decode(wav(tmp_path / "a.wav"), target, told, cancelled)
    assert written.is_set()
    assert not target.exists()
    assert time.monotonic() - started < 30


def test_the_programs_own_decoder_is_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert decoder_command() == [sys.executable, "-m", "mockinterview", "--decoder"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert decoder_command() == [sys.executable, "--decoder"]
