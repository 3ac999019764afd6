"""Matrices of stories as they are answered: made once for each set of documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from matching.ids import content_id
from matching.merges import MergeDecision
from matching.run_config import CODE_VERSION
from service.store.insert import insert_new
from service.store.tables import StoryMatrixRow
from service.store.trail import note

KEPT = timedelta(days=90)
"""How long a matrix is kept; what it rests on, documents and comparisons, is kept for ever."""


def matrix_id(document_ids: Sequence[str], decisions: Sequence[MergeDecision], model: str) -> str:
    """Return the identifier of what these documents come to, in whatever order they are given.

    *decisions* are those on names in them, *model* the setting.
    """
    made = sorted((one.kind.value, one.left, one.right) for one in decisions)
    return content_id("mtx", sorted(document_ids), made, model, CODE_VERSION)


@dataclass(frozen=True, slots=True)
class MatrixRepository:
    """All SQL on matrices; one that is not there is made again."""

    session: Session

    def get(self, matrix: str) -> Mapping[str, Any] | None:
        """Return the matrix as it is answered, None when it is not there."""
        row = self.session.get(StoryMatrixRow, matrix)
        return row.body if row else None

    def has(self, matrix: str) -> bool:
        """Tell whether the matrix is there."""
        return self.session.get(StoryMatrixRow, matrix) is not None

    def add(self, matrix: str, body: Mapping[str, Any], *, at: datetime) -> None:
        """Keep a matrix, and forget those made long ago."""
        old = delete(StoryMatrixRow).where(StoryMatrixRow.created_at < at - KEPT)
        self.session.execute(old)
        values = {"matrix_id": matrix, "created_at": at, "body": dict(body)}
        if insert_new(self.session, StoryMatrixRow, values):
            note(self.session, "matrix.add", matrix)
