"""People, places and roles of two claims, against tests/matching/cases/who_where.yaml."""

import pytest

from matching.evidence import gather_evidence
from matching.finding import ReasonKind
from matching.pairs import read_pair
from tests.matching.slot_cases import rows

KINDS = (ReasonKind.PERSON, ReasonKind.PLACE, ReasonKind.ROLE)


def _name(row) -> str:
    return f"{row['left'][1]} | {row['right'][1]}"


@pytest.mark.parametrize("row", rows("who_where"), ids=_name)
def test_who_and_where(row) -> None:
    """Those in one part and the narrowest places differ where they exclude each other."""
    (one, left), (two, right) = row["left"], row["right"]
    for texts, languages in (((left, right), (one, two)), ((right, left), (two, one))):
        found = gather_evidence(*read_pair(texts, languages), 0.5, 0.5)
        assert row["differing"] == sorted({str(c.kind) for c in found.differs_in(*KINDS)})
