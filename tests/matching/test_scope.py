"""How much a claim covers, against tests/matching/cases/scope.yaml."""

import pytest

from matching.relation import RelatedPairs
from matching.scope import ScopeValue, find_scope, relate_scopes
from tests.matching.slot_cases import row_id, rows


def _relation(related: RelatedPairs[ScopeValue]) -> str:
    pairs = related.differing or related.agreeing
    return pairs[0].relating.relation if pairs else "none"


@pytest.mark.parametrize("row", rows("scope", "scopes"), ids=row_id)
def test_scope_of_a_sentence(row) -> None:
    """Each phrase of scope is found with its dimension and exact words."""
    found = find_scope(row["text"], row["language"])
    assert row["scopes"] == [[one.dimension, one.scope, one.surface] for one in found]


@pytest.mark.parametrize("row", rows("scope", "relation"), ids=row_id)
def test_relation_of_two_scopes(row) -> None:
    """Scopes of one dimension are compared, from either side; others are left alone."""
    left, right = (find_scope(text, lang) for lang, text in (row["left"], row["right"]))
    assert row["relation"] == _relation(relate_scopes(left, right))
    assert row["relation"] == _relation(relate_scopes(right, left))
