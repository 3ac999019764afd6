"""How consistent sources were over thirty days, each and in pairs: pure sums of counts."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from matching.finding import Label
from service.convert import rounded
from service.nightly.window import local_day, zone_of
from service.nightly_contract import Night
from service.nightly_measures import Consistency, PairItem, SourceItem, Tally
from service.store.night_counts import ComparisonCount

DAYS = 30

_Sums = Counter[str]


def first_day(night: Night) -> date:
    """Return the first of the days that end with the last day of *night*."""
    return last_day(night) - timedelta(days=DAYS - 1)


def last_day(night: Night) -> date:
    """Return the calendar day of the last moment of *night*."""
    return local_day(night.until - timedelta(microseconds=1), zone_of(night.time_zone))


def consistency(
    counts: Iterable[ComparisonCount], night: Night, sources: Collection[str] = ()
) -> Consistency:
    """Return the figures of all sources and pairs; *sources* keep the pairs that they are in."""
    zone, first, last = zone_of(night.time_zone), first_day(night), last_day(night)
    total: _Sums = Counter()
    pairs: dict[tuple[str, str], _Sums] = defaultdict(Counter)
    each: dict[str, _Sums] = defaultdict(Counter)
    days: dict[tuple[str, date], _Sums] = defaultdict(Counter)
    seen: set[str] = set()
    for count in counts:
        day = local_day(count.moment, zone)
        names = {count.left, count.right}
        is_wanted = not sources or not names.isdisjoint(sources)
        if not first <= day <= last or len(names) == 1 or not is_wanted:
            continue
        # Each comparison has several rows, one for each label.
        is_first = count.comparison_id not in seen
        seen.add(count.comparison_id)
        one, other = sorted(names)
        total.update(_sums(count, count.left, is_first=is_first))
        pairs[one, other].update(_sums(count, one, is_first=is_first))
        for name in names:
            sums = _sums(count, name, is_first=is_first)
            each[name].update(sums)
            days[name, day].update(sums)
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return Consistency(
        first=first,
        last=last,
        total=Tally(**_tally(total)),
        sources=tuple(
            _source(name, each[name], days, span) for name in sorted(each, key=_by(each))
        ),
        pairs=tuple(
            PairItem(left=one, right=other, **_tally(pairs[one, other]))
            for one, other in sorted(pairs, key=_by(pairs))
        ),
    )


def shares(
    counts: Iterable[ComparisonCount], night: Night, since: date, until: date
) -> tuple[float, ...] | None:
    """Return the shares of agree, conflict, extra and undecided on the days [since, until).

    None where nothing was found.
    """
    zone = zone_of(night.time_zone)
    found: Counter[Label] = Counter()
    for count in counts:
        if count.label and since <= local_day(count.moment, zone) < until:
            found[count.label] += count.count
    whole = found.total()
    labels = (Label.AGREE, Label.CONFLICT, Label.EXTRA, Label.UNDECIDED)
    return tuple(rounded(found[label] / whole) for label in labels) if whole else None


def distance(one: Sequence[float] | None, other: Sequence[float] | None) -> float | None:
    """Return the total variation distance of two distributions, in [0, 1]; None without one."""
    if one is None or other is None:
        return None
    return min(1.0, rounded(sum(abs(a - b) for a, b in zip(one, other, strict=True)) / 2))


def _sums(count: ComparisonCount, own: str, *, is_first: bool) -> _Sums:
    """Return one row's numbers; what *own* alone says is `extra_left`."""
    sums = Counter({"comparisons": int(is_first)})
    if count.label is Label.EXTRA:
        says = count.left if count.side == "left" else count.right
        sums["extra_left" if says == own else "extra_right"] += count.count
    elif count.label:
        sums[count.label.value] += count.count
    return sums


def _tally(sums: _Sums) -> dict[str, Any]:
    fields = ("comparisons", "agree", "extra_left", "extra_right", "conflict", "undecided")
    return {field: sums[field] for field in fields} | {"consistency": _share(sums)}


def _share(sums: _Sums) -> float | None:
    both = sums["agree"] + sums["conflict"]
    return rounded(sums["agree"] / both) if both else None


def _source(
    name: str, sums: _Sums, days: dict[tuple[str, date], _Sums], span: Sequence[date]
) -> SourceItem:
    shown = tuple(_share(days[name, day]) if (name, day) in days else None for day in span)
    return SourceItem(source=name, days=shown, **_tally(sums))


def _by(found: dict[Any, _Sums]) -> Any:
    """Order by conflicts, most first, then by name."""
    return lambda key: (-found[key]["conflict"], key)
