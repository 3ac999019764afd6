"""Rows as numbers, and what an epoch shows of them."""

from collections import Counter

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from benchmarks.training.corpus import Table, draw_epoch, number
from benchmarks.training.rows import UNTOLD, BothWays
from matching.model.lower_layers import MAX_PIECES

SOURCES = ("a", "b", "c")
MANY = Table(
    np.arange(2400).reshape(600, 4), np.repeat(np.eye(3, dtype=np.int64)[2:] * [0, 0, 1], 600, 0)
    * np.repeat(np.arange(3), 200)[:, None], SOURCES,
)  # fmt: skip
"""Two hundred rows of each source, all texts in both languages."""


def _tokenizer() -> Tokenizer:
    found = Tokenizer(WordLevel({"?": 0, "rain": 1, "sun": 2, "lluvia": 3}, "?"))
    found.pre_tokenizer = Whitespace()  # type: ignore[assignment]
    return found


def test_rows_become_numbers_of_texts() -> None:
    """An equal text has one number, a missing one none; long ones are cut."""
    rows = [
        BothWays({"en": "rain", "es": "lluvia"}, {"en": "sun"}, 1, 2, "two"),
        BothWays({"en": "sun"}, {"en": "rain " * 300}, 0, UNTOLD, "one"),
    ]
    corpus, table = number(rows, _tokenizer())
    assert table.texts.tolist() == [[0, 1, 2, -1], [2, -1, 3, -1]]
    assert table.classes.tolist() == [[1, 2, 1], [0, UNTOLD, 0]]
    assert table.sources == ("one", "two")
    assert [corpus.text(at).tolist() for at in range(3)] == [[1], [3], [2]]
    assert len(corpus.text(3)) == MAX_PIECES


def test_an_epoch_repeats_itself_and_differs_from_the_next() -> None:
    """The seed decides, and nothing else."""
    shares = {"a": 1.0, "b": 0.5}
    first, again, other = (draw_epoch(MANY, shares, seed)[0] for seed in ((7, 0), (7, 0), (7, 1)))
    np.testing.assert_array_equal(first, again)
    assert first.tolist() != other.tolist()


def test_a_share_says_how_often_a_row_is_seen() -> None:
    """Sources without one are left out; the order mixes what is shown."""
    _, classes = draw_epoch(MANY, {"a": 3.0, "b": 0.5}, (7, 0))
    seen = Counter(classes[:, 2].tolist())
    assert seen[0] == 600
    assert 70 < seen[1] < 130
    assert seen[2] == 0
    assert set(classes[:60, 2].tolist()) == {0, 1}


def test_all_combinations_of_languages_are_shown() -> None:
    """Each in about its share, and only those that a row has."""
    pairs, _ = draw_epoch(MANY, dict.fromkeys(SOURCES, 1.0), (7, 0))
    seen = Counter(map(tuple, (pairs % 4).tolist()))
    assert seen.keys() == {(0, 2), (1, 3), (0, 3), (1, 2)}
    assert min(seen.values()) > 60
    one = Table(np.array([[5, -1, -1, 6]]), np.array([[0, 0, 0]]), ("a",))
    assert draw_epoch(one, {"a": 2.0}, (7, 0))[0].tolist() == [[5, 6], [5, 6]]
