"""Every command there is, once: its id, words, icon, keys, and where it works.

Buttons, shortcuts and the sheet on F1 read this table. The person may change the keys: `keys_of` says which hold now.
Within one place (and everywhere) no key stands twice; a mistake in the table is an assertion at import.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from mockinterview.settings import Settings
from mockinterview.settings.table import SHORTCUTS
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.search_field import SearchField


class Place(StrEnum):
    """Where a command works; the value is the heading in the shortcut sheet."""

    EVERYWHERE = "Everywhere"
    QUESTIONS = "Questions"
    REHEARSE = "Rehearse"
    REVIEW = "Review"
    WORDS = "The words of a review"
    COMPARING = "Comparing two takes"
    WRITING = "Writing down what you said"
    HISTORY = "History"
    BIN = "Bin"
    EDITING = "Editing, and pasting a page"


@dataclass(frozen=True)
class Command:
    """One command. keys: portable key names, the first is the one shown; on a Mac, Ctrl is the Command key."""

    id: str
    words: str
    icon: str
    keys: tuple[str, ...]
    place: Place


def _table(*commands: Command) -> dict[str, Command]:
    table: dict[str, Command] = {}
    taken: set[tuple[Place, str]] = set()
    for command in commands:
        assert command.id not in table, f"command {command.id} stands twice in the table"
        table[command.id] = command
        for key in command.keys:
            assert (command.place, key) not in taken, f"key {key} has two meanings in {command.place}"
            assert (Place.EVERYWHERE, key) not in taken, f"key {key} already works everywhere"
            taken.add((command.place, key))
    return table


COMMANDS = _table(
    Command("show_questions", "Questions", "questions", ("Ctrl+1",), Place.EVERYWHERE),
    Command("show_history", "History", "history", ("Ctrl+2",), Place.EVERYWHERE),
    Command("show_settings", "Settings", "settings", ("Ctrl+3", "Ctrl+,"), Place.EVERYWHERE),
    Command("go_back", "Go back", "arrow-left", ("Alt+Left", "Esc"), Place.EVERYWHERE),
    Command("toggle_sidebar", "Wide or narrow sidebar", "sidebar", ("F9",), Place.EVERYWHERE),
    Command("toggle_theme", "Light or dark", "moon", ("Ctrl+Shift+L",), Place.EVERYWHERE),
    Command("larger_text", "Larger text", "plus", ("Ctrl++", "Ctrl+="), Place.EVERYWHERE),
    Command("smaller_text", "Smaller text", "list", ("Ctrl+-",), Place.EVERYWHERE),
    Command("show_shortcuts", "Keyboard shortcuts", "keyboard", ("F1",), Place.EVERYWHERE),
    Command("quit", "Close the program", "close", ("Ctrl+Q",), Place.EVERYWHERE),
    Command("search", "Search", "search", ("Ctrl+F", "/"), Place.QUESTIONS),
    Command("rehearse", "Rehearse this question", "microphone", ("Ctrl+Return", "Ctrl+Enter"), Place.QUESTIONS),
    Command("open", "Rehearse the chosen question", "microphone", ("Return", "Enter"), Place.QUESTIONS),
    Command("paste_page", "Paste a page", "paste", ("Ctrl+V",), Place.QUESTIONS),
    Command("new_question", "New question", "plus", ("Ctrl+N",), Place.QUESTIONS),
    Command("edit_question", "Edit the question", "edit", ("Ctrl+E", "F2"), Place.QUESTIONS),
    Command("duplicate_question", "Duplicate", "copy", ("Ctrl+D",), Place.QUESTIONS),
    Command("favourite", "Favourite, or not", "star", ("Ctrl+B",), Place.QUESTIONS),
    Command("delete_question", "Delete", "trash", ("Del",), Place.QUESTIONS),
    Command("question_up", "Move your question up", "arrow-up", ("Alt+Up",), Place.QUESTIONS),
    Command("question_down", "Move your question down", "arrow-down", ("Alt+Down",), Place.QUESTIONS),
    Command("undo_bank", "Undo the last change", "undo", ("Ctrl+Z",), Place.QUESTIONS),
    Command("share", "Export the chosen questions", "export", ("Ctrl+Shift+E",), Place.QUESTIONS),
    Command("import_recording", "Import a recording…", "wave", ("Ctrl+I",), Place.QUESTIONS),
    Command("record", "Record answer, stop", "record", ("Space",), Place.REHEARSE),
    Command("pause", "Pause, go on", "pause", ("P",), Place.REHEARSE),
    Command("hear", "Hear the question", "speaker", ("R",), Place.REHEARSE),
    Command("hide_text", "Hide or show the text", "eye-off", ("H",), Place.REHEARSE),
    Command("tips", "Show or hide tips", "lightbulb", ("T",), Place.REHEARSE),
    Command("choose_microphone", "Choose the microphone", "microphone", ("M",), Place.REHEARSE),
    Command("import_answer", "Import a recording…", "wave", ("Ctrl+I",), Place.REHEARSE),
    Command("play", "Play, pause", "play", ("Space",), Place.REVIEW),
    Command("jump_back", "Back 2 seconds", "back", ("Left", ","), Place.REVIEW),
    Command("jump_forward", "Forward 2 seconds", "forward", ("Right", "."), Place.REVIEW),
    Command("long_jump_back", "Back 5 seconds", "back", ("Shift+Left", "<"), Place.REVIEW),
    Command("long_jump_forward", "Forward 5 seconds", "forward", ("Shift+Right", ">"), Place.REVIEW),
    Command("slower", "Slower", "back", ("[",), Place.REVIEW),
    Command("faster", "Faster", "forward", ("]",), Place.REVIEW),
    Command("loop", "Loop the selection, or from here to here; end it", "loop", ("L",), Place.REVIEW),
    Command("skip_silences", "Leave out silences, or not", "skip", ("S",), Place.REVIEW),
    Command("next_filler", "Next filler", "arrow-down", ("F",), Place.REVIEW),
    Command("previous_filler", "Filler before", "arrow-up", ("Shift+F",), Place.REVIEW),
    Command("next_evidence", "Next evidence, of any item", "arrow-down", ("D",), Place.REVIEW),
    Command("previous_evidence", "Evidence before, of any item", "arrow-up", ("Shift+D",), Place.REVIEW),
    Command("next_item", "Next item", "chevron-down", ("N", "Down"), Place.REVIEW),
    Command("previous_item", "Item before", "chevron-down", ("P", "Up"), Place.REVIEW),
    Command("hear_evidence", "Hear evidence, then the next", "speaker", ("E", "Return"), Place.REVIEW),
    Command("flip_verdict", "Turn the verdict over", "check", ("V",), Place.REVIEW),
    Command("first_verdict", "Your verdict: first choice, as covered", "check", ("1",), Place.REVIEW),
    Command("second_verdict", "Your verdict: second choice", "check", ("2",), Place.REVIEW),
    Command("third_verdict", "Your verdict: third choice", "check", ("3",), Place.REVIEW),
    Command("take_back_verdict", "Take your verdict back", "undo", ("0", "Backspace"), Place.REVIEW),
    Command("mark_evidence", "Mark the selected words as evidence", "plus", ("M",), Place.REVIEW),
    Command("remove_evidence", "Take away the evidence heard last", "trash", ("Del",), Place.REVIEW),
    Command("note_item", "Write a note on the item", "edit", ("A",), Place.REVIEW),
    Command("show_missing", "Only what is missing, or all", "state-not-found", ("Alt+1",), Place.REVIEW),
    Command("show_not_sure", "Only what is not sure, or all", "state-not-sure", ("Alt+2",), Place.REVIEW),
    Command("show_disagreed", "Only where you two differ, or all", "state-your-call", ("Alt+3",), Place.REVIEW),
    Command("rate_first", "Rate yourself first, or not", "eye-off", ("R",), Place.REVIEW),
    Command("undo_review", "Undo", "undo", ("Ctrl+Z",), Place.REVIEW),
    Command("redo_review", "Redo", "redo", ("Ctrl+Shift+Z", "Ctrl+Y"), Place.REVIEW),
    Command("bookmark", "Bookmark this place, or name it", "bookmark", ("B",), Place.REVIEW),
    Command("drop_bookmark", "Remove the bookmark here", "trash", ("Shift+B",), Place.REVIEW),
    Command("next_bookmark", "Next bookmark", "bookmark", ("G",), Place.REVIEW),
    Command("previous_bookmark", "Bookmark before", "bookmark", ("Shift+G",), Place.REVIEW),
    Command("next_mark", "Next mark on the time line", "arrow-down", ("J",), Place.REVIEW),
    Command("previous_mark", "Mark before on the time line", "arrow-up", ("Shift+J",), Place.REVIEW),
    Command("zoom_in", "Time line closer", "zoom-in", ("+", "Shift++", "="), Place.REVIEW),
    Command("zoom_out", "Time line further away", "zoom-out", ("-",), Place.REVIEW),
    Command("zoom_fit", "The whole time line", "zoom-fit", ("Ctrl+0",), Place.REVIEW),
    Command("show_items", "A row of the time line for each item", "rows", ("I",), Place.REVIEW),
    Command("measures", "Go to what was measured", "list", ("T",), Place.REVIEW),
    Command("line_up_again", "Line up again", "retake", ("Ctrl+L",), Place.REVIEW),
    Command("recognise_again", "Recognise again", "wave", ("Ctrl+G",), Place.REVIEW),
    Command("write_words", "Type what you said", "edit", ("Ctrl+T",), Place.REVIEW),
    Command("import_words", "Import a transcript", "paste", ("Ctrl+I",), Place.REVIEW),
    Command("undo_words", "Bring back the words of before", "undo", ("Alt+Z",), Place.REVIEW),
    Command("retake", "Answer again", "retake", ("Ctrl+R",), Place.REVIEW),
    Command("export", "Export", "export", ("Ctrl+E",), Place.REVIEW),
    Command("compare", "Compare with another take", "compare", ("C",), Place.REVIEW),
    Command("compare_play", "Play, pause", "play", ("Space",), Place.COMPARING),
    Command("compare_next", "Next item", "chevron-down", ("N", "Down"), Place.COMPARING),
    Command("compare_previous", "Item before", "chevron-down", ("P", "Up"), Place.COMPARING),
    Command(
        "compare_hear", "Hear evidence, then the next, on either side", "speaker", ("E", "Return"), Place.COMPARING
    ),
    Command("compare_hear_left", "Hear the left take's evidence", "back", ("Left",), Place.COMPARING),
    Command("compare_hear_right", "Hear the right take's evidence", "forward", ("Right",), Place.COMPARING),
    Command("compare_swap", "Swap the two takes", "swap", ("X",), Place.COMPARING),
    Command("compare_items", "The checklist of both", "list", ("1",), Place.COMPARING),
    Command("compare_words", "The words of both", "edit", ("2",), Place.COMPARING),
    Command("compare_delivery", "The delivery of both", "clock", ("3",), Place.COMPARING),
    Command("edit_words", "Correct the chosen words", "edit", ("F2",), Place.REVIEW),
    Command("find_words", "Find in the words", "search", ("Ctrl+F",), Place.REVIEW),
    Command("replace_words", "Find and replace", "search", ("Ctrl+H",), Place.REVIEW),
    Command("find_next", "Next that was found", "arrow-down", ("F3",), Place.REVIEW),
    Command("find_previous", "Found before", "arrow-up", ("Shift+F3",), Place.REVIEW),
    Command(
        "hear_word", "Play from the word at the caret, or the chosen words", "play", ("Return", "Enter"), Place.WORDS
    ),
    Command("loop_words", "Play the chosen words over and over", "loop", ("Shift+Return", "Shift+Enter"), Place.WORDS),
    Command("insert_words", "Insert words before", "plus", ("Ins",), Place.WORDS),
    Command("delete_words", "Delete the chosen words", "trash", ("Del",), Place.WORDS),
    Command("join_words", "Join words", "edit", ("Ctrl+J",), Place.WORDS),
    Command("insert_filler", "Insert an “um” before", "plus", ("Ctrl+U",), Place.WORDS),
    Command("word_menu", "All that can be done with words", "list", ("Shift+F10", "Menu"), Place.WORDS),
    Command("writing_play", "Play, pause", "play", ("F8", "Ctrl+Space"), Place.WRITING),
    Command("writing_back", "Back 3 seconds", "back", ("F7", "Ctrl+B"), Place.WRITING),
    Command("keep_words", "Keep these words", "check", ("Ctrl+Return", "Ctrl+Enter"), Place.WRITING),
    Command("search_answers", "Search your answers", "search", ("Ctrl+F", "/"), Place.HISTORY),
    Command("open_review", "Open the review", "chevron-right", ("Return", "Enter"), Place.HISTORY),
    Command("delete", "Move to the bin", "trash", ("Del",), Place.HISTORY),
    Command("undo", "Bring back what was deleted", "undo", ("Ctrl+Z",), Place.HISTORY),
    Command("show_bin", "Open the bin", "trash", ("Ctrl+B",), Place.HISTORY),
    Command("open_binned", "Open review", "chevron-right", ("Return", "Enter"), Place.BIN),
    Command("bring_back", "Bring back", "undo", ("Ctrl+Z", "Ins"), Place.BIN),
    Command("delete_for_good", "Delete for good…", "trash", ("Del",), Place.BIN),
    Command("empty_bin", "Empty the bin…", "trash", ("Ctrl+Shift+Del",), Place.BIN),
    Command("save_questions", "Save the questions", "check", ("Ctrl+S",), Place.EDITING),
    Command("add_entry", "Add to this list", "plus", ("Ctrl+Return", "Ctrl+Enter", "Ins"), Place.EDITING),
    Command("edit_entry", "Edit what is chosen", "edit", ("F2", "Return", "Enter"), Place.EDITING),
    Command("delete_entry", "Delete what is chosen", "trash", ("Del",), Place.EDITING),
    Command("duplicate_entry", "Duplicate what is chosen", "copy", ("Ctrl+D",), Place.EDITING),
    Command("entry_up", "Move up", "arrow-up", ("Alt+Up",), Place.EDITING),
    Command("entry_down", "Move down", "arrow-down", ("Alt+Down",), Place.EDITING),
    Command("undo_edit", "Undo", "undo", ("Ctrl+Z",), Place.EDITING),
    Command("redo_edit", "Redo", "redo", ("Ctrl+Shift+Z", "Ctrl+Y"), Place.EDITING),
)
"""Every command by its id, in the order of the shortcut sheet."""


# ---------------------------------------------------------------- the keys that hold now

_CHANGED = "mockinterview_keys"
"""The application's property with what the person has changed: for commands by their ids, a list of keys."""

_TIP = "mockinterview_tip"
"""A widget's property with the words of its tool tip and the commands whose keys stand in it."""


class KeyWords(str):
    """A key as this desktop writes it, which knows whose it is: so that a button shows another when it is changed."""

    command_id: str

    def __new__(cls, command_id: str) -> KeyWords:
        keys = keys_of(command_id)
        made = super().__new__(cls, native(keys[0]) if keys else "")
        made.command_id = command_id
        return made


class Bound(QObject):
    """The keys of one command, listened to by one widget."""

    def __init__(
        self, command_id: str, owner: QWidget, slot: Callable[[], object], context: Qt.ShortcutContext
    ) -> None:
        super().__init__(owner)
        self._command_id = command_id
        self._shortcut = QShortcut(owner)
        self._shortcut.setContext(context)
        self._shortcut.activated.connect(slot)
        self._shortcut.activatedAmbiguously.connect(slot)
        self.follow()

    def follow(self) -> None:
        """Listen to the keys that hold now, and no others."""
        self._shortcut.setKeys([QKeySequence(key) for key in keys_of(self._command_id)])


def keys_of(command_id: str) -> tuple[str, ...]:
    """The keys of a command as they are now: the table's, or those the person gave it; none if they took them all away."""
    app = QCoreApplication.instance()
    changed = app.property(_CHANGED) if app is not None else None
    if isinstance(changed, dict) and command_id in changed:
        return tuple(changed[command_id])
    return COMMANDS[command_id].keys


def native(key: str) -> str:
    """A key as this desktop writes it, e.g. "Space", "Ctrl+F", on a Mac "⌘F"."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def key_words(command_id: str) -> KeyWords:
    """The first key of a command as this desktop writes it; empty if it has none."""
    return KeyWords(command_id)


def line_words(command_id: str, words: str = "") -> str:
    """A command as a line of a menu, its key at the right. words: others than the table's."""
    key = key_words(command_id)
    line = words or COMMANDS[command_id].words
    return f"{line}\t{key}" if key else line


def tip(widget: QWidget, words: str, *command_ids: str) -> None:
    """Give a widget a tool tip with keys in it, one for each "{}", that follows when they are changed."""
    widget.setProperty(_TIP, [words, *command_ids])
    _show_tip(widget, words, command_ids)


def bind(
    command_id: str,
    owner: QWidget,
    slot: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
) -> list[QObject]:
    """Let the keys of a command call `slot` (a method of a QObject) while `owner` or a child of it has the focus."""
    return [Bound(command_id, owner, slot, context)]


def put_keys(changed: Mapping[str, Sequence[str]]) -> None:
    """Let these keys hold from now on instead of the table's, in every window there is."""
    app = QCoreApplication.instance()
    assert isinstance(app, QApplication)
    app.setProperty(_CHANGED, {command_id: list(keys) for command_id, keys in changed.items()})
    for widget in app.allWidgets():
        for bound in widget.findChildren(Bound, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bound.follow()
        key = getattr(widget, "key", "")
        if isinstance(key, KeyWords) and isinstance(widget, (Button, SearchField)):
            widget.show_key(key_words(key.command_id))
        words = widget.property(_TIP)
        if isinstance(words, list):
            _show_tip(widget, words[0], words[1:])


def _show_tip(widget: QWidget, words: str, command_ids: Sequence[str]) -> None:
    keys = [key_words(command_id) for command_id in command_ids]
    widget.setToolTip(words.format(*keys).replace(" ()", ""))
    if keys and words == f"{widget.accessibleName()} ({{}})":  # else a screen reader says the same words once more
        widget.setAccessibleDescription(keys[0])


# ---------------------------------------------------------------- the person's own keys


def follow_keys(settings: Settings) -> None:
    """Let the keys be those of the settings, from now on and whenever they change there."""
    settings.on_change(SHORTCUTS, _on_shortcuts)
    _on_shortcuts(settings.get(SHORTCUTS))


def _on_shortcuts(text: str) -> None:
    put_keys(settled(wished_keys(text)))


def wished_keys(text: str) -> dict[str, tuple[str, ...]]:
    """What a settings file says of keys: by command. Unknown commands, and whatever is no key, count for nothing."""
    try:
        plain = json.loads(text) if text else {}
    except (ValueError, RecursionError):  # RecursionError: nested too deeply
        return {}
    if not isinstance(plain, dict):
        return {}
    return {
        command_id: tuple(dict.fromkeys(found for key in keys if (found := portable(key))))
        for command_id, keys in plain.items()
        if command_id in COMMANDS and isinstance(keys, list)
    }


def written_keys(wished: Mapping[str, Sequence[str]]) -> str:
    """The same as a text for the settings: only what differs from the table; "" if nothing does."""
    kept = {one: list(keys) for one, keys in wished.items() if tuple(keys) != COMMANDS[one].keys}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True) if kept else ""


def portable(key: object) -> str:
    """A key as the table writes it; "" if it is none, or more than one after another."""
    sequence = QKeySequence(key) if isinstance(key, str) else QKeySequence()
    return sequence.toString(QKeySequence.SequenceFormat.PortableText) if sequence.count() == 1 else ""


def pressed_key(event: QKeyEvent) -> str:
    """The key that was pressed, as the table writes it; "" for Shift and its like alone."""
    if event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, 0):
        return ""
    bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return portable(QKeySequence(QKeyCombination(bare, Qt.Key(event.key()))).toString())


def settled(wished: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The commands whose keys are others than the table's. No key has two meanings in one place, whatever is wished.

    What the person wished goes before what the table says; of two wishes, the one that stands first in the table.
    """
    taken: set[tuple[Place, str]] = set()
    changed: dict[str, tuple[str, ...]] = {}
    for command in sorted(COMMANDS.values(), key=lambda command: command.id not in wished):
        keys = tuple(key for key in wished.get(command.id, command.keys) if not _is_taken(command.place, key, taken))
        taken.update((command.place, key) for key in keys)
        if keys != command.keys:
            changed[command.id] = keys
    return changed


def _is_taken(place: Place, key: str, taken: set[tuple[Place, str]]) -> bool:
    meant = Place if place is Place.EVERYWHERE else (place, Place.EVERYWHERE)
    return any((one, key) in taken for one in meant)


def owner_of(command_id: str, key: str) -> Command | None:
    """Who has a key already where a command works: another command of its place, or one that works everywhere."""
    place = COMMANDS[command_id].place
    for other in COMMANDS.values():
        near = place is other.place or Place.EVERYWHERE in (place, other.place)
        if near and other.id != command_id and key in keys_of(other.id):
            return other
    return None
