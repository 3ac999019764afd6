"""How two documents stand to each other, as named numbers that a combiner weighs.

Every signal is the same for (left, right) and (right, left). What only one of two documents
tells as news is background in the other: so a lead that finds its like anywhere in the other
document counts apart from two leads that are alike, and the worse of both directions apart
from the better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from matching.embed import Vectors
from matching.grouping.profile import Part, Profile
from matching.grouping.window import Window, day_key

# A cosine of 0.05 above what is usual is a lot.
_STEEPNESS = 20
_LONGEST_GAP = 7
_WEIGHTS = {Part.LEAD: 1.0, Part.BODY: 0.5}
_LEAD_WORD = 1.5
_MOST_SHARED = 4.0
_SECONDS_A_DAY = 86_400
# As if each document gave one rare figure more that the other lacks: eleven trains of the one
# and eleven hours of the other, which neither has more figures than, are no proof.
_FIGURES_BESIDE = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A profile among the documents of its time: `usual[i]` belongs to its sentence i."""

    profile: Profile
    usual: Vectors


def place(profiles: Sequence[Profile], window: Window) -> list[Placed]:
    """Return *profiles*, each with what is usual for its sentences in *window*."""
    return list(map(Placed, profiles, window.usual(profiles)))


def signals(left: Placed, right: Placed, window: Window) -> dict[str, float]:
    """Return the named signals of a pair, most of them in [-5, 5]."""
    one, two = left.profile, right.profile
    across = one.language != two.language
    found = {"always": 1.0, "across_languages": float(across)}
    found |= _sentence_signals(left, right)
    names = _Shared.of(one.names, two.names, window)
    amounts = _Shared.of(one.amounts, two.amounts, window, _FIGURES_BESIDE)
    found["names_least"], found["names_most"] = names.least, names.most
    found["names_rarest"] = names.rarest
    found["names_foreign"] = _foreign_leads(one, two, window)
    found["amounts_shared"] = min(amounts.weight, _MOST_SHARED)
    found["amounts_least"] = amounts.least
    found["words"] = 0.0 if across else 5 * _word_cosine(one.words, two.words, window)
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
    def of(
        cls,
        one: Mapping[str, Part],
        two: Mapping[str, Part],
        window: Window,
        beside: float = 0.0,
    ) -> "_Shared":
        """Compare the keys of two documents, each as if it had *beside* of other keys too."""
        keys = one.keys() & two.keys()
        rarity = {key: window.rarity(key) for key in one.keys() | two.keys()}
        shares = []
        for side in (one, two):
            weights = {key: rarity[key] ** 2 * _WEIGHTS[part] for key, part in side.items()}
            whole = sum(weights.values()) + beside
            shares.append(sum(weights[key] for key in sorted(keys)) / whole if whole else 0.0)
        return cls(
            sum(rarity[key] ** 2 * _WEIGHTS[one[key]] * _WEIGHTS[two[key]] for key in sorted(keys)),
            min(shares),
            max(shares),
            max((rarity[key] for key in keys), default=0.0),
        )


def _foreign_leads(one: Profile, two: Profile, window: Window) -> float:
    """Return how much of the better known lead names the other lacks, from -1 (all) to 0.

    Halfway where a lead names nobody.
    """
    shares = []
    for side, other in ((one, two), (two, one)):
        leads = sorted(key for key, part in side.names.items() if part is Part.LEAD)
        if not leads:
            return -0.5
        weights = {key: window.rarity(key) ** 2 for key in leads}
        missing = sum(weights[key] for key in leads if key not in other.names)
        shares.append(missing / (sum(weights.values()) or 1.0))
    return -min(shares)


def _word_cosine(one: Mapping[str, Part], two: Mapping[str, Part], window: Window) -> float:
    left, right = (
        {
            key: window.rarity(key) ** 2 * (_LEAD_WORD if part is Part.LEAD else 1.0)
            for key, part in side.items()
        }
        for side in (one, two)
    )
    dot = sum(left[key] * right[key] for key in sorted(left.keys() & right.keys()))
    squares = [sum(value * value for value in side.values()) for side in (left, right)]
    return dot / (squares[0] * squares[1]) ** 0.5 if all(squares) else 0.0


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
