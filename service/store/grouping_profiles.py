"""Profiles of documents in the database, found again by time, by key and by nearness."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import String, and_, bindparam, delete, exists, func, or_, select, text
from sqlalchemy.orm import Session, aliased

from matching.embed import Encoder, Vectors
from matching.grouping.candidates import blocking_keys, nearness
from matching.grouping.profile import Day, Part, Profile
from matching.run_config import CODE_VERSION
from service.store.insert import insert_missing, insert_or_replace
from service.store.tables import (
    DocumentRow,
    GroupingKeyRow,
    GroupingProfileRow,
    GroupingVectorRow,
    StoryDocumentRow,
    StoryGroupingRow,
)
from service.store.tables.types import Embedding, Instant
from service.store.vectors import encoder_id

# Sentences looked up in the index for each sentence of a document.
_NEAREST_SENTENCES = 60


@dataclass(frozen=True, slots=True)
class Reach:
    """A time in which documents may tell one event, both ends included."""

    since: datetime
    until: datetime

    @classmethod
    def around(cls, at: datetime, days: int) -> "Reach":
        """Return the time *days* before and after *at*."""
        return cls(at - timedelta(days=days), at + timedelta(days=days))


@dataclass(frozen=True, slots=True)
class GroupingProfileRepository:
    """All SQL on profiles; those of another model or code are made again when they are needed."""

    session: Session

    def put(self, profile: Profile, encoder: Encoder, *, at: datetime) -> None:
        """Keep *profile*, published or stored *at*, in place of one kept before."""
        document_id = profile.document_id
        for row in (GroupingKeyRow, GroupingVectorRow):
            self.session.execute(delete(row).where(row.document_id == document_id))
        body = {
            "document_id": document_id,
            "encoder_id": encoder_id(encoder),
            "code_version": CODE_VERSION,
            "at": at,
            "body": _body(profile),
        }
        insert_or_replace(self.session, GroupingProfileRow, [body])
        keys = [{"key": k, "at": at, "document_id": document_id} for k in _keys(profile)]
        insert_missing(self.session, GroupingKeyRow, keys)
        rows = [
            {"document_id": document_id, "position": number, "at": at, "vector": vector}
            for number, vector in enumerate(profile.vectors)
        ]
        insert_missing(self.session, GroupingVectorRow, rows)

    def get(self, ids: Iterable[str], encoder: Encoder) -> dict[str, Profile]:
        """Return those of the profiles that are kept under this encoder and code, by document."""
        wanted = sorted(set(ids))
        if not wanted:
            return {}
        rows = self.session.scalars(
            select(GroupingProfileRow).where(
                GroupingProfileRow.document_id.in_(wanted),
                GroupingProfileRow.encoder_id == encoder_id(encoder),
                GroupingProfileRow.code_version == CODE_VERSION,
            )
        ).all()
        vectors: defaultdict[str, list[Vectors]] = defaultdict(list)
        found = self.session.execute(
            select(GroupingVectorRow.document_id, GroupingVectorRow.vector)
            .where(GroupingVectorRow.document_id.in_(wanted))
            .order_by(GroupingVectorRow.document_id, GroupingVectorRow.position)
        )
        for document_id, vector in found:
            vectors[document_id].append(vector)
        return {row.document_id: _profile(row, np.stack(vectors[row.document_id])) for row in rows}

    def within(self, reach: Reach, limit: int) -> Sequence[str]:
        """Return up to *limit* documents of a time, the same ones whenever the same are there."""
        return self.session.scalars(
            select(GroupingProfileRow.document_id)
            .where(GroupingProfileRow.at.between(reach.since, reach.until))
            .order_by(GroupingProfileRow.document_id)
            .limit(limit)
        ).all()

    def having(self, profile: Profile, reach: Reach, most: int) -> Mapping[str, list[str]]:
        """Return who else has each key of *profile*, without keys that more than *most* have."""
        keys = _keys(profile)
        inside = GroupingKeyRow.at.between(reach.since, reach.until)
        counted = (
            select(GroupingKeyRow.key)
            .where(GroupingKeyRow.key.in_(keys), inside)
            .group_by(GroupingKeyRow.key)
            .having(func.count() <= most)
        )
        rare = self.session.scalars(counted).all()
        found: defaultdict[str, list[str]] = defaultdict(list)
        rows = self.session.execute(
            select(GroupingKeyRow.key, GroupingKeyRow.document_id)
            .where(GroupingKeyRow.key.in_(rare), inside)
            .order_by(GroupingKeyRow.key, GroupingKeyRow.document_id)
        )
        for key, document_id in rows:
            if document_id != profile.document_id:
                found[key].append(document_id)
        return found

    def nearness(self, profile: Profile, reach: Reach) -> dict[str, float]:
        """Return how near the sentences of documents come to those of *profile*.

        Exact on SQLite, through an index of the window's vectors; on PostgreSQL by the HNSW
        index for the embedded model's vectors.
        """
        if self.session.get_bind().dialect.name == "postgresql":
            return self._nearness_postgresql(profile, reach)
        rows = self.session.execute(
            select(GroupingVectorRow.document_id, GroupingVectorRow.vector)
            .where(GroupingVectorRow.at.between(reach.since, reach.until))
            .where(GroupingVectorRow.document_id != profile.document_id)
            .order_by(GroupingVectorRow.document_id, GroupingVectorRow.position)
        ).all()
        if not rows:
            return {}
        owners, vectors = [row[0] for row in rows], np.stack([row[1] for row in rows])
        return _searched(profile, owners, vectors)

    def _nearness_postgresql(self, profile: Profile, reach: Reach) -> dict[str, float]:
        width = profile.vectors.shape[1]
        indexed = f"(vector::vector({width}))"
        self.session.execute(text("SET LOCAL hnsw.iterative_scan = strict_order"))
        # Left to itself the planner reads and sorts all vectors of the time: it expects
        # one in two hundred of them, since it knows nothing of `vector_dims`.
        self.session.execute(text("SET LOCAL enable_sort = off"))
        statement = (
            text(
                "SELECT document_id, vector_send(vector) AS vector FROM grouping_vector"  # noqa: S608 - our own words
                f" WHERE vector_dims(vector) = {width} AND at BETWEEN :since AND :until"
                f" ORDER BY {indexed} <=> CAST(:sentence AS vector({width})) LIMIT :limit"
            )
            .bindparams(bindparam("since", type_=Instant), bindparam("until", type_=Instant))
            .columns(document_id=String, vector=Embedding)
        )
        near: dict[str, list[Vectors]] = {}
        for sentence in profile.vectors:
            rows = self.session.execute(
                statement,
                {
                    "sentence": Embedding.written(sentence),
                    "since": reach.since,
                    "until": reach.until,
                    "limit": _NEAREST_SENTENCES,
                },
            )
            for document_id, vector in rows:
                near.setdefault(document_id, []).append(vector)
        self.session.execute(text("RESET enable_sort"))
        near.pop(profile.document_id, None)
        ids = sorted(near)
        owners = [each for each in ids for _ in near[each]]
        vectors = [vector for each in ids for vector in near[each]]
        return nearness(profile, owners, np.stack(vectors)) if vectors else {}

    def undecided(
        self, limit: int, *, since: datetime | None = None
    ) -> Sequence[tuple[str, datetime]]:
        """Return documents on which nothing was decided yet, earliest first, with their times.

        *since* keeps those published or stored from then on: finding them costs what is new,
        not what is stored.
        """
        at = func.coalesce(DocumentRow.published_at, DocumentRow.stored_at)
        decided = exists().where(StoryGroupingRow.document_id == DocumentRow.document_id)
        found = select(DocumentRow.document_id, at).where(~decided)
        if since is not None:
            published, stored = DocumentRow.published_at >= since, DocumentRow.stored_at >= since
            found = found.where(or_(published, stored))
        rows = self.session.execute(found.order_by(at, DocumentRow.document_id).limit(limit))
        return [(row[0], row[1]) for row in rows]

    def alone(self, since: datetime) -> Sequence[tuple[str, datetime]]:
        """Return documents of the time *since* then that the machine left alone, with their times.

        In order of time. Not those that are in a story by now, or came out of one by a person.
        """
        row, document_id = GroupingProfileRow, GroupingProfileRow.document_id
        last, later = aliased(StoryGroupingRow), aliased(StoryGroupingRow)
        decided_later = exists().where(
            later.document_id == last.document_id, later.number > last.number
        )
        left = exists().where(
            last.document_id == document_id, last.story_id.is_(None), ~decided_later
        )
        housed = exists().where(StoryDocumentRow.document_id == document_id)
        found = select(document_id, row.at).where(row.at >= since, left, ~housed)
        rows = self.session.execute(found.order_by(row.at, document_id))
        return [(each[0], each[1]) for each in rows]

    def outdated(
        self, reach: Reach, encoder: Encoder, limit: int, *, without: Collection[str] = ()
    ) -> Sequence[tuple[str, datetime]]:
        """Return documents of a time whose profile another encoder or code made, with times."""
        is_current = and_(
            GroupingProfileRow.encoder_id == encoder_id(encoder),
            GroupingProfileRow.code_version == CODE_VERSION,
        )
        rows = self.session.execute(
            select(GroupingProfileRow.document_id, GroupingProfileRow.at)
            .where(GroupingProfileRow.at.between(reach.since, reach.until), ~is_current)
            .where(GroupingProfileRow.document_id.not_in(without))
            .order_by(GroupingProfileRow.document_id)
            .limit(limit)
        )
        return [(row[0], row[1]) for row in rows]


def _searched(profile: Profile, owners: Sequence[str], vectors: Vectors) -> dict[str, float]:
    import faiss  # takes its time, and PostgreSQL needs none

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors))
    count = min(len(vectors), _NEAREST_SENTENCES)
    _, places = index.search(np.ascontiguousarray(profile.vectors), count)
    near = {owners[place] for row in places for place in row}
    kept = [at for at, owner in enumerate(owners) if owner in near]
    return nearness(profile, [owners[at] for at in kept], vectors[kept])


def _keys(profile: Profile) -> list[str]:
    return sorted(blocking_keys(profile))


def _body(profile: Profile) -> dict[str, Any]:
    return {
        "source": profile.source,
        "language": profile.language,
        "published_at": profile.published_at.isoformat() if profile.published_at else None,
        "published_on": profile.published_on.isoformat() if profile.published_on else None,
        "sentences": list(profile.sentences),
        "leads": profile.leads,
        "names": profile.names,
        "amounts": profile.amounts,
        "words": profile.words,
        "days": [[day.on.isoformat(), day.part, day.ahead] for day in profile.days],
        "shown": profile.shown,
    }


def _profile(row: GroupingProfileRow, vectors: Vectors) -> Profile:
    body = row.body
    at, on = body["published_at"], body["published_on"]
    return Profile(
        document_id=row.document_id,
        source=body["source"],
        language=body["language"],
        published_at=datetime.fromisoformat(at) if at else None,
        published_on=date.fromisoformat(on) if on else None,
        sentences=tuple(body["sentences"]),
        vectors=vectors,
        leads=body["leads"],
        names=_parts(body["names"]),
        amounts=_parts(body["amounts"]),
        words=_parts(body["words"]),
        days=tuple(Day(date.fromisoformat(d), Part(p), a) for d, p, a in body["days"]),
        shown=body["shown"],
    )


def _parts(found: Mapping[str, str]) -> dict[str, Part]:
    return {key: Part(value) for key, value in found.items()}
