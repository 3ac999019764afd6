"""Thirty days of counts, by hand: each source against all others, and in pairs."""

from datetime import date, timedelta

from matching.finding import Label
from service.nightly.consistency import DAYS, consistency, distance, shares
from service.nightly.window import day_night
from service.store.night_counts import ComparisonCount
from tests.service.nightly.newsroom import at

NIGHT = day_night(date(2031, 5, 14), "UTC")


def _count(left: str, right: str, label: Label | None, number: int = 1, **more: object):  # type: ignore[no-untyped-def]
    values = {"side": None, "moment": at(14), "comparison_id": f"{left}-{right}"} | more
    return ComparisonCount(
        left_id=left, right_id=right, left=left, right=right, label=label, count=number, **values
    )


COUNTS = [
    _count("Port", "Wire", Label.AGREE, 3),
    _count("Port", "Wire", Label.CONFLICT),
    _count("Port", "Wire", Label.EXTRA, 2, side="right"),
    _count("Wire", "Herald", Label.AGREE, 1, moment=at(13)),
    _count("Wire", "Herald", None, 0, moment=at(13) - timedelta(days=40), comparison_id="old"),
    _count("Port", "Port", Label.CONFLICT, 9),
]


def test_sources_and_pairs_are_counted() -> None:
    """Who stands left makes no odds; what is older, or a source beside itself, is left out."""
    found = consistency(COUNTS, NIGHT)
    assert [(each.left, each.right, each.comparisons) for each in found.pairs] == [
        ("Port", "Wire", 1),
        ("Herald", "Wire", 1),
    ]
    assert (found.total.agree, found.total.conflict, found.total.comparisons) == (4, 1, 2)
    by_name = {each.source: each for each in found.sources}
    wire = by_name["Wire"]
    assert (wire.consistency, wire.extra_left, wire.extra_right) == (0.8, 2, 0)
    assert by_name["Port"].extra_right == 2
    assert wire.days[-2:] == (1.0, 0.75)
    assert len(wire.days) == DAYS
    assert set(by_name["Port"].days[:-1]) == {None}


def test_only_pairs_of_a_source() -> None:
    """Those that it is in."""
    assert [each.left for each in consistency(COUNTS, NIGHT, ["Herald"]).pairs] == ["Herald"]


def test_how_far_shares_moved() -> None:
    """Agree, conflict, extra, undecided; nothing found is no share."""
    late = shares(COUNTS[:3], NIGHT, date(2031, 5, 14), date(2031, 5, 15))
    assert late == (0.5, 0.1667, 0.3333, 0.0)
    assert shares(COUNTS, NIGHT, date(2030, 1, 1), date(2030, 1, 2)) is None
    assert distance((1.0, 0.0), (0.0, 1.0)) == 1.0
    assert distance(None, (1.0,)) is None
