"""How two documents stand to each other, as named numbers that a combiner weighs.

Every signal is the same for (left, right) and (right, left). What only one of two documents
tells as news is background in the other: so a lead that finds its like anywhere in the other
document counts apart from two leads that are alike, and the worse of both directions apart
from the better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from matching.embed import Vectors
from matching.grouping.profile import Part, Profile
from matching.grouping.window import Window, day_key

# A cosine of 0.05 above what is usual is a lot.
_STEEPNESS = 20
_LONGEST_GAP = 7
_BY_PART = {Part.LEAD: 1.0, Part.BODY: 0.5}
_BY_PART_OF_WORDS = {Part.LEAD: 1.5, Part.BODY: 1.0}
_ALIKE = {Part.LEAD: 1.0}
_MOST_SHARED = 4.0
_SECONDS_A_DAY = 86_400
# As if each document gave one rare figure more that the other lacks: eleven trains of the one
# and eleven hours of the other, which neither has more figures than, are no proof.
_FIGURES_BESIDE = 1.0


@dataclass(frozen=True, slots=True)
class _Weights:
    """What keys of one document weigh by their parts, and what all of them weigh together."""

    parts: Mapping[str, Part]
    of: Mapping[str, float]
    whole: float

    @classmethod
    def by_rarity(
        cls, keys: Mapping[str, Part], by_part: Mapping[Part, float], window: Window
    ) -> "_Weights":
        """Weigh keys by the square of their rarity and by where they stand."""
        of = {key: window.rarity(key) ** 2 * by_part[part] for key, part in keys.items()}
        return cls(keys, of, sum(of.values()))


@dataclass(frozen=True, eq=False)
class Placed:
    """A profile among the documents of its time: `usual[i]` belongs to its sentence i."""

    profile: Profile
    usual: Vectors
    window: Window

    @cached_property
    def names(self) -> _Weights:
        """What its names weigh."""
        return _Weights.by_rarity(self.profile.names, _BY_PART, self.window)

    @cached_property
    def amounts(self) -> _Weights:
        """What its amounts weigh."""
        return _Weights.by_rarity(self.profile.amounts, _BY_PART, self.window)

    @cached_property
    def words(self) -> _Weights:
        """What its words weigh."""
        return _Weights.by_rarity(self.profile.words, _BY_PART_OF_WORDS, self.window)

    @cached_property
    def length(self) -> float:
        """The length of its words' weights as a vector, squared."""
        return sum(weight * weight for weight in self.words.of.values())

    @cached_property
    def leads(self) -> _Weights:
        """What the names that lead it weigh, in order of the alphabet."""
        leads = {key: part for key, part in self.profile.names.items() if part is Part.LEAD}
        return _Weights.by_rarity(dict(sorted(leads.items())), _ALIKE, self.window)


def place(profiles: Sequence[Profile], window: Window) -> list[Placed]:
    """Return *profiles*, each with what is usual for its sentences in *window*."""
    usual = window.usual(profiles)
    return [Placed(*each, window) for each in zip(profiles, usual, strict=True)]


def signals(left: Placed, right: Placed, window: Window) -> dict[str, float]:
    """Return the named signals of a pair, most of them in [-5, 5]."""
    one, two = left.profile, right.profile
    across = one.language != two.language
    found = {"always": 1.0, "across_languages": float(across)}
    found |= _sentence_signals(left, right)
    names = _Shared.of(left.names, right.names, window)
    amounts = _Shared.of(left.amounts, right.amounts, window, _FIGURES_BESIDE)
    found["names_least"], found["names_most"] = names.least, names.most
    found["names_rarest"] = names.rarest
    found["names_foreign"] = _foreign_leads(left, right)
    found["amounts_shared"] = min(amounts.weight, _MOST_SHARED)
    found["amounts_least"] = amounts.least
    found["words"] = 0.0 if across else 5 * _word_cosine(left, right)
    found |= _day_signals(one, two, window)
    found["same_source"] = float(one.source == two.source)
    return {name: round(float(value), 4) for name, value in found.items()}


def _sentence_signals(left: Placed, right: Placed) -> dict[str, float]:
    one, two = left.profile, right.profile
    near = one.vectors @ two.vectors.T
    beyond = _STEEPNESS * (near - (left.usual[:, None] + right.usual[None, :]) / 2)
    leads = sorted((float(beyond[: one.leads].max()), float(beyond[:, : two.leads].max())))
    means = sorted((float(beyond.max(1).mean()), float(beyond.max(0).mean())))
    middle, other = one.vectors.mean(0), two.vectors.mean(0)
    cosine = float(middle @ other) / float(np.linalg.norm(middle) * np.linalg.norm(other))
    return {
        "lead_lead": float(beyond[: one.leads, : two.leads].max()),
        "lead_least": leads[0],
        "lead_most": leads[1],
        "sentences_least": means[0],
        "sentences_most": means[1],
        "middle": 10 * (cosine - 0.9),
    }


@dataclass(frozen=True, slots=True)
class _Shared:
    """Keys of both documents: their weight, and their share of each document's, in [0, 1]."""

    weight: float
    least: float
    most: float
    rarest: float

    @classmethod
    def of(cls, one: _Weights, two: _Weights, window: Window, beside: float = 0.0) -> "_Shared":
        """Compare the keys of two documents, each as if it had *beside* of other keys too."""
        keys = sorted(one.of.keys() & two.of.keys())
        rarity = {key: window.rarity(key) for key in keys}
        shares = []
        for side in (one, two):
            whole = side.whole + beside
            shares.append(sum(side.of[key] for key in keys) / whole if whole else 0.0)
        parts = [_BY_PART[one.parts[key]] * _BY_PART[two.parts[key]] for key in keys]
        return cls(
            sum(rarity[key] ** 2 * part for key, part in zip(keys, parts, strict=True)),
            min(shares),
            max(shares),
            max(rarity.values(), default=0.0),
        )


def _foreign_leads(left: Placed, right: Placed) -> float:
    """Return how much of the better known lead names the other lacks, from -1 (all) to 0.

    Halfway where a lead names nobody.
    """
    shares = []
    for leads, other in ((left.leads, right), (right.leads, left)):
        if not leads.of:
            return -0.5
        missing = sum(leads.of[key] for key in leads.of if key not in other.profile.names)
        shares.append(missing / (leads.whole or 1.0))
    return -min(shares)


def _word_cosine(left: Placed, right: Placed) -> float:
    one, two = left.words.of, right.words.of
    if not left.length or not right.length:
        return 0.0
    dot = sum(one[key] * two[key] for key in sorted(one.keys() & two.keys()))
    return dot / float((left.length * right.length) ** 0.5)


def event_day(profile: Profile) -> date | None:
    """Return the day a document most likely tells of: the lead's, the first past one, its own."""
    past = [day for day in profile.days if not day.ahead]
    lead = [day for day in past if day.part is Part.LEAD]
    return (lead or past)[0].on if past else profile.published_on


def _day_signals(one: Profile, two: Profile, window: Window) -> dict[str, float]:
    found = dict.fromkeys(("day_gap", "day_meet", "published_gap", "day_ahead"), 0.0)
    day, other = event_day(one), event_day(two)
    if day and other:
        found["day_gap"] = min(abs((day - other).days), _LONGEST_GAP) / _LONGEST_GAP
        found["day_meet"] = float(bool(_past(one) & _past(two)))
    if one.published_at and two.published_at:
        gap = abs((one.published_at - two.published_at).total_seconds()) / _SECONDS_A_DAY
        found["published_gap"] = min(gap, _LONGEST_GAP) / _LONGEST_GAP
    to_come = {day.on for day in one.days if day.ahead} & {day.on for day in two.days if day.ahead}
    found["day_ahead"] = max((window.rarity(day_key(each)) for each in to_come), default=0.0)
    return found


def _past(profile: Profile) -> set[date | None]:
    return {day.on for day in profile.days if not day.ahead} | {event_day(profile)}
