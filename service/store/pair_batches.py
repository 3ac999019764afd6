"""Batches of pairs of claims, kept for some days beside their labels."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from matching.ids import content_id
from matching.run_config import CODE_VERSION
from service.contract import PairLine, PairResult
from service.store.insert import insert_new
from service.store.tables import PairBatchRow
from service.store.trail import note

KEPT = timedelta(days=7)
"""How long a batch can be fetched. Its texts are nobody's documents, so nobody keeps them."""


@dataclass(frozen=True, slots=True)
class PairBatch:
    """Pairs as they were sent, and their labels in the same order, None while there are none."""

    batch_id: str
    created_at: datetime
    expires_at: datetime
    pairs: tuple[PairLine, ...]
    results: tuple[PairResult, ...] | None


@dataclass(frozen=True, slots=True)
class PairBatchRepository:
    """All SQL on batches of pairs."""

    session: Session

    def add(self, pairs: Sequence[PairLine], model: str, *, at: datetime) -> str:
        """Keep *pairs* to be labelled by *model*, the setting; return the batch's identifier.

        The same pairs in the same order are one batch. Batches whose time is over go.
        """
        self.session.execute(delete(PairBatchRow).where(PairBatchRow.expires_at <= at))
        written = [pair.model_dump(mode="json") for pair in pairs]
        batch_id = content_id("bat", written, model, CODE_VERSION)
        values = {
            "batch_id": batch_id,
            "created_at": at,
            "expires_at": at + KEPT,
            "pairs": written,
            "results": None,
        }
        if insert_new(self.session, PairBatchRow, values):
            note(self.session, "pairs.add", batch_id, pairs=len(written))
        return batch_id

    def finish(self, batch_id: str, results: Sequence[PairResult]) -> None:
        """Keep the labels of a batch beside it."""
        written = [result.model_dump(mode="json") for result in results]
        of_batch = update(PairBatchRow).where(PairBatchRow.batch_id == batch_id)
        self.session.execute(of_batch.values(results=written))
        note(self.session, "pairs.labelled", batch_id, pairs=len(written))

    def get(self, batch_id: str, *, at: datetime | None = None) -> PairBatch | None:
        """Return the batch, None when there is none; nor is there one whose time is over *at*."""
        row = self.session.scalar(select(PairBatchRow).where(PairBatchRow.batch_id == batch_id))
        if row is None or (at is not None and row.expires_at <= at):
            return None
        results = row.results
        return PairBatch(
            batch_id=row.batch_id,
            created_at=row.created_at,
            expires_at=row.expires_at,
            pairs=tuple(PairLine.model_validate_json(json.dumps(each)) for each in row.pairs),
            results=None
            if results is None
            else tuple(PairResult.model_validate(each) for each in results),
        )
