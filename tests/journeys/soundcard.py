"""A sound card that exists only in memory: what is played into it is what the program's microphone hears.

A private PulseAudio daemon in a folder of its own, so that neither the desktop's sound nor anybody's settings are touched. The null
sink `virtmic` stands for the air in front of the microphone (its monitor is the default source); the program's own sound goes to
the same sink, or with `apart=True` to a second one, `speaker`, so that what it plays can be told from what is spoken to it.

Standard library only: bootstrap and benchmarks use it too. Needs `pulseaudio` and `pulseaudio-utils`; works as root.
`norewinds=1` matters: without it the first block arrives up to two seconds late.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType

MICROPHONE = "virtmic"
SPEAKER = "speaker"
RATE = 16_000

_START_S = 20
_STOP_S = 5

_ALSA = """</usr/share/alsa/alsa.conf>
pcm.!default { type pulse }
ctl.!default { type pulse }
pcm.pulse { type pulse }
ctl.pulse { type pulse }
"""


_NO_BUS = {"DBUS_SESSION_BUS_ADDRESS": "disabled:"}
"""A daemon that finds the desktop's bus wants its well-known name there, and ends when another daemon has it."""


class SoundCardFailed(RuntimeError):
    """The daemon or one of its tools did not do what it was started for; the text holds what it said."""


def tools_missing() -> list[str]:
    """The programs a virtual sound card needs and this machine lacks."""
    return [name for name in ("pulseaudio", "pactl", "paplay", "parec") if shutil.which(name) is None]


class Capture:
    """Sound being heard at one sink, kept in memory as 16 kHz mono int16. `stop()` gives the bytes."""

    def __init__(self, sink: str, env: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [
                "parec", f"--device={sink}.monitor", "--format=s16le", f"--rate={RATE}", "--channels=1",
                "--latency-msec=20", "--raw",
            ],
            env=dict(env), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._heard = bytearray()
        self._grown = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.wait_ms(1)

    def _read(self) -> None:
        assert self._process.stdout is not None
        while block := os.read(self._process.stdout.fileno(), 65_536):
            with self._grown:
                self._heard += block
                self._grown.notify_all()
        with self._grown:
            self._ended = True
            self._grown.notify_all()

    @property
    def heard(self) -> bytes:
        """What has been heard so far."""
        return bytes(self._heard)

    @property
    def heard_ms(self) -> int:
        """How much has been heard so far."""
        return len(self._heard) // 2 * 1000 // RATE

    def wait_ms(self, ms: int, timeout_s: float = _START_S) -> None:
        """Wait until that much has been heard in all; SoundCardFailed if it does not come."""
        with self._grown:
            there = self._grown.wait_for(lambda: self._ended or self.heard_ms >= ms, timeout_s)
        if not there or self.heard_ms < ms:
            self.stop()
            raise SoundCardFailed(f"heard {self.heard_ms} of {ms} ms")

    def stop(self) -> bytes:
        """Stop listening; all that was heard."""
        _end(self._process)
        self._reader.join(_STOP_S)
        if self._process.stdout is not None:
            self._process.stdout.close()
        return bytes(self._heard)


class VirtualSoundCard:
    """A private sound server with a microphone one can play into. Use it as a context manager, or `start()` and `close()`.

    env: what a program needs in its environment to hear this card and no other, on top of its own.
    """

    def __init__(self, apart: bool = False) -> None:
        self.output = SPEAKER if apart else MICROPHONE
        self.env: dict[str, str] = {}
        self._folder: Path | None = None
        self._daemon: subprocess.Popen[str] | None = None
        self._said: list[str] = []
        self._log: threading.Thread | None = None
        self._ready = threading.Event()
        self._children: list[subprocess.Popen[bytes]] = []
        self._captures: list[Capture] = []

    def __enter__(self) -> VirtualSoundCard:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------ the daemon

    def start(self) -> VirtualSoundCard:
        """Start the daemon and wait until it takes clients; SoundCardFailed says what stood in the way."""
        if missing := tools_missing():
            raise SoundCardFailed(f"not installed: {', '.join(missing)} (Debian: pulseaudio, pulseaudio-utils)")
        folder = self._folder = Path(tempfile.mkdtemp(prefix="soundcard-"))
        runtime, home, alsa = folder / "run", folder / "home", folder / "alsa.conf"
        for place in (runtime, home):
            place.mkdir(mode=0o700)
        alsa.write_text(_ALSA, encoding="utf-8")
        self.env = {
            "XDG_RUNTIME_DIR": str(runtime),
            "PULSE_RUNTIME_PATH": str(runtime / "pulse"),
            "PULSE_SERVER": f"unix:{runtime / 'pulse' / 'native'}",
            "PULSE_COOKIE": str(folder / "cookie"),
            "ALSA_CONFIG_PATH": str(alsa),
        }
        self.start_daemon()
        return self

    def start_daemon(self) -> None:
        """Start the sound server alone, at the same address as before, as when it comes back after a crash."""
        assert self._folder is not None
        self._ready.clear()
        self._daemon = subprocess.Popen(
            self._command(), env=self.environment() | {"HOME": str(self._folder / "home"), **_NO_BUS},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._log = threading.Thread(target=self._read_log, daemon=True)
        self._log.start()
        if not self._ready.wait(_START_S) or self._daemon.poll() is not None:
            said = "".join(self._said[-15:])
            self.close()
            raise SoundCardFailed(f"pulseaudio did not start:\n{said}")
        self.pactl("set-default-sink", self.output)
        self.pactl("set-default-source", f"{MICROPHONE}.monitor")

    def _command(self) -> list[str]:
        sinks = [MICROPHONE] if self.output == MICROPHONE else [MICROPHONE, SPEAKER]
        loads = [f"module-null-sink sink_name={sink} rate=48000 norewinds=1" for sink in sinks]
        return [
            "pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disallow-exit",
            "--log-level=info", "--log-target=stderr",
            "-L", "module-native-protocol-unix auth-cookie-enabled=0 auth-anonymous=1",
            *(part for load in loads for part in ("-L", load)),
        ]  # fmt: skip

    def _read_log(self) -> None:
        assert self._daemon is not None
        assert self._daemon.stderr is not None
        for line in self._daemon.stderr:
            self._said.append(line)
            del self._said[:-100]
            if "Daemon startup complete" in line:
                self._ready.set()
        self._ready.set()

    def environment(self) -> dict[str, str]:
        """This process's environment with the card's own in front."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("PULSE_", "ALSA_"))}
        return ours | self.env

    def close(self) -> None:
        """Stop everything started here, the daemon last, by process id; harmless when called twice."""
        for capture in self._captures:
            capture.stop()
        for child in self._children:
            _end(child)
        self._captures, self._children = [], []
        if self._folder is not None:
            self.end_speech_service()
        self.kill_daemon()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def kill_daemon(self) -> None:
        """End the sound server alone, as when it crashes under a running program."""
        if self._daemon is None:
            return
        _end(self._daemon)
        if self._log is not None:
            self._log.join(_STOP_S)
        if self._daemon.stderr is not None:
            self._daemon.stderr.close()
        self._daemon = None

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """The sound server stands still meanwhile, and says nothing to anybody."""
        assert self._daemon is not None
        self._daemon.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._daemon.send_signal(signal.SIGCONT)

    def lose_all_sources(self) -> None:
        """Take every microphone away, as when the only one is pulled out. Only a new daemon has some again."""
        for line in reversed(self.pactl("list", "short", "modules").splitlines()):
            number, name = line.split("\t")[:2]
            if name in ("module-remap-source", "module-null-sink", "module-null-source"):
                self.pactl("unload-module", number)

    def end_speech_service(self) -> None:
        """End the speech service that a program under test may have started in our runtime folder, and wait until it is gone."""
        note = Path(self.env["XDG_RUNTIME_DIR"]) / "speech-dispatcher" / "pid" / "speech-dispatcher.pid"
        try:
            service = os.pidfd_open(int(note.read_text(encoding="ascii")))
        except (OSError, ValueError):
            return  # none was started, or it has gone already
        try:
            signal.pidfd_send_signal(service, signal.SIGTERM)
            gone = select.poll()
            gone.register(service, select.POLLIN)
            gone.poll(_STOP_S * 1000)
        except ProcessLookupError:
            return  # gone between the two
        finally:
            os.close(service)
            note.unlink(missing_ok=True)

    # ------------------------------------------------------------ speaking and hearing

    def pactl(self, *words: str) -> str:
        """Ask or tell the daemon something; what it answered."""
        done = subprocess.run(
            ["pactl", *words], env=self.environment() | {"LC_ALL": "C.UTF-8"}, capture_output=True, text=True,
            timeout=_START_S, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SoundCardFailed(done.stderr.strip())
        return done.stdout.strip()

    def play(self, sound: Path) -> subprocess.Popen[bytes]:
        """Speak a sound file to the microphone; returns at once, the process ends when all has been played."""
        child = subprocess.Popen(
            ["paplay", f"--device={MICROPHONE}", str(sound)],
            env=self.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._children.append(child)
        return child

    def keep_sounding(self) -> None:
        """A soft noise (-36 dBFS) in front of the microphone from here on: a room that is not dead silent."""
        command = [
            "pacat",
            f"--device={MICROPHONE}",
            "--format=s16le",
            f"--rate={RATE}",
            "--channels=1",
            "--volume=20000",
        ]
        with Path("/dev/urandom").open("rb") as noise:
            child = subprocess.Popen(
                command, env=self.environment(), stdin=noise, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        self._children.append(child)

    def capture(self, sink: str | None = None) -> Capture:
        """Begin to hear what the program plays (or another sink); returns once sound flows."""
        heard = Capture(sink or self.output, self.environment())
        self._captures.append(heard)
        return heard

    def record(self, seconds: float, sink: str | None = None) -> bytes:
        """Hear that long; 16 kHz mono int16."""
        heard = self.capture(sink)
        heard.wait_ms(heard.heard_ms + int(seconds * 1000), timeout_s=seconds + _START_S)
        return heard.stop()


def _end(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """End one process of ours, kindly first, and reap it."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(_STOP_S)
