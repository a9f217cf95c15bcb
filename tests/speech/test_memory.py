"""Memory as each system tells of it."""

from __future__ import annotations

import sys

import pytest

from mockinterview.speech import memory, needs
from mockinterview.speech.models import CATALOGUE

MEMINFO = """MemTotal:        8025000 kB
MemFree:          200000 kB
MemAvailable:    5000000 kB
SwapTotal:       2000000 kB
"""

VM_STAT = """Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                               10000.
Pages active:                            300000.
Pages inactive:                           20000.
Pages speculative:                         1000.
Pages throttled:                              0.
Pages wired down:                        100000.
Pages purgeable:                            500.
"Translation faults":                 123456789.
"""


def test_linux_counts_caches_as_free() -> None:
    assert memory.available_in_meminfo(MEMINFO) == 5_000_000 * 1024
    assert memory.available_in_meminfo("MemFree: 1 kB\n") == 0


def test_macos_counts_what_it_can_hand_out_at_once() -> None:
    assert memory.free_in_vm_stat(VM_STAT) == (10_000 + 20_000 + 1_000 + 500) * 16_384
    assert memory.free_in_vm_stat("") == 0


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system")
def test_this_computer_says_how_much_memory_it_has() -> None:
    assert 10**8 < memory.total_bytes() <= memory.most_bytes()
    assert 0 < memory.free_bytes() < memory.total_bytes()


def test_needs_grow_with_the_model_and_a_light_engine_needs_less() -> None:
    sizes = sorted(model.size_bytes for model in CATALOGUE)
    asked = [needs.needs_bytes("whisper", size) for size in sizes]
    assert asked == sorted(asked)
    assert all(needs.needs_bytes("whisper-light", size) < needs.needs_bytes("whisper", size) for size in sizes)
    assert needs.needs_bytes("whisper", 0) == 0
    assert needs.needs_bytes("another", 5) == 0


def test_a_model_larger_than_all_memory_is_hopeless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "most_bytes", lambda: 4_000_000_000)
    assert needs.hopeless("whisper", 3_000_000_000)
    assert not needs.hopeless("whisper", 1_500_000_000)
    monkeypatch.setattr(needs, "most_bytes", lambda: 0)
    assert not needs.hopeless("whisper", 3_000_000_000)
