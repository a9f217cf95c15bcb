"""The growing file: whole at any moment, whatever cut it short."""

from __future__ import annotations

import os
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.sound import take_file
from mockinterview.sound.holding import hold, is_growing
from mockinterview.sound.take_file import HEADER_BYTES, TakeFile, frames_in, header, mend, milliseconds


def read(path: Path) -> bytes:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 16_000)
        return file.readframes(file.getnframes())


@given(st.binary(max_size=400))
def test_header_is_what_the_standard_library_reads(tmp_path_factory: pytest.TempPathFactory, pcm: bytes) -> None:
    path = tmp_path_factory.mktemp("wav") / "a.wav"
    whole = pcm[: len(pcm) // 2 * 2]
    path.write_bytes(header(len(whole)) + whole)
    assert read(path) == whole


def test_header_of_a_sound_too_long_for_wav_stays_a_header() -> None:
    assert len(header(2**40)) == HEADER_BYTES


@given(blocks=st.lists(st.binary(max_size=300), max_size=8))
def test_what_is_written_is_what_is_there(tmp_path_factory: pytest.TempPathFactory, blocks: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("take") / "audio.wav"
    file = TakeFile(path)
    for block in blocks:
        file.write(block)
    pcm = b"".join(blocks)
    assert file.frames == len(pcm) // 2
    file.finish()
    file.let_go()
    assert read(path) == pcm[: len(pcm) // 2 * 2]


@given(head=st.binary(max_size=60), length=st.integers(0, 3000))
def test_mending_cuts_to_whole_samples_and_changes_nothing_twice(
    tmp_path_factory: pytest.TempPathFactory, head: bytes, length: int
) -> None:
    path = tmp_path_factory.mktemp("cut") / "audio.wav"
    content = (head + bytes(range(256)) * 12)[:length]
    path.write_bytes(content)
    frames = mend(path)
    once = path.read_bytes()
    assert frames == frames_in(length)
    assert read(path) == content[HEADER_BYTES : HEADER_BYTES + 2 * frames]
    assert mend(path) == frames
    assert path.read_bytes() == once


def test_mending_a_missing_file_makes_an_empty_one(tmp_path: Path) -> None:
    assert mend(tmp_path / "audio.wav") == 0
    assert read(tmp_path / "audio.wav") == b""


def test_the_header_follows_the_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take_file, "HEADER_S", 0.0)
    monkeypatch.setattr(take_file, "SYNC_S", 0.0)
    file = TakeFile(tmp_path / "audio.wav")
    file.write(bytes(1000))
    file.tend()
    assert len(read(tmp_path / "audio.wav")) == 1000
    file.write(b"\1\1")
    file.tend()
    assert len(read(tmp_path / "audio.wav")) == 1002
    file.finish()
    file.let_go()


def test_it_says_when_all_was_made_safe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = TakeFile(tmp_path / "audio.wav")
    assert file.tend() is True
    file.write(bytes(2))
    assert file.tend() is False
    monkeypatch.setattr(take_file, "SYNC_S", 0.0)
    assert file.tend() is True
    file.finish()
    file.let_go()


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "audio.wav").write_bytes(b"somebody's")
    with pytest.raises(FileExistsError):
        TakeFile(tmp_path / "audio.wav")
    assert (tmp_path / "audio.wav").read_bytes() == b"somebody's"


def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"somebody's")
    (tmp_path / "audio.wav").symlink_to(target)
    with pytest.raises(OSError, match="audio"):
        TakeFile(tmp_path / "audio.wav")
    with pytest.raises(OSError, match="audio"):
        mend(tmp_path / "audio.wav")
    assert target.read_bytes() == b"somebody's"


def test_a_file_with_a_second_name_is_mended_under_its_own_only(tmp_path: Path) -> None:
    path, backup = tmp_path / "audio.wav", tmp_path / "backup.wav"
    backup.write_bytes(header(0) + bytes(1001))
    path.hardlink_to(backup)
    assert mend(path) == 500
    assert backup.read_bytes() == header(0) + bytes(1001)
    assert read(path) == bytes(1000)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["audio.wav", "backup.wav"]


def test_a_sound_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "audio.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(bytes(1000))
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        mend(path)
    assert path.read_bytes() == before


def test_a_header_that_was_cut_short_is_damage_and_no_other_kind(tmp_path: Path) -> None:
    (tmp_path / "audio.wav").write_bytes(header(0)[:22])
    assert mend(tmp_path / "audio.wav") == 0
    assert read(tmp_path / "audio.wav") == b""


def test_a_pipe_is_neither_mended_nor_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "audio.wav")
    assert not is_growing(tmp_path / "audio.wav")
    with pytest.raises(FileExistsError):
        mend(tmp_path / "audio.wav")


def test_others_see_that_it_grows(tmp_path: Path) -> None:
    path = tmp_path / "audio.wav"
    assert not is_growing(path)
    file = TakeFile(path)
    assert is_growing(path)
    file.finish()
    assert is_growing(path)
    file.let_go()
    assert not is_growing(path)


def test_those_who_ask_do_not_take_each_other_for_the_writer(tmp_path: Path) -> None:
    path = tmp_path / "audio.wav"
    path.write_bytes(header(0))
    with path.open("rb+") as asking:
        hold(asking.fileno(), shared=True)
        assert not is_growing(path)


@pytest.mark.parametrize("open_files_move", [True, False])
def test_its_folder_gets_another_name_and_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_files_move: bool
) -> None:
    monkeypatch.setattr(take_file, "MOVES_OPEN", open_files_move)
    coming, there = tmp_path / "coming", tmp_path / "there"
    coming.mkdir()
    file = TakeFile(coming / "audio.wav")
    file.write(bytes(1000))
    file.move_folder(there)
    file.write(b"\1\1")
    assert is_growing(there / "audio.wav")
    file.finish()
    file.let_go()
    assert read(there / "audio.wav") == bytes(1000) + b"\1\1"
    assert not coming.exists()


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    TakeFile(tmp_path / "audio.wav").let_go()
    assert (tmp_path / "audio.wav").stat().st_mode & 0o777 == 0o600


def test_milliseconds_of_samples() -> None:
    assert [milliseconds(frames) for frames in (0, 15, 16, 16_000)] == [0, 0, 1, 1000]
