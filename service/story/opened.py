"""One row opened: every source's exact words, who says them, and the findings behind the cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from matching.ids import content_id
from matching.span import Span
from service.diff.page import Ground, Piece, Quote
from service.diff.segments import Layer, cut_text
from service.diff.text import text_direction
from service.store.explained import explanation_value
from service.story.camps import RowFindings
from service.story.sheet import Sheet, SheetClaim, SheetDocument, SheetFinding, SheetReason
from service.story.table import TableRow


@dataclass(frozen=True, slots=True)
class Said:
    """Exact words of one document, where they stand in it, and who is said to say them.

    `chain` goes from the outlet to whoever said it first; None for somebody without a name.
    """

    quote: Quote
    document: SheetDocument
    start: int
    end: int
    chain: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """The finding behind a cell: between which sources, what and why; `address` shows all."""

    left: str
    right: str
    label: str
    confidence: int
    similarity: int | None
    grounds: tuple[Ground, ...]
    address: str
    is_update: bool


@dataclass(frozen=True, slots=True)
class OpenCell:
    """What one source does with the row, and its words; none where it is silent."""

    source: str
    state: str
    news: str | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A row with all that it rests on. `silences` are findings that make a source silent."""

    row: TableRow
    cells: tuple[OpenCell, ...]
    behind: tuple[Behind, ...]
    silences: tuple[Behind, ...]


def open_row(sheet: Sheet, known: RowFindings, row: TableRow) -> OpenRow:
    """Return all that *row* of the table rests on, sources in column order."""
    claims = {each.claim_id: each for each in sheet.claims}
    documents = {each.document_id: each for each in sheet.documents}
    mine = {each for ids in known.row.claims.values() for each in ids}
    # An update joins two rows; undecided ones do, too: both belong to what is known of the cell.
    outside = [
        finding
        for finding in sheet.findings
        if finding not in known.findings and mine & {*finding.left, *finding.right}
    ]
    marks = _marks([*known.findings, *outside])
    cells = tuple(
        OpenCell(
            cell.source,
            cell.state,
            cell.news,
            tuple(
                _said(claims[each], documents, marks.get(each, ()))
                for each in known.row.claims.get(cell.source, ())
            ),
        )
        for cell in row.cells
    )
    told = [*known.findings, *(each for each in outside if each.is_update)]
    undecided = [each for each in outside if not each.is_update]
    return OpenRow(
        row,
        cells,
        tuple(_behind(each, claims, documents) for each in told),
        tuple(_silences(sheet, known, undecided, claims, documents)),
    )


def finding_address(comparison_id: str, finding_id: str) -> str:
    """Return the page of a finding, with its evidence."""
    return f"/comparisons/{comparison_id}/findings/{finding_id}"


def _marks(findings: Sequence[SheetFinding]) -> Mapping[str, list[Span]]:
    """Return the words of each claim that a reason rests on."""
    found: dict[str, list[Span]] = {}
    for finding in findings:
        for ids, side in ((finding.left, "left"), (finding.right, "right")):
            words = [getattr(reason, side) for reason in finding.reasons]
            spans = [Span(each.start, each.end) for each in words if each]
            for claim in ids:
                found.setdefault(claim, []).extend(spans)
    return found


def _said(claim: SheetClaim, documents: Mapping[str, SheetDocument], marks: Sequence[Span]) -> Said:
    document = documents[claim.document_id]
    direction = text_direction(claim.language)
    quote = Quote(
        claim_id=claim.claim_id,
        target=None,
        head=(),
        words=_pieces(claim, marks),
        language=claim.language,
        direction=direction,
        attributed_to=claim.attributed_to,
        attribution_kind=claim.attribution_kind,
    )
    chain = claim.chain or ((claim.attributed_to,) if claim.attribution_kind != "own" else ())
    return Said(quote, document, claim.start, claim.end, (document.source, *chain))


def _pieces(claim: SheetClaim, marks: Sequence[Span]) -> tuple[Piece, ...]:
    inside = Span(claim.start, claim.end)
    layers = [
        Layer(Span(max(0, mark.start - claim.start), mark.end - claim.start), None)
        for mark in marks
        if inside.contains(mark)
    ]
    return tuple(Piece(cut.text, bool(cut.layers)) for cut in cut_text(claim.text, layers))


def _behind(
    finding: SheetFinding,
    claims: Mapping[str, SheetClaim],
    documents: Mapping[str, SheetDocument],
) -> Behind:
    left, right = (
        documents[claims[ids[0]].document_id].source for ids in (finding.left, finding.right)
    )
    return Behind(
        left=left,
        right=right,
        label=finding.label,
        confidence=round(finding.confidence * 100),
        similarity=None if finding.similarity is None else round(finding.similarity * 100),
        grounds=tuple(map(_ground, finding.reasons)),
        address=finding_address(finding.comparison_id, finding.finding_id),
        is_update=finding.is_update,
    )


def _ground(reason: SheetReason) -> Ground:
    text = explanation_value(reason.text, dict(reason.made) if reason.made else None)
    left, right = (words.text if words else None for words in (reason.left, reason.right))
    return Ground(reason.kind, text, left, right)


def _silences(
    sheet: Sheet,
    known: RowFindings,
    undecided: Sequence[SheetFinding],
    claims: Mapping[str, SheetClaim],
    documents: Mapping[str, SheetDocument],
) -> Iterator[Behind]:
    """Yield for each silent document why: an undecided pair, else that nothing is like it."""
    row = known.row
    speaking = next(iter(row.claims[each] for each in sheet.sources if each in row.claims))
    pairs = {(each.left, each.right): each.comparison_id for each in sheet.pairs}
    claim = claims[speaking[0]]
    for document in sheet.documents:
        if document.source in row.claims:
            continue
        near = [
            each
            for each in undecided
            if document.document_id
            in (claims[ids[0]].document_id for ids in (each.left, each.right))
        ]
        if near:
            yield from (_behind(each, claims, documents) for each in near)
            continue
        for is_left in (True, False):
            sides = (claim.document_id, document.document_id)
            made = pairs.get(sides if is_left else (sides[1], sides[0]))
            if made:
                yield _extra(made, claim, documents, document, is_left=is_left)


def _both(finding: SheetFinding, claims: Mapping[str, SheetClaim]) -> set[str]:
    """Return the two documents of a finding."""
    return {claims[ids[0]].document_id for ids in (finding.left, finding.right)}


def _extra(
    comparison_id: str,
    claim: SheetClaim,
    documents: Mapping[str, SheetDocument],
    silent: SheetDocument,
    *,
    is_left: bool,
) -> Behind:
    """Return the finding that *claim* has nothing like it in the document *silent*."""
    ids = ([claim.claim_id], []) if is_left else ([], [claim.claim_id])
    finding_id = content_id("fnd", *ids)
    found = Behind(
        left=documents[claim.document_id].source,
        right=silent.source,
        label="extra",
        confidence=0,
        similarity=None,
        grounds=(),
        address=finding_address(comparison_id, finding_id),
        is_update=False,
    )
    return found if is_left else replace(found, left=found.right, right=found.left)
