"""The training loop: seeded, resumable, on a GPU where there is one.

A stage trains one head; later stages may begin from an earlier one and learn from the verdicts
of several. The rate rises for a twentieth of a stage and falls to nothing at its end; lower
layers move less than upper ones. What is kept is the moving average of the weights.
"""

import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from benchmarks.training.batches import batches
from benchmarks.training.corpus import Integers
from benchmarks.training.losses import (
    Giveaway,
    guess_loss,
    label_loss,
    log_shares,
    targets,
    taught_loss,
)
from benchmarks.training.material import Embeddings, Material, Schedule, Stage, new_head
from benchmarks.training.packs import Pack
from matching.model.pair_head import PairHead, text_means


class Trainer:
    """Trains stages one after another in a folder; a stage that is there is not done again."""

    def __init__(
        self,
        material: Material,
        folder: Path,
        schedule: Schedule,
        workers: int = 0,
        device: str = "cpu",
    ) -> None:
        self._material, self._folder, self._schedule = material, folder, schedule
        self._workers, self._device = workers, device
        self._embed = Embeddings(material.encoder).to(device)
        plain = [name in material.plain for name in material.table.sources]
        self._debias = 1.0 - torch.tensor(plain, dtype=torch.float32, device=device)

    def train(self, stage: Stage) -> PairHead:
        """Return the head of *stage*, going on from its last checkpoint."""
        head = new_head(self._material, stage)
        path = self._folder / f"{stage.name}.pt"
        if path.exists():
            return self._load(head, stage.name)
        if stage.start:
            self._load(head, stage.start)
        run = _Run(head.to(self._device), stage, self._schedule)
        run.resume(self._folder)
        teachers = [self._teacher(name) for name in stage.teachers]
        made = batches(self._material, stage, self._schedule.rows, self._workers)
        for at, (pack, classes) in enumerate(made):
            if at >= run.steps:
                run.learn(self._loss(run, pack, classes, teachers), len(classes))
            if run.steps % self._schedule.save_every == 0:
                run.save(self._folder)
        torch.save({"head": run.averaged(), "lower": stage.lower, "views": run.seen}, path)
        return self._load(head, stage.name)

    def _load(self, head: PairHead, name: str) -> PairHead:
        state = torch.load(self._folder / f"{name}.pt", weights_only=True, map_location="cpu")
        head.load_state_dict(state["head"])
        return head

    def _teacher(self, name: str) -> PairHead:
        path = self._folder / f"{name}.pt"
        lower = torch.load(path, weights_only=True, map_location="cpu")["lower"]
        with torch.random.fork_rng():
            head = new_head(self._material, Stage(name, lower, 0, 0))
        return self._load(head, name).to(self._device).eval()

    def _loss(
        self, run: "_Run", pack: Pack, classes: Integers, teachers: Sequence[PairHead]
    ) -> Tensor:
        parts = (pack.pieces, pack.positions, pack.texts, pack.pairs, pack.sides, pack.starts)
        rows = [torch.from_numpy(part).to(self._device) for part in parts]
        told = torch.from_numpy(classes).to(self._device)
        embedded = self._embed(rows[0], rows[1])
        found, states = self._judge(run.head, embedded, rows)
        wanted = targets(told)
        means = text_means(states.detach().float().flatten(0, 1), rows[3], rows[4], len(rows[5]))
        guessed = run.giveaway(means)
        debias = self._debias[told[:, 2]] * float(run.stage.debias)
        loss = label_loss(found, guessed, debias, wanted)
        if teachers:
            with torch.no_grad():
                said = [self._judge(teacher, embedded, rows)[0] for teacher in teachers]
            share = self._schedule.taught
            loss = (1 - share) * loss + share * taught_loss(found, said)
        return loss + guess_loss(guessed, wanted)

    def _judge(
        self, head: PairHead, embedded: Tensor, rows: Sequence[Tensor]
    ) -> tuple[Tensor, Tensor]:
        """Return the log probabilities [pairs, 3, 3] and the states after the lower layers."""
        texts, pairs, sides, starts = rows[2:]
        with torch.autocast(self._device, torch.bfloat16):
            states = head.read(embedded, texts)
            logits = head(states, pairs, sides, starts)
        return log_shares(logits.float()), states


class _Run:
    """A head in training: its giveaway, its optimiser, its averaged weights and where it stands."""

    def __init__(self, head: PairHead, stage: Stage, schedule: Schedule) -> None:
        self.head, self.stage, self.seen, self.steps = head.train(), stage, 0, 0
        self._schedule = schedule
        device = head.out.weight.device
        self.giveaway = Giveaway(head.out.in_features).to(device)
        self._average = {name: value.clone() for name, value in head.state_dict().items()}
        self._optimiser = torch.optim.AdamW(
            _groups(head, self.giveaway, schedule), lr=0.0, betas=(0.9, 0.98), fused=True
        )
        self._loss, self._since, self._started = torch.zeros((), device=device), 0, time.time()

    def learn(self, loss: Tensor, pairs: int) -> None:
        """Move the weights by the gradient of *loss*, that of so many pairs."""
        rate = self.stage.rate * _rate(self.seen / self.stage.views, self._schedule.warmup)
        for group in self._optimiser.param_groups:
            group["lr"] = rate * group["scale"]
        self._optimiser.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(self.head.parameters(), 1.0)
        self._optimiser.step()
        self.seen, self.steps = self.seen + pairs, self.steps + 1
        keeping = min(self._schedule.keeping, self.steps / (self.steps + 9))
        with torch.no_grad():
            for name, value in self.head.state_dict().items():
                self._average[name].lerp_(value, 1 - keeping)
        self._loss, self._since = self._loss + loss.detach(), self._since + 1
        if self.steps % 50 == 0:
            self._tell(rate)

    def averaged(self) -> dict[str, Tensor]:
        """Return the averaged weights."""
        return {name: value.cpu() for name, value in self._average.items()}

    def save(self, folder: Path) -> None:
        """Keep everything that going on needs."""
        state = {
            "parts": [part.state_dict() for part in (self.head, self.giveaway, self._optimiser)],
            "average": self._average,
            "seen": self.seen,
            "steps": self.steps,
            "random": torch.get_rng_state(),
        }
        torch.save(state, folder / "checkpoint.part")
        (folder / "checkpoint.part").replace(self._path(folder))

    def resume(self, folder: Path) -> None:
        """Go on from what was kept of this stage, if anything."""
        if not self._path(folder).exists():
            return
        state = torch.load(self._path(folder), weights_only=True)
        head, giveaway, optimiser = state["parts"]
        self.head.load_state_dict(head)
        self.giveaway.load_state_dict(giveaway)
        self._optimiser.load_state_dict(optimiser)
        self._average = state["average"]
        self.seen, self.steps = state["seen"], state["steps"]
        torch.set_rng_state(state["random"])

    def _path(self, folder: Path) -> Path:
        return folder / f"{self.stage.name}.part.pt"

    def _tell(self, rate: float) -> None:
        loss, speed = float(self._loss) / self._since, self.seen / (time.time() - self._started)
        print(
            f"{self.stage.name} views {self.seen}/{self.stage.views} loss {loss:.4f}"
            f" rate {rate:.1e} {speed:.0f} pairs/s",
            flush=True,
        )
        self._loss, self._since = torch.zeros_like(self._loss), 0


def _rate(done: float, warmup: float) -> float:
    return min(1.0, (done + 1e-4) / warmup) * max(0.0, 1 - done)


def _groups(head: PairHead, giveaway: Giveaway, schedule: Schedule) -> list[dict[str, object]]:
    """Return the parameters with how fast each moves: lower layers less, leanings more."""
    top = len(head.lower) + len(head.upper)
    found: list[dict[str, object]] = []
    for depth, part in enumerate((*head.lower, *head.upper)):
        for name, value in part.named_parameters():
            scale = 10.0 if name == "leaning" else schedule.falling ** (top - depth)
            found.append(_group(value, scale, schedule))
    for part in (head.dense, head.out):
        found += [_group(value, 1.0, schedule) for value in part.parameters()]
    return [*found, {"params": list(giveaway.parameters()), "scale": 3.0, "weight_decay": 0.01}]


def _group(value: nn.Parameter, scale: float, schedule: Schedule) -> dict[str, object]:
    decay = schedule.weight_decay if value.ndim > 1 else 0.0
    return {"params": [value], "scale": scale, "weight_decay": decay}
