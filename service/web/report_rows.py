"""Reports as tables to take away, and what an edit broke."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from service.api.schemas.reports import conflict_part, edit_part, source_pair_part
from service.exports import csv_of
from service.exports.tables import Value
from service.ingesting.breaks import Broken, find_broken
from service.store.consistency import Window
from service.store.inconsistencies import Edit
from service.store.unit import Store

_BATCH = 500
# A sheet that people open; whoever wants more asks for shorter spans.
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class EditFound:
    """A text that changed silently, and the findings that rest on words that went."""

    edit: Edit
    broken: tuple[Broken, ...]


def with_broken(store: Store, edits: Sequence[Edit]) -> list[EditFound]:
    """Return *edits* with what each broke of the comparisons that are stored now."""
    return [EditFound(edit, _broken_by(store, edit)) for edit in edits]


def _broken_by(store: Store, edit: Edit) -> tuple[Broken, ...]:
    previous, now = store.documents.get(edit.earlier_id), store.documents.get(edit.document_id)
    if previous is None or now is None:
        return ()
    history = store.pages.history(edit.page_id)
    earlier = [each.document_id for each in history if each.number < edit.number]
    return find_broken(store, earlier, previous, now)


def _pairs(store: Store, window: Window) -> Iterator[BaseModel]:
    after = None
    while rows := store.consistency.pairs(window, _BATCH, after=after):
        yield from map(source_pair_part, rows)
        last = rows[-1]
        after = (-last.counts.conflict, last.left_id, last.right_id)


def _conflicts(store: Store, window: Window) -> Iterator[BaseModel]:
    after = None
    while rows := store.inconsistencies.conflicts(window, _BATCH, after=after):
        yield from map(conflict_part, rows)
        after = (rows[-1].created_at, rows[-1].comparison_id, rows[-1].finding_id)


def _edits(store: Store, window: Window) -> Iterator[BaseModel]:
    after = None
    while rows := store.inconsistencies.edits(window, _BATCH, after=after):
        yield from map(edit_part, rows)
        after = (rows[-1].seen_at, rows[-1].page_id, rows[-1].number)


PARTS: Mapping[str, Callable[[Store, Window], Iterator[BaseModel]]] = {
    "pairs": _pairs,
    "conflicts": _conflicts,
    "edits": _edits,
}
"""The parts of the report, each with all of its rows."""


def rows_of(store: Store, what: str, window: Window) -> list[dict[str, Any]]:
    """Return the rows of a part as the API has them, the first 20,000."""
    found: list[dict[str, Any]] = []
    for part in PARTS[what](store, window):
        found.append(part.model_dump(mode="json"))
        if len(found) == _MOST:
            break
    return found


def as_json(rows: Sequence[Mapping[str, Any]], window: Window) -> bytes:
    """Return *rows* with the span that they are of."""
    whole = {
        "since": window.since.isoformat(),
        "until": window.until.isoformat(),
        "source_id": window.source_id,
        "items": rows,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def as_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return *rows* as a table that no spreadsheet takes for formulas."""
    return csv_of(_table(rows))


def _table(rows: Sequence[Mapping[str, Any]]) -> Iterator[list[Value]]:
    if rows:
        yield list(rows[0])
    for row in rows:
        yield [_cell(value) for value in row.values()]


def _cell(value: Any) -> Value:
    if isinstance(value, list):
        return " | ".join(map(str, value))
    return value if value is None or isinstance(value, int | float) else str(value)
