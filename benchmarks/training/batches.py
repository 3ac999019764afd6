"""The batches of a stage, packed by this process or by several beside it."""

from collections.abc import Iterator
from multiprocessing import get_context

from benchmarks.training.corpus import Corpus, Integers, draw_epoch
from benchmarks.training.material import Material, Stage
from benchmarks.training.packs import Pack, packs

_CHUNK = 16_384
"""Pairs that one process packs at a time."""

_Job = tuple[Integers, Integers, int, tuple[int, ...]]
_shared: list[Corpus] = []
"""The texts that the packing processes inherit."""


def batches(
    material: Material, stage: Stage, rows: int, workers: int = 0
) -> Iterator[tuple[Pack, Integers]]:
    """Yield packs of *rows* rows and the classes [pairs, 3] of their pairs, in seeded order."""
    jobs = _jobs(material, stage, rows)
    if not workers:
        for job in jobs:
            yield from _packed(material.corpus, *job)
        return
    _shared[:] = [material.corpus]
    with get_context("fork").Pool(workers) as pool:
        for made in pool.imap(_packed_apart, jobs):
            yield from made


def _jobs(material: Material, stage: Stage, rows: int) -> Iterator[_Job]:
    """Yield pairs and classes, epoch after epoch, up to the views of *stage*."""
    shares = {**material.shares, **(material.untold if stage.teachers else {})}
    left, epoch = stage.views, 0
    while left > 0:
        pairs, classes = draw_epoch(material.table, shares, (stage.seed, epoch))
        for start in range(0, min(len(pairs), left), _CHUNK):
            end = min(start + _CHUNK, left)
            yield pairs[start:end], classes[start:end], rows, (stage.seed, epoch, start)
        left -= len(pairs)
        epoch += 1


def _packed(
    corpus: Corpus, pairs: Integers, classes: Integers, rows: int, seed: tuple[int, ...]
) -> Iterator[tuple[Pack, Integers]]:
    for pack in packs(corpus, pairs, rows, seed):
        yield pack, classes[pack.order]


def _packed_apart(job: _Job) -> list[tuple[Pack, Integers]]:
    return list(_packed(_shared[0], *job))
