"""The product's grouping on documents in memory: all at once, or one by one as they arrive."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.document import Document
from matching.embed import Encoder
from matching.grouping.candidates import (
    blocking_keys,
    is_in_reach,
    nearest,
    nearness,
    sharing,
)
from matching.grouping.cluster import Beginning, Group, Odds, cluster, ordered
from matching.grouping.links import Links
from matching.grouping.profile import Profile, profile_documents
from matching.grouping.signals import Placed, place
from matching.grouping.window import Window, make_window


@dataclass(frozen=True)
class Placement:
    """Documents of one time in their window, by identifier, in the order given."""

    window: Window
    placed: dict[str, Placed]

    @cached_property
    def odds(self) -> Odds:
        """The product's log odds of two documents, each pair computed once."""
        return Links(self.placed, self.window).odds


def place_all(documents: Sequence[Document], encoder: Encoder) -> Placement:
    """Return the placement of *documents*, all of them being the window."""
    profiles = profile_documents(documents, encoder)
    window = make_window(profiles)
    return Placement(window, {one.document_id: place(one, window) for one in profiles})


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


def group_in_order(placement: Placement, order: Iterable[str]) -> dict[str, Group]:
    """Return the group of each document, each added to those before it in *order*."""
    groups: list[Group] = []
    here: list[Profile] = []
    for document_id in order:
        profile = placement.placed[document_id].profile
        near = candidates_of(profile, here, placement.window)
        pairs = [(document_id, other) for other in near]
        groups = cluster(Beginning([*groups, (document_id,)], pairs), placement.odds)
        here.append(profile)
    return _by_document(groups)


def _by_document(groups: Iterable[Group]) -> dict[str, Group]:
    return {document: group for group in groups for document in group}
