"""The look at a night's end: documents that stayed alone, weighed once more.

All are weighed against the stories as they stand, by what is usual now that the days' documents
are here; only then, in one transaction, stories take in what is theirs. So the order of nothing
matters, and a run that was killed comes to the same when it is done again.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from matching.grouping.closing import closing_score, story_for
from matching.grouping.cluster import Group, ordered
from matching.grouping.combine import probability
from matching.grouping.profile import Profile
from matching.grouping.thresholds import GroupingThresholds
from service.grouping.kept import KeptProfiles
from service.grouping.means import Grouper
from service.grouping.profiling import renew
from service.grouping.surroundings import Round, Surroundings
from service.store.grouping_profiles import Reach
from service.store.groupings import Grouped
from service.store.stories import MAX_DOCUMENTS
from service.store.unit import Store, read_only, unit_of_work

Alone = Sequence[tuple[str, datetime]]
"""Documents with the moments when they were published or stored."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a document alone found: the story that it is of, None for none.

    *against* are its candidates and their stories. While none of these changes, neither does
    what is found.
    """

    document_id: str
    against: frozenset[str]
    found: Grouped | None


def still_alone(grouper: Grouper, since: datetime) -> Alone:
    """Return the documents that the machine left alone, of *since* and of the window before it.

    Not those that a person's correction moved, though it be undone.
    """
    window = timedelta(days=grouper.thresholds.window_days)
    with read_only(grouper.engine) as store:
        touched = _touched(store)
        found = store.grouping_profiles.alone(since - window)
    return [(one, moment) for one, moment in found if one not in touched]


def look_again(grouper: Grouper, alone: Alone, *, at: datetime) -> list[Look]:
    """Return what is found of those documents *alone* that can be read.

    No decision is stored; profiles that another model or version made are made anew.
    """
    round_ = Round(grouper, KeptProfiles(grouper.encoder), at)
    looks = []
    for document_id, moment in alone:
        reach = Reach.around(moment, grouper.thresholds.window_days)
        renew(grouper.engine, grouper.encoder, reach, at=at)
        with read_only(grouper.engine) as store:
            kept = round_.kept.get(store.grouping_profiles, [document_id])
            if document_id in kept:
                looks.append(_weighed(store, round_, kept[document_id], moment))
    return looks


def take_in(grouper: Grouper, found: Sequence[Grouped], *, at: datetime) -> dict[str, str]:
    """Put documents into their stories in one transaction; return the story of each that went.

    One is left out when somebody moved it meanwhile, when people hold it apart from a document
    of the story, when its nearest documents have left the story, or when the story is full.
    """
    with unit_of_work(grouper.engine, actor=grouper.actor, at=at) as store:
        store.groupings.hold()
        touched = _touched(store)
        homes = store.groupings.homes([each.document_id for each in found])
        is_apart = _apart(store)
        taken = {}
        for each in sorted(found, key=lambda one: one.document_id):
            story = str(each.story_id)
            members = store.stories.document_ids(story)
            if each.document_id in touched or each.document_id in homes:
                continue
            near = {str(reason["document_id"]) for reason in each.reasons}
            is_free = len(members) < MAX_DOCUMENTS and not is_apart(each.document_id, members)
            if is_free and near & set(members):
                store.groupings.place(each.document_id, story, at=at)
                store.groupings.record(each, grouper.config, at=at)
                taken[each.document_id] = story
    return taken


def _weighed(store: Store, round_: Round, profile: Profile, moment: datetime) -> Look:
    """Weigh a document alone against the stories that its candidates are in."""
    around = Surroundings.of(store, round_, profile, moment)
    against = frozenset((*around.candidates, *around.stories))
    found = _story_among(store, around, round_.grouper.thresholds)
    return Look(profile.document_id, against, found)


def _story_among(
    store: Store, around: Surroundings, thresholds: GroupingThresholds
) -> Grouped | None:
    """Return the story that a document alone is of, as it is to be recorded; None without one."""
    document_id = around.document_id
    is_apart = _apart(store)
    stories: defaultdict[str, list[str]] = defaultdict(list)
    for each, story in around.homes.items():
        stories[story].append(each)
    groups: dict[Group, str] = {
        tuple(sorted(members)): story
        for story, members in stories.items()
        if not is_apart(document_id, store.stories.document_ids(story))
    }
    group = story_for(document_id, groups, around.links.odds, thresholds)
    if group is None:
        return None
    score = closing_score([around.links.odds(document_id, each) for each in group], thresholds)
    return Grouped(
        document_id=document_id,
        story_id=groups[group],
        confidence=probability(score - thresholds.closing),
        reasons=around.reasons(document_id, group),
        pairs=len(around.links.known),
    )


def _touched(store: Store) -> set[str]:
    return {moved for each in store.groupings.decisions() for moved in each.moved}


def _apart(store: Store) -> Callable[[str, Sequence[str]], bool]:
    """Return what tells whether people hold a document apart from one of others."""
    apart = store.groupings.constraints().apart
    return lambda one, others: any(ordered(one, other) in apart for other in others)
