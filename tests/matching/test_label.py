"""The table of rules: evidence made by hand, and the label it gets."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.evidence import Odds, PairEvidence, PairJudgement
from matching.finding import Label, ReasonKind
from matching.label import JUDGED_RULES, RULES, clash, deciding_rule, label_pair, same_value
from matching.thresholds import LABELS
from tests.matching.factories import QUICK
from tests.matching.judged_evidence import COMPARED, JUDGEMENT, LEFT, ODDS, RIGHT, contact

# A step that goes further is no conflict.
CONFLICTING = [kind for kind in COMPARED if kind is not ReasonKind.STRENGTH]
UNIT = st.floats(0, 1, width=32)


def evidence(
    similarity: float,
    topic: float,
    agreeing: tuple[ReasonKind, ...] = (),
    differing: tuple[ReasonKind, ...] = (),
) -> PairEvidence:
    """Return evidence with one value of each kind named."""
    return PairEvidence(
        LEFT,
        RIGHT,
        similarity,
        topic,
        tuple(map(contact, agreeing)),
        tuple(map(contact, differing)),
    )


KINDS = st.lists(st.sampled_from(CONFLICTING), max_size=3, unique=True).map(tuple)
EVIDENCE = st.builds(evidence, UNIT, UNIT, KINDS, KINDS)


@pytest.mark.parametrize("kind", CONFLICTING)
def test_a_difference_on_one_topic_is_a_conflict_of_its_kind(kind: ReasonKind) -> None:
    """Both cannot be true: the reason names the slot and shows the words of both sides."""
    label, reasons = label_pair(evidence(1.0, 1.0, differing=(kind,)))
    assert label is Label.CONFLICT
    assert kind in {reason.kind for reason in reasons}
    assert all(reason.left and reason.right and reason.text for reason in reasons)


@pytest.mark.parametrize("kind", CONFLICTING)
def test_a_difference_about_something_else_is_no_conflict(kind: ReasonKind) -> None:
    """Two amounts in unrelated sentences do not contradict each other, nor do they agree."""
    label, reasons = label_pair(evidence(0.5, 0.0, differing=(kind,)))
    assert label is Label.UNDECIDED
    assert reasons[-1].text == (
        "They differ, but it is not certain that they are about one fact (similarity 0.50)."
    )


def test_the_same_meaning_agrees() -> None:
    """Equal meaning without a difference is agreement, and the similarity is its reason."""
    label, reasons = label_pair(evidence(1.0, 1.0))
    assert label is Label.AGREE
    assert reasons[-1].kind is ReasonKind.SIMILARITY
    rule = deciding_rule(evidence(1.0, 1.0))
    assert reasons[-1].text == f"{rule.text} (similarity 1.00)."


def test_a_shared_amount_is_told_beside_the_agreement() -> None:
    """An agreement shows the value that both give."""
    label, reasons = label_pair(evidence(1.0, 1.0, agreeing=(ReasonKind.NUMBER,)))
    assert label is Label.AGREE
    assert ReasonKind.NUMBER in {reason.kind for reason in reasons}


def test_little_likeness_is_undecided() -> None:
    """Paired, but the words do not show the same fact: neither agreement nor conflict."""
    label, reasons = label_pair(evidence(0.0, 0.0))
    assert label is Label.UNDECIDED
    assert reasons


@QUICK
@given(EVIDENCE)
def test_every_pair_gets_a_label_with_reasons(found: PairEvidence) -> None:
    """The table is exhaustive; without a difference there is no conflict, with one no agreement."""
    label, reasons = label_pair(found)
    assert reasons
    assert all(reason.text for reason in reasons)
    assert label is not Label.EXTRA
    if label is Label.CONFLICT:
        assert found.differing
    if label is Label.AGREE:
        assert not found.differing


@QUICK
@given(EVIDENCE)
def test_a_clash_is_sure_where_the_label_is_conflict(found: PairEvidence) -> None:
    """A clash of at least one half and the label conflict are the same thing."""
    sure = clash(found, LABELS)
    assert 0 <= sure <= 1
    assert (label_pair(found)[0] is Label.CONFLICT) == (sure >= 0.5)


@QUICK
@given(EVIDENCE, UNIT)
def test_more_of_one_topic_never_softens_a_conflict(found: PairEvidence, topic: float) -> None:
    """What clashes on a looser topic clashes on a closer one."""
    closer = replace(found, topic=max(topic, found.topic))
    assert clash(closer, LABELS) >= clash(found, LABELS)


@QUICK
@given(EVIDENCE)
def test_the_last_rule_applies_always(found: PairEvidence) -> None:
    """No pair falls through the table."""
    assert RULES[-1].applies(found, LABELS)
    assert RULES[-1].label is Label.UNDECIDED


@pytest.mark.parametrize(
    ("conflict", "differing", "label"),
    [
        (0.9, (ReasonKind.DATE,), Label.CONFLICT),
        (LABELS.heard_conflict, (ReasonKind.DATE,), Label.CONFLICT),
        (0.7, (ReasonKind.DATE,), Label.UNDECIDED),
        # The head alone makes no conflict of what no value tells apart.
        (0.9, (), Label.UNDECIDED),
        # Nor of a step that goes further.
        (0.9, (ReasonKind.STRENGTH,), Label.UNDECIDED),
    ],
)
def test_the_head_is_heard_where_a_value_differs(
    conflict: float, differing: tuple[ReasonKind, ...], label: Label
) -> None:
    """The topic is too far for the rules: a sure head decides, and its figures are told."""
    heard = PairJudgement(0.05, conflict, 0.95 - conflict, 0.1, conflict)
    found = replace(evidence(0.5, 0.0, differing=differing), judged=heard)
    made, reasons = label_pair(found)
    assert made is label
    if label is Label.CONFLICT:
        assert [reason.kind for reason in reasons] == [*differing, ReasonKind.ENTAILMENT]
        shares = f"(agree 0.05, conflict {conflict:.2f})"
        assert reasons[-1].text == f"The values cannot both be right {shares}."


def test_what_the_rules_tell_needs_no_head() -> None:
    """Its figures stand beside no conflict that a value makes by itself."""
    found = replace(evidence(1.0, 1.0, differing=(ReasonKind.DATE,)), judged=JUDGEMENT)
    label, reasons = label_pair(found)
    assert label is Label.CONFLICT
    assert [reason.kind for reason in reasons] == [ReasonKind.DATE]


def judged(odds: Odds, differing: tuple[ReasonKind, ...] = ()) -> PairEvidence:
    """Return evidence that a head has judged."""
    return replace(evidence(0.6, 0.6, differing=differing), odds=odds)


@pytest.mark.parametrize(
    ("odds", "differing", "row"),
    [
        (Odds(0.4, 0.45, 0.15), (ReasonKind.NUMBER,), 0),
        (Odds(0.4, 0.44, 0.16), (ReasonKind.NUMBER,), 3),
        (Odds(0.47, 0.46, 0.07), (ReasonKind.NUMBER,), 2),
        (Odds(0.4, 0.49, 0.11), (), 3),
        (Odds(0.3, 0.5, 0.2), (), 1),
        (Odds(0.42, 0.3, 0.28), (), 2),
        (Odds(0.55, 0.4, 0.05), (ReasonKind.DATE,), 2),
        (Odds(0.4, 0.3, 0.3), (), 3),
    ],
)
def test_odds_decide_where_there_are_any(
    odds: Odds, differing: tuple[ReasonKind, ...], row: int
) -> None:
    """Each row at its threshold: a conflict of values, one the head tells alone, agreement."""
    label, reasons = label_pair(judged(odds, differing))
    rule = JUDGED_RULES[row]
    assert label is rule.label
    assert reasons[-1].kind is ReasonKind.ENTAILMENT
    assert reasons[-1].text.startswith(rule.text)
    assert f"(agree {odds.agree:.2f}, conflict {odds.conflict:.2f})" in reasons[-1].text


@QUICK
@given(EVIDENCE, ODDS)
def test_the_judged_table_gives_every_pair_a_label_with_reasons(
    found: PairEvidence, odds: Odds
) -> None:
    """It is exhaustive; a conflict shows the values that differ, agreement those alike."""
    label, reasons = label_pair(replace(found, odds=odds))
    assert label is not Label.EXTRA
    assert JUDGED_RULES[-1].applies(replace(found, odds=odds), LABELS)
    shown = [reason.kind for reason in reasons[:-1]]
    values = {
        Label.CONFLICT: found.differing,
        Label.AGREE: found.agreeing,
        Label.UNDECIDED: (*found.agreeing, *found.differing),
    }[label]
    assert shown == [contact.kind for contact in values]
    assert reasons[-1].left == found.left.span
    assert reasons[-1].right == found.right.span


@pytest.mark.parametrize(
    ("kinds", "least"),
    [
        ((ReasonKind.NUMBER,), LABELS.same_number_topic),
        ((ReasonKind.DATE,), LABELS.same_date_topic),
        (
            (ReasonKind.NUMBER, ReasonKind.DATE),
            min(LABELS.same_number_topic, LABELS.same_date_topic),
        ),
    ],
)
def test_one_value_is_surer_of_one_topic(kinds: tuple[ReasonKind, ...], least: float) -> None:
    """Even at the least topic, towards 1 above it and 0 below; nothing without a value."""

    def surely(topic: float, differing: tuple[ReasonKind, ...] = ()) -> float:
        return same_value(evidence(0.6, topic, kinds, differing), LABELS)

    assert surely(least) == pytest.approx(0.5)
    assert surely(least + 0.1) == pytest.approx(0.5 + 0.1 * LABELS.slope)
    assert surely(least - 0.1) == pytest.approx(0.5 - 0.1 * LABELS.slope)
    assert (surely(0.0), surely(1.0)) == (0.0, 1.0)
    assert surely(1.0, (ReasonKind.PLACE,)) == 0.0
    assert same_value(evidence(1.0, 1.0, (ReasonKind.PLACE,)), LABELS) == 0.0


@pytest.mark.parametrize(
    ("kind", "grain", "least"),
    [
        (ReasonKind.DATE, "", LABELS.date),
        (ReasonKind.DATE, "clock", LABELS.clock_date),
        (ReasonKind.NUMBER, "", LABELS.number),
        (ReasonKind.NUMBER, "outcome", LABELS.outcome_number),
        (ReasonKind.NUMBER, "scale", LABELS.scale_number),
        (ReasonKind.POLARITY, "opposite", LABELS.opposite_polarity),
    ],
)
def test_each_grain_of_a_value_asks_for_a_topic_of_its_own(
    kind: ReasonKind, grain: str, least: float
) -> None:
    """A clash is even there, surer above, and even where the claims are one fact anyway."""

    def surely(topic: float, similarity: float = 0.6) -> float:
        found = evidence(similarity, topic)
        return clash(replace(found, differing=(contact(kind, grain),)), LABELS)

    assert surely(least) == pytest.approx(0.5)
    assert surely(least + 0.1) == pytest.approx(0.5 + 0.1 * LABELS.slope)
    assert surely(0.0) < 0.5
    assert surely(0.0, LABELS.one_fact) == 0.5
    assert deciding_rule(evidence(0.6, 0.0), LABELS).label is not Label.CONFLICT


def test_what_is_undecided_points_at_both_claims() -> None:
    """The reason that nothing else tells has the words of both."""
    _, reasons = label_pair(evidence(0.5, 0.0, differing=(ReasonKind.PLACE,)))
    assert (reasons[-1].left, reasons[-1].right) == (LEFT.span, RIGHT.span)


@pytest.mark.parametrize("kind", [ReasonKind.NUMBER, ReasonKind.DATE])
def test_one_value_makes_looser_words_the_same_fact(kind: ReasonKind) -> None:
    """From a lower similarity on, unless another value differs; a shared place does not."""
    loosely = LABELS.same_meaning_with_value
    assert loosely < LABELS.same_meaning
    assert deciding_rule(evidence(loosely, 0.0, (kind,))).label is Label.AGREE
    assert deciding_rule(evidence(loosely - 0.01, 0.0, (kind,))).label is Label.UNDECIDED
    assert deciding_rule(evidence(loosely, 0.0)).label is Label.UNDECIDED
    assert deciding_rule(evidence(loosely, 0.0, (ReasonKind.PLACE,))).label is Label.UNDECIDED
    differing = evidence(loosely, 0.0, (kind,), (ReasonKind.PLACE,))
    assert deciding_rule(differing).label is Label.UNDECIDED
    assert deciding_rule(evidence(LABELS.same_meaning, 0.0)).label is Label.AGREE
