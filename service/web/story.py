"""A story as its pages show it: the sheet of its matrix, and what a reader asked to see."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from service.api.services import Services
from service.api.story_matrix import Asked
from service.errors import OverloadedError
from service.store.matrices import sheet_id
from service.story.camps import row_findings
from service.story.sheet import Sheet, sheet_value
from service.story.table import NOT_INGESTED, TableRow, Wanted, table

LABELS = ("agree", "extra", "conflict", "undecided")
STATES = ("says", "silent", "contradicts", NOT_INGESTED)
PAGE = 50
"""Rows of the matrix on one page."""


@dataclass(frozen=True)
class Shown:
    """A story's matrix under a reader's wishes; `start` is the first row shown, from 0."""

    asked: Asked
    sheet: Sheet
    wanted: Wanted
    start: int = 0
    is_whole: bool = False
    """Whether all rows stand on one page, as paper needs it."""

    @cached_property
    def known(self) -> dict:  # type: ignore[type-arg]
        """Findings inside each row."""
        return dict(row_findings(self.sheet))

    @cached_property
    def rows(self) -> tuple[TableRow, ...]:
        """All rows that are wanted."""
        return table(self.sheet, self.known, self.wanted, self.asked.missing)

    @property
    def page(self) -> Sequence[TableRow]:
        """Rows of this page."""
        return self.rows[self.start : None if self.is_whole else self.start + PAGE]

    @property
    def rest(self) -> int:
        """How many rows follow after this page."""
        return len(self.rows) - min(len(self.rows), self.start) - len(self.page)

    @property
    def columns(self) -> tuple[str, ...]:
        """All sources of the table: those that are in by time, then those that are not."""
        return (*self.sheet.sources, *self.asked.missing)

    @property
    def is_narrowed(self) -> bool:
        """Whether rows were left out on request."""
        return self.wanted.label is not None or self.wanted.does is not None

    def address(self, start: int = 0, *, whole: bool = False, **changes: str | None) -> str:
        """Return the address of this page with another start, *whole*, or other wishes."""
        wanted = replace(self.wanted, **changes)
        given = {
            "base": wanted.base,
            "label": wanted.label,
            "source": wanted.source if wanted.does else None,
            "does": wanted.does,
            "start": str(start) if start else None,
            "all": "1" if whole else None,
        }
        query = urlencode({key: value for key, value in given.items() if value})
        path = f"/stories/{self.asked.story.story_id}"
        return f"{path}?{query}" if query else path


def load_sheet(services: Services, matrix_id: str) -> Sheet:
    """Return what the pages show of a matrix that is made."""

    def make() -> bytes:
        with services.read() as store:
            found = store.matrices.sheet(matrix_id)
        if found is None:
            # Its time was over between two looks at it.
            raise OverloadedError("The matrix is being forgotten; ask for it again.")
        return json.dumps(found, separators=(",", ":")).encode("ascii")

    return sheet_value(services.bodies.get(sheet_id(matrix_id), make))
