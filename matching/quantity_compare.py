"""Whether two amounts can both be true."""

from math import inf

from matching.number_words import BARE_PLURAL_REACH
from matching.relation import Relating, Relation
from matching.slots import Bound, Quantity, QuantityKind
from matching.units import SCORE, Unit, all_units

# Converted measures are rounded by those who convert them: 100 km, "62 miles".
CONVERSION_SHARE = 0.02
# A month is not thirty days, nor a ton a tonne.
LOOSE_SHARE = 0.1
# A quarter of a point is 25 basis points.
_EXACT = (QuantityKind.DURATION, QuantityKind.PERCENT)
_CONVERTED = (QuantityKind.MEASURE, *_EXACT)
# From a dozen on, equal numbers of things without a common name are hardly chance.
_TELLING = 10
# Romance languages count both ends: "quince días", "quinze jours" are two weeks.
_DAYS_OF_WEEKS = {1: 8, 2: 15}


def compare_quantities(left: Quantity, right: Quantity) -> Relating:
    """Decide whether two amounts are the same, compatible, different or incomparable.

    Amounts of different kinds or units are incomparable ("12 dead", "12 injured").
    Bounds and rounding are respected: "more than 200" is compatible with 230, "1.2
    million" with 1,234,567, "a dozen" with 12. Measures are converted first.
    """
    if left.unit == right.unit == SCORE:
        return _compare_scores(left, right)
    if SCORE in (left.unit, right.unit):
        return _compare_score_with_votes(left, right)
    if QuantityKind.ORDINAL in (left.kind, right.kind) and None in (left.unit, right.unit):
        return Relating(Relation.INCOMPARABLE, "places in a row of what the texts do not say")
    if _are_inclusive_weeks(left, right) or _are_inclusive_weeks(right, left):
        return Relating(Relation.COMPATIBLE, f"{left.surface} and {right.surface} are one stretch")
    factors = _factors(left, right)
    if factors is None:
        return _compare_unlike(left, right)
    left_factor, right_factor, slack = factors
    lefts = _interval(left, left_factor, slack)
    rights = _interval(right, right_factor, slack)
    same_value = left.value * left_factor == right.value * right_factor
    alike = left.unit == right.unit and left.bound is right.bound
    if same_value and alike and lefts == rights:
        return Relating(Relation.SAME, f"both say {left.surface}")
    if _compatible(left, right, lefts, rights):
        return Relating(Relation.COMPATIBLE, f"{left.surface} and {right.surface} can both be true")
    return Relating(Relation.DIFFERENT, f"{left.surface} against {right.surface}")


def _are_inclusive_weeks(weeks: Quantity, days: Quantity) -> bool:
    """Tell whether one counts whole weeks, and the other their days with both ends."""
    if (weeks.unit, days.unit) != ("week", "day"):
        return False
    return _DAYS_OF_WEEKS.get(int(weeks.value)) == days.value and weeks.value == int(weeks.value)


def _compare_unlike(left: Quantity, right: Quantity) -> Relating:
    """Compare amounts whose units have nothing to do with each other.

    One figure in two currencies is a slip of one of the writers; two figures may be one
    sum. Equal counts agree where the words may name one thing: "60 diners", "60 clientes".
    """
    if left.kind is right.kind is QuantityKind.MONEY and left.value == right.value:
        return Relating(
            Relation.DIFFERENT, f"{left.surface} against {right.surface}, another currency"
        )
    counts = left.kind is right.kind is QuantityKind.COUNT and left.value >= _TELLING
    if counts and left.value == right.value and _may_name_one(left.unit, right.unit):
        return Relating(Relation.COMPATIBLE, f"{left.surface} and {right.surface} can be the same")
    return Relating(Relation.INCOMPARABLE, f"{left.surface} and {right.surface} are not comparable")


def _may_name_one(left: str | None, right: str | None) -> bool:
    """Tell whether two names may be of one thing: a listed and an unlisted one, or persons.

    The dead are no injured, houses no vehicles; the persons counted may be those hurt.
    """
    first, second = all_units().get(left or ""), all_units().get(right or "")
    if first is None or second is None:
        return True
    return first.person != second.person and (first.outcome or second.outcome)


def _compare_scores(left: Quantity, right: Quantity) -> Relating:
    """Compare two results, whichever side each text names first."""
    if (left.low, left.high) == (right.low, right.high):
        return Relating(Relation.SAME, f"both say {left.surface}")
    return Relating(Relation.DIFFERENT, f"{left.surface} against {right.surface}")


def _compare_score_with_votes(left: Quantity, right: Quantity) -> Relating:
    """Compare "53-45" with "53 votes", which is its higher number, or with those against."""
    score, votes = (left, right) if left.unit == SCORE else (right, left)
    ends = {"votes": score.high, "votes_against": score.low}
    if votes.unit not in ends:
        return Relating(Relation.INCOMPARABLE, "a result and an amount")
    if votes.value == ends[votes.unit]:
        return Relating(Relation.COMPATIBLE, f"{votes.surface} is in {score.surface}")
    return Relating(Relation.DIFFERENT, f"{left.surface} against {right.surface}")


def distance(left: Quantity, right: Quantity) -> float:
    """Return how far apart two amounts are, as a share of the larger, in [0, 1].

    Infinite where nothing brings them to one unit.
    """
    factors = _factors(left, right)
    if factors is None:
        return inf
    values = abs(left.value * factors[0]), abs(right.value * factors[1])
    return abs(values[0] - values[1]) / max(*values, 1e-9)


def _factors(left: Quantity, right: Quantity) -> tuple[float, float, float] | None:
    """Return what brings both to one unit and the share lost in it; None if nothing can."""
    if left.kind is not right.kind:
        return None
    if left.unit == right.unit:
        return 1.0, 1.0, 0.0
    units = all_units()
    first, second = units.get(left.unit or ""), units.get(right.unit or "")
    if first is None or second is None:
        return None
    if left.kind is QuantityKind.MONEY:
        return (1.0, 1.0, 0.0) if _may_be_one(first, second) else None
    if left.kind not in _CONVERTED:
        return None
    if first.dimension != second.dimension:
        return _degrees(first, second)
    return first.factor, second.factor, _slack(first, second)


def _slack(first: Unit, second: Unit) -> float:
    """Return the share by which a conversion between two units may be off."""
    if first.loose or second.loose or first.calendar is not second.calendar:
        return LOOSE_SHARE
    return 0.0 if first.kind in _EXACT else CONVERSION_SHARE


def _degrees(first: Unit, second: Unit) -> tuple[float, float, float] | None:
    """Let a bare degree stand for one Celsius; other dimensions do not mix."""
    pair = {first.dimension, second.dimension}
    return (1.0, 1.0, 0.0) if pair == {"degree", "temperature"} else None


def _may_be_one(first: Unit, second: Unit) -> bool:
    """Tell whether two currency names may mean one currency: "$" and "US$"."""
    codes = first.may_be or {first.name}
    return bool(codes & (second.may_be or {second.name}))


def _interval(amount: Quantity, factor: float, slack: float) -> tuple[float, float]:
    """Return the closed interval of an amount in the common unit."""
    if amount.bound is Bound.PLURAL:
        # "Hundreds" says two hundred or more, and is said of 150 as well; not of 20,000.
        return amount.value * factor, amount.value * factor * BARE_PLURAL_REACH
    low = -inf if amount.low is None else amount.low * factor * (1 - slack)
    high = inf if amount.high is None else amount.high * factor * (1 + slack)
    return low, high


def _compatible(
    left: Quantity, right: Quantity, lefts: tuple[float, float], rights: tuple[float, float]
) -> bool:
    """Tell whether the two intervals admit a common value.

    Two exact amounts need more than touching: 1.2 and 1.3 million share 1.25 by
    rounding alone, so one's own value must lie within the other's interval.
    """
    if left.bound is Bound.EXACT and right.bound is Bound.EXACT:
        left_middle, right_middle = sum(lefts) / 2, sum(rights) / 2
        return _within(left_middle, rights) or _within(right_middle, lefts)
    return lefts[0] <= rights[1] and rights[0] <= lefts[1]


def _within(value: float, interval: tuple[float, float]) -> bool:
    # The last digit of a float must not decide: 0.1 + 0.2 lies within [0.3, 0.3].
    slack = 1e-9 * max(1.0, abs(value))
    return interval[0] - slack <= value <= interval[1] + slack
