"""What a document is weighed against: what is usual around it, its candidates, their stories."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from matching.grouping.candidates import nearest, sharing
from matching.grouping.cluster import ordered
from matching.grouping.combine import Link
from matching.grouping.links import Links
from matching.grouping.profile import Profile
from matching.grouping.signals import Placed, place
from matching.grouping.window import Window, make_window
from service.grouping.kept import KeptProfiles
from service.grouping.means import Grouper
from service.grouping.reasons import nearest_reason
from service.store.grouping_profiles import Reach
from service.store.stories import MAX_DOCUMENTS
from service.store.unit import Store

# Documents of a window that tell what is usual in it.
_BACKGROUND = 300
_REASONS = 3


@dataclass(frozen=True, slots=True)
class Round:
    """Some documents after each other: means, the profiles that they share, the moment."""

    grouper: Grouper
    kept: KeptProfiles
    at: datetime


class Surroundings:
    """One document, its `candidates`, and the members of their stories that are weighed.

    All of them are `placed` in one window; `homes` gives the story of each that is in one.
    `stories` are those that may take something in, whoever of them is placed.
    """

    def __init__(
        self, store: Store, window: Window, round_: Round, document_id: str, moment: datetime
    ) -> None:
        """Hold nothing yet but what is usual around a document; `of` looks up the rest."""
        self._store, self._window, self._kept = store, window, round_.kept
        self._thresholds = thresholds = round_.grouper.thresholds
        self.document_id, self._moment = document_id, moment
        self.placed: dict[str, Placed] = {}
        self.links = Links(self.placed, window, thresholds)
        self.candidates: list[str] = []
        self.homes: dict[str, str] = {}
        self.stories: frozenset[str] = frozenset()

    @classmethod
    def of(cls, store: Store, round_: Round, profile: Profile, moment: datetime) -> "Surroundings":
        """Look up the candidates of *profile* and the members of their stories."""
        profiles, thresholds = store.grouping_profiles, round_.grouper.thresholds
        reach = Reach.around(moment, thresholds.window_days)
        background = profiles.within(reach, _BACKGROUND)
        known = round_.kept.get(profiles, {*background, profile.document_id})
        window = make_window(list(known.values()))
        found = sharing(profile, profiles.having(profile, reach, _BACKGROUND), window, thresholds)
        found += nearest(profile, profiles.nearness(profile, reach), thresholds)
        made = cls(store, window, round_, profile.document_id, moment)
        made._gather(sorted(set(found)), known)
        return made

    def _gather(self, found: Sequence[str], known: dict[str, Profile]) -> None:
        """Place the document, its candidates and the nearest members of their stories."""
        homes = self._store.groupings.homes({*found, self.document_id})
        mine = homes.get(self.document_id)
        held = self._store.stories.members(homes.values())
        closed = {story for story in held if story != mine and self._is_closed(held[story])}
        found = [each for each in found if homes.get(each) not in closed]
        near = {self.document_id, *found}
        members = {
            story: self._weighed(documents, near)
            for story, documents in held.items()
            if story not in closed
        }
        self.stories = frozenset(members)
        self.place(near.union(*members.values()), known)
        self.candidates = [each for each in found if each in self.placed]
        self.homes = {
            each: story for story, group in members.items() for each in group if each in self.placed
        }

    def _weighed(
        self, documents: Sequence[tuple[str, datetime | None]], near: Set[str]
    ) -> list[str]:
        """Return those of a story's documents that were put last into it, and those in *near*."""
        first_of_last = len(documents) - self._thresholds.most_members
        return [
            each for at, (each, _) in enumerate(documents) if at >= first_of_last or each in near
        ]

    def place(self, ids: Set[str], known: Mapping[str, Profile]) -> None:
        """Place documents in the window; those that cannot be read have no profile and no place."""
        missing = self._kept.get(self._store.grouping_profiles, ids - known.keys())
        profiles = {**known, **missing}
        here = [profiles[each] for each in sorted(ids) if each in profiles]
        self.placed |= {one.profile.document_id: one for one in place(here, self._window)}

    def _is_closed(self, documents: Sequence[tuple[str, datetime | None]]) -> bool:
        """Tell whether a story is full, or began too long ago for what is new to be of it."""
        longest = timedelta(days=self._thresholds.longest_story_days)
        is_old = any(self._moment - at > longest for _, at in documents if at)
        return is_old or len(documents) >= MAX_DOCUMENTS

    def reasons(self, document_id: str, group: Iterable[str]) -> list[dict[str, Any]]:
        """Return the nearest documents of the group, each with what speaks for it."""
        pairs = [ordered(document_id, each) for each in group if each != document_id]
        known = self.links.known
        near = sorted((known[pair] for pair in pairs if pair in known), key=_by_odds)
        return [
            nearest_reason(self.placed, one, self._window)
            | {"document_id": one.right_id if one.left_id == document_id else one.left_id}
            for one in near[:_REASONS]
        ]


def _by_odds(one: Link) -> tuple[float, str, str]:
    return -one.odds, one.left_id, one.right_id
