"""What turns speech into words: which recogniser and model, in which language, with which names, and how fast that is here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from mockinterview.core.languages import LANGUAGES, language_name
from mockinterview.core.problems import Problem
from mockinterview.core.recognition import KnownModel, Recogniser, RecogniserWish, recogniser_name
from mockinterview.flow.house import House
from mockinterview.settings import Settings, table
from mockinterview.ui.look import GAP, px
from mockinterview.ui.models.model_work import ModelWork
from mockinterview.ui.pages.model_manager import ModelManager
from mockinterview.ui.pages.settings_editors import Editor, TextEditor
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.focus import has_place
from mockinterview.ui.widgets.panels import Notice
from mockinterview.ui.widgets.text import Label, Rule

_DRAFT = "pocketsphinx"
_VOCABULARY = "Names and terms that come up in your answers: people, places, tools. A few help; a long list does harm."


class SpeechPart(QWidget):
    """The section's inside. `show_models` opens the model manager from anywhere."""

    problem_met = Signal(object)

    def __init__(self, house: House, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._transcriber = house.transcriber
        self._settings = settings
        self.work = ModelWork(house.models, self)
        self._dialog: ModelManager | None = None
        self._then: SignalInstance | None = None
        self._recognisers: list[Recogniser] = []
        self._models: list[KnownModel] = []
        self._build()
        self._wire()

    def _build(self) -> None:
        settings = self._settings
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP + GAP // 2)
        self.state = Notice()
        self.trouble = Notice("trouble")
        self.engine = Editor(table.RECOGNISER, settings)
        self.model = Editor(table.MODEL, settings)
        self.models = Button("Models…", "download")
        self.models.setAccessibleName("Whisper models")
        self.here = Label("", "small")
        self.guidance = Label("", "small")
        self.try_it = Button("Try how fast it is here", "clock")
        self.stop_trying = Button("Cancel", "close")
        self.trying = QProgressBar()
        self.trying.setRange(0, 0)
        self.trying.setTextVisible(False)
        self.trying.setFixedWidth(px(120))
        self.trying.setAccessibleName("Trying the recogniser")
        self.language = Editor(table.LANGUAGE, settings)
        self.language_note = Label("", "small")
        self.vocabulary = TextEditor(table.VOCABULARY, settings)
        self.along = Editor(table.RECOGNISE_WHILE_RECORDING, settings)
        here, trial = QHBoxLayout(), QHBoxLayout()
        here.addWidget(self.here, 1)
        here.addWidget(self.models)
        trial.addWidget(self.guidance, 1, Qt.AlignmentFlag.AlignVCenter)
        for widget in (self.trying, self.try_it, self.stop_trying):
            trial.addWidget(widget)
        column.addWidget(self.state)
        column.addWidget(self.trouble)
        column.addWidget(self.engine)
        column.addWidget(self.model)
        column.addLayout(here)
        column.addLayout(trial)
        column.addWidget(Rule())
        column.addWidget(self.along)
        column.addWidget(self.language)
        column.addWidget(self.language_note)
        column.addWidget(Rule())
        column.addWidget(self.vocabulary)
        column.addWidget(Label(_VOCABULARY, "small"))

    def _wire(self) -> None:
        for editor in (self.engine, self.model, self.language, self.along, self.vocabulary):
            editor.failed.connect(self.problem_met)
        for setting in (table.RECOGNISER, table.MODEL, table.LANGUAGE):
            self._settings.on_change(setting, self._on_changed)
        self._settings.on_change(table.RECOGNISE_WHILE_RECORDING, self._on_switched)
        self.state.pressed.connect(self._on_models_wished)
        self.models.clicked.connect(self._on_models_wished)
        self.try_it.clicked.connect(self._on_try)
        self.stop_trying.clicked.connect(self.work.cancel_trial)
        self.work.changed.connect(self.refresh)
        self.work.tried.connect(self._on_tried)
        self.work.trial_failed.connect(self._on_trial_failed)
        self.work.problem_met.connect(self._on_problem)

    # ------------------------------------------------------------ public

    @Slot()
    def refresh(self) -> None:
        """Ask anew what is here."""
        try:
            self._recognisers = list(self._transcriber.recognisers())
            self._models = list(self.work.models())
        except Problem as problem:
            self.trouble.say(problem.sentence)
            return
        self._show_state()
        self.engine.offer(
            [("The best that works", ""), *((recogniser_name(one.name), one.name) for one in self._recognisers)]
        )
        here = [model.name for model in self._models if model.present]
        self.model.offer([("The one that suits this computer", ""), *((name, name) for name in here)])
        languages = [("Find out by itself", ""), *((name, code) for code, name in LANGUAGES.items())]
        self.language.offer(languages)
        self.here.setText(f"Whisper models here: {', '.join(here)}." if here else "No Whisper model is here yet.")
        self._show_guidance()
        self._show_language_note()

    def show_models(self, then: SignalInstance | None = None) -> None:
        """Open the model manager over the window. then: emitted when it is closed."""
        if self._dialog is None:
            self._dialog = ModelManager(self.work, self.window())
            self._dialog.finished.connect(self._on_models_closed)
        self._then = then
        self._dialog.refresh()
        self._dialog.open()

    def close_down(self) -> None:
        """End a running download; what is here of it is taken up by the next one."""
        self.work.close_down()

    # ------------------------------------------------------------ showing

    def _chosen(self) -> Recogniser | None:
        """The recogniser the settings ask for, or the best that works."""
        wanted = self._settings.get(table.RECOGNISER)
        if wanted:
            return next((one for one in self._recognisers if one.name == wanted), None)
        return next((one for one in self._recognisers if one.ready), None)

    def _show_state(self) -> None:
        best = next((one for one in self._recognisers if one.ready), None)
        chosen = self._chosen()
        if best is None:
            self.state.say("No recogniser works here. Your answers are recorded and can be heard; words come later.")
        elif best.draft:
            reasons = next((one.why_not for one in self._recognisers if not one.ready and one.why_not), "")
            self.state.say(f"Draft recogniser: many words will be wrong. {reasons}".strip(), "Get Whisper…")
        elif chosen is not None and not chosen.ready:
            self.state.say(f"{recogniser_name(chosen.name)} cannot be used. {chosen.why_not}")
        else:
            self.state.say(f"{recogniser_name((chosen or best).name)} is ready.")

    def _wish(self) -> RecogniserWish:
        get = self._settings.get
        return RecogniserWish(get(table.RECOGNISER), get(table.MODEL), get(table.LANGUAGE))

    def _show_guidance(self) -> None:
        guidance = self.work.guidance(self._wish())
        wait = guidance.wait_words(while_speaking=self._settings.get(table.RECOGNISE_WHILE_RECORDING))
        parts = [guidance.memory_words[:1].upper() + guidance.memory_words[1:], f"words {wait}" if wait else ""]
        words = " · ".join(part for part in parts if part)
        if guidance.tight:
            words += ". That is little: it may be slow or fail. Close other programs, or choose a smaller model"
        self.guidance.setText(f"{words}." if words else "")
        chosen = self._chosen()
        trying = self.work.trying
        self.try_it.setVisible(not trying)
        self.try_it.setEnabled(chosen is not None and chosen.ready)
        for widget in (self.trying, self.stop_trying):
            widget.setVisible(trying)

    def _show_language_note(self) -> None:
        code = self._settings.get(table.LANGUAGE)
        english = code.split("-", maxsplit=1)[0].lower() in ("", "en")
        chosen = self._chosen()
        names = [model for model in self._models if model.present]
        wanted = self._settings.get(table.MODEL)
        able = [one for one in names if not one.english_only and wanted in ("", one.name)]
        note = ""
        if chosen is not None and chosen.name == _DRAFT:
            note = "The draft recogniser knows English only." if not english or not code else ""
        elif not able and names:
            which = wanted or "Every model that is here"
            note = f"{which} knows English only: models whose name ends in “.en” were taught nothing else."
            note = note if not english or not code else ""
        if note:
            more = language_name(code) if code and not english else "another language"
            note += f" For {more}, get a model without “.en”, such as small."
        self.language_note.setText(note)
        self.language_note.setVisible(bool(note))

    # ------------------------------------------------------------ slots

    def _on_changed(self, _value: str) -> None:
        self._show_state()
        self._show_guidance()
        self._show_language_note()

    def _on_switched(self, _on: bool) -> None:
        self._show_guidance()

    @Slot()
    def _on_models_wished(self) -> None:
        self.show_models()

    @Slot()
    def _on_models_closed(self) -> None:
        self.refresh()
        then, self._then = self._then, None
        if then is not None:
            then.emit()

    @Slot()
    def _on_try(self) -> None:
        self.trouble.say("")
        self.work.try_out(self._wish())
        self._show_guidance()
        self.stop_trying.setFocus()

    @Slot()
    def _on_tried(self) -> None:
        focused = has_place(self.stop_trying)
        self._show_guidance()
        if focused:
            self.try_it.setFocus()

    @Slot(object)
    def _on_trial_failed(self, problem: Problem) -> None:
        self.trouble.say(problem.sentence)

    @Slot(object)
    def _on_problem(self, problem: Problem) -> None:
        """What went wrong after the manager was closed is said here."""
        if self._dialog is None or not self._dialog.isVisible():
            self.trouble.say(problem.sentence)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
