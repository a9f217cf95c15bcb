"""Trains the reader: all answers of a few questions beside all their items at once, each text read once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from mockinterview.lineup.head import POINT, PREFIX, SIGNS
from mockinterview.lineup.training.encode import Coder, Text, padded
from mockinterview.lineup.training.examples import Lesson
from mockinterview.lineup.training.network import SCALE, Reader
from mockinterview.lineup.training.stepping import Stepper

RATE, HEAD_RATE = 1e-4, 1e-3
WARM_UP = 0.08
CLAUSE_WEIGHT, RANK_WEIGHT, BESIDE_WEIGHT, WHERE_WEIGHT = 0.5, 0.4, 0.2, 0.3


@dataclass(frozen=True)
class Read:
    """What the reader says of the answers of one step beside its items.

    item: (answers, items, 2) logits; clause: per answer (clauses, items, 2).
    """

    item: Tensor
    clause: list[Tensor]


def states_of(model: Reader, texts: Sequence[Text], kind: int) -> tuple[Tensor, Tensor]:
    """States (texts, tokens, 384) and which tokens are there."""
    device = model.judge.bias.device
    ids, there = (part.to(device) for part in padded(texts))
    return model(ids, torch.full_like(ids, kind), there), there


def read(
    model: Reader, coder: Coder, answers: Sequence[Sequence[str]], items: Sequence[str], sorts: Sequence[str]
) -> Read:
    """Every answer (its clauses) beside every item (its wording as the network gets it)."""
    item_states, item_there = states_of(model, [coder.item(wording) for wording in items], 0)
    mask = item_there[:, :, None].to(item_states.dtype)
    item = functional.normalize((item_states * mask).sum(1) / mask.sum(1), dim=-1)
    weight = model.judge.weights(item_states, item_there)
    item_words = functional.normalize(item_states, dim=-1)
    texts = [coder.answer(clauses) for clauses in answers]
    answer_states, answer_there = states_of(model, texts, 1)
    signs = torch.tensor([float(SIGNS[sort]) for sort in sorts], device=item.device)[:, None]
    clause_logits, item_logits = [], []
    for row, text in enumerate(texts):
        states = answer_states[row]
        vectors = torch.stack([states[first:end].mean(0) for first, end in text.clauses])
        near = functional.normalize(states, dim=-1) @ item_words.reshape(-1, item_words.shape[-1]).T
        best = torch.stack([near[first:end].amax(0) for first, end in text.clauses])
        best = best.view(len(text.clauses), len(items), -1)
        clause = model.judge(functional.normalize(vectors, dim=-1), item, best, weight).float()
        own = answer_there[row][:, None].to(states.dtype)
        mean = functional.normalize((states * own).sum(0) / own.sum(), dim=-1)
        whole = model.whole(SCALE * mean * item).float()
        clause_logits.append(clause)
        item_logits.append(whole + torch.logsumexp(clause, dim=0) * signs)
    return Read(torch.stack(item_logits), clause_logits)


def _targets(levels: Tensor) -> Tensor:
    return torch.stack([(levels >= 1).float(), (levels >= 2).float()], dim=-1)


def lesson_loss(model: Reader, coder: Coder, lesson: Lesson) -> Tensor:
    """Cross-entropy of items and clauses; where an item is shown; the order of items in answers and of answers beside items."""
    wordings = [PREFIX[sort] + wording for sort, wording in zip(lesson.sorts, lesson.items, strict=True)]
    said = read(model, coder, lesson.answers, wordings, lesson.sorts)
    device = said.item.device
    levels, weights = torch.tensor(lesson.levels, device=device), torch.tensor(lesson.weights, device=device)
    losses = functional.binary_cross_entropy_with_logits(said.item, _targets(levels), reduction="none").mean(-1)
    total = (losses * weights).sum() / weights.sum()
    can_show = torch.tensor([SIGNS[sort] > 0 for sort in lesson.sorts], device=device)
    points = torch.tensor([sort == POINT for sort in lesson.sorts], device=device)
    parts, wheres = [], []
    for row, clause in enumerate(said.clause):
        where = torch.tensor(lesson.shown[row], device=device)[: len(clause)]
        own = (weights[row] * can_show)[None]
        part = functional.binary_cross_entropy_with_logits(clause, _targets(where), reduction="none").mean(-1)
        parts.append((part * own).sum() / (own.sum() * len(clause)).clamp(min=1e-6))
        there = where > 0
        some = there.any(0) & can_show
        if some.any():
            share = functional.log_softmax(clause[..., 0], dim=0).masked_fill(~there, -1e4)
            wheres.append(-torch.logsumexp(share[:, some], dim=0).mean())
    made = said.item[..., 1]
    judged = weights > 0
    orders = [_order(made[row], levels[row], points & (weights[row] == 1)) for row in range(len(made))]
    beside = [
        _order(made[:, column], levels[:, column], judged[:, column])
        for column in range(len(points))
        if can_show[column]
    ]
    total = total + CLAUSE_WEIGHT * torch.stack(parts).mean() + RANK_WEIGHT * torch.stack(orders).mean()
    total = total + BESIDE_WEIGHT * torch.stack(beside).mean()
    return total + (WHERE_WEIGHT * torch.stack(wheres).mean() if wheres else 0.0)


def _order(made: Tensor, levels: Tensor, judged: Tensor) -> Tensor:
    """Logistic loss of every judged pair, one made and one not (RankNet, Burges et al. 2005)."""
    better = judged[:, None] & judged[None] & (levels[:, None] == 2) & (levels[None] < 2)
    return (functional.softplus(made[None] - made[:, None]) * better).sum() / better.sum().clamp(min=1)


def fit_reader(
    model: Reader,
    coder: Coder,
    passes: Sequence[Callable[[random.Random], Sequence[Lesson]]],
    seed: int,
    told: Callable[[str], None],
    after: Callable[[int], None] = lambda number: None,
    first: int = 0,
) -> None:
    """Train in place, one element of `passes` a pass. told: progress in words. first: the pass to begin with, after a break."""
    torch.manual_seed(seed + first)
    stepper = Stepper(model, RATE, HEAD_RATE, WARM_UP)
    done = float(first)
    for number, make in list(enumerate(passes))[first:]:
        lessons = make(random.Random(seed * 1000 + number))
        began, mean = time.monotonic(), 0.0
        for lesson in lessons:
            loss = lesson_loss(stepper.worker, coder, lesson)
            stepper.step(loss, done / len(passes))
            mean += loss.item() / len(lessons)
            done += 1 / len(lessons)
        told(f"pass {number + 1}/{len(passes)}: loss {mean:.4f}, {time.monotonic() - began:.0f} s")
        after(number)
