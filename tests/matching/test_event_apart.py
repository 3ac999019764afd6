"""Two events, where each difference alone would be a conflict."""

import pytest

from matching.event_apart import are_two_events, count_apart
from matching.evidence import Contact, gather_evidence
from matching.finding import ReasonKind
from tests.matching.factories import read_claim
from tests.matching.judged_evidence import contact, evidence, turned

NUMBER, DATE, PLACE = ReasonKind.NUMBER, ReasonKind.DATE, ReasonKind.PLACE
SCALE = contact(NUMBER, "scale")


@pytest.mark.parametrize(
    ("differing", "agreeing", "expected"),
    [
        ((DATE, PLACE), (), True),
        ((DATE, NUMBER), (), True),
        ((PLACE, NUMBER), (), True),
        ((DATE, PLACE, NUMBER), (), True),
        ((DATE,), (), False),
        ((PLACE,), (), False),
        ((NUMBER,), (), False),
        ((DATE, ReasonKind.POLARITY), (), False),
        ((DATE, PLACE), (NUMBER,), False),
        ((PLACE, NUMBER), (DATE,), False),
        ((DATE, PLACE), (ReasonKind.PERSON,), True),
    ],
)
def test_day_or_place_and_one_more_value_tell_two_events(
    differing: tuple[ReasonKind, ...], agreeing: tuple[ReasonKind, ...], expected: bool
) -> None:
    """One shared amount, day or place keeps them one; who was there does not."""
    found = evidence(tuple(map(contact, agreeing)), tuple(map(contact, differing)))
    assert are_two_events(found) is expected
    assert are_two_events(turned(found)) is expected


@pytest.mark.parametrize(
    ("differing", "expected"),
    [((contact(PLACE), SCALE), False), ((contact(DATE), SCALE), True)],
)
def test_a_mark_on_a_scale_belongs_to_its_place(
    differing: tuple[Contact, ...], expected: bool
) -> None:
    """Another place and another magnitude may be one quake told wrong twice."""
    assert are_two_events(evidence(differing=differing)) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("The storm destroyed 40 houses.", "The storm killed 8 people.", True),
        ("The storm killed 8 people.", "The storm killed 12 people.", False),
        ("The storm destroyed 40 houses.", "The storm was violent.", False),
        ("The storm was violent.", "The storm ended.", False),
    ],
)
def test_counts_of_different_things_are_told(left: str, right: str, expected: bool) -> None:
    """Only where both claims count."""
    one, two = read_claim(left, "en"), read_claim(right, "en")
    assert count_apart(gather_evidence(one, two, 0.5, 0.5)) is expected
    assert count_apart(gather_evidence(two, one, 0.5, 0.5)) is expected
