"""openai-whisper with the dear parts done cheaper: the same `transcribe`, the same decoding rules, the same words.

Four findings, each behind a switch of its own so that its gain and its effect on the words can be measured alone: the encoder's
work is used again for word times; beams share the sound; layers and vocabulary are 8-bit; the encoder's window fits the sound. And
several windows may be decoded side by side. Nothing of openai-whisper is copied: `FastModel` stands where `transcribe` expects a
model, a subclass of its decoding task brings our encoder and decoder, and its search for word times is asked through `align`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from whisper.audio import N_FRAMES, N_SAMPLES, log_mel_spectrogram, pad_or_trim
from whisper.decoding import BeamSearchDecoder, DecodingOptions, DecodingResult, DecodingTask, Inference
from whisper.decoding import detect_language as whispers_detect_language
from whisper.model import ModelDimensions, Whisper

from mockinterview.speech.engines.fast_alignment import word_timings
from mockinterview.speech.engines.fast_decoder import Attention, Decoder, Heads, Said, Sound
from mockinterview.speech.engines.fast_encoder import Encoder
from mockinterview.speech.engines.fast_linear import Read, can_round
from mockinterview.speech.engines.pace import Pace
from mockinterview.speech.guards import LOOP_RATIO
from mockinterview.speech.memory import free_bytes

if TYPE_CHECKING:
    from whisper.timing import WordTiming
    from whisper.tokenizer import Tokenizer

_SHARE_OF_FREE = 10
"""What the decoder holds of the sound of windows decoded side by side may take one part in so many of the free memory."""


@dataclass(frozen=True)
class Switches:
    """What is done differently from openai-whisper; all off is openai-whisper with another memory for its keys and values.

    reuse: word times come from the encoder's and decoder's work that is there already. shared_beams: the beams of a window hold
    its sound once. int8, int8_vocabulary: 8-bit layers, and vocabulary. fitted: the encoder's window fits the sound.
    side_by_side: so many windows are decoded in one step. beams: 1 is greedy, as `whisper.transcribe`; its command line has 5.
    """

    reuse: bool = True
    shared_beams: bool = True
    int8: bool = True
    int8_vocabulary: bool = True
    fitted: bool = True
    side_by_side: int = 5
    beams: int = 1


FAST = Switches()
FULL_PRECISION = Switches(int8=False, int8_vocabulary=False, fitted=False)
"""What changes no number but by the order of sums."""


@dataclass
class _Window:
    """A window that was decoded: how, its mel spectrogram, what the decoder asked of its sound, and the words."""

    options: DecodingOptions
    mel: Tensor
    sound: Sound
    result: DecodingResult


class FastModel:
    """Stands where `whisper.transcribe` expects a model, on the processor.

    read: the checkpoint's tensors by name. heads: (layer, head) of the decoder's attention to the sound that word times come from.
    pace: how many cores to use; asked before each token and each layer of the encoder.
    """

    is_multilingual = Whisper.is_multilingual
    num_languages = Whisper.num_languages

    def __init__(
        self, dims: ModelDimensions, read: Read, heads: Heads, switches: Switches = FAST, pace: Pace | None = None
    ) -> None:
        int8 = can_round()
        self._pace = pace or Pace()
        self.switches = switches
        self.dims = dims
        self.device = torch.device("cpu")
        self.decoder = SimpleNamespace(blocks=())  # what openai-whisper's own memory for keys and values looks at
        self._heads = list(heads)
        self._decoder = Decoder(
            dims,
            _part(read, "decoder."),
            int8=switches.int8 and int8,
            int8_vocabulary=switches.int8_vocabulary and int8,
        )
        self._encoder = Encoder(dims, _part(read, "encoder."), int8=switches.int8 and int8, pace=self._pace)
        self._ahead: list[_Window] = []
        self._last: _Window | None = None
        _ask_us_for_word_times()

    # ------------------------------------------------------------ what `transcribe` asks for

    @torch.no_grad()
    def decode(self, mel: Tensor, options: DecodingOptions) -> DecodingResult:
        """The words of one window (mels, frames), as `whisper.decode`."""
        found = next((one for one in self._ahead if one.options == options and torch.equal(one.mel, mel)), None)
        if found is None:
            found = self._decoded(mel.unsqueeze(0), options)[0]
        self._last = replace(found, mel=mel)
        return found.result

    def detect_language(self, mel: Tensor, tokenizer: Tokenizer | None = None) -> Any:
        """As `whisper.detect_language`."""
        return whispers_detect_language(self, mel, tokenizer)

    @torch.no_grad()
    def encoder(self, mel: Tensor) -> Tensor:
        """Features (windows, frames, width) of whole windows (windows, mels, frames)."""
        return self._encoder.encode(mel, self._encoder.longest)

    @torch.no_grad()
    def logits(self, tokens: Tensor, features: Tensor) -> Tensor:
        """Logits (sequences, tokens, vocabulary) of tokens said to features."""
        said = self._decoder.blank(*tokens.shape)
        return self._decoder.step(tokens, self._decoder.listen(features), said, last_only=False)

    # ------------------------------------------------------------ beside it

    @torch.no_grad()
    def decode_ahead(self, pieces: Sequence[Any], options: DecodingOptions) -> None:
        """Decode pieces of sound (float32 at 16 kHz, each shorter than a window) side by side; `decode` finds them done.

        What `transcribe` will ask for is known beforehand: each piece's first window.
        """
        self.forget()  # two groups at once would be too much
        mels = [_first_window(piece, self.dims.n_mels) for piece in pieces]
        self._ahead = self._decoded(torch.stack(mels), options)

    def forget(self) -> None:
        """Let go of the windows decoded last: some 90 MB each with the model small.en."""
        self._ahead, self._last = [], None

    def side_by_side(self) -> int:
        """How many windows are decoded in one step: weights are read once for all of them, but each holds memory.

        With beams it is one: openai-whisper's search takes no more.
        """
        if self.switches.beams > 1:
            return 1
        dims = self.dims
        held: int = 2 * 4 * dims.n_text_layer * dims.n_audio_ctx * dims.n_text_state
        return max(1, min(self.switches.side_by_side, free_bytes() // _SHARE_OF_FREE // held))

    @torch.no_grad()
    def align(self, tokenizer: Tokenizer, text: list[int], mel: Tensor, frames: int) -> list[WordTiming]:
        """As `whisper.timing.find_alignment`, on the work that was done for decoding this window."""
        if not text:
            return []
        last = self._last
        if last is not None and last.mel is mel and self.switches.reuse:
            sound = last.sound
        else:
            sound = self._decoder.listen(self.encoder(mel.unsqueeze(0)))
        tokens = torch.tensor([[*tokenizer.sot_sequence, tokenizer.no_timestamps, *text, tokenizer.eot]])
        attention = Attention(frozenset(self._heads))
        said = self._decoder.blank(*tokens.shape)
        logits = self._decoder.step(tokens, sound, said, last_only=False, attention=attention)[0]
        scores = torch.stack([attention.scores[head][0] for head in self._heads])[:, :, : frames // 2]
        return word_timings(tokenizer, text, logits, scores)

    def _decoded(self, mels: Tensor, options: DecodingOptions) -> list[_Window]:
        """Decode windows (windows, mels, frames). Where a fitted window gave a loop of words, the whole one is tried."""
        frames = self._encoder.fitting(mels) if self.switches.fitted else self._encoder.longest
        windows = self._task(mels, options, frames)
        if frames == self._encoder.longest:
            return windows
        return [
            self._task(one.mel.unsqueeze(0), options, self._encoder.longest)[0]
            if one.result.compression_ratio > LOOP_RATIO
            else one
            for one in windows
        ]

    def _task(self, mels: Tensor, options: DecodingOptions, frames: int) -> list[_Window]:
        task = _Task(self, options, frames)
        results = task.run(mels)
        sound = task.memory.sound
        assert sound is not None
        return [
            _Window(options, mel, sound.window(index), result)
            for index, (mel, result) in enumerate(zip(mels, results, strict=True))
        ]

    # ------------------------------------------------------------ for the decoding task

    def features(self, mels: Tensor, frames: int) -> Tensor:
        """Encoder output for windows, of so many frames."""
        return self._encoder.encode(mels, frames)

    def listen(self, features: Tensor) -> Sound:
        """What the decoder asks of features."""
        return self._decoder.listen(features)

    def begin(self, sequences: int, room: int) -> Said:
        """Nothing said yet."""
        return self._decoder.blank(sequences, room)

    def go_on(self, tokens: Tensor, sound: Sound, said: Said) -> Tensor:
        """Logits after more tokens: of all the first time, of the last one later."""
        self._pace.keep()
        return self._decoder.step(tokens, sound, said, last_only=said.length > 0)


def _part(read: Read, part: str) -> Read:
    def of_part(name: str) -> Tensor:
        return read(part + name)

    return of_part


class _Memory(Inference):
    """What a decoding task asks for the next token; remembers what was said."""

    def __init__(self, model: FastModel, room: int) -> None:
        self._model = model
        self._room = room
        self._said: Said | None = None
        self._copied: Sound | None = None
        self.sound: Sound | None = None

    def logits(self, tokens: Tensor, audio_features: Tensor) -> Tensor:
        if self._said is None:
            self._said = self._model.begin(len(tokens), self._room)
            self.sound = self._model.listen(audio_features)
            shared = self._model.switches.shared_beams
            self._copied = self.sound if shared else self.sound.repeated(len(tokens) // len(audio_features))
        else:
            tokens = tokens[:, -1:]
        assert self._copied is not None
        return self._model.go_on(tokens, self._copied, self._said)

    def rearrange_kv_cache(self, source_indices: Sequence[int]) -> None:
        if self._said is not None and list(source_indices) != list(range(len(source_indices))):
            self._said.reorder(source_indices)

    def cleanup_caching(self) -> None:
        self._said = self._copied = None


class _Task(DecodingTask):
    """openai-whisper's decoding with our encoder and decoder."""

    def __init__(self, model: FastModel, options: DecodingOptions, frames: int) -> None:
        super().__init__(model, options)
        self._fast = model
        self._frames = frames
        self.memory = self.inference = _Memory(model, len(self.initial_tokens) + self.sample_len + 1)
        if isinstance(self.decoder, BeamSearchDecoder):
            self.decoder.inference = self.memory

    def _get_audio_features(self, mel: Tensor) -> Tensor:
        return self._fast.features(mel, self._frames)


def _first_window(sound: Any, mels: int) -> Tensor:
    """The mel spectrogram (mels, frames) of the first window, as `transcribe` makes it."""
    whole = log_mel_spectrogram(sound, mels, padding=N_SAMPLES)
    window: Tensor = pad_or_trim(whole[:, : whole.shape[-1] - N_FRAMES], N_FRAMES)
    return window


class _WordTimes:
    """Stands where `transcribe` finds openai-whisper's `find_alignment`: models of ours align themselves."""

    def __init__(self, whispers: Callable[..., list[WordTiming]]) -> None:
        self._whispers = whispers

    def __call__(
        self, model: Any, tokenizer: Tokenizer, text_tokens: list[int], mel: Tensor, num_frames: int, **more: Any
    ) -> list[WordTiming]:
        ours = isinstance(model, FastModel)
        found: list[WordTiming] = (
            model.align(tokenizer, text_tokens, mel, num_frames)
            if ours
            else self._whispers(model, tokenizer, text_tokens, mel, num_frames, **more)
        )
        return found


def _ask_us_for_word_times() -> None:
    """Let `transcribe` get word times from the model it was given, if that is one of ours."""
    timing = sys.modules["whisper.timing"]
    if not isinstance(timing.find_alignment, _WordTimes):
        timing.find_alignment = _WordTimes(timing.find_alignment)  # type: ignore[attr-defined]
