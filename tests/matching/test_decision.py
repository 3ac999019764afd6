"""A decision is told by what was measured, and its bars add up to the odds."""

import math
from dataclasses import fields, replace

import pytest
from hypothesis import given

from matching.combine import combine, contributions
from matching.compare import compare_documents
from matching.decision import decide, explain_finding
from matching.document import Document
from matching.evidence import PairEvidence
from matching.finding import Label
from matching.label import deciding_rule, label_pair
from matching.model.folder import MODEL_NAME
from matching.pairing import pair_by_rules, pair_claims
from matching.signals import signals
from matching.testing import HashingEncoder
from matching.thresholds import DEFAULTS, LabelThresholds
from tests.matching.factories import QUICK
from tests.matching.judged_evidence import JUDGED_EVIDENCE, turned


def weighed(found: PairEvidence) -> PairEvidence:
    """Return *found* with its odds."""
    return replace(found, odds=combine(found, MODEL_NAME))


@QUICK
@given(JUDGED_EVIDENCE)
def test_the_bars_are_the_log_odds_of_the_likeliest_label(bare: PairEvidence) -> None:
    """They add up to it, against the next one, whichever side stands left."""
    found = weighed(bare)
    told = decide(found, MODEL_NAME)
    assert found.odds is not None
    first, second = (getattr(found.odds, str(name)) for name in (told.likeliest, told.against))
    assert first >= second
    if second > 0.001:
        assert told.total == pytest.approx(math.log(first / second), abs=0.1)
    assert told.label is label_pair(found)[0]
    assert decide(weighed(turned(bare)), MODEL_NAME).bars == told.bars


@QUICK
@given(JUDGED_EVIDENCE)
def test_a_decision_tells_what_was_measured(bare: PairEvidence) -> None:
    """Its figures are the evidence's; its bars stand by weight, each with its signal's value."""
    found = weighed(bare)
    told = decide(found, MODEL_NAME)
    assert (told.likeness, told.similarity, told.topic, told.judged, told.odds) == (
        found.likeness,
        found.similarity,
        found.topic,
        found.judged,
        found.odds,
    )
    parts = contributions(found, MODEL_NAME) or ()
    ends = [
        ["agree", "conflict", "extra"].index(str(one)) for one in (told.likeliest, told.against)
    ]
    every = [part.towards[ends[0]] - part.towards[ends[1]] for part in parts]
    assert told.total == pytest.approx(math.fsum(every))
    values = signals(found)
    assert all(bar.value == values[bar.name] for bar in told.bars)
    weights = [abs(bar.weight) for bar in told.bars]
    assert weights == sorted(weights, reverse=True)


@QUICK
@given(JUDGED_EVIDENCE)
def test_rules_have_no_bars(found: PairEvidence) -> None:
    """Where no weights were fitted, the row of the table that applied tells it."""
    told = decide(replace(found, odds=None), "another")
    assert (told.bars, told.odds, told.likeliest) == ((), None, None)
    assert told.rule


_BOUNDS = [each.name for each in fields(LabelThresholds) if each.name != "slope"]


@QUICK
@given(JUDGED_EVIDENCE)
def test_a_decision_is_by_the_thresholds_that_it_is_given(found: PairEvidence) -> None:
    """Its rule and label are those that a comparison with them finds."""
    ruled = replace(found, odds=None)
    for bound in (0.0, 1.0):
        labels = LabelThresholds(**dict.fromkeys(_BOUNDS, bound))
        told = decide(ruled, MODEL_NAME, replace(DEFAULTS, label=labels))
        assert told.label is label_pair(ruled, labels)[0]
        assert told.rule == deciding_rule(ruled, labels).text


class _Weighed(HashingEncoder):
    """One whose pairs are weighed as those of the model that ships."""

    name = MODEL_NAME


def test_a_lone_claim_is_explained_with_its_encoder_s_weights() -> None:
    """What the rules leave alone is weighed where weights were fitted, and by them alone."""
    left = Document("El barco zarpó el lunes.", "A", "es")
    right = Document("La nave salió del puerto con 45 viajeros.", "B", "es")
    for encoder, is_weighed in ((_Weighed(), True), (HashingEncoder(), False)):
        comparison = compare_documents(left, right, encoder=encoder)
        finding = comparison.findings[0]
        told = explain_finding(finding, (comparison.left, comparison.right), encoder)
        assert [bool(one.bars) for one in told] == [True] * is_weighed


def test_each_finding_of_a_comparison_can_be_explained() -> None:
    """A pair by its own evidence; a lone claim by its nearest candidate, if there was one."""
    encoder = HashingEncoder()
    left = Document("El barco zarpó el lunes con 42 pasajeros. Llovía mucho.", "A", "es")
    right = Document("El barco zarpó el lunes con 45 pasajeros. El museo abre.", "B", "es")
    comparison = compare_documents(left, right, encoder=encoder)
    sides = comparison.left, comparison.right
    for finding in comparison.findings:
        told = explain_finding(finding, sides, encoder)
        if finding.left and finding.right:
            assert told
            assert finding.label in {one.label for one in told}
        else:
            assert len(told) <= 1
    assert {finding.label for finding in comparison.findings} >= {Label.CONFLICT, Label.EXTRA}


MORE = (
    "El comité visitó la escuela vieja. El comité visitó la escuela nueva. "
    "El comité visitó la escuela grande. Llovía mucho."
)
FEWER = "El comité visitó la escuela nueva. El comité visitó la escuela vieja."


@pytest.mark.parametrize(("one", "two"), [(MORE, FEWER), (FEWER, MORE), (MORE, MORE)])
def test_what_is_told_is_of_the_finding_s_own_claims(one: str, two: str) -> None:
    """All pairs inside it; of a lone claim, the most similar pair that has it."""
    encoder = HashingEncoder()
    left, right = Document(one, "A", "es"), Document(two, "B", "es")
    comparison = compare_documents(left, right, encoder=encoder)
    sides = comparison.left, comparison.right
    pair = pair_by_rules if one == two else pair_claims
    _, scored = pair(sides[0].claims, sides[1].claims, encoder, DEFAULTS)
    pairs = {place: one for each in scored for place, one in each.evidence.items()}.values()
    candidates = []
    for finding in comparison.findings:
        having = [
            each
            for each in pairs
            if (not finding.left or each.left in finding.left)
            and (not finding.right or each.right in finding.right)
        ]
        if not (finding.left and finding.right):
            candidates.append(len(having))
            having = sorted(having, key=lambda each: each.similarity)[-1:]
        told = explain_finding(finding, sides, encoder)
        assert told == tuple(decide(each, encoder.name) for each in having)
    assert one == two or max(candidates) > 1
