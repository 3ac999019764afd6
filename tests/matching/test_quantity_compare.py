"""Amounts compared, against tests/matching/cases/quantity_pairs.yaml."""

import pytest

from matching.quantities import find_quantities
from matching.quantity_compare import compare_quantities, relate_quantities
from tests.matching.slot_cases import row_id, rows


@pytest.mark.parametrize("row", rows("quantity_pairs"), ids=row_id)
def test_relation_of_two_amounts(row) -> None:
    """Two amounts relate as the table says, from either side."""
    ((left,), (right,)) = (
        find_quantities(text, lang) for lang, text in (row["left"], row["right"])
    )
    assert row["relation"] == compare_quantities(left, right).relation
    assert row["relation"] == compare_quantities(right, left).relation


def test_amount_on_one_side_only_is_no_difference() -> None:
    """The dead are compared with the dead; the injured, given once, are left out."""
    lefts = find_quantities("12 muertos y 30 heridos", "es")
    rights = find_quantities("12 dead", "en")
    related = relate_quantities(lefts, rights)
    assert (len(related.agreeing), len(related.differing)) == (1, 0)


def test_equal_amounts_are_paired_before_near_ones() -> None:
    """What is said alike on both sides is not paired with something else."""
    lefts = find_quantities("3 muertos; 12 muertos", "es")
    rights = find_quantities("12 dead; 8 dead", "en")
    related = relate_quantities(lefts, rights)
    assert [(pair.left.value, pair.right.value) for pair in related.agreeing] == [(12.0, 12.0)]
    assert [(pair.left.value, pair.right.value) for pair in related.differing] == [(3.0, 8.0)]


def test_ages_differ_only_where_each_side_gives_one() -> None:
    """The age of another person does not contradict: whose age it is is not known."""
    lefts = find_quantities("Un hombre de 24 años y una mujer de 31 años", "es")
    rights = find_quantities("A 42-year-old man", "en")
    assert relate_quantities(lefts, rights).differing == ()
    assert len(relate_quantities(lefts[:1], rights).differing) == 1
