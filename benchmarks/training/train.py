"""The training loop: resumable, seeded, with checkpoints and progress.

The learning rate rises, stays and falls at the end (warm-up, stable, decay), so that a run
can be prolonged from any checkpoint before the fall. Batches hold pairs of about equal
length, up to a budget of sub-words.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from benchmarks.training.rows import UNTOLD, BothWays, View, epoch_views
from benchmarks.training.states import StateStore
from matching.entail import stack
from matching.model.pair_head import INFERENCE, PairHead, upper_layers
from matching.model.pair_shape import LOWER_LAYERS

_POOL = 4096
"""Views whose batches are made together, so that a batch holds pairs of one length."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of training: how often each source is seen an epoch, and for how many views."""

    name: str
    shares: Mapping[str, float]
    views: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """Learning rates and batches. `decay` is the share of all views in which the rate falls."""

    rate: float = 2e-4
    warmup: int = 20_000
    decay: float = 0.25
    weight_decay: float = 0.01
    pieces: int = 2200
    pairs: int = 48
    seed: int = 20261126
    save_every: int = 300


@dataclass
class Progress:
    """Where a run stands: views seen in all, and in which epoch of which phase."""

    seen: int = 0
    phase: int = 0
    epoch: int = 0
    batch: int = 0
    phase_seen: int = 0


def new_head(model: Path) -> PairHead:
    """Return a head whose layers are the encoder's upper ones, the classifier untrained."""
    shape = json.loads((model / "config.json").read_text(encoding="utf-8"))
    layers = shape["num_hidden_layers"] - LOWER_LAYERS
    torch.manual_seed(Schedule().seed)
    head = PairHead(
        shape["hidden_size"], shape["num_attention_heads"], shape["intermediate_size"], layers
    )
    weights = load_file(model / "model.safetensors")
    weights = {name.removeprefix("bert."): value for name, value in weights.items()}
    head.load_state_dict(upper_layers(weights, LOWER_LAYERS, layers), strict=False)
    return head


def train(
    head: PairHead,
    rows: Sequence[BothWays],
    store: StateStore,
    phases: Sequence[Phase],
    folder: Path,
    schedule: Schedule = Schedule(),
) -> None:
    """Train *head* through *phases*; a checkpoint in *folder* is gone on from."""
    optimiser = torch.optim.AdamW(
        _groups(head, schedule.weight_decay), lr=schedule.rate, fused=True
    )
    progress = _resume(head, optimiser, folder)
    total = sum(phase.views for phase in phases)
    loss_sum, count, started, first = 0.0, 0, time.perf_counter(), progress.seen
    head.train()
    for views in _batches(rows, phases, store, schedule, progress):
        rate = schedule.rate * _rate(progress.seen, total, schedule)
        for group in optimiser.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", torch.bfloat16):
            logits = head(
                *stack([(store.states(v.premise), store.states(v.hypothesis)) for v in views])
            )
        loss = _loss(logits.float(), views)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(head.parameters(), 1.0)
        optimiser.step()
        loss_sum, count = loss_sum + float(loss.detach()) * len(views), count + len(views)
        if progress.batch % 50 == 0:
            speed = (progress.seen - first) / (time.perf_counter() - started)
            print(
                f"{phases[progress.phase].name} epoch {progress.epoch}"
                f" views {progress.seen}/{total} loss {loss_sum / count:.4f}"
                f" rate {rate:.1e} {speed:.0f} pairs/s",
                flush=True,
            )
            loss_sum, count = 0.0, 0
        if progress.batch % schedule.save_every == 0:
            _save(head, optimiser, progress, folder)
    _save(head, optimiser, progress, folder)


def _batches(
    rows: Sequence[BothWays],
    phases: Sequence[Phase],
    store: StateStore,
    schedule: Schedule,
    progress: Progress,
) -> Iterator[list[View]]:
    """Give the batches from where *progress* stands, and move it before each."""
    while progress.phase < len(phases):
        phase = phases[progress.phase]
        views = epoch_views(rows, phase.shares, schedule.seed, progress.epoch)
        batches = _cut(views, store, schedule, progress.epoch)
        while progress.batch < len(batches) and progress.phase_seen < phase.views:
            batch = batches[progress.batch]
            progress.batch += 1
            progress.seen += len(batch)
            progress.phase_seen += len(batch)
            yield batch
        progress.batch = 0
        progress.epoch += 1
        if progress.phase_seen >= phase.views:
            progress.phase += 1
            progress.phase_seen = 0


def _cut(
    views: Sequence[View], store: StateStore, schedule: Schedule, epoch: int
) -> list[list[View]]:
    """Return batches of views of about equal length, in an order that a seed gives."""
    random = np.random.default_rng((schedule.seed, epoch, 1))
    batches: list[list[View]] = []
    for start in range(0, len(views), _POOL):
        pool = [
            (len(store.states(v.premise)) + len(store.states(v.hypothesis)), index, v)
            for index, v in enumerate(views[start : start + _POOL])
        ]
        batch: list[View] = []
        for length, _, view in sorted(pool, key=lambda item: item[:2]):
            if batch and (
                len(batch) == schedule.pairs or (len(batch) + 1) * length > schedule.pieces
            ):
                batches.append(batch)
                batch = []
            batch.append(view)
        batches.append(batch)
    return [batches[int(index)] for index in random.permutation(len(batches))]


def _loss(logits: Tensor, views: Sequence[View]) -> Tensor:
    """Return the mean cross-entropy over both verdicts, where the rows tell them."""
    size = len(INFERENCE)
    targets = (
        (logits[:, :size], [view.label for view in views]),
        (logits[:, size:], [view.relation for view in views]),
    )
    losses = [
        nn.functional.cross_entropy(
            part, torch.tensor(classes), ignore_index=UNTOLD, reduction="sum"
        )
        for part, classes in targets
    ]
    told = sum(one != UNTOLD for _, classes in targets for one in classes)
    return torch.stack(losses).sum() / max(1, told)


def _rate(seen: int, total: int, schedule: Schedule) -> float:
    falling = schedule.decay * total
    return min(1.0, (seen + 1) / schedule.warmup, max(0.02, (total - seen) / falling))


def _groups(head: nn.Module, decay: float) -> list[dict[str, object]]:
    matrices = [p for p in head.parameters() if p.ndim > 1]
    vectors = [p for p in head.parameters() if p.ndim < 2]
    return [{"params": matrices, "weight_decay": decay}, {"params": vectors, "weight_decay": 0.0}]


def _save(
    head: nn.Module, optimiser: torch.optim.Optimizer, progress: Progress, folder: Path
) -> None:
    state = {
        "head": head.state_dict(),
        "optimiser": optimiser.state_dict(),
        "progress": vars(progress),
        "random": torch.get_rng_state(),
    }
    torch.save(state, folder / "checkpoint.part")
    (folder / "checkpoint.part").replace(folder / "checkpoint.pt")


def _resume(head: nn.Module, optimiser: torch.optim.Optimizer, folder: Path) -> Progress:
    path = folder / "checkpoint.pt"
    if not path.exists():
        return Progress()
    state = torch.load(path, weights_only=True)
    head.load_state_dict(state["head"])
    optimiser.load_state_dict(state["optimiser"])
    torch.set_rng_state(state["random"])
    return Progress(**state["progress"])
