"""Pairs of numbered sub-words packed into rows of one length, many pairs a row.

A batch has one shape whatever its pairs, and next to no padding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.training.corpus import Corpus, Integers

WIDTH = 256
"""Sub-words a row; texts of a pair that is longer are cut to half of it."""

_POOL = 4096
"""Pairs that are packed together."""


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """Rows of pairs, [rows, WIDTH] each; padding has text and pair -1.

    `starts[i]` is where its texts begin when the rows are laid end to end; `order[i]` is its
    index in what was packed.
    """

    pieces: Integers
    positions: Integers
    texts: Integers
    pairs: Integers
    sides: Integers
    starts: Integers
    order: Integers


def packs(corpus: Corpus, pairs: Integers, rows: int, seed: Sequence[int] | None) -> Iterator[Pack]:
    """Yield *pairs* [n, 2] of texts in packs of *rows* rows, the last one with less.

    A pool of pairs is packed at a time; with a *seed*, its rows come in an order of their own.
    """
    waiting: list[list[int]] = []
    random = np.random.default_rng(seed)
    for start in range(0, len(pairs), _POOL):
        pool = np.arange(start, min(start + _POOL, len(pairs)))
        made = _rows(pool, _length(corpus, pairs[pool]))
        order = random.permutation(len(made)) if seed is not None else range(len(made))
        waiting += [made[int(index)] for index in order]
        while len(waiting) >= rows:
            yield _lay(corpus, pairs, waiting[:rows], rows)
            del waiting[:rows]
    if waiting:
        yield _lay(corpus, pairs, waiting, rows)


def _length(corpus: Corpus, pairs: Integers) -> Integers:
    sizes = np.diff(corpus.starts)[pairs]
    whole = sizes.sum(axis=1)
    cut: Integers = np.where(whole > WIDTH, np.minimum(sizes, WIDTH // 2).sum(axis=1), whole)
    return cut


def _rows(indices: Integers, lengths: Integers) -> list[list[int]]:
    """Fill rows one after another, each with the longest pairs that still fit."""
    by_length: list[list[int]] = [[] for _ in range(WIDTH + 1)]
    for index, length in zip(indices.tolist(), lengths.tolist(), strict=True):
        by_length[length].append(index)
    found: list[list[int]] = []
    left = len(indices)
    while left:
        row: list[int] = []
        space = at = WIDTH
        while at > 0:
            if by_length[at]:
                row.append(by_length[at].pop())
                space -= at
                at = min(at, space)
            else:
                at -= 1
        left -= len(row)
        found.append(row)
    return found


def _lay(corpus: Corpus, pairs: Integers, made: Sequence[Sequence[int]], rows: int) -> Pack:
    pieces, positions, sides = (np.zeros((rows, WIDTH), np.int64) for _ in range(3))
    texts, numbers = (np.full((rows, WIDTH), -1, np.int64) for _ in range(2))
    starts: list[tuple[int, int]] = []
    for row, indices in enumerate(made):
        at = 0
        for index in indices:
            both = [corpus.text(int(text)) for text in pairs[index]]
            if sum(map(len, both)) > WIDTH:
                both = [text[: WIDTH // 2] for text in both]
            numbers[row, at : at + sum(map(len, both))] = len(starts)
            begin = row * WIDTH + at
            starts.append((begin, begin + len(both[0])))
            for side, text in enumerate(both):
                end = at + len(text)
                pieces[row, at:end] = text
                positions[row, at:end] = np.arange(len(text))
                texts[row, at:end] = 2 * len(starts) + side
                sides[row, at:end] = side
                at = end
    order = np.array([index for indices in made for index in indices], np.int64)
    return Pack(pieces, positions, texts, numbers, sides, np.array(starts, np.int64), order)
