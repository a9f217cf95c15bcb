"""Timing facts from loudness curves and words whose truth is known."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockinterview.core.delivery import (
    FILLERS,
    Delivery,
    Filler,
    Levels,
    Pause,
    bare,
    find_pauses,
    find_speech,
    measure,
)
from mockinterview.core.transcript import Transcript, Word


def curve(*stretches, room=-70.0, voice=-25.0, spread=6.0, seed=1):
    """Loudness every 20 ms of (kind, milliseconds) stretches: "s" speech, "r" room, "c" a click, "k" a cough."""
    chance = random.Random(seed)
    values = []
    for kind, length_ms in stretches:
        for _ in range(length_ms // 20):
            wobble = chance.uniform(-1, 1)
            values.append({"s": voice + spread * wobble, "r": room + wobble, "c": voice, "k": voice + 20}[kind])
    return Levels(20, tuple(values))


def test_speech_and_pauses_are_found_where_they_are():
    levels = curve(("r", 600), ("s", 2000), ("r", 1500), ("s", 1000), ("r", 400), ("s", 1000), ("r", 800))
    assert find_speech(levels) == ((600, 2600), (4100, 5100), (5500, 6500))
    assert find_pauses(levels) == (Pause(2600, 4100),)


def test_shorter_silences_count_when_asked_for():
    levels = curve(("s", 1000), ("r", 400), ("s", 1000))
    assert find_pauses(levels) == ()
    assert find_pauses(levels, 250) == (Pause(1000, 1400),)


def test_silence_before_the_first_and_after_the_last_word_is_no_pause():
    assert find_pauses(curve(("r", 5000), ("s", 1000), ("r", 5000))) == ()


def test_a_pause_of_exactly_a_second_counts():
    assert find_pauses(curve(("s", 1000), ("r", 1000), ("s", 1000))) == (Pause(1000, 2000),)
    assert find_pauses(curve(("s", 1000), ("r", 980), ("s", 1000))) == ()


def test_a_click_does_not_end_a_pause():
    levels = curve(("s", 1000), ("r", 1000), ("c", 60), ("r", 1000), ("s", 1000))
    assert find_pauses(levels) == (Pause(1000, 3060),)


def test_the_closure_of_a_consonant_is_part_of_speech():
    assert find_speech(curve(("r", 400), ("s", 300), ("r", 120), ("s", 300), ("r", 400))) == ((400, 1120),)


def test_one_loud_cough_does_not_hide_the_speech():
    levels = curve(("s", 3000), ("r", 1200), ("k", 500), ("r", 1200), ("s", 3000), ("r", 500))
    assert find_pauses(levels) == (Pause(3000, 4200), Pause(4700, 5900))


def test_a_sentence_after_ten_minutes_of_thinking_is_found():
    assert find_speech(curve(("r", 600_000), ("s", 3000), ("r", 1000))) == ((600_000, 603_000),)


@pytest.mark.parametrize(("room", "voice"), [(-45, -25), (-40, -20), (-72, -52), (-120, -30), (-38, -26)])
def test_loud_rooms_and_quiet_microphones(room, voice):
    levels = curve(("r", 600), ("s", 2000), ("r", 1500), ("s", 2000), ("r", 600), room=room, voice=voice, spread=3.0)
    assert find_pauses(levels) == (Pause(2600, 4100),)


@pytest.mark.parametrize(
    "levels",
    [
        Levels(20),
        Levels(20, (-120.0,) * 500),
        Levels(20, (-20.0,) * 500),
        curve(("r", 10_000), room=-40),
        curve(("r", 4000), ("c", 40), ("r", 4000)),
    ],
    ids=["nothing", "digital silence", "a tone", "a noisy room", "one click"],
)
def test_where_nothing_stands_out_there_is_no_speech(levels):
    assert find_speech(levels) == ()
    assert find_pauses(levels) == ()


@given(st.lists(st.floats(-120, 0), max_size=300), st.sampled_from([10, 20, 50]))
def test_speech_is_sorted_apart_and_inside(values, frame_ms):
    speech = find_speech(Levels(frame_ms, tuple(values)))
    edges = [edge for stretch in speech for edge in stretch]
    assert edges == sorted(edges)
    assert all(start < end for start, end in speech)
    assert all(0 <= edge <= len(values) * frame_ms for edge in edges)


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ("Um,", "um"),
        ("“Hello!”", "hello"),
        ("don't", "don't"),
        ("…", ""),
        ("(well)", "well"),
        ("–", ""),
        ("ÉTÉ.", "été"),
    ],
)
def test_bare_words(spoken, expected):
    assert bare(spoken) == expected


def words(*texts, step=500):
    return tuple(Word(text, index * step, index * step + step - 100) for index, text in enumerate(texts))


def test_fillers_are_found_however_they_are_spelled():
    transcript = Transcript("t", "", "en", 9000, words("Um,", "I", "uh", "hummed", "Hmm.", "ah"))
    assert measure(transcript, (), 9000).fillers == (
        Filler(0, "um", 0),
        Filler(2, "uh", 1000),
        Filler(4, "hmm", 2000),
        Filler(5, "ah", 2500),
    )


def test_every_filler_is_spelled_as_it_is_compared():
    assert {bare(filler) for filler in FILLERS} == FILLERS


def test_pace_counts_words_from_the_first_to_the_last():
    transcript = Transcript("t", "", "en", 60_000, words("um", *["word"] * 60, step=1000))
    delivery = measure(transcript, (), 60_000)
    assert delivery.words == 60
    assert delivery.words_per_minute == pytest.approx(60 * 60_000 / 60_900)
    assert delivery.first_word_ms == 0
    assert len(delivery.fillers) == 1


@pytest.mark.parametrize(
    "spoken",
    [(), (Word("Yes.", 500, 900),), (Word("a", 0, 0), Word("b", 0, 0)), words("um", "uh")],
    ids=["no words", "one word", "no times", "fillers only"],
)
def test_no_pace_where_it_would_mean_nothing(spoken):
    assert measure(Transcript("t", "", "en", 1000, spoken), (), 1000).words_per_minute is None


def test_the_sound_alone_tells_length_and_pauses():
    levels = curve(("s", 1000), ("r", 1500), ("s", 1000), ("r", 500))
    assert measure(None, find_pauses(levels), 4000) == Delivery(4000, pauses=(Pause(1000, 2500),))
    assert measure(Transcript("t", "", "en", 4000), find_pauses(levels), 4000).first_word_ms is None


def test_the_longest_pause():
    assert Delivery(0).longest_pause_ms == 0
    assert Delivery(9000, pauses=(Pause(0, 1000), Pause(3000, 5500))).longest_pause_ms == 2500
