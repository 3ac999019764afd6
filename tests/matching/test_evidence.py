"""Where two claims meet and differ, against tests/matching/cases/evidence.yaml."""

import pytest
from hypothesis import given

from matching.evidence import Contact, PairEvidence, gather_evidence
from matching.finding import ReasonKind
from tests.matching.factories import LANGUAGES, ODD_TEXTS, QUICK, read_claim, read_claims
from tests.matching.slot_cases import rows


def _gather(row) -> PairEvidence:
    (left_language, left), (right_language, right) = row["left"], row["right"]
    return gather_evidence(
        read_claim(left, left_language), read_claim(right, right_language), 0.5, 0.5
    )


def _kinds(contacts: tuple[Contact, ...]) -> list[str]:
    return sorted({str(contact.kind) for contact in contacts})


def _turned(contacts: tuple[Contact, ...]) -> list[tuple[object, ...]]:
    return sorted(((c.kind, c.left, c.right) for c in contacts), key=repr)


def _name(row) -> str:
    return f"{row['left'][1]} | {row['right'][1]}"


@pytest.mark.parametrize("row", rows("evidence"), ids=_name)
def test_values_given_on_both_sides(row) -> None:
    """A value on both sides agrees or differs; amounts of different things do neither."""
    found = _gather(row)
    assert row["differing"] == _kinds(found.differing)
    assert row["agreeing"] == _kinds(found.agreeing)


@pytest.mark.parametrize("row", rows("evidence"), ids=_name)
def test_swapping_claims_swaps_spans_only(row) -> None:
    """The evidence of (right, left) is that of (left, right) with its sides exchanged."""
    found = _gather(row)
    other = gather_evidence(found.right, found.left, 0.5, 0.5)
    mirrored = sorted(((c.kind, c.right, c.left) for c in other.differing), key=repr)
    assert mirrored == _turned(found.differing)
    assert _kinds(other.agreeing) == _kinds(found.agreeing)


@pytest.mark.parametrize("row", rows("evidence"), ids=_name)
def test_a_claim_never_differs_from_itself(row) -> None:
    """Whatever a claim says, it says nothing against itself."""
    claim = _gather(row).left
    assert gather_evidence(claim, claim, 1.0, 1.0).differing == ()


def test_contacts_are_asked_by_kind() -> None:
    """Of all values, those of some kinds can be had alone, in their order."""
    found = _gather(rows("evidence")[0])
    assert found.differs_in(ReasonKind.NUMBER) == found.differing
    assert found.differs_in(ReasonKind.DATE, ReasonKind.PLACE) == ()
    assert found.agrees_in(ReasonKind.NUMBER) == ()


@QUICK
@given(ODD_TEXTS, ODD_TEXTS, LANGUAGES)
def test_words_of_contacts_stand_in_their_documents(left: str, right: str, language: str) -> None:
    """Whatever the characters, a reason points into the text it speaks of."""
    left, right = f"12 killed in Lima. {left}", f"No murieron 19 en Quito. {right}"
    for one in read_claims(left, language):
        for two in read_claims(right, language):
            found = gather_evidence(one, two, 0.5, 0.5)
            for contact in (*found.agreeing, *found.differing):
                assert contact.text
                assert contact.left is None or contact.left.quote(left).strip()
                assert contact.right is None or contact.right.quote(right).strip()
