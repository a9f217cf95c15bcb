"""The line-up's model: what it reads, and how the files under resources/models/lineup are loaded and checked.

Readers (small transformers, ONNX, int8) read an answer whole and every item apart, each text once; a judge of some hundred thousand
numbers then says of every clause how much of every item it shows. So thirty items cost little more than ten. One more transformer,
the embedder, compares short texts. One table of word vectors and one tokeniser serve all. How they were made: `lineup.training`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mockinterview.core.problems import Cancelled, LineUpProblem
from mockinterview.lineup.judge import Judge, unit
from mockinterview.lineup.memory import Memory

if TYPE_CHECKING:
    import onnxruntime
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

CLS, SEP = 101, 102
LONGEST_ITEM = 64
LONGEST_TEXT = 126
PASSAGE = 256
"""Most tokens read together; a longer answer is divided between clauses."""
TEXTS_AT_ONCE = 16
MOST_THREADS = 4


@dataclass(frozen=True)
class Found:
    """What the readers say of one item, on average: logits of touched and of made.

    whole: of the answer as a whole, (2,); clause: of each clause, (clauses, 2); near: the cosine of each clause's vector and the
    item's, as the embedder sees them, (clauses,).
    """

    whole: Floats
    clause: Floats
    near: Floats


def never() -> bool:
    """Nobody cancels."""
    return False


class Model:
    """Loads nothing until it is made. Fit for one thread at a time."""

    def __init__(self, folder: Path) -> None:
        """LineUpProblem if a file is missing, or is not the one the manifest names."""
        self.manifest = _checked(folder)
        self._memory = Memory()
        try:
            self._load(folder)
        except ImportError as error:
            raise _unusable(f"A library it needs is not installed: {error.name}.") from error
        except KeyError as error:
            raise _unusable("Its list of files is not complete.") from error

    def _load(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        with np.load(folder / "words.npz") as table:
            self._words, self._scale = table["whole"], table["scale"]
        self._embedder = _session(folder / "embedder.onnx")
        self._readers = [
            (_session(folder / f"{name}.onnx"), Judge(folder / f"{name}.npz")) for name in self.manifest["readers"]
        ]

    def embed(self, texts: Sequence[str]) -> Floats:
        """One unit vector a text, (texts, 384): texts of like meaning lie near each other."""
        tokens = [[CLS, *self._tokens(text)[:LONGEST_TEXT], SEP] for text in texts]
        found = np.zeros((len(texts), 384), np.float32)
        for batch in _batches([len(ids) for ids in tokens]):
            states, there = self._states(self._embedder, [tokens[index] for index in batch], 0)
            found[batch] = unit((states * there[:, :, None]).sum(axis=1))
        return found

    def read(self, items: Sequence[str], clauses: Sequence[str], cancelled: Callable[[], bool] = never) -> list[Found]:
        """Every item beside the clauses of one answer, at least one of each. Cancelled between batches."""
        wanted = [[CLS, *self._tokens(item)[:LONGEST_ITEM], SEP] for item in items]
        said = [self._tokens(clause)[:LONGEST_TEXT] or [SEP] for clause in clauses]
        whole = np.zeros((len(items), 2), np.float32)
        clause = np.zeros((len(clauses), len(items), 2), np.float32)
        for session, judge in self._readers:
            vectors, tokens, weights = self._items(session, judge, wanted, cancelled)
            answer = self._answer(session, said, cancelled)
            clause += judge.clauses(answer[:-1], vectors, tokens, weights) / len(self._readers)
            whole += judge.whole(answer, vectors) / len(self._readers)
        if cancelled():
            raise Cancelled
        near = self.embed(clauses) @ self.embed(items).T
        return [Found(whole[index], clause[:, index], near[:, index]) for index in range(len(items))]

    # ------------------------------------------------------------ inside

    def _tokens(self, text: str) -> list[int]:
        whole = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no text to the tokeniser
        ids: list[int] = self._tokenizer.encode(whole, add_special_tokens=False).ids
        return ids

    def _states(
        self, session: onnxruntime.InferenceSession, tokens: Sequence[Sequence[int]], kind: int
    ) -> tuple[Floats, NDArray[np.int64]]:
        """A state per token, (texts, tokens, 384), and which tokens are there. kind: 0 for items and short texts, 1 for answers."""
        longest = max(len(ids) for ids in tokens)
        ids = np.zeros((len(tokens), longest), np.int64)
        there = np.zeros_like(ids)
        for row, own in enumerate(tokens):
            ids[row, : len(own)] = own
            there[row, : len(own)] = 1

        def read() -> Floats:
            vectors = self._words[ids] * self._scale[ids][:, :, None]
            given = {"vectors": vectors, "there": there, "kind": np.array([kind], np.int64)}
            states: Floats = session.run(None, given)[0]
            return states

        return self._memory.recall(id(session), kind, tokens, read), there

    def _items(
        self,
        session: onnxruntime.InferenceSession,
        judge: Judge,
        wanted: Sequence[list[int]],
        cancelled: Callable[[], bool],
    ) -> tuple[Floats, list[Floats], list[Floats]]:
        """Per item its unit vector, its tokens' unit states and how much each of them counts."""
        vectors = np.zeros((len(wanted), 384), np.float32)
        tokens: dict[int, Floats] = {}
        for batch in _batches([len(ids) for ids in wanted]):
            if cancelled():
                raise Cancelled
            states, _ = self._states(session, [wanted[index] for index in batch], 0)
            for row, index in enumerate(batch):
                tokens[index] = states[row, : len(wanted[index])]
                vectors[index] = unit(tokens[index].mean(axis=0))
        own = [tokens[index] for index in range(len(wanted))]
        return vectors, [unit(states) for states in own], [judge.weights(states) for states in own]

    def _answer(
        self, session: onnxruntime.InferenceSession, said: Sequence[list[int]], cancelled: Callable[[], bool]
    ) -> list[Floats]:
        """Per clause its tokens' states, (tokens, 384); the last is that of the end mark."""
        states: list[Floats] = []
        for passage in _passages([len(ids) for ids in said]):
            if cancelled():
                raise Cancelled
            ids = [token for index in passage for token in said[index]]
            found = self._states(session, [[*ids, SEP]], 1)[0][0]
            at = 0
            for index in passage:
                states.append(found[at : at + len(said[index])])
                at += len(said[index])
            end = found[-1:]
        return [*states, end]


def _passages(lengths: Sequence[int]) -> list[list[int]]:
    """Neighbouring clauses of at most PASSAGE tokens together."""
    found: list[list[int]] = [[]]
    room = PASSAGE
    for index, length in enumerate(lengths):
        if length > room and found[-1]:
            found.append([])
            room = PASSAGE
        found[-1].append(index)
        room -= length
    return found


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Indices in lots of like length, so that little is padding."""
    order = sorted(range(len(lengths)), key=lambda index: lengths[index])
    return [order[start : start + TEXTS_AT_ONCE] for start in range(0, len(order), TEXTS_AT_ONCE)]


def _session(file: Path) -> onnxruntime.InferenceSession:
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # the trace events of Windows; the rest was refused where this room begins
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(MOST_THREADS, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def _checked(folder: Path) -> Mapping[str, Any]:
    """The manifest, once every file it names is there and unharmed."""
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        for name, fact in manifest["files"].items():
            with (folder / name).open("rb") as file:
                whole = hashlib.file_digest(file, "sha256").hexdigest() == fact["sha256"]
            if not whole:
                raise _unusable(f"{name} is damaged.")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable("A file of it is missing or cannot be read.") from error
    return manifest


def _unusable(why: str) -> LineUpProblem:
    return LineUpProblem(
        "The model that lines answers up cannot be used.",
        why,
        "Install the program again. Until then only shared words are compared, which finds far less.",
    )
