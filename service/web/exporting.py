"""A stored comparison or story with what people decided on it, as exports take it."""

from collections.abc import Mapping, Sequence

from matching.claim import Claim
from matching.comparison import Cell, Comparison, MatrixRow, Story
from matching.finding import Label
from matching.reading import read_together
from service.api.story_matrix import Asked
from service.exports import Exported, Verdict
from service.store.judgements import Judgement
from service.store.unit import Store
from service.story.sheet import Sheet, SheetRow
from service.work.name_decisions import name_decisions


def exported_comparison(store: Store, comparison_id: str, address: str | None) -> Exported:
    """Return the comparison to export.

    Raises:
        NotFoundError: There is none, or it was stored before readings were kept.
    """
    comparison, created_at = store.comparisons.require(comparison_id)
    judged = store.judgements.in_force(comparison_id)
    verdicts = {
        (comparison_id, finding_id): verdict
        for finding_id, judgement in judged.items()
        if (verdict := verdict_of(judgement))
    }
    return Exported(
        title=f"{comparison.left.document.source} / {comparison.right.document.source}",
        created_at=created_at,
        comparisons=(comparison,),
        verdicts=verdicts,
        address=address,
    )


def exported_story(store: Store, asked: Asked, sheet: Sheet, address: str | None) -> Exported:
    """Return a story to export: its value as it was compared, with the verdicts in force.

    Raises:
        NotFoundError: One of its comparisons was stored before readings were kept.
    """
    comparisons = tuple(store.comparisons.require(pair.comparison_id)[0] for pair in sheet.pairs)
    story = _story(store, asked, sheet, comparisons)
    verdicts = {
        (comparison.comparison_id, finding_id): verdict
        for comparison in comparisons
        for finding_id, judgement in store.judgements.in_force(comparison.comparison_id).items()
        if (verdict := verdict_of(judgement))
    }
    return Exported(
        title=asked.story.title,
        created_at=sheet.created_at,
        comparisons=comparisons,
        story=story,
        verdicts=verdicts,
        address=address,
    )


def _story(store: Store, asked: Asked, sheet: Sheet, comparisons: Sequence[Comparison]) -> Story:
    """Return the story as `make_matrix` compared it: readings and findings are stored with it."""
    sides = (side for each in comparisons for side in (each.left, each.right))
    read = {side.document.document_id: side for side in sides}
    names = {(name.document_id, name.span): name for each in comparisons for name in each.names}
    if not comparisons:
        # One document alone was compared with nothing; reading it again needs no model.
        documents = [column.document for column in asked.columns]
        reader = read_together(documents, name_decisions(store, documents))
        read = {each.document.document_id: each for each in reader.readings}
        names = {(name.document_id, name.span): name for name in reader.names}
    readings = tuple(read[each.document_id] for each in sheet.documents)
    claims = {claim.claim_id: claim for each in readings for claim in each.claims}
    places = {each.document_id: place for place, each in enumerate(sheet.documents)}
    return Story(
        readings=readings,
        rows=tuple(_row(row, claims) for row in sheet.rows),
        comparisons=tuple(comparisons),
        names=tuple(names[key] for key in sorted(names, key=lambda key: (places[key[0]], key[1]))),
        config=sheet.config,
    )


def _row(row: SheetRow, claims: Mapping[str, Claim]) -> MatrixRow:
    return MatrixRow(
        text=row.text,
        label=Label(row.label),
        cells={source: Cell(state) for source, state in row.cells.items()},
        claims={source: tuple(claims[each] for each in ids) for source, ids in row.claims.items()},
    )


def verdict_of(judgement: Judgement) -> Verdict | None:
    """Return what a judgement says; None where it takes back an earlier one."""
    if judgement.label is None:
        return None
    return Verdict(judgement.label, judgement.author, judgement.reason, judgement.judged_at)
