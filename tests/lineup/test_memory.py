"""What was read lately is not read again, nothing is any different for it, and it never grows without end."""

from __future__ import annotations

import numpy as np
import pytest

from mockinterview.core.editing import Edit, edited
from mockinterview.core.question import ChecklistItem, ItemKind, Question
from mockinterview.core.transcript import from_sentences
from mockinterview.lineup.matcher import ModelMatcher
from mockinterview.lineup.memory import Memory

STORY = (
    "We had a storm that night and the light went out at two.",
    "I took the spare lamp, filled it, and had it burning within four minutes.",
    "Then I wrote the failure into the log and called the harbour.",
    "My colleague stayed calm because we had trained for it every month.",
    "In the end no ship was late, and we changed the way we test the lamps.",
)
QUESTION = Question(
    "q",
    "What did you do when the light failed?",
    items=(
        ChecklistItem("spare", ItemKind.KEY_POINT, "Spare lamp", "A second lamp, filled and tested"),
        ChecklistItem("log", ItemKind.KEY_POINT, "Log entry", "The failure was written down"),
    ),
)


class Reader:
    """Gives as many numbers as it is asked for, and counts."""

    def __init__(self, numbers: int = 10) -> None:
        self.numbers, self.times = numbers, 0

    def __call__(self):
        self.times += 1
        return np.full(self.numbers, self.times, np.float32)


def test_a_text_is_read_once_for_each_network_kind_and_company():
    memory, reader = Memory(), Reader()
    for _ in range(3):
        for network, kind, tokens in ((1, 0, [[1, 2]]), (2, 0, [[1, 2]]), (1, 1, [[1, 2]]), (1, 0, [[1], [2]])):
            memory.recall(network, kind, tokens, reader)
    assert reader.times == 4


def test_nobody_can_change_what_is_remembered():
    states = Memory().recall(1, 0, [[1]], Reader())
    with pytest.raises(ValueError, match="read-only"):
        states[0] = 5


def test_what_was_used_longest_ago_goes_first():
    memory, reader = Memory(most_bytes=100), Reader(numbers=10)
    for token in (1, 2, 1, 3):
        memory.recall(1, 0, [[token]], reader)
    assert reader.times == 3
    memory.recall(1, 0, [[1]], reader)
    assert reader.times == 3, "40 bytes each: two have room"
    memory.recall(1, 0, [[2]], reader)
    assert reader.times == 4


def test_what_is_larger_than_all_room_is_read_all_the_same():
    memory, reader = Memory(most_bytes=1), Reader()
    assert memory.recall(1, 0, [[1]], reader).tolist() == [1.0] * 10
    assert memory.recall(1, 0, [[2]], reader).tolist() == [2.0] * 10


def test_a_corrected_answer_is_lined_up_to_the_bit_as_if_it_were_new(
    shipped: ModelMatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = from_sentences([*STORY] * 8)
    corrected = edited(told, Edit(20, 21, ("lantern",)))
    reads: list[int] = []
    recall = Memory.recall

    def counted(self, network, kind, tokens, read):
        return recall(self, network, kind, tokens, lambda: (reads.append(sum(map(len, tokens))), read())[1])

    monkeypatch.setattr(Memory, "recall", counted)
    monkeypatch.setattr(shipped._model, "_memory", Memory())
    fresh = shipped.line_up(corrected, QUESTION)
    of_all = sum(reads)
    monkeypatch.setattr(shipped._model, "_memory", Memory())
    shipped.line_up(told, QUESTION)
    reads.clear()
    again = shipped.line_up(corrected, QUESTION)
    assert again == fresh
    assert repr(again) == repr(fresh)
    assert 0 < sum(reads) < of_all / 2
