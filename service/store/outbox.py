"""What is sent out: reports and alerts with the bytes of their forms, kept as they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.store.insert import insert_missing, insert_new
from service.store.tables import OutboxFormRow, OutboxItemRow


class ItemKind(StrEnum):
    """What an item is; the stored value."""

    REPORT = "report"
    CHANGE = "change"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class StoredForm:
    """One form of an item: a file's name, its media type, its bytes."""

    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Item:
    """A report, one change of verdict, or all changes of a night (`changes`).

    `subject_id` is the report's or the change's own identifier, `about_on` the day it is about
    (YYYY-MM-DD), `path` the page of it on our server, or "". `title` and `summary` are plain text
    in `language`.
    """

    item_id: str
    kind: ItemKind
    subject_id: str
    title: str
    summary: str
    language: str
    about_on: str
    path: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OutboxRepository:
    """All SQL on items; storing one twice changes nothing."""

    session: Session

    def add(self, item: Item, forms: Sequence[StoredForm]) -> bool:
        """Store *item*; False when it is there already, and then nothing is changed."""
        values = {
            "item_id": item.item_id,
            "kind": item.kind,
            "subject_id": item.subject_id,
            "title": item.title,
            "summary": item.summary,
            "language": item.language,
            "about_on": item.about_on,
            "path": item.path,
            "created_at": item.created_at,
        }
        if not insert_new(self.session, OutboxItemRow, values):
            return False
        rows = [
            {
                "item_id": item.item_id,
                "number": number,
                "name": form.name,
                "media_type": form.media_type,
                "body": form.body,
            }
            for number, form in enumerate(forms)
        ]
        insert_missing(self.session, OutboxFormRow, rows)
        return True

    def get(self, item_id: str) -> Item | None:
        """Return an item, None when there is no such one."""
        row = self.session.get(OutboxItemRow, item_id)
        return _item(row) if row else None

    def forms(self, item_id: str) -> Sequence[StoredForm]:
        """Return the forms of an item in their order; none after they were let go."""
        found = self.session.scalars(
            select(OutboxFormRow)
            .where(OutboxFormRow.item_id == item_id)
            .order_by(OutboxFormRow.number)
        )
        return [StoredForm(row.name, row.media_type, row.body) for row in found]

    def latest(
        self, limit: int, *, kinds: Sequence[ItemKind], language: str | None = None
    ) -> Sequence[Item]:
        """Return up to *limit* items of *kinds*, the newest first."""
        order = (OutboxItemRow.created_at.desc(), OutboxItemRow.item_id)
        found = select(OutboxItemRow).where(OutboxItemRow.kind.in_(kinds))
        if language is not None:
            found = found.where(OutboxItemRow.language == language)
        return [_item(row) for row in self.session.scalars(found.order_by(*order).limit(limit))]

    def let_go(self, before: datetime) -> None:
        """Delete the bytes of items older than *before*; what they were called stays."""
        old = select(OutboxItemRow.item_id).where(OutboxItemRow.created_at < before)
        self.session.execute(delete(OutboxFormRow).where(OutboxFormRow.item_id.in_(old)))


def _item(row: OutboxItemRow) -> Item:
    return Item(
        item_id=row.item_id,
        kind=ItemKind(row.kind),
        subject_id=row.subject_id,
        title=row.title,
        summary=row.summary,
        language=row.language,
        about_on=row.about_on,
        path=row.path,
        created_at=row.created_at,
    )
