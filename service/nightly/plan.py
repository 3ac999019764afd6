"""What a night's report will look at, decided before anything is compared."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from matching.ids import content_id
from service.nightly_contract import Night, NightlyReport, Scope
from service.store.unit import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """A night and what to look at in it; all that decides which reports follow each other."""

    night: Night
    scope: Scope

    @property
    def scope_id(self) -> str:
        """Identifier of the row of reports that this one belongs to; days are one of their own."""
        kind = "day" if self.night.day else "span"
        sources = sorted(self.scope.sources)
        return content_id("scp", kind, sources, self.scope.story_id, self.night.time_zone)


@dataclass(frozen=True, slots=True)
class PlannedStory:
    """A story that the night touched: its documents at the night's end, and those of the night."""

    story_id: str
    title: str
    document_ids: tuple[str, ...]
    new_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is looked at. `changed_since` is the end of the report before: changes count from it.

    `documents` came in the night, `stories_of` are all stories that each of them is in.
    """

    asked: Asked
    previous: NightlyReport | None
    changed_since: datetime
    documents: tuple[str, ...]
    stories: tuple[PlannedStory, ...]
    stories_of: Mapping[str, Sequence[str]]


def plan_night(store: Store, asked: Asked) -> Plan:
    """Return what a report on *asked* looks at, as the database stands.

    A story is touched by a document that came, by a page that took on another text, and by what
    people judged. Its documents are those that had appeared by the end of the night.
    """
    night, scope = asked.night, asked.scope
    previous = _previous(store, asked)
    since = previous.night.until if previous else night.since
    came = store.nights.document_ids(since, night.until, scope.sources)
    documents = store.nights.document_ids(night.since, night.until, scope.sources)
    if scope.story_id:
        own = _of_story(store, scope.story_id, night.until)
        came, documents = ([each for each in some if each in own] for some in (came, documents))
    edited = store.nights.edited(since, night.until)
    judged = store.nights.judged(since, night.until)
    stories = _planned_stories(store, asked, {*came, *edited, *judged}, set(came))
    known = store.nights.stories_of(documents)
    return Plan(asked, previous, since, tuple(documents), stories, known)


def told_since(store: Store, asked: Asked) -> datetime:
    """Return the moment from which on changes are told: `Plan.changed_since`."""
    previous = _previous(store, asked)
    return previous.night.until if previous else asked.night.since


def _previous(store: Store, asked: Asked) -> NightlyReport | None:
    before = store.nightly_reports.before(asked.scope_id, asked.night.since)
    body = store.nightly_reports.body(before) if before else None
    return NightlyReport.model_validate_json(body) if body else None


def _planned_stories(
    store: Store, asked: Asked, touching: Collection[str], came: Collection[str]
) -> tuple[PlannedStory, ...]:
    """Return the stories that documents touch, as they stood at the end of the night."""
    scope = asked.scope
    touched = store.nights.stories_of(sorted(touching))
    ids = sorted({story for stories in touched.values() for story in stories})
    if scope.story_id:
        ids = [each for each in ids if each == scope.story_id]
    inside = store.nights.story_documents(ids, asked.night.until)
    titles = store.nights.titles(ids)
    found = [
        PlannedStory(
            story_id,
            titles[story_id],
            tuple(inside[story_id]),
            tuple(each for each in inside[story_id] if each in came),
        )
        for story_id in ids
        if inside.get(story_id)
    ]
    return tuple(each for each in found if _concerns(store, each, scope))


def _concerns(store: Store, story: PlannedStory, scope: Scope) -> bool:
    if not scope.sources:
        return True
    lines = store.nights.lines(story.document_ids)
    return any(line.source in scope.sources for line in lines.values())


def _of_story(store: Store, story_id: str, until: datetime) -> frozenset[str]:
    return frozenset(store.nights.story_documents([story_id], until).get(story_id, ()))
