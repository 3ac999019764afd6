"""What one side of an agreeing pair adds."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from matching.claim import Claim
from matching.details import common_details, find_details
from matching.evidence import Odds, PairEvidence, gather_evidence
from matching.finding import Label, Reason, ReasonKind
from matching.label import label_pair
from matching.pairs import read_pair
from matching.span import Span
from tests.matching.factories import ODD_TEXTS, QUICK, read_claim
from tests.matching.slot_cases import row_id, rows

CASES = rows("details")


def evidence(left: tuple[str, str], right: tuple[str, str]) -> PairEvidence:
    """Return the evidence of two (language, text), read as one story."""
    claims = read_pair((left[1], right[1]), (left[0], right[0]))
    return gather_evidence(*claims, 1.0, 1.0)


def words(reasons: tuple[Reason, ...], claim: Claim, side: str) -> list[str]:
    """Return the exact words of the details of one side."""
    spans = [getattr(reason, side) for reason in reasons]
    return [span.quote(claim.text) for span in spans if span]


@pytest.mark.parametrize("row", CASES, ids=row_id)
def test_what_each_side_adds(row: dict[str, Any]) -> None:
    """Words that the other side has no counterpart for, with their preposition."""
    found = evidence(row["left"], row["right"])
    details = find_details(found)
    assert words(details, found.left, "left") == row.get("adds_left", [])
    assert words(details, found.right, "right") == row.get("adds_right", [])


@pytest.mark.parametrize("row", CASES, ids=row_id)
def test_swapping_the_claims_swaps_the_details(row: dict[str, Any]) -> None:
    """Which claim stands left decides nothing."""
    straight = find_details(evidence(row["left"], row["right"]))
    swapped = find_details(evidence(row["right"], row["left"]))
    turned = {(reason.right, reason.left) for reason in swapped}
    assert {(reason.left, reason.right) for reason in straight} == turned


@QUICK
@given(ODD_TEXTS, ODD_TEXTS)
def test_any_texts_give_details_of_one_side_inside_it(left: str, right: str) -> None:
    """Each has words of exactly one side, inside its claim, and at most three a side."""
    found = evidence(("es", left), ("en", right))
    details = find_details(found)
    for side, claim in (("left", found.left), ("right", found.right)):
        spans = [span for reason in details if (span := getattr(reason, side))]
        assert len(spans) <= 3
        assert all(claim.span.contains(span) for span in spans)
    assert all((reason.left is None) != (reason.right is None) for reason in details)


def test_a_label_of_agreement_ends_with_the_details() -> None:
    """A sentence says which side adds what; the silent side has no span."""
    found = evidence(("en", "They signed it."), ("en", "They signed it in Washington."))
    label, reasons = label_pair(found)
    assert label is Label.AGREE
    assert [reason.kind for reason in reasons] == [ReasonKind.SIMILARITY, ReasonKind.DETAIL]
    assert reasons[-1].text == "Only the right side says: in Washington."
    assert reasons[-1].left is None
    label, judged = label_pair(replace(found, odds=Odds(0.9, 0.05, 0.05)))
    assert label is Label.AGREE
    assert [reason.kind for reason in judged] == [ReasonKind.ENTAILMENT, ReasonKind.DETAIL]
    assert judged[-1] == reasons[-1]


def test_only_agreement_has_details() -> None:
    """Of claims about other facts everything is one side's."""
    found = gather_evidence(
        *read_pair(("They met.", "Snow fell in Oslo."), ("en", "en")), similarity=0.3, topic=0.0
    )
    label, reasons = label_pair(found)
    assert label is Label.UNDECIDED
    assert ReasonKind.DETAIL not in {reason.kind for reason in reasons}


LEFT = read_claim("They signed it in Washington.", "en")
BARE, OTHER = read_claim("They signed it.", "en"), read_claim("They met in Washington.", "en")
ADDED = Reason(ReasonKind.DETAIL, "Only the left side says: in Washington.", Span(15, 28))


@pytest.mark.parametrize(
    ("pairs", "others", "kept"),
    [
        ([(LEFT, BARE, (ADDED,))], [BARE], (ADDED,)),
        ([(LEFT, BARE, (ADDED,)), (LEFT, BARE, (ADDED,))], [BARE], (ADDED,)),
        ([(LEFT, BARE, (ADDED,)), (LEFT, OTHER, ())], [BARE], ()),
        ([(LEFT, BARE, (ADDED,))], [BARE, OTHER], ()),
    ],
    ids=["once", "told once", "a second counterpart says it", "another claim says it"],
)
def test_a_group_adds_only_what_the_whole_other_side_lacks(
    pairs: list[tuple[Claim, Claim, tuple[Reason, ...]]],
    others: list[Claim],
    kept: tuple[Reason, ...],
) -> None:
    """A detail that another claim of the other side has is none."""
    assert common_details(pairs, ([LEFT], others)) == kept
