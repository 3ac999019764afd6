"""Readings in the database, with their passages, claims and mentions to search in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matching.claim import Claim
from matching.comparison import Reading
from matching.ids import content_id
from matching.passage import Passage
from matching.run_config import CODE_VERSION
from matching.slots import Mention
from service.convert import slots_part
from service.store.claim_words import index_claims
from service.store.documents import DocumentRepository
from service.store.entities import EntityRepository
from service.store.insert import insert_missing, insert_new, insert_or_replace
from service.store.locks import DOCUMENTS, share_turn, take_turn
from service.store.tables import (
    ClaimRow,
    MentionRow,
    PassageRow,
    ReadingClaimRow,
    ReadingRow,
)
from service.store.trail import note
from service.store.values import reading_body, reading_value


@dataclass(frozen=True, slots=True)
class ReadingRepository:
    """All SQL on readings; a stored reading is never changed, its search tables show the last."""

    session: Session

    def add(self, reading: Reading, *, stored_at: datetime) -> str:
        """Store *reading* of a stored document; return its identifier.

        The same reading twice is one. A new one takes the place of the document's passages,
        claims and mentions in the search tables.
        """
        take_turn(self.session, DOCUMENTS)
        return self._add_all((reading,), stored_at)[0]

    def add_all(self, readings: Sequence[Reading], *, stored_at: datetime) -> list[str]:
        """Store readings of different documents as `add` does, each table written once.

        Others may do the same meanwhile; nothing else is added in this transaction before.
        """
        # All of them come to the same tables one after the other, and to rows in the order of
        # their keys, so none waits for another that waits for it.
        share_turn(self.session, DOCUMENTS)
        order = sorted(range(len(readings)), key=lambda at: readings[at].document.document_id)
        ids = self._add_all([readings[at] for at in order], stored_at)
        return [each for _, each in sorted(zip(order, ids, strict=True))]

    def _add_all(self, readings: Sequence[Reading], stored_at: datetime) -> list[str]:
        ids, new = [], []
        for reading in readings:
            document_id, body = reading.document.document_id, reading_body(reading)
            reading_id = content_id("rdg", document_id, CODE_VERSION, body)
            ids.append(reading_id)
            values = {
                "reading_id": reading_id,
                "document_id": document_id,
                "code_version": CODE_VERSION,
                "stored_at": stored_at,
                "body": body,
            }
            if insert_new(self.session, ReadingRow, values):
                new.append((reading_id, reading))
                note(self.session, "reading.add", reading_id, document=document_id)
        if new:
            self._index(new, stored_at)
        return ids

    def get(self, reading_id: str) -> Reading | None:
        """Return the reading as it was stored, None when there is no such one."""
        row = self.session.get(ReadingRow, reading_id)
        return self._value(row) if row else None

    def latest(self, document_id: str) -> Reading | None:
        """Return the document's newest reading, None when it was never read."""
        row = self.session.scalar(
            select(ReadingRow)
            .where(ReadingRow.document_id == document_id)
            .order_by(ReadingRow.stored_at.desc(), ReadingRow.reading_id)
            .limit(1)
        )
        return self._value(row) if row else None

    def claim(self, claim_id: str) -> Claim | None:
        """Return a claim with all its slots as last read, None when there is no such one."""
        row = self.session.scalar(
            select(ReadingRow)
            .join(ReadingClaimRow, ReadingClaimRow.reading_id == ReadingRow.reading_id)
            .where(ReadingClaimRow.claim_id == claim_id)
            .order_by(ReadingRow.stored_at.desc(), ReadingRow.reading_id)
            .limit(1)
        )
        claims = self._value(row).claims if row else ()
        return next((claim for claim in claims if claim.claim_id == claim_id), None)

    def _index(self, new: Sequence[tuple[str, Reading]], stored_at: datetime) -> None:
        session, readings = self.session, [reading for _, reading in new]
        documents = [each.document.document_id for each in readings]
        for row in (PassageRow, MentionRow):
            session.execute(delete(row).where(row.document_id.in_(documents)))
        passages = [_passages(each.document.document_id, each.passages) for each in readings]
        mentions = [_mentions(each.document.document_id, each.mentions) for each in readings]
        insert_missing(session, PassageRow, [*chain(*passages)])
        named = [mention for each in readings for mention in each.mentions]
        EntityRepository(session).add_named(named, at=stored_at)
        insert_missing(session, MentionRow, [*chain(*mentions)])
        # Findings point to claims: those that the code no longer reads stay.
        claims = [(each.document.text, claim) for each in readings for claim in each.claims]
        insert_or_replace(session, ClaimRow, [_claim(claim, text) for text, claim in claims])
        index_claims(session, [(each.claim_id, each.text, each.rendering) for _, each in claims])
        places = [_places(reading_id, reading.claims) for reading_id, reading in new]
        insert_missing(session, ReadingClaimRow, [*chain(*places)])

    def _value(self, row: ReadingRow) -> Reading:
        document = DocumentRepository(self.session).get(row.document_id)
        assert document is not None
        return reading_value(row.body, document)


def _places(reading_id: str, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    return [
        {"reading_id": reading_id, "claim_id": claim.claim_id, "position": position}
        for position, claim in enumerate(claims)
    ]


def _passages(document_id: str, passages: Sequence[Passage]) -> list[dict[str, Any]]:
    return [
        {
            "document_id": document_id,
            "position": position,
            "start": passage.span.start,
            "end": passage.span.end,
            "kind": passage.kind,
            "language": passage.language,
            "author": passage.author,
            "handle": passage.handle,
            "posted_on": passage.posted_on,
            "truncated": passage.truncated,
            "copy_start": passage.copy_of.start if passage.copy_of else None,
            "copy_end": passage.copy_of.end if passage.copy_of else None,
        }
        for position, passage in enumerate(passages)
    ]


def _mentions(document_id: str, mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    return [
        {
            "document_id": document_id,
            "position": position,
            "start": mention.span.start,
            "end": mention.span.end,
            "surface": mention.surface,
            "kind": mention.kind,
            "canonical": mention.canonical,
            "entity_id": mention.entity_id,
        }
        for position, mention in enumerate(mentions)
    ]


def _claim(claim: Claim, text: str) -> dict[str, Any]:
    return {
        "claim_id": claim.claim_id,
        "document_id": claim.document_id,
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.text,
        "rendering": claim.rendering,
        "language": claim.language,
        "attributed_to": claim.attributed_to,
        "attribution_kind": claim.attribution_kind,
        "slots": slots_part(claim.slots, text).model_dump(mode="json"),
    }
