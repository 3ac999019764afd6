"""Pairing: rules first, then the odds of what they leave alone."""

from dataclasses import replace

from matching.embed import Encoder
from matching.pairing import pair_by_rules, pair_claims
from matching.testing import HashingEncoder
from matching.thresholds import DEFAULTS
from tests.matching.factories import read_claims

LEFT = "The ferry sank off Chiloé on Monday. The commission, dormant since 2021, is back."
RIGHT = (
    "El transbordador se hundió el lunes frente a Chiloé. "
    "Vuelve a sesionar el órgano que llevaba cinco años parado."
)


def test_what_the_rules_pair_stays_paired(encoder: Encoder) -> None:
    """Odds are for what they leave alone."""
    claims = read_claims(LEFT, "en"), read_claims(RIGHT, "es")
    ruled, _ = pair_by_rules(*claims, encoder, DEFAULTS)
    found, _ = pair_claims(*claims, encoder, DEFAULTS)
    assert set(ruled.groups) <= set(found.groups)
    assert set(found.left_alone) <= set(ruled.left_alone)
    assert set(found.right_alone) <= set(ruled.right_alone)


def test_every_claim_has_one_place(encoder: Encoder) -> None:
    """In groups or alone, never both."""
    claims = read_claims(LEFT, "en"), read_claims(RIGHT, "es")
    found, _ = pair_claims(*claims, encoder, DEFAULTS)
    grouped = {row for group in found.groups for row in group.left}
    assert grouped | set(found.left_alone) == set(range(len(claims[0])))
    assert not grouped & set(found.left_alone)


def test_undecided_pairs_with_a_difference_are_heard(encoder: Encoder) -> None:
    """The head is asked of these alone: not where the rules see a conflict or an agreement."""
    left = "The next meeting is scheduled for 22 July. Nine people died in the storm."
    right = "Policymakers meet again on 29 July. Nine people were killed by the storm."
    claims = read_claims(left, "en"), read_claims(right, "en")
    _, (ruled,) = pair_by_rules(*claims, encoder, DEFAULTS)
    _, (heard, _) = pair_claims(*claims, encoder, DEFAULTS)
    assert {place for place, one in heard.evidence.items() if one.judged} == {(0, 0)}
    assert {place: replace(one, judged=None) for place, one in heard.evidence.items()} == dict(
        ruled.evidence
    )


def test_a_model_without_weights_has_the_rules_alone() -> None:
    """No odds are invented."""
    claims = read_claims(LEFT, "en"), read_claims(RIGHT, "es")
    ruled, _ = pair_by_rules(*claims, HashingEncoder(), DEFAULTS)
    assert pair_claims(*claims, HashingEncoder(), DEFAULTS)[0] == ruled
