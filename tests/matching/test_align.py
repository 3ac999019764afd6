from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from matching.align import Alignment, align
from matching.errors import EncodingError, ThresholdError
from matching.thresholds import ALIGNMENT, AlignmentThresholds

Matrix = NDArray[np.float64]
Named = frozenset[tuple[frozenset[str], frozenset[str]]]


def keys(prefix: str, count: int) -> list[str]:
    """Return distinct keys for a side."""
    return [f"{prefix}{index}" for index in range(count)]


def run(matrix: Matrix, left: list[str] | None = None, right: list[str] | None = None) -> Alignment:
    """Align with default keys and thresholds."""
    rows, columns = matrix.shape
    return align(
        matrix,
        left_keys=left if left is not None else keys("l", rows),
        right_keys=right if right is not None else keys("r", columns),
    )


def named(alignment: Alignment, left: list[str], right: list[str]) -> Named:
    """Return an alignment's groups and lone claims by key, without positions."""
    groups = {
        (frozenset(left[i] for i in g.left), frozenset(right[j] for j in g.right))
        for g in alignment.groups
    }
    groups |= {(frozenset({left[i]}), frozenset[str]()) for i in alignment.left_alone}
    groups |= {(frozenset[str](), frozenset({right[j]})) for j in alignment.right_alone}
    return frozenset(groups)


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    """Draw a small matrix of few distinct values, so that ties are common."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    value = st.sampled_from([0.0, 0.2, 0.49, 0.5, 0.6, 0.79, 0.8, 0.95, 1.0])
    cells = draw(st.lists(value, min_size=rows * columns, max_size=rows * columns))
    return np.array(cells).reshape(rows, columns)


@given(matrices(), st.randoms(use_true_random=False))
def test_order_does_not_matter(matrix: Matrix, random: st.random_module) -> None:
    """Shuffling rows and columns gives the same groups, ties included."""
    left, right = keys("l", matrix.shape[0]), keys("r", matrix.shape[1])
    rows, columns = list(range(len(left))), list(range(len(right)))
    random.shuffle(rows)  # type: ignore[attr-defined]
    random.shuffle(columns)  # type: ignore[attr-defined]
    moved_left, moved_right = [left[i] for i in rows], [right[j] for j in columns]
    moved = run(matrix[np.ix_(rows, columns)], moved_left, moved_right)
    assert named(moved, moved_left, moved_right) == named(run(matrix), left, right)


@given(matrices())
def test_swapping_sides_swaps_the_result(matrix: Matrix) -> None:
    """The transposed matrix gives the transposed groups."""
    left, right = keys("l", matrix.shape[0]), keys("r", matrix.shape[1])
    there = run(matrix)
    back = run(matrix.T, right, left)
    assert named(back, right, left) == frozenset(
        (right_names, left_names) for left_names, right_names in named(there, left, right)
    )
    assert back.left_alone == there.right_alone


@given(matrices())
def test_every_claim_appears_exactly_once(matrix: Matrix) -> None:
    """Each row and column is in one group or alone, never both, never lost."""
    found = run(matrix)
    left = [i for group in found.groups for i in group.left]
    right = [j for group in found.groups for j in group.right]
    assert sorted([*left, *found.left_alone]) == list(range(matrix.shape[0]))
    assert sorted([*right, *found.right_alone]) == list(range(matrix.shape[1]))


@given(matrices())
def test_pairs_reach_the_threshold_and_pairable_claims_are_paired(matrix: Matrix) -> None:
    """No pair lies below the threshold, and no two lone claims could have been a pair."""
    found = run(matrix)
    assert all(p.similarity >= ALIGNMENT.counterpart for g in found.groups for p in g.pairs)
    for i in found.left_alone:
        for j in found.right_alone:
            assert matrix[i, j] < ALIGNMENT.counterpart


@given(matrices())
def test_the_pairing_is_the_best_in_total(matrix: Matrix) -> None:
    """No other one-to-one pairing has a higher total reward (checked by trying all)."""
    if matrix.shape[0] > matrix.shape[1]:
        matrix = matrix.T
    reward = np.square(np.clip(matrix - ALIGNMENT.counterpart, 0, None))
    rows, columns = matrix.shape
    best = max(
        sum(reward[i, j] for i, j in enumerate(chosen))
        for chosen in permutations(range(columns), rows)
    )
    found = run(matrix)
    per_group = [
        max(
            sum(reward[i, j] for i, j in zip(g.left, chosen, strict=False))
            for chosen in permutations(g.right, min(len(g.left), len(g.right)))
        )
        if len(g.left) <= len(g.right)
        else max(reward[i, j] for i in g.left for j in g.right)
        for g in found.groups
    ]
    assert sum(per_group) == pytest.approx(best)


def test_nothing_alike_leaves_all_alone() -> None:
    """Having no counterpart is a result of its own."""
    found = run(np.full((2, 3), 0.3))
    assert found.groups == ()
    assert (found.left_alone, found.right_alone) == ((0, 1), (0, 1, 2))


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (2, 0)])
def test_a_silent_side_leaves_the_other_alone(shape: tuple[int, int]) -> None:
    """Empty sides are no error."""
    found = run(np.zeros(shape))
    assert (len(found.left_alone), len(found.right_alone)) == shape


def test_a_better_partner_is_not_used_up_by_a_worse_pair() -> None:
    """Row 0 comes first and likes column 0, but column 0 belongs to row 1."""
    found = run(np.array([[0.6, 0.1], [0.9, 0.55]]))
    assert [(g.left, g.right) for g in found.groups] == [((1,), (0,))]
    assert found.left_alone == (0,)


def test_a_strong_pair_is_not_given_up_for_two_weak_ones() -> None:
    """The certain pair stays together although splitting it would pair everybody."""
    found = run(np.array([[0.97, 0.72], [0.72, 0.1]]))
    assert [(g.left, g.right) for g in found.groups] == [((0,), (0,))]


def test_a_second_choice_is_taken_when_the_first_has_a_better_one() -> None:
    """Row 1's favourite is row 0's counterpart; its own is the next one."""
    found = run(np.array([[0.99, 0.2], [0.9, 0.85]]))
    assert [(g.left, g.right) for g in found.groups] == [((0,), (0,)), ((1,), (1,))]


def test_one_claim_takes_two_that_split_its_fact() -> None:
    """A lone claim that is sure of a partner joins its group."""
    found = run(np.array([[0.95, 0.85]]))
    assert [(g.left, g.right) for g in found.groups] == [((0,), (0, 1))]
    assert [p.similarity for p in found.groups[0].pairs] == [0.95, 0.85]


def test_a_lone_claim_that_is_not_sure_stays_alone() -> None:
    """Above the threshold of a counterpart but below that of an extension."""
    found = run(np.array([[0.95, 0.7]]))
    assert found.right_alone == (1,)


def test_groups_grow_but_do_not_merge() -> None:
    """Two paired facts stay two, however alike they are."""
    found = run(np.array([[0.99, 0.9], [0.9, 0.98]]))
    assert len(found.groups) == 2


def test_a_matrix_that_does_not_fit_is_refused() -> None:
    """Wrong shapes and missing values are errors, not alignments."""
    with pytest.raises(EncodingError):
        run(np.zeros((2, 2)), keys("l", 3), keys("r", 2))
    with pytest.raises(EncodingError):
        run(np.array([[np.nan]]))


def test_thresholds_are_checked() -> None:
    """An extension below the counterpart threshold makes no sense."""
    with pytest.raises(ThresholdError):
        AlignmentThresholds(counterpart=0.8, extension=0.5)
