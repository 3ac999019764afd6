"""Typed values that a claim states: what rules can compare without a model."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matching.span import Span


class MentionKind(StrEnum):
    """What a mention names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    ROLE = "role"
    """A description that stands for a person: "el mandatario", "the Secretary"."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity; `canonical` is the entity's preferred name once known."""

    span: Span
    surface: str
    kind: MentionKind
    canonical: str | None = None
    entity_id: str | None = None


class QuantityKind(StrEnum):
    """What a number measures; only quantities of one kind are compared."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    MEASURE = "measure"
    DURATION = "duration"
    ORDINAL = "ordinal"
    """A place in a row: "the third appeal"; compared with places in a row of the same thing."""


class Bound(StrEnum):
    """How a text limits the number it gives."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    PLURAL = "plural"
    """A bare plural, "dozens": twice the unit or more, with no end that the text gives."""


class AmountRole(StrEnum):
    """What an amount tells of its thing: only amounts that may tell one thing can differ."""

    PLAIN = "plain"
    FROM = "from"
    """Where it stood before: "from 500 to 519"."""
    TO = "to"
    """Where it stands after a change."""
    CHANGE = "change"
    """By how much it moved: "19 more", "rose 3%"."""
    MOMENT = "moment"
    """A point in time counted from a start: "minute 88"."""
    OFFSET = "offset"
    """A time before or after something: "two minutes from the end"."""
    EACH = "each"
    """One of several equal parts: "1,500 each"."""
    PART = "part"
    """Some of a number of things that follows: "90 of the 300 workers"."""
    ALONE = "alone"
    """The subject of a verb, with its noun left out: "4,200 took part"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its unit, as the closed interval [low, high] of values it admits.

    `value` is the number written ("more than 200" has value 200, low 200, high None);
    None as an end means unbounded. `unit` is an ISO 4217 code for money, "%" for percent,
    a pint unit name for measures and durations, and for counts the concept id of the
    counted noun (lexicon/shared/units.toml) or its lemma; None when nothing is counted.
    A score ("3-1", unit "score") has its lower number as `low`, its higher as `high`.
    """

    span: Span
    surface: str
    kind: QuantityKind
    value: float
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None = None
    role: AmountRole = AmountRole.PLAIN


class Granularity(StrEnum):
    """How precise a date is."""

    TIME = "time"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    PART = "part"
    """A third of a month or of a year: "early May", "a finales de 2024"."""
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"
    """Two ends that the text names: "del 3 al 7 de mayo"."""
    OTHER = "other"


class DateRole(StrEnum):
    """Which step a date is of: only dates that may be of one step can differ."""

    EVENT = "event"
    REPORT = "report"
    """When it was told: "said on Friday"."""
    BEGIN = "begin"
    FINISH = "finish"
    SINCE = "since"
    """The first day on which it holds: "from May", "not before May"."""
    UNTIL = "until"
    """The last day on which it holds."""
    DEADLINE = "deadline"
    """The last day to do it: "by Friday"."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day.

    `minute` counts from midnight, in [0, 1440); the text admits `slack` minutes either
    side. `sure` is False where it may be twelve hours later: "at 9:15". `zone` names the
    time zone the text gives ("utc", "local"), None when it gives none.
    """

    minute: int
    slack: int
    sure: bool
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class DateValue:
    """A calendar interval [first, last], both days included.

    `anchored` is False when the text gives no year or is relative and the document's
    date was unknown: such a value is compared only on the parts it has, which are then
    in `month`, `day` and `weekday` (`surface` stays for people). `weekday` is 0 for
    Monday when the text names one. `relative` tells "today" or "two days ago", which
    depend on where and when they were written, from a calendar date. A time of day has
    its `clock`, and the day that its sentence says it of when there is one; the clock is
    None for all else. `weekday_conflict` marks a weekday that does not fall on the date
    beside it ("viernes 2 de mayo de 2024"): the date counts. `ahead` tells whether the
    verb it belongs to looks forward or back, None where no verb tells.
    """

    span: Span
    surface: str
    first: date | None
    last: date | None
    granularity: Granularity
    anchored: bool = True
    weekday: int | None = None
    month: int | None = None
    day: int | None = None
    relative: bool = False
    clock: Clock | None = None
    weekday_conflict: bool = False
    role: DateRole = DateRole.EVENT
    ahead: bool | None = None


class Polarity(StrEnum):
    """Whether a claim affirms or denies what it is about."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Hedging(StrEnum):
    """How sure a claim is of what it says."""

    NONE = "none"
    REPORTED = "reported"
    """Said by others, nobody says who: "habría recibido", "reportedly"."""
    ALLEGED = "alleged"
    """Held against somebody, not shown: "presunto", "allegedly"."""
    POSSIBLE = "possible"
    """May be so: "podría", "might", "probablemente"."""
    EXPECTED = "expected"
    """Planned or foreseen: "is expected to", "prevé"."""


class Scope(StrEnum):
    """How much of something a claim covers, when it says so."""

    ALL = "all"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Slots:
    """Everything typed that one claim states; empty or None where it states nothing."""

    numbers: tuple[Quantity, ...] = ()
    dates: tuple[DateValue, ...] = ()
    people: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    organisations: tuple[Mention, ...] = ()
    polarity: Polarity = Polarity.AFFIRMED
    polarity_cue: Span | None = None
    strength: str | None = None
    strength_cue: Span | None = None
    hedging: Hedging = Hedging.NONE
    hedging_cue: Span | None = None
