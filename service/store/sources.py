"""Publishers in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matching.ids import content_id
from service.store.insert import insert_new
from service.store.locks import DOCUMENTS, take_turn
from service.store.tables import DocumentRow, SourceRow
from service.store.trail import note


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of a publisher; None where nobody has said.

    `kind` is a short word ("ministry", "agency", "newspaper"), `handle` its name on a network
    ("@name"), `country` an ISO 3166-1 alpha-2 code, `language` a BCP 47 tag, `time_zone` an
    IANA name, in which its days are read, `feed` the URL of its RSS or Atom feed.
    """

    kind: str | None = None
    handle: str | None = None
    country: str | None = None
    language: str | None = None
    time_zone: str | None = None
    feed: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher, by its name, and what is known of it."""

    source_id: str
    name: str
    facts: SourceFacts


@dataclass(frozen=True, slots=True)
class SourceRepository:
    """All SQL on sources; a source is known by its name."""

    session: Session

    def add(self, name: str) -> str:
        """Store the source *name* when it is new; return its identifier."""
        take_turn(self.session, DOCUMENTS)
        source_id = content_id("src", name)
        if insert_new(self.session, SourceRow, {"source_id": source_id, "name": name}):
            note(self.session, "source.add", source_id)
        return source_id

    def describe(self, name: str, facts: SourceFacts) -> str:
        """Store *facts* about the source *name*, in place of those known; return its identifier."""
        source_id = self.add(name)
        row = self.session.get_one(SourceRow, source_id)
        changed = [key for key, value in asdict(facts).items() if getattr(row, key) != value]
        for key in changed:
            setattr(row, key, getattr(facts, key))
        if changed:
            self.session.flush()
            note(self.session, "source.describe", source_id, fields=changed)
        return source_id

    def facts(self, name: str) -> SourceFacts | None:
        """Return what is known of the source *name*, None when there is no such one."""
        found = self.get(content_id("src", name))
        return found.facts if found else None

    def get(self, source_id: str) -> Source | None:
        """Return a source by its identifier, None when there is no such one."""
        row = self.session.get(SourceRow, source_id)
        return _source(row) if row else None

    def by_name(
        self, limit: int, *, after: str | None = None, words: str | None = None
    ) -> Sequence[Source]:
        """Return up to *limit* sources in the order of their names, those behind *after*.

        *words* stand in the name as they are, small and capital letters alike.
        """
        found = select(SourceRow).order_by(SourceRow.name).limit(limit)
        if after is not None:
            found = found.where(SourceRow.name > after)
        if words is not None:
            found = found.where(SourceRow.name.icontains(words, autoescape=True))
        return [_source(row) for row in self.session.scalars(found)]

    def counts(self, source_ids: Sequence[str]) -> Mapping[str, tuple[int, datetime]]:
        """Return how many documents each source has, and when the last one was stored."""
        rows = self.session.execute(
            select(DocumentRow.source_id, func.count(), func.max(DocumentRow.stored_at))
            .where(DocumentRow.source_id.in_(source_ids))
            .group_by(DocumentRow.source_id)
        )
        return {source_id: (number, last) for source_id, number, last in rows}

    def names(self) -> Sequence[str]:
        """Return the names of all sources, in the order of their identifiers."""
        return self.session.scalars(select(SourceRow.name).order_by(SourceRow.source_id)).all()


def _source(row: SourceRow) -> Source:
    facts = {field.name: getattr(row, field.name) for field in fields(SourceFacts)}
    return Source(row.source_id, row.name, SourceFacts(**facts))
