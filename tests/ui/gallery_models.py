"""The gallery's pictures of models: the manager in several states, and the settings once a recogniser was tried."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mockinterview.core.guidance import Trial
from mockinterview.core.recognition import KnownModel, ModelState, Recogniser
from mockinterview.settings import table
from mockinterview.ui.main_window import MainWindow
from mockinterview.ui.models.model_work import Pace
from tests.fakes.fake_model_store import known
from tests.ui.stand_ins import Model


def settings_tried(model: Model, window: MainWindow) -> QWidget:
    model.transcriber.known = (Recogniser("whisper", True, models=("base.en",)), *model.transcriber.known[1:])
    model.models.known[1] = known("base.en", 145_261_783, ModelState.HERE)
    model.models.trial = Trial("whisper", "base.en", 5_000, 2_100, 1_100)
    model.settings.set(table.VOCABULARY, "Kubernetes, Grafana\nSiobhán Ní Bhriain")
    model.settings.set(table.LANGUAGE, "de")
    window.show_settings_section("speech")
    return window


def models_dialog(model: Model, window: MainWindow) -> QWidget:
    here = known("tiny.en", 75_571_315, ModelState.HERE)
    mine = KnownModel(
        "my-court-english",
        "/models/my-court-english.pt",
        ModelState.UNTRUSTED,
        290_000_000,
        0,
        here_bytes=290_000_000,
        published=False,
    )
    model.models.known = [
        here,
        *model.models.known[1:],
        known("medium", 1_528_008_539, ModelState.DAMAGED),
        replace(known("large-v3-turbo", 1_617_941_637, ModelState.BEGUN), here_bytes=640_000_000),
        mine,
    ]  # fmt: skip
    model.models.hold.clear()
    window.show_settings_section("models")
    part = window.page("settings").speech
    part.work.get("base.en")
    QTest.qWait(50)
    part.work.pace = Pace(61_000_000, 145_261_783, 0, 0.0, 18.0)
    part.work.progressed.emit()
    return part._dialog  # the download never ends: its thread is ended with the gallery


def models_asking(model: Model, window: MainWindow) -> QWidget:
    dialog = models_dialog(model, window)
    QTest.qWait(50)
    dialog.rows["my-court-english"].ask_trust()
    dialog.rows["tiny.en"].remove.click()
    return dialog
