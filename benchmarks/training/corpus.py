"""Rows of texts as numbers: sub-words, tables of classes, and the pairs that an epoch shows.

A row is seen in one combination of languages an epoch: en-en, es-es, en-es or es-en, drawn
by a seed of its own, so that every epoch is another mixture and the same command gives the
same one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from benchmarks.training.rows import BothWays
from matching.model.lower_layers import MAX_PIECES
from matching.model.sub_words import as_input

Integers = NDArray[np.int64]

_LANGUAGES = ("en", "es")
_VIEWS = ((0, 2), (1, 3), (0, 3), (1, 2))
"""Columns of a table's texts: en-en, es-es, en-es, es-en."""
_VIEW_SHARES = (0.32, 0.36, 0.16, 0.16)
_BATCH = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """Texts as sub-words: those of text i are `pieces[starts[i] : starts[i + 1]]`."""

    pieces: NDArray[np.int32]
    starts: Integers

    def text(self, index: int) -> Integers:
        """Return the sub-words of a text."""
        return self.pieces[self.starts[index] : self.starts[index + 1]].astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows as numbers.

    `texts` [n, 4] are those of A in English and Spanish and of B, -1 where there is none;
    `classes` [n, 3] those of INFERENCE and RELATION, negative where untold, and the place of
    the row's source in `sources`.
    """

    texts: Integers
    classes: Integers
    sources: tuple[str, ...]


def number(rows: Sequence[BothWays], tokenizer: Tokenizer) -> tuple[Corpus, Table]:
    """Return the texts of *rows* as sub-words, and the rows as numbers of texts."""
    texts: dict[str, int] = {}
    sources = tuple(sorted({row.source for row in rows}))
    numbered = [
        [
            -1 if text is None else texts.setdefault(text, len(texts))
            for side in (row.premise, row.hypothesis)
            for text in map(side.get, _LANGUAGES)
        ]
        for row in rows
    ]
    classes = [(row.label, row.relation, sources.index(row.source)) for row in rows]
    table = Table(np.array(numbered, np.int64), np.array(classes, np.int64), sources)
    return read_texts(list(texts), tokenizer), table


def read_texts(texts: Sequence[str], tokenizer: Tokenizer) -> Corpus:
    """Return *texts* as sub-words, each cut where the head stops reading."""
    tokenizer.enable_truncation(MAX_PIECES)
    tokenizer.no_padding()
    found: list[NDArray[np.int32]] = []
    for start in range(0, len(texts), _BATCH):
        batch = [as_input("", text) for text in texts[start : start + _BATCH]]
        found += [np.array(read.ids, np.int32) for read in tokenizer.encode_batch(batch)]
    starts = np.cumsum([0, *map(len, found)])
    return Corpus(np.concatenate(found), starts.astype(np.int64))


def draw_epoch(
    table: Table, shares: Mapping[str, float], seed: Sequence[int]
) -> tuple[Integers, Integers]:
    """Return pairs of texts [n, 2] and their classes [n, 3], one epoch in an order of its own.

    `shares[source]` says how often a row of that source is seen in an epoch: 0.5 shows every
    other row, 3 shows each three times; sources that it does not name are left out.
    """
    random = np.random.default_rng(seed)
    often = np.array([shares.get(name, 0.0) for name in table.sources])[table.classes[:, 2]]
    times = often.astype(np.int64) + (random.random(len(often)) < often % 1)
    rows = random.permutation(np.repeat(np.arange(len(often)), times))
    texts = table.texts[rows]
    known = np.stack([(texts[:, a] >= 0) & (texts[:, b] >= 0) for a, b in _VIEWS], 1)
    weights = np.cumsum(known * np.array(_VIEW_SHARES), axis=1)
    drawn = (random.random(len(rows))[:, None] * weights[:, -1:] >= weights).sum(axis=1)
    columns = np.array(_VIEWS)[np.minimum(drawn, len(_VIEWS) - 1)]
    return np.take_along_axis(texts, columns, axis=1), table.classes[rows]
