"""Matrices of stories as they are kept: made once for each set of documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
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


def sheet_id(matrix: str) -> str:
    """Return the identifier of what the pages show of a matrix, which is kept beside it."""
    return content_id("sht", matrix)


@dataclass(frozen=True, slots=True)
class MatrixRepository:
    """All SQL on matrices; one that is not there is made again."""

    session: Session

    def get(self, matrix: str) -> Mapping[str, Any] | None:
        """Return the matrix as it is kept, None when it is not there."""
        row = self.session.get(StoryMatrixRow, matrix)
        return row.body if row else None

    def has(self, matrix: str) -> bool:
        """Tell whether the matrix is there, with what the pages show of it."""
        wanted = (matrix, sheet_id(matrix))
        found = select(func.count()).where(StoryMatrixRow.matrix_id.in_(wanted))
        return self.session.scalar(found) == len(wanted)

    def sheet(self, matrix: str) -> Mapping[str, Any] | None:
        """Return what the pages show of a matrix, None when it is not there."""
        return self.get(sheet_id(matrix))

    def add(
        self, matrix: str, body: Mapping[str, Any], sheet: Mapping[str, Any], *, at: datetime
    ) -> None:
        """Keep a matrix and what the pages show of it, and forget those made long ago."""
        old = delete(StoryMatrixRow).where(StoryMatrixRow.created_at < at - KEPT)
        self.session.execute(old)
        values = {"matrix_id": matrix, "created_at": at, "body": dict(body)}
        if insert_new(self.session, StoryMatrixRow, values):
            note(self.session, "matrix.add", matrix)
        shown = {"matrix_id": sheet_id(matrix), "created_at": at, "body": dict(sheet)}
        insert_new(self.session, StoryMatrixRow, shown)
