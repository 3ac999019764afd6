"""What each source left out: rows that others tell and it does not, what matters most first."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.story.sheet import Sheet, SheetRow
from service.story.splits import prominence


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that a source has nothing on. `weight` is in [0, 1], `told_by` in column order."""

    row: SheetRow
    told_by: tuple[str, ...]
    weight: float


def left_out(sheet: Sheet) -> Mapping[str, tuple[LeftOut, ...]]:
    """Return what each source left out, heaviest first; a source that left out nothing has ().

    The weight is the share of the other sources that tell it, less the later it stands in their
    texts: by half where it stands last.
    """
    claims = {each.claim_id: each for each in sheet.claims}
    early = {
        row.row_id: prominence([each for ids in row.claims.values() for each in ids], sheet, claims)
        for row in sheet.rows
    }
    return {source: _of(source, sheet, early) for source in sheet.sources}


def _of(source: str, sheet: Sheet, early: Mapping[str, float]) -> tuple[LeftOut, ...]:
    others = max(1, len(sheet.sources) - 1)
    found = []
    for place, row in enumerate(sheet.rows):
        if source not in row.claims:
            told_by = tuple(other for other in sheet.sources if other in row.claims)
            weight = len(told_by) / others * (0.5 + early[row.row_id] / 2)
            found.append((-weight, place, LeftOut(row, told_by, weight)))
    return tuple(item for _, _, item in sorted(found, key=lambda each: each[:2]))
