"""The microphones as the pages show them: listed in the background, told anew when one comes or goes, and the one that is chosen.

What is chosen stays chosen while it is away: it is remembered by name and host API, and used again as soon as it is back.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from mockinterview.core.microphone import Finding, Standing, standing
from mockinterview.core.problems import Problem
from mockinterview.core.take import DeviceWish, InputDevice
from mockinterview.flow.house import House
from mockinterview.settings import Settings, table
from mockinterview.ui.models.background import Errand


@dataclass(frozen=True)
class Entry:
    """One line to choose from. device: None for "the desktop's default" and for one that is not there."""

    words: str
    wish: DeviceWish
    device: InputDevice | None
    chosen: bool


class MicrophoneList(QObject):
    """One for the window, which calls `refresh` on news. changed: the list, the choice, or what can be said of it is another now.

    known: whether the list was ever had. problem: why it could not be had.
    """

    changed = Signal()
    problem_met = Signal(object)

    def __init__(self, house: House, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._microphones = house.microphones
        self._settings = settings
        self._stand_in_accepted = False
        self._stale = False
        self.devices: tuple[InputDevice, ...] = ()
        self.known = False
        self.problem: Problem | None = None
        self._asking = Errand(self)
        self._unmuting = Errand(self)
        self._asking.done.connect(self._on_listed)
        self._asking.failed.connect(self._on_not_listed)
        self._unmuting.done.connect(self.refresh)
        self._unmuting.failed.connect(self.problem_met)
        settings.on_change(table.MICROPHONE, self._on_choice_changed)
        settings.on_change(table.MICROPHONE_API, self._on_choice_changed)

    # ------------------------------------------------------------ what there is

    @Slot()
    def refresh(self) -> None:
        """Ask anew which microphones there are, and have changes told from now on."""
        self._microphones.watch()
        self._stale = self._asking.busy
        self._asking.start(self._list, "microphones")

    @property
    def wish(self) -> DeviceWish:
        """What the settings name."""
        return DeviceWish(self._settings.get(table.MICROPHONE), self._settings.get(table.MICROPHONE_API))

    @property
    def standing(self) -> Standing | None:
        """How things stand with the chosen one; None while nobody knows."""
        return standing(self.wish, self.devices) if self.known and self.problem is None else None

    @property
    def instead(self) -> DeviceWish | None:
        """What to record with while the chosen one is away, if the person agreed; None for what is chosen."""
        return DeviceWish() if self._stand_in_accepted and self._is_missing() else None

    @property
    def name(self) -> str:
        """The microphone a take would be recorded with, for a person; "" while nobody knows."""
        stands = self.standing
        if stands is None:
            return self.wish.name
        device = stands.device or (stands.default if self.instead is not None else None)
        return device.name if device is not None else self.wish.name

    @property
    def stand_in_words(self) -> str:
        """What is used while the chosen one is away, as a sentence."""
        return f"Recording with “{self.name}” until “{self.wish.name}” is back."

    @property
    def muted(self) -> bool | None:
        """Whether it is muted in the sound settings; None where nobody knows."""
        stands = self.standing
        return stands.device.muted if stands is not None and stands.device is not None else None

    def entries(self) -> list[Entry]:
        """What can be chosen: the default first, what is chosen always among it."""
        wish, stands = self.wish, self.standing
        default = next((device.name for device in self.devices if device.is_default), "")
        words = f"Default ({default})" if default else "The desktop's default"
        found = [Entry(words, DeviceWish(), None, not wish.name)]
        for device in self.devices:
            chosen = bool(wish.name) and stands is not None and stands.device == device
            note = " (muted)" if device.muted else ""
            found.append(
                Entry(f"{device.name}{note}", DeviceWish(device.name, device.host_api), device, chosen),
            )
        if not any(entry.chosen for entry in found):
            note = " (not here now)" if self.known else ""
            found.append(Entry(f"{wish.name}{note}", wish, None, chosen=True))
        return found

    # ------------------------------------------------------------ what the person decides

    def choose(self, wish: DeviceWish) -> None:
        """Record with this one from now on; remembered."""
        self._stand_in_accepted = False
        try:
            self._settings.set(table.MICROPHONE, wish.name)
            self._settings.set(table.MICROPHONE_API, wish.host_api)
        except Problem as problem:
            self.problem_met.emit(problem)
        self.changed.emit()

    def use_default_meanwhile(self) -> None:
        """Record with the default until the chosen one is back."""
        self._stand_in_accepted = True
        self.changed.emit()

    @Slot()
    def unmute(self) -> None:
        """Switch the chosen one on in the sound settings."""
        stands = self.standing
        if stands is not None and stands.device is not None:
            device = stands.device
            self._unmuting.start(lambda _errand: self._microphones.unmute(device), "unmute")

    def close_down(self) -> None:
        """End what still runs in the background."""
        self._asking.finish()
        self._unmuting.finish()

    # ------------------------------------------------------------ inside

    def _list(self, _errand: Errand) -> object:
        return tuple(self._microphones.all())

    def _is_missing(self) -> bool:
        stands = self.standing
        return stands is not None and stands.finding is Finding.MISSING

    @Slot(object)
    def _on_listed(self, devices: tuple[InputDevice, ...]) -> None:
        self.devices = devices
        self._settle(None)

    @Slot(object)
    def _on_not_listed(self, problem: Problem) -> None:
        self.devices = ()
        self._settle(problem)

    def _settle(self, problem: Problem | None) -> None:
        self.known, self.problem = True, problem
        if not self._is_missing():
            self._stand_in_accepted = False
        self.changed.emit()
        if self._stale:  # something happened while the list was on its way
            self.refresh()

    def _on_choice_changed(self, _value: object) -> None:
        self.changed.emit()
