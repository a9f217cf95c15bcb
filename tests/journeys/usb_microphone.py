"""A microphone that can be plugged into the virtual sound card and pulled out again, as a USB headset is."""

from __future__ import annotations

from types import TracebackType

from tests.journeys.soundcard import MICROPHONE, SoundCardFailed, VirtualSoundCard


class UsbMicrophone:
    """Hears what is played to the card. `name` is what people see; pulled out at the end of the `with` at the latest."""

    def __init__(self, card: VirtualSoundCard, name: str = "USB headset") -> None:
        self.name = name
        self.server_name = name.lower().replace(" ", "_")
        self._card = card
        self._module = ""

    def __enter__(self) -> UsbMicrophone:
        self.plug_in()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pull_out()

    def plug_in(self) -> None:
        """It is there."""
        self._module = self._card.pactl(
            "load-module",
            "module-remap-source",
            f"master={MICROPHONE}.monitor",
            f"source_name={self.server_name}",
            f"source_properties='device.description=\"{self.name}\"'",
        )

    def pull_out(self) -> None:
        """It is gone; harmless when it is already, and where the server is gone with it."""
        module, self._module = self._module, ""
        if module:
            try:
                self._card.pactl("unload-module", module)
            except SoundCardFailed:
                return

    def mute(self, *, muted: bool = True) -> None:
        """Muted in the sound settings, or not."""
        self._card.pactl("set-source-mute", self.server_name, str(int(muted)))

    def be_default(self) -> None:
        """The desktop's default from now on; when it goes the server chooses another."""
        self._card.pactl("set-default-source", self.server_name)
