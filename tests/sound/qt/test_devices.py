"""Qt's news of microphones, on the virtual sound card."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtMultimedia import QMediaDevices

from mockinterview.sound.qt.devices import QtDeviceNews
from tests.journeys.soundcard import VirtualSoundCard
from tests.journeys.usb_microphone import UsbMicrophone

PATIENCE_S = 20


@pytest.fixture
def told(qapp: object, sound_card: VirtualSoundCard) -> Iterator[threading.Semaphore]:
    """Released at every change; the watch is on, and heard of the server, when the test begins."""
    told = threading.Semaphore(0)
    news = QtDeviceNews()
    news.watch(told.release)
    for _ in range(PATIENCE_S):
        with UsbMicrophone(sound_card, "Lectern"):
            if told.acquire(timeout=1):
                break
    yield told
    news.close()


def test_a_microphone_that_is_plugged_in_is_told(told: threading.Semaphore, sound_card: VirtualSoundCard) -> None:
    with UsbMicrophone(sound_card, "Conference headset") as usb:
        assert told.acquire(timeout=PATIENCE_S)
        assert usb.name in [device.description() for device in QMediaDevices.audioInputs()]


def test_the_default_that_is_pulled_out_is_told_where_another_takes_its_place(
    told: threading.Semaphore, sound_card: VirtualSoundCard
) -> None:
    with UsbMicrophone(sound_card, "Desk microphone"), UsbMicrophone(sound_card, "Conference headset") as usb:
        assert told.acquire(timeout=PATIENCE_S)
        usb.be_default()
        while told.acquire(timeout=1):
            pass  # as many changes as the server makes of it
        usb.pull_out()
        assert told.acquire(timeout=PATIENCE_S)
    sound_card.pactl("set-default-source", "virtmic.monitor")


def test_closing_before_watching_and_right_after_is_harmless(qapp: object, sound_card: VirtualSoundCard) -> None:
    QtDeviceNews().close()
    news = QtDeviceNews()
    news.watch(lambda: None)
    news.close()
    news.close()
    assert news._thread is not None
    assert not news._thread.is_alive()
