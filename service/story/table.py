"""The matrix as somebody wants to see it: after which base, which rows, which part of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.diff.text import text_direction
from service.story.camps import RowFindings, camps
from service.story.sheet import Sheet, SheetClaim, SheetRow

NOT_INGESTED = "not_ingested"
"""State of a source that is expected and of which no document is in."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; None wants all. `does` is a state of the cell of `source`."""

    base: str | None = None
    label: str | None = None
    source: str | None = None
    does: str | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """What a source does with a row; `news` where a later document of it changed the value.

    `news` is "earlier" where the row has the value that was replaced, "later" where it has the
    one that replaced it, "both" where it has both, None elsewhere.
    """

    source: str
    state: str
    news: str | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as it stands in the table; its words are the base's where the base speaks."""

    row_id: str
    text: str
    language: str
    direction: str
    label: str
    cells: tuple[TableCell, ...]


def table(
    sheet: Sheet, known: Mapping[str, RowFindings], wanted: Wanted, missing: Sequence[str] = ()
) -> tuple[TableRow, ...]:
    """Return the rows that are wanted, in the order of the base's words where there is one.

    *missing* are expected sources without a document, the last columns. Without a base, rows,
    words and cells are those of the stored matrix; a base that is not in changes nothing.
    """
    claims = {each.claim_id: each for each in sheet.claims}
    base = wanted.base if wanted.base in sheet.sources else None
    news = _news(sheet)
    found = [
        _row(sheet, known[row.row_id], base, claims, news, missing)
        for row in _ordered(sheet, base, claims)
    ]
    return tuple(row for row in found if _is_wanted(row, wanted))


def _ordered(
    sheet: Sheet, base: str | None, claims: Mapping[str, SheetClaim]
) -> Sequence[SheetRow]:
    if base is None:
        return sheet.rows
    documents = [each.document_id for each in sheet.documents]

    def place(row: SheetRow) -> tuple[bool, int, int]:
        own = [claims[each] for each in row.claims.get(base, ())]
        first = min(((documents.index(c.document_id), c.start) for c in own), default=(0, 0))
        return not own, *first

    return sorted(sheet.rows, key=place)


def _row(
    sheet: Sheet,
    known: RowFindings,
    base: str | None,
    claims: Mapping[str, SheetClaim],
    news: Mapping[str, set[str]],
    missing: Sequence[str],
) -> TableRow:
    row = known.row
    own = row.claims.get(base or "", ())
    states = dict(row.cells) if not own else _states(sheet, known, base or "")
    first = min((claims[each] for each in own), key=lambda claim: claim.start, default=None)
    language = first.language if first else row.language
    return TableRow(
        row_id=row.row_id,
        text=first.rendering if first else row.text,
        language=language,
        direction=text_direction(language),
        label=_label(states) if own else row.label,
        cells=(
            *(
                TableCell(each, states[each], _told(row.claims.get(each, ()), news))
                for each in sheet.sources
            ),
            *(TableCell(each, NOT_INGESTED) for each in missing),
        ),
    )


def _states(sheet: Sheet, known: RowFindings, base: str) -> dict[str, str]:
    """Return what each source does with what *base* says."""
    speaking = [base, *(each for each in sheet.sources if each in known.row.claims)]
    found = camps(list(dict.fromkeys(speaking)), known.opposed, known.agreeing)
    return {
        source: "silent"
        if source not in known.row.claims
        else ("says" if source in found[0] else "contradicts")
        for source in sheet.sources
    }


def _label(states: Mapping[str, str]) -> str:
    values = list(states.values())
    if "contradicts" in values:
        return "conflict"
    return "agree" if values.count("says") > 1 else "extra"


def _news(sheet: Sheet) -> Mapping[str, set[str]]:
    """Return for each claim of an update whether it is the earlier or the later word."""
    found: dict[str, set[str]] = {}
    order = {each.document_id: place for place, each in enumerate(sheet.documents)}
    document = {each.claim_id: each.document_id for each in sheet.claims}
    for finding in sheet.findings:
        if finding.is_update:
            sides = sorted((finding.left, finding.right), key=lambda ids: order[document[ids[0]]])
            for word, ids in zip(("earlier", "later"), sides, strict=True):
                for each in ids:
                    found.setdefault(each, set()).add(word)
    return found


def _told(ids: Sequence[str], news: Mapping[str, set[str]]) -> str | None:
    words = {word for each in ids for word in news.get(each, ())}
    return "both" if len(words) > 1 else next(iter(words), None)


def _is_wanted(row: TableRow, wanted: Wanted) -> bool:
    if wanted.label is not None and row.label != wanted.label:
        return False
    if wanted.source is None or wanted.does is None:
        return True
    return any(cell.source == wanted.source and cell.state == wanted.does for cell in row.cells)
