"""Claims before the head: what it reads of them, and what is kept of its verdicts."""

import pytest

from matching.evidence import PairJudgement
from matching.judging import judge_claims
from matching.testing import HashingEncoder
from tests.matching.factories import read_claim, read_claims
from tests.matching.judged import JudgingEncoder

LEFT = read_claim("The bridge closed on Monday.", "en")
RIGHT = read_claim("The bridge closed.", "en")


def test_without_a_head_nothing_is_judged() -> None:
    """None for each pair, which is no verdict."""
    assert judge_claims([(LEFT, RIGHT)] * 2, HashingEncoder()) == [None, None]
    assert judge_claims([], HashingEncoder()) == []


def test_a_verdict_is_kept_for_each_pair_in_order() -> None:
    """The likelier direction of what follows, and the mean of what contradicts."""
    whole, part = judge_claims([(LEFT, LEFT), (LEFT, RIGHT)], JudgingEncoder())
    assert whole == PairJudgement(0.9, 0.1, 0.0, 1.0, 0.0)
    assert part is not None
    # Three words of five are shared; the left holds all of the right.
    assert part == PairJudgement(0.54, 0.06, 0.4, 1.0, 0.1)


def test_a_verdict_does_not_depend_on_the_order_of_the_sides() -> None:
    """All that is kept is symmetric."""
    straight, turned = judge_claims([(LEFT, RIGHT), (RIGHT, LEFT)], JudgingEncoder())
    assert straight == turned


def test_the_head_reads_self_contained_claims() -> None:
    """A part of a sentence is judged with the subject that it shares."""
    claims = read_claims("The minister visited Lima and signed the treaty.", "en")
    rendered = [claim.rendering for claim in claims]
    if rendered == [claim.text for claim in claims]:
        pytest.fail("the sentence no longer makes a claim that needs a subject")
    encoder = JudgingEncoder()
    judge_claims([(claim, LEFT) for claim in claims], encoder)
    assert [left for left, _ in encoder.asked] == rendered
