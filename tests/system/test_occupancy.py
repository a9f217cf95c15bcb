"""Who may be in the data folder together, and who is there alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mockinterview.core.problems import PlaceProblem
from mockinterview.system.occupancy import Occupancy

HOLDER = """
import sys
from pathlib import Path
from mockinterview.system.occupancy import Occupancy
here = Occupancy(Path(sys.argv[1]))
here.share("the command record") if sys.argv[2] == "share" else here.alone()
print("here", flush=True)
sys.stdin.readline()
"""


class Other:
    """Another program in the folder."""

    def __init__(self, file: Path, how: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(file), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "here\n"

    def __enter__(self) -> Other:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "at-work.lock"


def test_any_number_are_there_together(file: Path) -> None:
    with Other(file, "share"), Other(file, "share"), Occupancy(file).share("its window"):
        pass


def test_who_wants_to_be_alone_is_told_who_is_there(file: Path) -> None:
    with Other(file, "share") as other:
        with pytest.raises(PlaceProblem, match="is at work") as caught:
            Occupancy(file).alone()
        assert caught.value.why == f"It is the command record, process {other.process.pid}."


def test_who_is_killed_is_gone_and_not_named(file: Path) -> None:
    with Other(file, "share") as killed:
        pass
    with Occupancy(file).alone():
        pass
    with Occupancy(file).share("its window"), pytest.raises(PlaceProblem) as caught:
        Occupancy(file).alone()
    assert caught.value.why == f"It is its window, process {os.getpid()}."
    assert str(killed.process.pid) not in caught.value.why


def test_nobody_enters_while_one_is_alone(file: Path) -> None:
    with Other(file, "alone"), pytest.raises(PlaceProblem, match="backup is being brought back"):
        Occupancy(file).share("its window")
    with Occupancy(file).share("its window"):
        pass


def test_who_has_left_is_gone(file: Path) -> None:
    here = Occupancy(file).share("its window")
    here.release()
    here.release()
    with Occupancy(file).alone():
        assert not file.read_bytes().strip(b"\0 \n")


def test_a_damaged_list_of_names_keeps_nobody_out_and_names_nobody(file: Path) -> None:
    file.write_bytes(bytes(range(256)) * 40)
    with Other(file, "share"):
        file.write_bytes(b"\xff 1\n7\n\n999999999 nobody\n")
        with pytest.raises(PlaceProblem, match="another program"):
            Occupancy(file).alone()


def test_a_folder_that_cannot_be_locked_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PlaceProblem, match="could not be locked"):
        Occupancy(tmp_path / "gone" / "at-work.lock").share("its window")
