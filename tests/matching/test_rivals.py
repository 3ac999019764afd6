"""Rivals: a pair's lead over the others of its row and column, and what is near at all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from matching.rivals import Lead, Standing, leads, nearest, standings
from tests.matching.factories import QUICK

VALUES = np.array([[0.9, 0.5, 0.1], [0.4, 0.6, 0.2]], np.float32)
MATRICES = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 5), st.integers(1, 5)),
    elements=st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]),
)


@pytest.mark.parametrize(
    ("place", "lead"),
    [((0, 0), (0.4, 0.5)), ((0, 1), (-0.4, -0.1)), ((1, 1), (0.1, 0.2)), ((1, 2), (-0.4, 0.1))],
)
def test_a_lead_is_over_the_best_other_pair_of_either_claim(
    place: tuple[int, int], lead: tuple[float, float]
) -> None:
    """The smaller first; below zero where another is nearer."""
    (found,) = leads(VALUES, [place])
    assert (found.least, found.most) == pytest.approx(lead)


def test_a_claim_without_rivals_leads_by_all() -> None:
    """One claim a side."""
    assert leads(np.array([[0.5]], np.float32), [(0, 0)]) == [Lead(0.5, 0.5)]


def test_a_standing_tells_closeness_and_both_leads() -> None:
    """Closeness to four decimals; the leads in words, and in sentences, of the same pair."""
    close = np.array([[0.71234, 0.2, 0.3], [0.1, 0.85678, 0.4]], np.float32)
    places = [(1, 1), (0, 0)]
    assert standings(VALUES, close, places) == [
        Standing(0.8568, leads(VALUES, places)[0], leads(close, places)[0]),
        Standing(0.7123, leads(VALUES, places)[1], leads(close, places)[1]),
    ]


@QUICK
@given(MATRICES)
def test_swapped_sides_have_the_same_standing(values: np.ndarray) -> None:  # type: ignore[type-arg]
    """A transposed matrix gives each pair what it had."""
    places = [(int(i), int(j)) for i, j in np.ndindex(values.shape)]
    turned = [(j, i) for i, j in places]
    assert standings(values, values, places) == standings(values.T, values.T, turned)


@QUICK
@given(MATRICES, st.integers(1, 4), st.randoms())
def test_the_nearest_are_so_in_any_order(values: np.ndarray, count: int, chance: object) -> None:  # type: ignore[type-arg]
    """Equal values stand or fall together, and nothing is near 0."""
    order = list(range(len(values)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    found = nearest(values, count)
    np.testing.assert_array_equal(nearest(values[order], count), found[order])
    np.testing.assert_array_equal(nearest(values.T, count).T, found)
    assert not found[values == 0].any()
    assert all(found[i].sum() >= min(count, (values[i] > 0).sum()) for i in order)


@QUICK
@given(MATRICES, st.integers(0, 4))
def test_the_nearest_are_those_that_few_exceed(values: np.ndarray, count: int) -> None:  # type: ignore[type-arg]
    """Fewer than *count* of its row, or of its column, are larger."""
    for (i, j), found in np.ndenumerate(nearest(values, count)):
        larger = min((values[i] > values[i, j]).sum(), (values[:, j] > values[i, j]).sum())
        assert found == (values[i, j] > 0 and larger < count)


@pytest.mark.parametrize("shape", [(0, 0), (0, 2), (2, 0)])
def test_a_silent_side_has_no_standing(shape: tuple[int, int]) -> None:
    """No claims are no pairs."""
    values = np.zeros(shape, np.float32)
    assert standings(values, values, []) == []
    assert nearest(values, 3).shape == shape
