"""Dates compared, against tests/matching/cases/date_pairs.yaml."""

import pytest

from matching.date_compare import compare_dates, relate_dates
from matching.dates import find_dates
from tests.matching.slot_cases import REFERENCE, references, row_id, rows


@pytest.mark.parametrize("row", rows("date_pairs"), ids=row_id)
def test_relation_of_two_dates(row) -> None:
    """Two dates relate as the table says, from either side."""
    days = references(row)
    (left,) = find_dates(row["left"][1], row["left"][0], days[0])
    (right,) = find_dates(row["right"][1], row["right"][0], days[1])
    assert row["relation"] == compare_dates(left, right).relation
    assert row["relation"] == compare_dates(right, left).relation


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ("on 3 May 2025", "on 5 May 2025", "2025-05-03 against 2025-05-05"),
        ("in October 2025", "in December 2025", "2025-10 against 2025-12"),
        ("in 2025", "in 2023", "2025 against 2023"),
        ("from 1 to 9 May 2025", "in July 2025", "2025-05-01 to 2025-05-09 against 2025-07"),
        ("from May to June 2025", "in 2023", "2025-05-01 to 2025-06-30 against 2023"),
        ("on 3 May 2025", "on May 3, 2025", "both mean 2025-05-03"),
        ("on 3 May 2025", "in May 2025", "2025-05-03 and 2025-05 meet"),
        ("today", "on 31 October 2025", "one day apart, which a time zone may explain"),
        ("Friday's strike", "31 October 2025", "the same weekday, of this week or the next"),
    ],
)
def test_two_known_times_are_told_in_iso_8601(left: str, right: str, told: str) -> None:
    """A day, a whole month and a whole year are written as such, other times as two days."""
    (one,), (two,) = (find_dates(text, "en", REFERENCE) for text in (left, right))
    assert compare_dates(one, two).explanation == told


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ("It began at 9:05.", "It began at 17:30.", "9:05 against 17:30"),
        ("It began at 9:05 a.m.", "It was 9:05 a.m.", "both say 9:05"),
        ("About 10 a.m.", "At 10:20 a.m.", "10:00 and 10:20 can be one time"),
        ("At 10:00 GMT.", "At 12:00.", "the texts do not give one time zone"),
        ("At 10:00.", "On 3 May 2025.", "a time of day and a date"),
    ],
)
def test_two_times_of_day_are_told_with_their_minutes(left: str, right: str, told: str) -> None:
    """As a clock of 24 hours shows them, in the order of the texts."""
    (one,), (two,) = (find_dates(text, "en", REFERENCE) for text in (left, right))
    assert compare_dates(one, two).explanation == told


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ("On 3 May.", "On 5 June.", "3 May against 5 June"),
        ("On 3 May.", "On 3 May 2025.", "3 May and 3 May 2025 can be one day"),
        ("In May.", "On 3 May 2025.", "May and 3 May 2025 can be of one month"),
        ("Today.", "On 3 May.", "the texts do not say enough to compare the dates"),
    ],
)
def test_dates_without_a_year_are_told_in_the_texts_words(left: str, right: str, told: str) -> None:
    """What they can be together depends on what both say."""
    (one,), (two,) = (find_dates(text, "en", None) for text in (left, right))
    assert compare_dates(one, two).explanation == told


def test_a_recalled_year_is_not_set_against_a_day() -> None:
    """A background year on one side does not contradict the day of the event."""
    lefts = find_dates("El 30 de octubre de 2025", "es", REFERENCE)
    rights = find_dates("allies since 2019", "en", REFERENCE)
    assert relate_dates(lefts, rights).differing == ()


def test_a_time_beside_more_times_contradicts_none() -> None:
    """It may be of another step; days that differ still do, and those that agree."""
    lefts = find_dates("on 3 May 2025, in June 2024, at 9:00 and at 11:00", "en", REFERENCE)
    rights = find_dates("on 4 May 2025, June 2024, at 10:00", "en", REFERENCE)
    found = relate_dates(lefts, rights)
    agreeing, differing = (
        [(pair.left.surface, pair.right.surface) for pair in pairs]
        for pairs in (found.agreeing, found.differing)
    )
    assert agreeing == [("June 2024", "June 2024")]
    assert differing == [("3 May 2025", "4 May 2025")]


@pytest.mark.parametrize(
    ("span", "is_set_against_a_day"),
    [
        ("from 3 to 6 May 2025", True),
        ("in March 2025", True),
        ("from March to April 2025", True),
        ("in the first quarter of 2025", False),
        ("from January to April 2025", False),
        ("from 2001 to 2004", False),
        ("from 1990 to 1999", False),
    ],
)
def test_the_coarser_a_time_the_less_a_day_contradicts_it(
    span: str, is_set_against_a_day: bool
) -> None:
    """A range is as coarse as the unit that holds it; a quarter may be of another event."""
    times = find_dates(span, "en", REFERENCE)
    day = find_dates("on 20 May 2025", "en", REFERENCE)
    assert bool(relate_dates(times, day).differing) is is_set_against_a_day
    assert bool(relate_dates(day, times).differing) is is_set_against_a_day
    assert relate_dates(times, day).agreeing == ()


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        (
            "at 9:05 and at 17:30",
            "at 17:40 and at 9:00",
            {("at 9:05", "at 9:00"), ("at 17:30", "at 17:40")},
        ),
        (
            "on 3 May 2025 and on 20 May 2025",
            "on 22 May 2025 and on 5 May 2025",
            {("3 May 2025", "5 May 2025"), ("20 May 2025", "22 May 2025")},
        ),
        (
            "on 3 May 2025 and in February 2025",
            "in January 2025 and on 30 January 2025",
            {("3 May 2025", "30 January 2025"), ("February 2025", "January 2025")},
        ),
    ],
)
def test_several_times_are_set_against_the_nearest(
    left: str, right: str, pairs: set[tuple[str, str]]
) -> None:
    """The hour beside the hour, the day beside the day, a month beside a month."""
    lefts, rights = (find_dates(text, "en", REFERENCE) for text in (left, right))
    found = relate_dates(lefts, rights).differing
    assert {(pair.left.surface, pair.right.surface) for pair in found} == pairs
    turned = relate_dates(rights, lefts).differing
    assert {(pair.right.surface, pair.left.surface) for pair in turned} == pairs
