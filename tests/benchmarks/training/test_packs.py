"""Rows of pairs: every pair once, whole, apart from the others, and little padding."""

import numpy as np
import pytest

from benchmarks.training.corpus import Corpus, Integers
from benchmarks.training.packs import WIDTH, Pack, packs

_RANDOM = np.random.default_rng(4)
_SIZES = _RANDOM.integers(2, 90, 300)
CORPUS = Corpus(_RANDOM.integers(1, 1000, _SIZES.sum()).astype(np.int32), np.cumsum([0, *_SIZES]))
PAIRS = _RANDOM.integers(0, 300, (500, 2))


@pytest.fixture(scope="module")
def made() -> list[Pack]:
    """All pairs in packs of four rows."""
    return list(packs(CORPUS, PAIRS, 4, (1, 2)))


def _texts(pack: Pack, at: int) -> list[Integers]:
    where = pack.pairs == at
    return [pack.pieces[where & (pack.sides == side)] for side in (0, 1)]


def test_every_pair_is_packed_once_and_whole(made: list[Pack]) -> None:
    """In whatever row it lies, `order` tells which it is."""
    assert sorted(at for pack in made for at in pack.order) == list(range(len(PAIRS)))
    for pack in made:
        for at, index in enumerate(pack.order):
            for found, text in zip(_texts(pack, at), PAIRS[index], strict=True):
                np.testing.assert_array_equal(found, CORPUS.text(text))


def test_texts_begin_where_the_starts_say_and_count_from_there(made: list[Pack]) -> None:
    """Also when the rows are laid end to end."""
    for pack in made:
        for side in (0, 1):
            starts = pack.starts[:, side]
            assert (pack.pairs.ravel()[starts] == np.arange(len(starts))).all()
            assert (pack.sides.ravel()[starts] == side).all()
            assert (pack.positions.ravel()[starts] == 0).all()
        inside = pack.texts[:, 1:] == pack.texts[:, :-1]
        steps = np.diff(pack.positions, axis=1)
        assert (steps[inside & (pack.texts[:, 1:] >= 0)] == 1).all()


def test_little_is_padding(made: list[Pack]) -> None:
    """Long pairs first, short ones into what is left."""
    full = [(pack.pairs >= 0).mean() for pack in made[:-1]]
    assert np.mean(full) > 0.95
    assert {pack.pieces.shape for pack in made} == {(4, WIDTH)}


def test_a_pair_too_long_for_a_row_is_cut() -> None:
    """Each text to half of it."""
    corpus = Corpus(np.arange(1, 321, dtype=np.int32), np.array([0, 160, 320]))
    (pack,) = packs(corpus, np.array([[0, 1]]), 1, None)
    assert [len(text) for text in _texts(pack, 0)] == [WIDTH // 2, WIDTH // 2]


def test_the_seed_decides_the_order(made: list[Pack]) -> None:
    """The same one, the same order."""
    again, other = (list(packs(CORPUS, PAIRS, 4, seed)) for seed in ((1, 2), (1, 3)))
    assert all((a.order == b.order).all() for a, b in zip(made, again, strict=True))
    assert made[0].order.tolist() != other[0].order.tolist()
