"""Charts as drawings: every number in its place, whatever they stand for in words beside them."""

from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from service.nightly.charts import day_bars, label_bar, reliability, swatch
from service.nightly_measures import Bin, CalibrationItem, Tally

TOLD = 'Port & "Wire" <b>'
GREEN, RED, GREY, YELLOW, NONE = "#2e7d51", "#b3261e", "#8a8578", "#c9b458", "#d8d4c8"


def _drawn(svg: Markup) -> ElementTree.Element:
    """Return the drawing, which has to be well-formed."""
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def _rects(svg: Markup) -> list[tuple[str, float, float, float, float]]:
    return [
        (
            each.attrib["fill"],
            *(float(each.attrib[name]) for name in ("x", "y", "width", "height")),
        )
        for each in _drawn(svg).iter("rect")
    ]


def _tally(*counts: int) -> Tally:
    agree, conflict, undecided, left, right = counts
    return Tally(
        comparisons=1,
        agree=agree,
        conflict=conflict,
        undecided=undecided,
        extra_left=left,
        extra_right=right,
        consistency=None,
    )


@pytest.mark.parametrize(
    ("counts", "drawn"),
    [
        ((1, 1, 0, 0, 0), [(GREEN, 0, 0, 120, 12), (RED, 120, 0, 120, 12)]),
        ((0, 0, 1, 1, 2), [(GREY, 0, 0, 60, 12), (YELLOW, 60, 0, 180, 12)]),
        ((0, 0, 0, 0, 0), []),
    ],
)
def test_a_bar_has_a_part_for_each_label(
    counts: tuple[int, ...], drawn: list[tuple[object, ...]]
) -> None:
    """As wide as its share; both sides' extras are one part, and what is not there has none."""
    assert _rects(label_bar(_tally(*counts), TOLD)) == drawn


def test_parts_fill_the_bar() -> None:
    """Also where shares do not come out even."""
    found = _rects(label_bar(_tally(1, 1, 1, 2, 2), TOLD))
    assert sum(width for *_, width, _ in found) == pytest.approx(240, abs=0.2)


def test_a_day_is_as_high_as_its_share() -> None:
    """What is missing to the top is red; a day without anything is a tick."""
    assert _rects(day_bars((None, 0.25, 1.0), TOLD)) == [
        (NONE, 0, 23, 5, 1),
        (RED, 6, 0, 5, 18),
        (GREEN, 6, 18, 5, 6),
        (RED, 12, 0, 5, 0),
        (GREEN, 12, 0, 5, 24),
    ]


def _calibration(*bins: tuple[int, float, float]) -> CalibrationItem:
    made = tuple(
        Bin(low=0, high=1, count=count, confidence=confidence, right=right)
        for count, confidence, right in bins
    )
    count = sum(each.count for each in made)
    return CalibrationItem(
        languages="", count=count, accuracy=0.5, confidence=0.5, ece=0.1, brier=0.2, bins=made
    )


def test_points_stand_where_they_are_right() -> None:
    """Confidence across, how often right up; a point with all findings is the largest."""
    drawing = _drawn(reliability(_calibration((3, 0.0, 0.0), (1, 1.0, 1.0)), TOLD))
    low, high = (
        tuple(float(each.attrib[name]) for name in ("cx", "cy", "r"))
        for each in drawing.iter("circle")
    )
    assert low == (24, 154, 8.9)
    assert high == (174, 4, 6)
    assert [each.text for each in drawing.iter("text")] == ["0", "0", "0.5", "0.5", "1", "1"]


@pytest.mark.parametrize(
    "svg",
    [
        day_bars((0.5,), TOLD),
        label_bar(_tally(1, 1, 1, 1, 1), TOLD),
        reliability(_calibration((1, 1, 1)), TOLD),
    ],
    ids=["days", "labels", "reliability"],
)
def test_a_chart_says_what_it_shows(svg: Markup) -> None:
    """In words that cannot act, and without anything from outside."""
    assert _drawn(svg).findtext("title") == TOLD
    assert "href" not in svg
    assert _drawn(svg).attrib["viewBox"].split()[2:] == [
        _drawn(svg).attrib["width"],
        _drawn(svg).attrib["height"],
    ]


def test_a_swatch_is_the_colour_of_the_bar() -> None:
    """And read aloud by nobody."""
    assert _drawn(swatch("conflict")).attrib["aria-hidden"] == "true"
    assert _rects(swatch("conflict")) == [(RED, 0, 0, 9, 9)]
