"""Scores of labels against counts that can be made by hand."""

import pytest

from benchmarks.labels.gold import LabelledPair
from benchmarks.labels.kappa import cohen_kappa
from benchmarks.labels.scores import (
    Answer,
    abstention_curve,
    accuracy_at,
    calibrated_error,
    calibration_error,
    slot_right,
    table_of,
)


def test_undecided_costs_recall_and_no_precision() -> None:
    """Of two conflicts one is found and one left open; a third answer is wrong."""
    gold = ["conflict", "conflict", "agree", "extra"]
    table = table_of(gold, ["conflict", "undecided", "conflict", "extra"])
    assert table.precision("conflict") == 0.5
    assert table.recall("conflict") == 0.5
    assert table.f1("agree") == 0
    assert table.macro_f1 == pytest.approx((0.5 + 0 + 1) / 3)
    assert table.undecided == 0.25


def test_calibration_error_is_the_gap_of_each_bin_weighted_by_its_size() -> None:
    """Three answers at .9 of which two are right, one at .1 that is right."""
    error = calibration_error([0.95, 0.95, 0.95, 0.15], [True, True, False, True])
    assert error == pytest.approx((0.85 + 0.85) / 4)
    assert calibration_error([1.0, 1.0], [True, True]) == 0


def test_a_calibrated_labeller_shows_less_error_on_more_pairs() -> None:
    """The reference beside the error falls with the number of pairs, and is zero when sure."""
    assert calibrated_error([1.0] * 20) == 0
    assert 0 < calibrated_error([0.8] * 2000) < calibrated_error([0.8] * 20)


def test_the_curve_adds_the_surest_first_and_never_the_undecided() -> None:
    """Equal confidences come in together; a quarter of the pairs gets no label."""
    answers = [
        Answer("agree", 0.9),
        Answer("extra", 0.6),
        Answer("agree", 0.6),
        Answer("undecided", 1.0),
    ]
    points = abstention_curve(["agree", "agree", "agree", "agree"], answers)
    assert points == [(0.25, 1.0, 0.9), (0.75, pytest.approx(2 / 3), 0.6)]
    assert accuracy_at(points, 0.5) == pytest.approx(2 / 3)
    assert accuracy_at(points, 0.8) is None


def test_a_slot_is_right_when_a_reason_of_a_found_conflict_names_it() -> None:
    """Missed conflicts do not count; words that exclude each other are the head's."""
    rows = [
        LabelledPair(name, ("a", "b"), ("en", "en"), "conflict", slot)
        for name, slot in (("1", "number"), ("2", "date"), ("3", "other"), ("4", "place"))
    ]
    answers = [
        Answer("conflict", kinds=frozenset({"number", "date"})),
        Answer("conflict", kinds=frozenset({"number"})),
        Answer("conflict", kinds=frozenset({"entailment"})),
        Answer("agree", kinds=frozenset({"place"})),
    ]
    assert slot_right(rows, answers) == pytest.approx(2 / 3)
    assert slot_right(rows[3:], answers[3:]) is None


def test_kappa_takes_chance_away() -> None:
    """The example of two raters with half of each label: three in four alike is .5."""
    assert cohen_kappa("aabb", "aabb") == 1.0
    assert cohen_kappa("aabb", "abab") == 0.0
    assert cohen_kappa("aabb", "aabc") == pytest.approx((0.75 - 0.375) / (1 - 0.375))
    assert cohen_kappa("aaaa", "aaaa") == 1.0


def test_languages_of_a_pair_and_its_sides_turn_together() -> None:
    """es-en and en-es are one language pair."""
    pair = LabelledPair("1", ("uno", "two"), ("es", "en"), "agree")
    assert pair.language_pair == pair.swapped.language_pair == "cross"
    assert pair.swapped.claims == ("two", "uno")
    assert pair.swapped.languages == ("en", "es")
    assert pair.swapped.swapped == pair
