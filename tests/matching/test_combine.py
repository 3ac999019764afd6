"""The combiner: odds of a pair from its signals, by weights that stand in a file."""

import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given

from matching.combine import combine, contributions, has_weights
from matching.evidence import PairEvidence, PairJudgement
from matching.finding import ReasonKind
from matching.model.folder import MODEL_NAME
from matching.rivals import Lead, Standing
from matching.signals import signals
from tests.matching.factories import QUICK
from tests.matching.judged_evidence import JUDGED_EVIDENCE, contact, evidence, turned

SURE_OF = {
    "agree": PairJudgement(0.98, 0.01, 0.01, 0.98, 0.01),
    "conflict": PairJudgement(0.01, 0.98, 0.01, 0.01, 0.98),
}

STANDING = Standing(0.8, Lead(-0.1, 0.2), Lead(0.01, 0.03))


@QUICK
@given(JUDGED_EVIDENCE)
def test_odds_are_probabilities_whatever_the_order(found: PairEvidence) -> None:
    """They sum to 1, and left and right give the same."""
    odds = combine(found, MODEL_NAME)
    assert odds is not None
    shares = (odds.agree, odds.conflict, odds.extra)
    assert all(0 <= share <= 1 for share in shares)
    assert sum(shares) == pytest.approx(1, abs=2e-4)
    assert odds.paired == pytest.approx(1 - odds.extra, abs=2e-4)
    assert combine(turned(found), MODEL_NAME) == odds


def test_another_encoder_has_no_odds() -> None:
    """Its similarities mean something else: the rules decide instead."""
    assert combine(evidence(), "another") is None
    assert has_weights(MODEL_NAME)
    assert not has_weights("another")


def test_contributions_name_the_signals_and_their_values() -> None:
    """As they were measured."""
    found = evidence()
    told = contributions(found, MODEL_NAME)
    assert told is not None
    assert {part.name: part.value for part in told} == signals(found)


def test_without_a_head_the_other_evidence_is_weighed() -> None:
    """By weights of their own."""
    odds = combine(replace(evidence(), judged=None), MODEL_NAME)
    assert odds is not None
    assert odds != combine(evidence(), MODEL_NAME)


@pytest.mark.parametrize("head", ["judged", "unjudged"])
@pytest.mark.parametrize(("kind", "standing"), [("pairs", None), ("documents", STANDING)])
def test_a_file_weighs_every_signal_once_and_no_other(
    head: str, kind: str, standing: Standing | None
) -> None:
    """A signal that is added or taken away needs a new fit; every one has its example."""
    path = files("matching") / f"combiner_{kind}_{head}.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["signals"]
    found = replace(evidence(), standing=standing)
    found = found if head == "judged" else replace(found, judged=None)
    assert sorted(row["name"] for row in rows) == sorted(signals(found))
    assert all(row["example"] for row in rows)


def test_the_head_moves_the_odds_its_way() -> None:
    """A head that is sure of a conflict makes one likelier than a head that is sure of none."""
    found = {
        label: combine(replace(evidence(), judged=judged), MODEL_NAME)
        for label, judged in SURE_OF.items()
    }
    agree, conflict = found["agree"], found["conflict"]
    assert agree is not None
    assert conflict is not None
    assert agree.agree > conflict.agree
    assert agree.conflict < conflict.conflict


@pytest.mark.parametrize("kind", [ReasonKind.NUMBER, ReasonKind.POLARITY, ReasonKind.PERSON])
def test_a_differing_value_makes_a_conflict_likelier(kind: ReasonKind) -> None:
    """And agreement less likely."""
    plain, found = (
        combine(evidence(), MODEL_NAME),
        combine(evidence(differing=(contact(kind),)), MODEL_NAME),
    )
    assert plain is not None
    assert found is not None
    assert found.conflict > plain.conflict
    assert found.agree < plain.agree


def test_a_pair_ahead_of_its_rivals_is_likelier_one_fact() -> None:
    """With all else equal."""
    behind = Standing(0.8, Lead(-0.5, -0.1), Lead(-0.1, -0.02))
    one, two = (
        combine(replace(evidence(), standing=found), MODEL_NAME) for found in (STANDING, behind)
    )
    assert one is not None
    assert two is not None
    assert one.paired > two.paired
