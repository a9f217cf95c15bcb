"""One model in the list: what it is, where it stands, what can be done to it, and the question before it is removed or trusted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from mockinterview.core.guidance import bytes_words
from mockinterview.core.recognition import KnownModel, ModelState
from mockinterview.ui.look import GAP, TARGET, px
from mockinterview.ui.models.model_work import ModelWork
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.focus import holds_place
from mockinterview.ui.widgets.panels import Card, Glyph
from mockinterview.ui.widgets.text import Label, Rule

_LOOKS = {
    ModelState.ABSENT: ("state-not-found", "muted"),
    ModelState.BEGUN: ("state-partly", "partly"),
    ModelState.HERE: ("state-clear", "covered"),
    ModelState.UNTRUSTED: ("state-not-sure", "warning"),
    ModelState.DAMAGED: ("warning", "warning"),
}
_GET = {
    ModelState.ABSENT: ("Get", "download"),
    ModelState.BEGUN: ("Go on", "download"),
    ModelState.DAMAGED: ("Get again", "download"),
    ModelState.UNTRUSTED: ("Use it…", "check"),
}
_TRUST = (
    "{name} is not one of OpenAI’s published models, so nobody but you can say where it comes from. The program reads numbers from "
    "it and never runs anything in it, but what it writes down may be wrong in ways that are hard to see. Use it only if you know "
    "who made it."
)


def facts_words(model: KnownModel) -> str:
    """Size, memory and languages."""
    words = [bytes_words(model.size_bytes)]
    if model.memory_bytes:
        words.append(f"needs {bytes_words(model.memory_bytes)} of memory")
    if model.published:
        words.append("English only" if model.english_only else "many languages")
    return " · ".join(words)


def state_words(model: KnownModel) -> str:
    """Where it stands, in words."""
    return {
        ModelState.ABSENT: "",
        ModelState.BEGUN: f"Stopped at {bytes_words(model.here_bytes)} of {bytes_words(model.size_bytes)}.",
        ModelState.HERE: "Here." if model.published else "Here. It was added by hand.",
        ModelState.UNTRUSTED: "Put here by hand, not yet trusted, and not used.",
        ModelState.DAMAGED: "Damaged: it is not the file that was published, and is not used.",
    }[model.state]


class ModelRow(QWidget):
    """A model with its deeds, which go to `work`. asking: it has a question, which should be seen."""

    asking = Signal()

    def __init__(self, model: KnownModel, work: ModelWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._work = work
        self._asking = ""
        self._build()
        self._wire()
        self.show_model(model)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP // 2)
        row = QHBoxLayout()
        row.setSpacing(GAP + GAP // 2)
        self._glyph = Glyph("state-not-found", 20)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(GAP // 4)
        self.title = Label("", "strong", wrap=False)
        self.suggestion = Label("", "heading")
        names = QHBoxLayout()
        names.setSpacing(GAP + GAP // 2)
        names.addWidget(self.title)
        names.addWidget(self.suggestion, 1)
        words.addLayout(names)
        self.facts = Label("", "muted")
        self.state = Label("", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1_000)
        for widget in (self.facts, self.bar, self.state):
            words.addWidget(widget)
        row.addLayout(words, 1)
        self.get = Button("Get", "download")
        self.check = Button("Check", "", "plain")
        self.remove = Button("Remove", "trash", "icon")
        self.cancel = Button("Pause", "pause")
        for button in (self.get, self.check, self.remove, self.cancel):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        self.question = Card("notice", margin=GAP + GAP // 2)
        self.asked = Label()
        self.yes = Button("Remove")
        self.no = Button("Keep it", look="plain")
        answers = QHBoxLayout()
        answers.addStretch(1)
        answers.addWidget(self.no)
        answers.addWidget(self.yes)
        self.question.body.addWidget(self.asked)
        self.question.body.addLayout(answers)
        self.question.hide()
        column.addWidget(self.question)
        column.addSpacing(GAP)
        column.addWidget(Rule())
        self.setMinimumHeight(px(TARGET) + 2 * GAP)

    def _wire(self) -> None:
        self.get.clicked.connect(self._on_get)
        self.check.clicked.connect(self._on_check)
        self.remove.clicked.connect(self._on_remove)
        self.cancel.clicked.connect(self._work.cancel)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self._on_no)

    # ------------------------------------------------------------ showing

    @property
    def model(self) -> KnownModel:
        """What it shows."""
        return self._model

    def show_model(self, model: KnownModel) -> None:
        """Show where the model stands now, and what goes on with it."""
        if model.state is not self._model.state:
            self._close_question()
        self._model = model
        self.title.setText(model.name)
        self.suggestion.setText(model.suggested)
        self.facts.setText(facts_words(model))
        told = ". ".join(words for words in (model.suggested, self.facts.text(), state_words(model)) if words)
        for button in (self.get, self.check):
            button.setAccessibleDescription(told)
        self._glyph.show_icon(*_LOOKS[model.state])
        focused = holds_place(self)
        self._show_buttons()
        self._show_work()
        if focused and not self._focused_is_shown():
            self._first_button().setFocus()

    def _show_buttons(self) -> None:
        model, mine = self._model, self._mine
        busy = self._work.busy
        words, icon = _GET.get(model.state, ("", ""))
        self.get.setVisible(bool(words) and not mine and (model.published or model.state is ModelState.UNTRUSTED))
        if words:
            self.get.say(words, icon)
            self.get.setAccessibleName(f"{words.rstrip('…')} {model.name}")
        self.get.setEnabled(not busy)
        self.check.setVisible(model.state is ModelState.HERE and not mine)
        self.check.setEnabled(not busy)
        self.check.setAccessibleName(f"Check {model.name}")
        self.remove.setVisible(model.here_bytes > 0 and not mine)
        self.remove.say(f"Remove {model.name}")
        self.cancel.setVisible(mine)

    def _show_work(self) -> None:
        """The bar and the words of what goes on, or where it stands."""
        mine, pace = self._mine, self._work.pace
        self.bar.setVisible(mine)
        if not mine:
            self.state.setText(state_words(self._model))
            self.state.setVisible(bool(self.state.text()))
            return
        deed = self._work.deed.value
        getting = deed == "Downloading"
        self.cancel.say("Pause" if getting else "Cancel", "pause" if getting else "close")
        self.cancel.setAccessibleName(f"{'Pause' if getting else 'Cancel'} {deed.lower()} {self._model.name}")
        self.bar.setAccessibleName(f"{deed} {self._model.name}")
        self.bar.setValue(round(1_000 * pace.done / pace.total) if pace.total else 0)
        self.state.setText(f"{deed} · {pace.words}" if pace.words else f"{deed} …")
        self.state.show()

    @property
    def _mine(self) -> bool:
        return self._work.name == self._model.name

    def _focused_is_shown(self) -> bool:
        widget = self.focusWidget()
        return widget is not None and widget.isVisibleTo(self)

    def _first_button(self) -> Button:
        shown = [one for one in (self.cancel, self.get, self.check, self.remove) if one.isVisibleTo(self)]
        return shown[0] if shown else self.get

    # ------------------------------------------------------------ asking

    def ask_trust(self) -> None:
        """Ask whether the person knows who made it."""
        self._ask("trust", _TRUST.format(name=self._model.name), "Use it", "Not now")

    def _ask(self, what: str, words: str, yes: str, no: str) -> None:
        self._asking = what
        self.asked.setText(words)
        self.yes.say(yes)
        self.no.say(no)
        self.question.setAccessibleName(words)
        self.question.show()
        self.no.setFocus()
        self.asking.emit()

    def _close_question(self) -> None:
        self._asking = ""
        self.question.hide()

    @Slot()
    def _on_get(self) -> None:
        if self._model.state is ModelState.UNTRUSTED:
            self.ask_trust()
        else:
            self._work.get(self._model.name)

    @Slot()
    def _on_check(self) -> None:
        self._work.check(self._model.name)

    @Slot()
    def _on_remove(self) -> None:
        freed = bytes_words(self._model.here_bytes)
        again = "You can get it again." if self._model.published else "The file you copied it from stays where it is."
        self._ask("remove", f"Remove {self._model.name} and free {freed}? {again}", "Remove", "Keep it")

    @Slot()
    def _on_yes(self) -> None:
        asking, name = self._asking, self._model.name
        self._close_question()
        self._first_button().setFocus()
        if asking == "trust":
            self._work.trust(name)
        elif asking == "remove":
            self._work.remove(name)

    @Slot()
    def _on_no(self) -> None:
        self._close_question()
        self._first_button().setFocus()
