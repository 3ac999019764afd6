"""Cohen's kappa against published numbers, and as properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.desk.agreement import cohen_kappa

PAIRS = st.lists(st.tuples(st.sampled_from("aceu"), st.sampled_from("aceu")), max_size=40)


def table(cells: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    """Return the pairs of a table of counts."""
    return [pair for pair, count in cells.items() for _ in range(count)]


def test_the_worked_example_of_the_formula_s_authors() -> None:
    """Fleiss, Cohen and Everitt (1969), table 1: kappa 0.429, its variance 0.002885 at n 200."""
    shares = {
        ("1", "1"): 106, ("1", "2"): 10, ("1", "3"): 4,
        ("2", "1"): 22, ("2", "2"): 28, ("2", "3"): 10,
        ("3", "1"): 2, ("3", "2"): 12, ("3", "3"): 6,
    }  # fmt: skip
    found = cohen_kappa(table(shares))
    assert (found.n, found.observed) == (200, 0.70)
    assert found.kappa == pytest.approx(0.429, abs=0.001)
    assert found.high is not None
    assert found.kappa is not None
    assert ((found.high - found.kappa) / 1.959964) ** 2 == pytest.approx(0.002885, abs=2e-5)


@given(PAIRS)
def test_it_is_the_same_from_both_sides_and_within_its_bounds(pairs: list[tuple[str, str]]) -> None:
    """Who is called first changes nothing."""
    found, turned = cohen_kappa(pairs), cohen_kappa([(b, a) for a, b in pairs])
    assert found.n == len(pairs)
    if found.kappa is None:
        assert turned.kappa is None
    else:
        assert found.kappa == pytest.approx(turned.kappa)
        assert found.low == pytest.approx(turned.low)
        assert found.low <= found.kappa <= found.high <= 1
        assert found.low >= -1


@given(st.lists(st.sampled_from("ac"), min_size=1))
def test_who_agrees_in_everything_has_one_unless_there_was_no_choice(labels: list[str]) -> None:
    """One label for all tells nothing beyond chance."""
    found = cohen_kappa([(label, label) for label in labels])
    assert found.observed == 1
    assert found.kappa == (None if len(set(labels)) == 1 else 1)


def test_nothing_judged_by_both() -> None:
    """No number where there is none."""
    assert cohen_kappa([]).kappa is None
