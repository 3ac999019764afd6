"""How far confidence can be believed, by figures that can be worked out by hand."""

import pytest

from matching.finding import Label
from service.nightly.calibration import Settled, agreement, calibration
from tests.service.nightly.newsroom import at


def _settled(confidence: float, *, right: bool, languages: str = "en-es") -> Settled:
    human = Label.CONFLICT if right else Label.AGREE
    return Settled(languages, Label.CONFLICT, human, confidence, at(14), is_blind=right)


def test_the_figures_of_four_findings() -> None:
    """Two bins: 0.8 sure and half right, 0.4 sure and all right."""
    found = [_settled(0.8, right=True), _settled(0.8, right=False)]
    found += [_settled(0.4, right=True), _settled(0.4, right=True)]
    (item,) = calibration(found)
    assert item.accuracy == 0.75
    assert item.confidence == pytest.approx(0.6)
    assert item.ece == pytest.approx((2 * 0.6 + 2 * 0.3) / 4)
    assert item.brier == pytest.approx((0.04 + 0.64 + 0.36 + 0.36) / 4)
    assert [(each.low, each.count, each.right) for each in item.bins] == [
        (0.4, 2, 1.0),
        (0.8, 2, 0.5),
    ]


def test_pairs_of_languages_stand_apart() -> None:
    """After all of them together; one pair alone is all."""
    found = [_settled(0.9, right=True), _settled(0.9, right=False, languages="es-es")]
    assert [(each.languages, each.accuracy) for each in calibration(found)] == [
        ("", 0.5),
        ("en-es", 1.0),
        ("es-es", 0.0),
    ]


def test_who_abstains_is_not_right_or_wrong() -> None:
    """But agrees with nobody."""
    found = [Settled("es-es", Label.UNDECIDED, Label.AGREE, 0.5, at(14), is_blind=False)]
    assert calibration(found) == ()
    assert agreement(found).observed == 0.0
    assert agreement([]).observed is None
