"""The order of the queue, as properties: what tells more stands first."""

import math
import random

from hypothesis import given
from hypothesis import strategies as st

from matching.finding import Label
from service.desk.queue import (
    Candidate,
    count_repeats,
    entropy,
    order_queue,
    reach,
    worth,
)

SHARES = st.floats(0, 1)
NAMES = st.frozensets(st.sampled_from("abcdef"), max_size=3)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        key=st.tuples(st.sampled_from(("cmp_1", "cmp_2")), st.uuids().map(str)),
        label=st.sampled_from(Label),
        confidence=SHARES,
        shared=NAMES,
    ),
    max_size=30,
    unique_by=lambda each: each.key,
)


def one(label: Label, confidence: float, *shared: str, key: str = "fnd_1") -> Candidate:
    """Return a candidate."""
    return Candidate(("cmp_1", key), label, confidence, frozenset(shared))


@given(st.floats(1 / 3, 1), st.floats(1 / 3, 1))
def test_the_surer_the_machine_the_less_an_answer_tells(one: float, other: float) -> None:
    """Nothing at certainty, most where all three outcomes are equally likely."""
    low, high = sorted((one, other))
    assert entropy(low) >= entropy(high) - 1e-12
    assert entropy(1) == 0
    assert math.isclose(entropy(1 / 3), math.log2(3))
    assert entropy(0.1) == entropy(1 / 3)


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_the_order_is_total_and_whatever_order_they_came_in(
    candidates: list[Candidate], shuffler: random.Random
) -> None:
    """The same findings give the same queue, and none is lost."""
    mixed = candidates.copy()
    shuffler.shuffle(mixed)
    ordered = order_queue(mixed)
    assert ordered == order_queue(candidates)
    assert sorted(ordered, key=repr) == sorted(candidates, key=repr)
    repeats = count_repeats(candidates)
    worths = [worth(each.label, each.confidence, repeats[each.key]) for each in ordered]
    assert worths == sorted(worths, reverse=True)


@given(SHARES, st.integers(0, 10**6), st.integers(0, 10**6))
def test_an_answer_that_helps_more_findings_comes_first(
    confidence: float, few: int, many: int
) -> None:
    """Reach never takes away, and never makes more than double of it."""
    few, many = sorted((few, many))
    assert 1 <= reach(few) <= reach(many) <= 2
    lower, upper = (worth(Label.AGREE, confidence, each) for each in (few, many))
    assert lower <= upper <= 2 * worth(Label.AGREE, confidence)


@given(SHARES)
def test_at_equal_doubt_a_conflict_comes_before_an_undecided_and_so_on(confidence: float) -> None:
    """Conflict, undecided, agree, extra."""
    order = (Label.CONFLICT, Label.UNDECIDED, Label.AGREE, Label.EXTRA)
    worths = [worth(label, confidence) for label in order]
    assert worths == sorted(worths, reverse=True)


def test_a_saturated_score_still_has_an_order() -> None:
    """Among equal confidences what repeats elsewhere comes first (nomenklatura #334)."""
    alone = one(Label.AGREE, 1.0, "x", key="fnd_0")
    repeated = [one(Label.AGREE, 1.0, "y", key=f"fnd_{n}") for n in (1, 2, 3)]
    assert [each.key for each in order_queue([alone, *repeated])][-1] == alone.key


def test_a_doubtful_agreement_comes_before_a_sure_conflict() -> None:
    """It is not the label or the score alone that decides."""
    sure, doubtful = one(Label.CONFLICT, 0.99), one(Label.AGREE, 0.5, key="fnd_2")
    assert order_queue([sure, doubtful]) == [doubtful, sure]


def test_repeats_count_the_others_with_the_most_widespread_name() -> None:
    """Itself does not count; without names there is nothing to repeat."""
    found = [
        one(Label.AGREE, 0.5, "a", "b", key="1"),
        one(Label.AGREE, 0.5, "b", key="2"),
        one(Label.AGREE, 0.5, "b", key="3"),
        one(Label.AGREE, 0.5, key="4"),
    ]
    assert [count_repeats(found)[each.key] for each in found] == [2, 2, 2, 0]
