"""Evidence as numbers: each signal moves with what it is named for, and with no order."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.evidence import PairEvidence, PairJudgement
from matching.finding import ReasonKind
from matching.signals import signals
from tests.matching.factories import QUICK
from tests.matching.judged_evidence import COMPARED, JUDGED_EVIDENCE, contact, evidence, turned

HEAD = {"head_agree", "head_conflict", "head_extra", "entailed", "contradicted"}


@QUICK
@given(JUDGED_EVIDENCE)
def test_signals_are_finite_and_the_same_from_both_sides(found: PairEvidence) -> None:
    """Probabilities of 0 and 1 have a logarithm here, and left and right are equal."""
    one, two = signals(found), signals(turned(found))
    assert one == two
    assert all(math.isfinite(value) and abs(value) < 8 for value in one.values())


def test_without_a_judgement_its_signals_are_missing() -> None:
    """Missing is not zero."""
    silent = signals(replace(evidence(), judged=None))
    assert set(signals(evidence())) - set(silent) == HEAD


@pytest.mark.parametrize("kind", COMPARED)
def test_a_differing_value_is_heard_as_one_of_its_kind(kind: ReasonKind) -> None:
    """And no other kind is."""
    plain, found = signals(evidence()), signals(evidence(differing=(contact(kind),)))
    moved = {name for name, value in found.items() if value != plain[name]}
    assert moved - {"differs_on_topic", "two_events"} == {f"differs_{kind}"}
    assert found[f"differs_{kind}"] == 1
    assert found["differs_on_topic"] == found["topic"] != 0


@pytest.mark.parametrize(
    "kind", [ReasonKind.NUMBER, ReasonKind.DATE, ReasonKind.PLACE, ReasonKind.PERSON]
)
def test_an_agreeing_value_is_heard_as_one_of_its_kind(kind: ReasonKind) -> None:
    """What both sides give alike."""
    plain, found = signals(evidence()), signals(evidence(agreeing=(contact(kind),)))
    assert {name for name, value in found.items() if value != plain[name]} == {f"agrees_{kind}"}


@pytest.mark.parametrize(
    ("kind", "grain"), [(ReasonKind.POLARITY, "opposite"), (ReasonKind.NUMBER, "outcome")]
)
def test_telling_values_are_heard_besides(kind: ReasonKind, grain: str) -> None:
    """Opposite words and counts of the dead, beside their kind."""
    plain = signals(evidence(differing=(contact(kind),)))
    found = signals(evidence(differing=(contact(kind, grain),)))
    assert {n for n, value in found.items() if value != plain[n]} == {f"differs_{grain}"}


def test_two_things_are_heard() -> None:
    """What tells that the claims are about two things."""
    assert signals(evidence())["apart"] == 0
    assert signals(replace(evidence(), apart=(contact(ReasonKind.PLACE),)))["apart"] == 1


@QUICK
@given(st.floats(0, 1), st.floats(0, 1))
def test_a_likelier_verdict_is_a_higher_signal(one: float, two: float) -> None:
    """Each of the head's signals rises with its probability."""
    low, high = sorted((one, two))
    found = [signals(replace(evidence(), judged=PairJudgement(*[p] * 5))) for p in (low, high)]
    assert all(found[0][name] <= found[1][name] for name in HEAD)


def test_two_languages_are_heard() -> None:
    """A similarity across languages means something else."""
    found = evidence()
    one_language = replace(found, right=found.left)
    assert signals(found)["across_languages"] == 1
    assert signals(one_language)["across_languages"] == 0
