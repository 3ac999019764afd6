"""Which documents are worth weighing against a new one: few, however many there are.

Source: blocking in record linkage (Christen 2012); here two keys side by side, the rarest
shared names, amounts and days, and the nearest sentences.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

import numpy as np

from matching.embed import Vectors
from matching.grouping.profile import Profile
from matching.grouping.thresholds import GROUPING, GroupingThresholds
from matching.grouping.window import Window, day_keys


def blocking_keys(profile: Profile) -> set[str]:
    """Return the keys by which another document may be found."""
    return {*profile.names, *profile.amounts, *day_keys(profile)}


def sharing(
    profile: Profile,
    others: Mapping[str, Iterable[str]],
    window: Window,
    thresholds: GroupingThresholds = GROUPING,
) -> list[str]:
    """Return the documents that share the rarest keys, most first.

    `others[key]` are the identifiers of documents that have a key of *profile*.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    for key in sorted(others):
        rarity = window.rarity(key)
        if rarity >= thresholds.rare:
            for document_id in others[key]:
                weights[document_id] += rarity**2
    weights.pop(profile.document_id, None)
    ranked = sorted(weights, key=lambda each: (-round(weights[each], 6), each))
    return ranked[: thresholds.sharing]


def nearest(
    profile: Profile, found: Mapping[str, float], thresholds: GroupingThresholds = GROUPING
) -> list[str]:
    """Return the documents whose sentences come nearest, nearest first.

    `found[id]` is the sum over the sentences of *profile* of what is nearest there.
    """
    ranked = sorted(found, key=lambda each: (-round(found[each], 6), each))
    return [each for each in ranked if each != profile.document_id][: thresholds.nearest]


def nearness(profile: Profile, owners: Sequence[str], vectors: Vectors) -> dict[str, float]:
    """Return the nearness of documents whose sentences are *vectors*, `owners[i]` that of row i.

    Exact: the mean over the sentences of *profile* of the nearest cosine in each document.
    """
    if not len(vectors):
        return {}
    names = sorted(set(owners))
    place = {name: at for at, name in enumerate(names)}
    best = np.full((len(profile.vectors), len(names)), -1.0, np.float32)
    columns = np.array([place[owner] for owner in owners])
    cosines = profile.vectors @ vectors.T
    for row, values in zip(best, cosines, strict=True):
        np.maximum.at(row, columns, values)
    return {name: float(value) for name, value in zip(names, best.mean(axis=0), strict=True)}


def is_in_reach(one: Profile, two: Profile, thresholds: GroupingThresholds = GROUPING) -> bool:
    """Tell whether two documents were published near enough; unknown times are near any."""
    if one.published_at is None or two.published_at is None:
        return True
    return abs(one.published_at - two.published_at) <= timedelta(days=thresholds.window_days)
