"""Amounts compared, against tests/matching/cases/quantity_pairs.yaml."""

import pytest

from matching.quantities import find_quantities
from matching.quantity_compare import compare_quantities
from matching.relation import Relation
from tests.matching.slot_cases import row_id, rows


@pytest.mark.parametrize("row", rows("quantity_pairs"), ids=row_id)
def test_relation_of_two_amounts(row) -> None:
    """Two amounts relate as the table says, from either side."""
    ((left,), (right,)) = (
        find_quantities(text, lang) for lang, text in (row["left"], row["right"])
    )
    found = compare_quantities(left, right)
    assert row["relation"] == found.relation
    assert row["relation"] == compare_quantities(right, left).relation
    # A result is told in one text's words where each names the sides in its own order.
    told = [left] if found.relation is Relation.SAME else [left, right]
    if found.relation is Relation.INCOMPARABLE:
        assert found.explanation
    else:
        assert all(one.surface in found.explanation for one in told)
