"""Fits the map of the sentence head to frozen means.

    differences between translations -> closed-form start (within-class normalisation)
    -> a few steps on the order of cosines:
       translation > what follows > what contradicts > another scene

Each side of a pair is English or Spanish by chance, so that the order holds across
languages too. Tatoeba's translations serve the start alone: put first in the order, before
scenes of another style, they cost .03 on graded similarity (STS-B dev, es-en).

Source: the loss over ordered cosines is CoSENT's (Su 2022); the start is Hatch et al. 2006.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import normalize

from benchmarks.training_embedding.means import MeanStore
from benchmarks.training_embedding.scenes import Scene, Text

_Floats = NDArray[np.float32]
_Rows = NDArray[np.intp]

_NONE = -1
_SHRINKAGE = 2.0
_SEED = 0
_STEPS = 150
_BATCH = 128
_RATE = 3e-4
_WARM_UP = 10
_TEMPERATURE = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """Vectors of length 1 [texts, d] and which rows belong together.

    `scenes` is [n, 6]: premise, entailed and contradicted text, each in English and in
    Spanish, -1 for what has no translation. `bitext` is [n, 2].
    """

    vectors: _Floats
    scenes: _Rows
    bitext: _Rows


def gather(scenes: Sequence[Scene], bitext: Sequence[Text], store: MeanStore) -> Material:
    """Look up every text's mean."""
    told = [
        side
        for scene in scenes
        for text in (scene.premise, scene.entailed, scene.contradicted)
        for side in (text.english, text.spanish)
    ]
    pairs = [side for text in bitext for side in (text.english, text.spanish)]
    texts = list(dict.fromkeys(side for side in (*told, *pairs) if side))
    place = {text: index for index, text in enumerate(texts)}
    means = store.means(texts)
    rows = [place[side] if side else _NONE for side in told]
    return Material(
        means / np.linalg.norm(means, axis=1, keepdims=True),
        np.array(rows, np.intp).reshape(-1, 6),
        np.array([place[side] for side in pairs if side], np.intp).reshape(-1, 2),
    )


def start(material: Material) -> _Floats:
    """Return the map [d, d] that shrinks what tells a sentence from its translation.

    Apertium's and people's translations count the same, whatever their number.
    """
    rough = np.concatenate([material.scenes[:, at : at + 2] for at in (0, 2)])
    rough = np.unique(rough[rough[:, 1] != _NONE], axis=0)
    spread = _spread(material.vectors, rough) + _spread(material.vectors, material.bitext)
    values, axes = np.linalg.eigh(spread / np.trace(spread) * len(spread))
    map_ = (axes * (values + _SHRINKAGE) ** -0.5) @ axes.T
    return np.asarray(map_ / np.sqrt((map_**2).sum(axis=1).mean()), np.float32)


def fit(material: Material) -> tuple[_Floats, _Floats]:
    """Return weight [d, d] and bias [d] after the steps; the same on every run."""
    chance = np.random.default_rng(_SEED)
    vectors = torch.from_numpy(material.vectors)
    weight = torch.from_numpy(start(material)).requires_grad_()
    bias = torch.zeros(weight.shape[0], requires_grad=True)
    optimizer = torch.optim.Adam([weight, bias], lr=_RATE)
    for step in range(1, _STEPS + 1):
        for group in optimizer.param_groups:
            group["lr"] = _RATE * min(1, step / _WARM_UP) * (1 - 0.9 * step / _STEPS)
        sides = _draw(material, chance)
        left, right = (normalize(vectors[side] @ weight + bias, dim=1) for side in sides.rows)
        loss = _disorder((left * right).sum(dim=1), sides.ranks)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return weight.detach().numpy(), bias.detach().numpy()


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Rows of both sides [2, n] and how near each pair is: 3 a translation, 0 another scene."""

    rows: _Rows
    ranks: Tensor


def _draw(material: Material, chance: np.random.Generator) -> _Pairs:
    scenes = material.scenes[chance.integers(0, len(material.scenes), _BATCH)]
    premise, entailed, contradicted = (_in_a_language(scenes, at, chance) for at in (0, 2, 4))
    translated = scenes[scenes[:, 1] != _NONE][:, :2]
    parts = (
        (translated[:, 0], translated[:, 1], 3.0),
        (premise, entailed, 2.0),
        (premise, contradicted, 1.0),
        (premise, np.roll(entailed, 1), 0.0),
    )
    ranks = [torch.full((len(left),), rank) for left, _, rank in parts]
    rows = np.stack([np.concatenate([part[side] for part in parts]) for side in (0, 1)])
    return _Pairs(rows, torch.cat(ranks))


def _in_a_language(scenes: _Rows, at: int, chance: np.random.Generator) -> _Rows:
    """Return each scene's text at column *at*, half of them in Spanish where there is one."""
    spanish = (chance.random(len(scenes)) < 0.5) & (scenes[:, at + 1] != _NONE)
    return np.where(spanish, scenes[:, at + 1], scenes[:, at])


def _disorder(cosines: Tensor, ranks: Tensor) -> Tensor:
    """Return how far pairs of a lower rank come above pairs of a higher one."""
    excess = (cosines[None, :] - cosines[:, None]) / _TEMPERATURE
    wrong = excess[ranks[:, None] > ranks[None, :]]
    return torch.logsumexp(torch.cat([torch.zeros(1), wrong]), dim=0)


def _spread(vectors: _Floats, pairs: _Rows) -> _Floats:
    """Return the second moment [d, d] of the pairs' differences, of trace 1."""
    difference = vectors[pairs[:, 0]] - vectors[pairs[:, 1]]
    moment = difference.T @ difference
    return np.asarray(moment / np.trace(moment))
