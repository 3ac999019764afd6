"""Grouping the documents that were not grouped yet, one after the other."""

from collections.abc import Set
from datetime import datetime

from matching.grouping.cluster import (
    Beginning,
    Group,
    cluster,
    joint_score,
    reopened,
)
from matching.grouping.combine import LEAST, probability
from matching.grouping.profile import Profile
from matching.grouping.thresholds import GroupingThresholds
from service.grouping.kept import KeptProfiles
from service.grouping.means import Grouper, GroupingReport
from service.grouping.parting import leaving
from service.grouping.profiling import profiled, renew
from service.grouping.surroundings import Round, Surroundings
from service.grouping.titles import headline, story_title
from service.store.grouping_profiles import Reach
from service.store.groupings import Grouped
from service.store.stories import MAX_DOCUMENTS
from service.store.unit import Store, read_only, unit_of_work

_AT_ONCE = 50


def group_some(grouper: Grouper, *, at: datetime, since: datetime | None = None) -> GroupingReport:
    """Group up to 50 documents on which nothing was decided yet; the earliest first.

    *since* leaves alone what was published and stored before, such as an archive.

    It is what a job does between two signs of life; nothing is left when the report counts no
    document. Each document is grouped in a transaction of its own.
    """
    report = GroupingReport()
    with read_only(grouper.engine) as store:
        waiting = store.grouping_profiles.undecided(_AT_ONCE, since=since)
        documents = store.documents.get_all([document_id for document_id, _ in waiting])
    profiles = profiled(documents, grouper.encoder)
    round_ = Round(grouper, KeptProfiles(grouper.encoder), at)
    for document_id, moment in waiting:
        reach = Reach.around(moment, grouper.thresholds.window_days)
        renew(grouper.engine, grouper.encoder, reach, at=at)
        with unit_of_work(grouper.engine, actor=grouper.actor, at=at) as store:
            store.groupings.hold()
            if store.groupings.latest(document_id):
                # Somebody else did it meanwhile; counted, so that those after it get their turn.
                done = GroupingReport(documents=1)
            elif document_id in profiles:
                done = _group_one(store, round_, profiles[document_id], moment)
            else:
                done = _unread(store, grouper, document_id, at)
        report = report.plus(done)
    return report


def _unread(store: Store, grouper: Grouper, document_id: str, at: datetime) -> GroupingReport:
    """Note that a document that cannot be read stays where it is, so that it is tried once."""
    home = store.groupings.homes([document_id]).get(document_id)
    store.groupings.record(Grouped(document_id, home, 0.0, (), 0), grouper.config, at=at)
    return GroupingReport(documents=1, alone=int(home is None))


def _group_one(store: Store, round_: Round, profile: Profile, moment: datetime) -> GroupingReport:
    """Keep a document's profile, and let it join a story, begin one, or stay alone."""
    grouper, at = round_.grouper, round_.at
    store.grouping_profiles.put(profile, grouper.encoder, at=moment)
    around = Surroundings.of(store, round_, profile, moment)
    weighing = _Weighing(store, around, grouper.thresholds)
    story_id = weighing.decide(at)
    pairs = len(around.links.known)
    for each, home in ({profile.document_id: story_id} | weighing.moved).items():
        found = weighing.groups_of(each)
        said = weighing.confidence(each, found), around.reasons(each, found)
        store.groupings.record(Grouped(each, home, *said, pairs), grouper.config, at=at)
    return GroupingReport(
        documents=1,
        joined=int(story_id is not None and not weighing.begun),
        begun=int(weighing.begun),
        alone=int(story_id is None),
        pairs=pairs,
    )


class _Weighing:
    """One document among its surroundings, and what came of weighing it."""

    def __init__(self, store: Store, around: Surroundings, thresholds: GroupingThresholds) -> None:
        self._store, self._around, self._thresholds = store, around, thresholds
        self._document_id, self._homes = around.document_id, around.homes
        self.links = around.links
        self.begun = False
        self.moved: dict[str, str | None] = {}
        self._result: list[Group] = []

    def decide(self, at: datetime) -> str | None:
        """Group and carry it out; return the document's story, None where it is alone."""
        mine = self._homes.get(self._document_id)
        constraints = self._store.groupings.constraints()
        groups: dict[str, list[str]] = {}
        for each in self._around.placed:
            groups.setdefault(self._homes.get(each, each), []).append(each)
        pairs = [] if mine else [(self._document_id, each) for each in self._around.candidates]
        beginning = Beginning(
            [tuple(sorted(group)) for group in groups.values()], pairs, constraints
        )
        decided = {each for pair in constraints.together | constraints.apart for each in pair}
        odds, thresholds = self.links.odds, self._thresholds
        begun = reopened(beginning, odds, lambda group: self._may_open(group, decided), thresholds)
        self._result = cluster(begun, odds, thresholds)
        if mine or len(self.groups_of(self._document_id)) == 1:
            return mine
        opened = {each for (each, *more) in begun.groups if not more and each in self._homes}
        self._part(at)
        story = None
        for group in self._result:
            if len(group) == 1 or (opened.isdisjoint(group) and self._document_id not in group):
                continue
            if not self._is_too_many(group):
                into = self._carry_out(group, decided, at)
                story = into if self._document_id in group else story
        return story

    def _may_open(self, group: Group, decided: Set[str]) -> bool:
        """Tell whether the machine alone made a story, all of whose documents are weighed."""
        story = self._homes[group[0]]
        return (
            decided.isdisjoint(group)
            and len(self._store.stories.document_ids(story)) == len(group)
            and self._store.stories.is_made_by_machine(story)
        )

    def _part(self, at: datetime) -> None:
        """Take documents out of stories that fell apart; each is alone until it is put anew."""

        def is_title(story: str, document: str) -> bool:
            return self._store.stories.title(story) == headline(
                self._around.placed[document].profile
            )

        for each in leaving(self._homes, self.groups_of, is_title):
            del self._homes[each]
            self._store.groupings.place(each, None, at=at)
            self.moved[each] = None

    def _carry_out(self, group: Group, decided: Set[str], at: datetime) -> str:
        stories = {self._homes[each] for each in group if each in self._homes}
        if not stories:
            self.begun |= self._document_id in group
            stories = {self._begin(group, at)}
        into, *others = sorted(stories, key=lambda story: (self._begun_at(story), story))
        going = [each for each in group if each not in self._homes]
        for story in others:
            going += [
                each for each in self._store.stories.document_ids(story) if each not in decided
            ]
        self._around.place(set(going) - self._around.placed.keys(), {})
        for each in going:
            self._store.groupings.place(each, into, at=at)
            if each in self._around.placed and each != self._document_id:
                self.moved[each] = into
        return into

    def _begin(self, group: Group, at: datetime) -> str:
        """Begin a story of *group*, known by its first document where no other story is."""
        title = story_title([self._around.placed[each].profile for each in group])
        first = min(group, key=lambda each: (str(self._at(each)), each))
        story = self._store.groupings.begin(title, first, at=at)
        if self._store.stories.document_ids(story):
            story = self._store.groupings.begin(title, f"{first} {self._document_id}", at=at)
        return story

    def _is_too_many(self, group: Group) -> bool:
        """Tell whether a story would have more documents than one may have."""
        stories = {self._homes[each] for each in group if each in self._homes}
        held = sum(len(self._store.stories.document_ids(story)) for story in stories)
        return held + sum(each not in self._homes for each in group) > MAX_DOCUMENTS

    def _begun_at(self, story_id: str) -> str:
        story = self._store.stories.get(story_id)
        return story.created_at.isoformat() if story else ""

    def _at(self, document_id: str) -> datetime | None:
        return self._around.placed[document_id].profile.published_at

    def groups_of(self, document_id: str) -> Group:
        """Return the group in which a document ended; the new one's for what came with it."""
        found = {each: group for group in self._result for each in group}
        return found.get(document_id, found[self._document_id])

    def confidence(self, document_id: str, group: Group) -> float:
        """Return how likely a document is of its group, or that it is of no other when alone."""
        odds = [self.links.odds(document_id, each) for each in group if each != document_id]
        if not odds:
            near = [one.odds for pair, one in self.links.known.items() if document_id in pair]
            return round(1 - probability(max(near, default=LEAST)), 4)
        return probability(joint_score(odds, self._thresholds) - self._thresholds.join)
