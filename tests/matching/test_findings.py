"""From an alignment to findings: everything is told once, updates are no conflicts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.compare import compare_documents
from matching.comparison import Comparison
from matching.document import Document
from matching.evidence import Odds, PairEvidence
from matching.finding import Finding, Label, ReasonKind, Side
from matching.findings import extra_finding, pair_finding
from matching.testing import HashingEncoder
from matching.thresholds import DEFAULTS
from tests.matching.factories import QUICK
from tests.matching.judged import JudgingEncoder
from tests.matching.judged_evidence import JUDGED_EVIDENCE, ODDS, evidence

MORNING = datetime(2026, 5, 4, 8, tzinfo=UTC)
EVENING = datetime(2026, 5, 4, 20, tzinfo=UTC)
SENTENCES = [
    "The bus crash killed 12 people.",
    "The bus crash killed 19 people.",
    "The road is open.",
    "The road is not open.",
    "Schools reopen on 6 May 2026.",
    "The mayor thanked the firefighters.",
    "All shops are closed.",
    "Some shops are closed.",
]
CONSISTENT = [SENTENCES[0], SENTENCES[2], *SENTENCES[4:7]]
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5, unique=True).map("\n\n".join)


def _compare(left: Document, right: Document) -> Comparison:
    return compare_documents(left, right, encoder=HashingEncoder())


def _tell(left: str, right: str) -> Comparison:
    return _compare(Document(left, "A", "en"), Document(right, "B", "en"))


def _content(finding: Finding, turned: bool) -> tuple[object, ...]:
    sides = ([c.text for c in finding.left], [c.text for c in finding.right])
    return (finding.label, sides[::-1] if turned else sides, finding.confidence)


@QUICK
@given(TEXTS, TEXTS)
def test_every_claim_is_told(left: str, right: str) -> None:
    """No claim is lost, and an extra is one claim of the side that says it."""
    found = _tell(left, right)
    for side, claims in (("left", found.left.claims), ("right", found.right.claims)):
        told = {claim for finding in found.findings for claim in getattr(finding, side)}
        assert told == set(claims)
    for finding in found.findings:
        assert finding.reasons
        assert 0 <= finding.confidence <= 1
        assert (finding.side is not None) == (finding.label is Label.EXTRA)
        if finding.label is Label.EXTRA:
            assert len(finding.left) + len(finding.right) == 1
            assert finding.reasons[0].kind is ReasonKind.NO_COUNTERPART


@QUICK
@given(TEXTS, TEXTS)
def test_swapping_documents_swaps_sides_only(left: str, right: str) -> None:
    """The findings of (right, left) are those of (left, right) with sides exchanged."""
    straight = [_content(finding, turned=False) for finding in _tell(left, right).findings]
    turned = [_content(finding, turned=True) for finding in _tell(right, left).findings]
    assert sorted(straight, key=repr) == sorted(turned, key=repr)


@QUICK
@given(st.permutations(CONSISTENT))
def test_a_text_agrees_with_itself_in_any_order(sentences: list[str]) -> None:
    """Between two tellings of the same sentences all is agreed."""
    found = _tell("\n\n".join(CONSISTENT), "\n\n".join(sentences))
    assert {finding.label for finding in found.findings} == {Label.AGREE}


@QUICK
@given(TEXTS, TEXTS)
def test_findings_follow_the_left_text_then_the_right(left: str, right: str) -> None:
    """A reader goes through the left text once, then through what only the right says."""
    findings = _tell(left, right).findings
    starts = [(not f.left, (f.left or f.right)[0].span.start) for f in findings]
    assert starts == sorted(starts)
    assert len({finding.finding_id for finding in findings}) == len(findings)


def test_a_silent_document_makes_all_of_the_other_extra() -> None:
    """Where one side says nothing, each claim of the other stands alone, with its side."""
    sides = [finding.side for finding in _tell("", "\n\n".join(SENTENCES)).findings]
    assert sides == [Side.RIGHT] * len(SENTENCES)


@pytest.mark.parametrize(
    ("source", "published_at", "label"),
    [
        ("Mayor's office", EVENING, Label.UNDECIDED),
        ("Mayor's office", MORNING, Label.CONFLICT),
        ("Mayor's office", None, Label.CONFLICT),
        ("Fire service", EVENING, Label.CONFLICT),
    ],
)
def test_a_later_word_of_the_same_source_is_an_update(
    source: str, published_at: datetime | None, label: Label
) -> None:
    """Only one source at two known times replaces its own value; all else conflicts."""
    left = Document(SENTENCES[0], "Mayor's office", "en", MORNING)
    right = Document(SENTENCES[1], source, "en", published_at)
    (finding,) = _compare(left, right).findings
    assert finding.label is label
    assert ReasonKind.NUMBER in {reason.kind for reason in finding.reasons}
    assert any("Update" in reason.text for reason in finding.reasons) == (label is Label.UNDECIDED)


@pytest.mark.parametrize(
    ("odds", "label", "confidence"),
    [
        (Odds(0.8123, 0.1, 0.0877), Label.AGREE, 0.812),
        (Odds(0.2, 0.7, 0.1), Label.CONFLICT, 0.7),
        (Odds(0.41, 0.34, 0.25), Label.UNDECIDED, 0.41),
        (Odds(0.4, 0.44, 0.16), Label.UNDECIDED, 0.44),
    ],
)
def test_the_confidence_of_a_judged_pair_is_the_odds_of_its_label(
    odds: Odds, label: Label, confidence: float
) -> None:
    """An undecided pair is half sure at best."""
    finding = pair_finding(replace(evidence(), odds=odds), DEFAULTS)
    assert (finding.label, finding.confidence) == (label, confidence)


@QUICK
@given(JUDGED_EVIDENCE, ODDS)
def test_a_judged_pair_has_a_confidence_within_its_range(found: PairEvidence, odds: Odds) -> None:
    """At least what its label's threshold asks for, in [0, 1]."""
    finding = pair_finding(replace(found, odds=odds), DEFAULTS)
    assert 0 <= finding.confidence <= 1
    assert (finding.confidence <= 0.5) or (finding.label is not Label.UNDECIDED)
    if finding.label is not Label.UNDECIDED:
        assert finding.confidence >= 0.42


def test_two_claims_side_by_side_are_extra_as_surely_as_their_odds_say() -> None:
    """Without odds the nearest similarity tells, as for a claim that stands alone."""
    claims = (evidence().left,), (evidence().right,)
    assert extra_finding(*claims, 0.2, Odds(0.1, 0.1, 0.8)).confidence == 0.8
    assert extra_finding(*claims, 0.2).confidence == 0.9
    assert extra_finding(claims[0], (), 0.0).confidence == 1.0


@QUICK
@given(TEXTS, TEXTS)
def test_a_judged_comparison_tells_every_claim_and_swaps_its_sides(left: str, right: str) -> None:
    """With a head as without one, left and right are but sides."""
    documents = Document(left, "A", "en"), Document(right, "B", "en")
    straight = compare_documents(*documents, encoder=JudgingEncoder())
    turned = compare_documents(*documents[::-1], encoder=JudgingEncoder())
    told = {claim for finding in straight.findings for claim in (*finding.left, *finding.right)}
    assert told == {*straight.left.claims, *straight.right.claims}
    assert sorted((_content(f, turned=False) for f in straight.findings), key=repr) == sorted(
        (_content(f, turned=True) for f in turned.findings), key=repr
    )
