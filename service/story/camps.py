"""Which sources of a row stand together: camps, as findings between their claims tell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.story.sheet import Sheet, SheetFinding, SheetRow

Camp = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowFindings:
    """A row with the findings between its claims; `by_pair` has them by the two sources."""

    row: SheetRow
    findings: tuple[SheetFinding, ...]
    opposed: frozenset[frozenset[str]]
    agreeing: frozenset[frozenset[str]]


def row_findings(sheet: Sheet) -> Mapping[str, RowFindings]:
    """Return each row with the findings inside it, by the row's identifier."""
    row_of = {
        claim: row.row_id for row in sheet.rows for ids in row.claims.values() for claim in ids
    }
    found: dict[str, list[SheetFinding]] = {row.row_id: [] for row in sheet.rows}
    for finding in sheet.findings:
        rows = {row_of.get(claim) for claim in (*finding.left, *finding.right)}
        if len(rows) == 1 and (row_id := rows.pop()) is not None:
            found[row_id].append(finding)
    source_of = {each.document_id: each.source for each in sheet.documents}
    sources = {each.claim_id: source_of[each.document_id] for each in sheet.claims}
    return {row.row_id: _related(row, found[row.row_id], sources) for row in sheet.rows}


def camps(
    speaking: Sequence[str],
    opposed: frozenset[frozenset[str]],
    agreeing: frozenset[frozenset[str]] = frozenset(),
) -> tuple[Camp, ...]:
    """Return *speaking* in camps: nobody contradicts anybody of the same camp.

    A source joins the first camp that it does not contradict, one in which somebody agrees with
    it before others; in the order given, so the first source's camp comes first.
    """
    found: list[list[str]] = []
    for source in speaking:
        open_to = [camp for camp in found if not _any(source, camp, opposed)]
        liked = [camp for camp in open_to if _any(source, camp, agreeing)]
        home = next(iter(liked or open_to), None)
        if home is None:
            found.append([source])
        else:
            home.append(source)
    return tuple(tuple(camp) for camp in found)


def _related(
    row: SheetRow, findings: Sequence[SheetFinding], sources: Mapping[str, str]
) -> RowFindings:
    def pairs(label: str) -> Iterable[frozenset[str]]:
        for finding in findings:
            if finding.label == label:
                yield frozenset(sources[each] for each in (*finding.left, *finding.right))

    return RowFindings(
        row, tuple(findings), frozenset(pairs("conflict")), frozenset(pairs("agree"))
    )


def _any(source: str, camp: Sequence[str], related: frozenset[frozenset[str]]) -> bool:
    return any(frozenset((source, other)) in related for other in camp)
