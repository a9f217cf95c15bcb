"""Training of the bi-encoder: arguments beside the key points they make, clauses beside the items they show.

A loss of order (the right one before the wrong ones) and one of level (a match is a match at any other text's side).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from mockinterview.lineup.head import COMMISSION, POINT
from mockinterview.lineup.model import CLS, LONGEST_TEXT, SEP
from mockinterview.lineup.training.corpus import Argument, Reading, clause_texts
from mockinterview.lineup.training.encode import Coder, Text, padded
from mockinterview.lineup.training.network import Embedder
from mockinterview.lineup.training.stepping import Stepper

RATE, LEVEL_RATE = 5e-5, 1e-3
WARM_UP = 0.1
ARGUMENTS = 32
"""Arguments of one topic and stance in a step, beside all its key points."""
SHARPNESS = 20.0
"""Cosines are multiplied by this before the losses; the published model was trained so (Reimers and Gurevych 2019)."""


class Task:
    """One step's work: texts, items, and which pairs match (1), do not (0) or were not judged (-1): (texts, items)."""

    def __init__(self, texts: Sequence[str], items: Sequence[str], match: Tensor) -> None:
        self.texts = texts
        self.items = items
        self.match = match


def argument_tasks(arguments: Sequence[Argument], draw: random.Random) -> list[Task]:
    """Arguments with the key points of their side, ARGUMENTS at a time."""
    sides: dict[tuple[str, str], list[Argument]] = {}
    for argument in arguments:
        sides.setdefault((argument.topic, argument.stance), []).append(argument)
    tasks = []
    for side in sides.values():
        points = list(dict.fromkeys(point for argument in side for point, _ in argument.judged))
        draw.shuffle(side)
        for start in range(0, len(side), ARGUMENTS):
            part = side[start : start + ARGUMENTS]
            match = torch.full((len(part), len(points)), -1.0)
            for row, argument in enumerate(part):
                for point, is_match in argument.judged:
                    match[row, points.index(point)] = float(is_match)
            tasks.append(Task([argument.text for argument in part], points, match))
    return tasks


def spoken_tasks(readings: Sequence[Reading], draw: random.Random) -> list[Task]:
    """Clauses of each answer with the items it shows: a match where a reader named the clause's sentence."""
    by_answer: dict[object, list[Reading]] = {}
    for reading in readings:
        if reading.item.sort in (POINT, COMMISSION) and reading.level:
            by_answer.setdefault(reading.answer, []).append(reading)
    tasks = []
    for read in by_answer.values():
        clauses, owners = clause_texts(read[0].answer.sentences)
        match = torch.tensor([[float(owner in reading.shown) for reading in read] for owner in owners])
        tasks.append(Task(clauses, [draw.choice(reading.item.wordings) for reading in read], match))
    return tasks


def embed(model: Embedder, coder: Coder, texts: Sequence[str]) -> Tensor:
    """(texts, 384), unit vectors."""
    found = [Text((CLS, *coder.tokens(text)[:LONGEST_TEXT], SEP)) for text in texts]
    device = next(model.parameters()).device
    ids, there = (part.to(device) for part in padded(found))
    vectors: Tensor = model(ids, torch.zeros_like(ids), there)
    return vectors


def task_loss(model: Embedder, level: nn.Parameter, coder: Coder, task: Task) -> Tensor:
    """Order: every match before every non-match, along texts and along items. Level: cross-entropy against one threshold."""
    cosines = (embed(model, coder, task.texts) @ embed(model, coder, task.items).T).float()
    match = task.match.to(cosines.device)
    logits = SHARPNESS * (cosines - level)
    judged = (match >= 0).float()
    levels = functional.binary_cross_entropy_with_logits(logits, match.clamp(min=0), reduction="none")
    return (levels * judged).sum() / judged.sum() + _order(logits, match) + _order(logits.T, match.T)


def _order(logits: Tensor, match: Tensor) -> Tensor:
    """Mean over matches of the cross-entropy against the non-matches of the same row."""
    wrong = torch.logsumexp(logits.masked_fill(match != 0, -1e4), dim=1, keepdim=True)
    losses = functional.softplus(wrong - logits)
    right = (match == 1).float()
    return (losses * right).sum() / right.sum().clamp(min=1)


def fit_embedder(
    model: Embedder,
    coder: Coder,
    passes: Sequence[Callable[[random.Random], list[Task]]],
    seed: int,
    told: Callable[[str], None],
) -> float:
    """Train in place; returns the cosine from which on a pair is a match."""
    torch.manual_seed(seed)
    plans = []
    for number, make in enumerate(passes):
        draw = random.Random(seed * 1000 + number)
        plan = make(draw)
        draw.shuffle(plan)
        plans.append(plan)
    total = sum(len(plan) for plan in plans)
    level = nn.Parameter(torch.tensor(0.5))
    stepper = Stepper(model, RATE, LEVEL_RATE, WARM_UP, [level])
    done = 0
    for number, plan in enumerate(plans):
        began, mean = time.monotonic(), 0.0
        for task in plan:
            loss = task_loss(stepper.worker, level, coder, task)
            stepper.step(loss, done / total)
            mean += loss.item() / len(plan)
            done += 1
        told(f"embedder pass {number + 1}: loss {mean:.4f}, {time.monotonic() - began:.0f} s")
    return float(level.item())
