"""Profiles in memory while documents near in time are grouped: they share their background."""

from collections.abc import Iterable

from matching.embed import Encoder
from matching.grouping.profile import Profile
from service.store.grouping_profiles import GroupingProfileRepository

# Some 100 kB each.
_MOST = 1_000


class KeptProfiles:
    """Profiles as they were read, for one run of grouping.

    Under one encoder and code a document's profile is always the same, so nothing else changes.
    """

    def __init__(self, encoder: Encoder) -> None:
        """Keep profiles whose vectors *encoder* made."""
        self._encoder = encoder
        self._known: dict[str, Profile] = {}

    def get(self, profiles: GroupingProfileRepository, ids: Iterable[str]) -> dict[str, Profile]:
        """Return what `profiles.get` does, reading those that were not read before."""
        wanted = set(ids)
        if len(self._known) > _MOST:
            self._known = {each: self._known[each] for each in wanted & self._known.keys()}
        self._known |= profiles.get(wanted - self._known.keys(), self._encoder)
        return {each: self._known[each] for each in wanted & self._known.keys()}
