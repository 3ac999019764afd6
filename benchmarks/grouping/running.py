"""The product's grouping on documents in memory: all at once, or one by one as they arrive.

As they arrive, only what came before is background, as in the store; all at once, all of it. At
the end of each day on which documents were published, those alone are looked at again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

import numpy as np

from matching.grouping.candidates import (
    blocking_keys,
    is_in_reach,
    nearest,
    nearness,
    sharing,
)
from matching.grouping.closing import story_for
from matching.grouping.cluster import Beginning, Group, Odds, cluster, ordered, reopened
from matching.grouping.combine import LEAST, link
from matching.grouping.links import Links
from matching.grouping.profile import Profile
from matching.grouping.signals import Placed, place
from matching.grouping.window import Window, make_window


@dataclass(frozen=True)
class Placement:
    """Documents of one time, all of them the window, by identifier in the order given."""

    window: Window
    placed: dict[str, Placed]

    @cached_property
    def odds(self) -> Odds:
        """The product's log odds of two documents, each pair computed once."""
        return Links(self.placed, self.window).odds


Weigh = Callable[[Placed, Placed, Window], float]
"""The log odds that two documents tell one event, in the window of the time."""


def weigh_as_the_product(left: Placed, right: Placed, window: Window) -> float:
    """Return the odds by the weights in use."""
    return link(left, right, window).odds


@dataclass(frozen=True, eq=False)
class Arrival:
    """A document that comes; `before` came before it, as near in time as may tell one event.

    What is usual is what these documents tell, as in the store: nothing of what is to come.
    """

    profile: Profile
    before: Sequence[Profile]
    known: Mapping[str, Profile]
    _placed: dict[str, Placed] = field(default_factory=dict)

    @cached_property
    def window(self) -> Window:
        """The document and those before it."""
        return make_window([*self.before, self.profile])

    def placed(self, document_id: str) -> Placed:
        """Return a document that is here in the window of now."""
        if document_id not in self._placed:
            (self._placed[document_id],) = place([self.known[document_id]], self.window)
        return self._placed[document_id]

    def again(self, document_id: str) -> "Arrival":
        """Return a document that is here as if it came now, after all others."""
        profile = self.known[document_id]
        others = [one for one in self.known.values() if one is not profile]
        before = [one for one in others if is_in_reach(profile, one)]
        return Arrival(profile, before, self.known)

    def odds(self, weigh: Weigh) -> Odds:
        """Return the log odds of two documents that are here, each pair weighed once."""

        @cache
        def of_pair(one: str, two: str) -> float:
            left, right = self.placed(one), self.placed(two)
            if not is_in_reach(left.profile, right.profile):
                return LEAST
            return weigh(left, right, self.window)

        return lambda one, two: of_pair(*ordered(one, two))


def arrivals(profiles: Iterable[Profile]) -> Iterator[Arrival]:
    """Yield the arrival of each document, in the order given."""
    here: dict[str, Profile] = {}
    for profile in profiles:
        before = [one for one in here.values() if is_in_reach(profile, one)]
        here[profile.document_id] = profile
        yield Arrival(profile, before, dict(here))


def place_all(profiles: Sequence[Profile]) -> Placement:
    """Return the placement of documents, all of them being the window."""
    window = make_window(profiles)
    placed = place(profiles, window)
    return Placement(window, {one.profile.document_id: one for one in placed})


def candidates_of(profile: Profile, others: Sequence[Profile], window: Window) -> list[str]:
    """Return the documents among *others* that the product would weigh *profile* against."""
    within = [one for one in others if is_in_reach(profile, one)]
    having: defaultdict[str, list[str]] = defaultdict(list)
    mine = blocking_keys(profile)
    for one in within:
        for key in blocking_keys(one) & mine:
            having[key].append(one.document_id)
    found = sharing(profile, having, window)
    if within:
        owners = [one.document_id for one in within for _ in one.sentences]
        vectors = np.concatenate([one.vectors for one in within])
        found += nearest(profile, nearness(profile, owners, vectors))
    return sorted(set(found))


def all_candidates(placement: Placement) -> set[tuple[str, str]]:
    """Return the pairs of documents that either would be weighed against the other."""
    profiles = [one.profile for one in placement.placed.values()]
    return {
        ordered(profile.document_id, other)
        for profile in profiles
        for other in candidates_of(
            profile, [one for one in profiles if one is not profile], placement.window
        )
    }


def group_at_once(placement: Placement) -> dict[str, Group]:
    """Return the group of each document, all weighed at once."""
    alone = [(document,) for document in placement.placed]
    pairs = all_candidates(placement)
    return _by_document(cluster(Beginning(alone, pairs), placement.odds))


def group_in_order(
    profiles: Sequence[Profile], weigh: Weigh = weigh_as_the_product
) -> dict[str, Group]:
    """Return the group of each document, each added to those before it in the order given.

    Whenever the next document is of another day, in UTC, and at the end, a night ends.
    """
    groups: list[Group] = []
    days = [_day(one) for one in profiles]
    for arrival, day, next_day in zip(arrivals(profiles), days, [*days[1:], None], strict=True):
        document_id = arrival.profile.document_id
        near = candidates_of(arrival.profile, arrival.before, arrival.window)
        pairs = [(document_id, other) for other in near]
        odds = arrival.odds(weigh)
        beginning = Beginning([*groups, (document_id,)], pairs)
        found = cluster(reopened(beginning, odds, lambda _: True), odds)
        groups = [*groups, (document_id,)] if (document_id,) in found else found
        if day != next_day:
            groups = _closed(groups, arrival, weigh)
    return _by_document(groups)


def _day(profile: Profile) -> date | None:
    return profile.published_at.date() if profile.published_at else None


def _closed(groups: Sequence[Group], last: Arrival, weigh: Weigh) -> list[Group]:
    """Return *groups* after the night that a document was the last of: stories take in more.

    Documents alone, within the days of the window, are weighed against all that is here, until
    none finds its story any more.
    """
    alone = [last.again(group[0]) for group in groups if len(group) == 1]
    alone = [each for each in alone if is_in_reach(each.profile, last.profile)]
    near = {each: candidates_of(each.profile, each.before, each.window) for each in alone}
    odds = {each: each.odds(weigh) for each in alone}
    groups = list(groups)
    while True:
        home = _by_document(groups)
        found = {}
        for each in alone:
            stories = {home[one] for one in near[each] if len(home[one]) > 1}
            story = story_for(each.profile.document_id, stories, odds[each])
            if len(home[each.profile.document_id]) == 1 and story:
                found[each.profile.document_id] = story
        if not found:
            return groups
        groups = _taken_in(groups, found)


def _taken_in(groups: Iterable[Group], found: Mapping[str, Group]) -> list[Group]:
    """Return *groups* with the documents that were *found* to be of one of them."""
    more: defaultdict[Group, list[str]] = defaultdict(list)
    for document_id, story in found.items():
        more[story].append(document_id)
    kept = [group for group in groups if not (len(group) == 1 and group[0] in found)]
    return [tuple(sorted((*group, *more[group]))) for group in kept]


def _by_document(groups: Iterable[Group]) -> dict[str, Group]:
    return {document: group for group in groups for document in group}
