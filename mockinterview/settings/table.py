"""Every setting there is, once: its key in the file, its default, what it may be, and the words that explain it.

The preferences page, the command line and the documentation read this table; `settings.get(table.TEXT_PERCENT)` is typed by it.
A new setting is a new line here. A changed meaning is a new step in `upgrades`.
"""

from __future__ import annotations

from typing import Generic, TypeGuard, TypeVar

T = TypeVar("T", str, int, bool, float)


class Setting(Generic[T]):
    """One line of the table. choices: the only values allowed (empty: any). least and most: limits of a number, inclusive.

    words: what it does, for the person who changes it; empty for what the windows remember by themselves. (No dataclass: the
    window's first frame would wait for the import of `dataclasses`.)
    """

    def __init__(
        self,
        key: str,
        default: T,
        words: str = "",
        choices: tuple[T, ...] = (),
        least: T | None = None,
        most: T | None = None,
    ) -> None:
        self.key = key
        self.default: T = default
        self.words = words
        self.choices: tuple[T, ...] = choices
        self.least: T | None = least
        self.most: T | None = most

    @property
    def type(self) -> type[T]:
        """The type every value has."""
        return type(self.default)

    def allows(self, value: object) -> TypeGuard[T]:
        """Whether a value has this setting's type (a whole number will do for a float) and lies within choices and limits."""
        if type(value) is not self.type and not (self.type is float and type(value) is int):
            return False
        if self.choices and value not in self.choices:
            return False
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            above = self.least is None or value >= float(self.least)
            return above and (self.most is None or value <= float(self.most))
        return True


THEME = Setting("theme", "system", "Light or dark, or as the desktop is set.", choices=("system", "light", "dark"))
TEXT_PERCENT = Setting("text_percent", 100, "Size of all text, in percent.", least=80, most=200)

MICROPHONE = Setting("microphone", "", "The microphone to record with; empty for the desktop's default.")
MICROPHONE_API = Setting("microphone_api", "")
RECOGNISER = Setting("recogniser", "", "What turns speech into words; empty for the best that works here.")
MODEL = Setting("model", "", "The recogniser's model; empty for its preferred one.")
LANGUAGE = Setting("language", "en", "The language you answer in; empty to let the recogniser find out.")
VOCABULARY = Setting("vocabulary", "", "Names and terms you use; one on each line, or commas between them.")
RECOGNISE_WHILE_RECORDING = Setting(
    "recognise_while_recording", True, "Recognise while I speak, so that the words are there soon after Stop."
)

READ_ALOUD_FIRST = Setting("read_aloud_first", False, "Read the question aloud before you answer.")
VOICE = Setting("voice", "", "The voice that reads aloud; empty for the first that works.")
VOICE_RATE = Setting("voice_rate", 0.0, "How fast the voice reads: 0 is normal.", least=-1.0, most=1.0)

TARGET_SECONDS = Setting("target_seconds", 120, "Length to aim for, in seconds; 0 for no limit.", least=0, most=3_600)
SHOW_TIMER = Setting("show_timer", True, "Show the elapsed time while you answer.")
PACE_FROM = Setting(
    "pace_from", 120, "Pace to aim for, from; in words a minute, 0 for no lower end.", least=0, most=400
)
PACE_TO = Setting("pace_to", 180, "Pace to aim for, up to; in words a minute, 0 for no upper end.", least=0, most=400)
SHOW_LENGTH = Setting("show_length", True, "Show the length in the review.")
SHOW_FIRST_WORD = Setting("show_first_word", True, "Show the time to the first word in the review.")
SHOW_PACE = Setting("show_pace", True, "Show words per minute in the review.")
SHOW_PAUSES = Setting("show_pauses", True, "Show pauses in the review.")
SHOW_FILLERS = Setting("show_fillers", True, "Show fillers such as um and uh in the review.")
SHOW_UNSURE_WORDS = Setting("show_unsure_words", True, "Mark words that the recogniser was unsure of.")
SHOW_HEDGES = Setting("show_hedges", True, "Show hedges such as sort of and I think in the review.")
SHOW_REPEATS = Setting("show_repeats", True, "Show words said twice in a row in the review.")
HIDE_CHECKLIST = Setting(
    "hide_checklist_until_recorded", False, "Hide what interviewers listen for until you have answered."
)
RATE_FIRST = Setting(
    "rate_yourself_first",
    False,
    "Rate yourself first: the program's view stays hidden until you have judged every item.",
)

REWIND_MS = Setting(
    "rewind_ms",
    700,
    "Hear a little again after a pause; in milliseconds, 0 for none.",
    choices=(0, 300, 700, 1_500, 3_000),
)
SKIP_SILENCES = Setting("skip_silences", False, "Leave out silences when an answer is played.")
REPLAY_RATE = Setting("replay_rate", 1.0, least=0.5, most=2.0)

SHORTCUTS = Setting("shortcuts", "")
"""The keys the person has changed, as JSON: by command, a list of keys."""

_DAYS = (0, 30, 90, 180, 365, 730, 3_650)
KEEP_DAYS = Setting("keep_days", 0, "Move answers to the bin after; in days, 0 for never.", choices=_DAYS)
BIN_DAYS = Setting("bin_days", 0, "Delete what is in the bin for good after; in days, 0 for never.", choices=_DAYS)

WINDOW_GEOMETRY = Setting("window_geometry", "")
MAIN_SPLITTER = Setting("main_splitter", "")
REVIEW_SPLITTER = Setting("review_splitter", "")
TIME_LINE_ITEMS = Setting("time_line_items", False)
"""Whether every item has a row of its own on the time line."""
WORDS_DIALOG_SIZE = Setting("words_dialog_size", "")
SIDEBAR_SHOWN = Setting("sidebar_shown", True)
LAST_QUESTION = Setting("last_question", "")


AnySetting = Setting[str] | Setting[int] | Setting[bool] | Setting[float]


def by_key(settings: tuple[AnySetting, ...]) -> dict[str, AnySetting]:
    """The settings by key. A doubled key, or a default its own setting does not allow, is a mistake in this table."""
    table: dict[str, AnySetting] = {}
    for setting in settings:
        assert setting.key not in table, f"setting {setting.key} stands twice in the table"
        assert setting.allows(setting.default), f"setting {setting.key} does not allow its own default"
        table[setting.key] = setting
    return table


ALL = by_key(
    (
        THEME,
        TEXT_PERCENT,
        MICROPHONE,
        MICROPHONE_API,
        RECOGNISER,
        MODEL,
        LANGUAGE,
        VOCABULARY,
        RECOGNISE_WHILE_RECORDING,
        READ_ALOUD_FIRST,
        VOICE,
        VOICE_RATE,
        TARGET_SECONDS,
        SHOW_TIMER,
        PACE_FROM,
        PACE_TO,
        SHOW_LENGTH,
        SHOW_FIRST_WORD,
        SHOW_PACE,
        SHOW_PAUSES,
        SHOW_FILLERS,
        SHOW_UNSURE_WORDS,
        SHOW_HEDGES,
        SHOW_REPEATS,
        HIDE_CHECKLIST,
        RATE_FIRST,
        REWIND_MS,
        SKIP_SILENCES,
        REPLAY_RATE,
        SHORTCUTS,
        KEEP_DAYS,
        BIN_DAYS,
        WINDOW_GEOMETRY,
        MAIN_SPLITTER,
        REVIEW_SPLITTER,
        TIME_LINE_ITEMS,
        WORDS_DIALOG_SIZE,
        SIDEBAR_SHOWN,
        LAST_QUESTION,
    )
)
"""Every setting by its key, in the order of the preferences page."""
