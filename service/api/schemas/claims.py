"""Claims as they are listed; a whole one is the contract's."""

from matching.attribution import AttributionKind
from service.contract import ClaimSlots, Words
from service.store.tables import ClaimRow


class ClaimItem(Words):
    """A claim in a list, as last read; `rendering` says what it inherits, and is no quotation."""

    claim_id: str
    document_id: str
    rendering: str
    language: str
    attributed_to: str
    attribution_kind: AttributionKind
    slots: ClaimSlots


def claim_item(row: ClaimRow) -> ClaimItem:
    """Return a claim as lists show it."""
    return ClaimItem(
        claim_id=row.claim_id,
        document_id=row.document_id,
        text=row.text,
        start=row.start,
        end=row.end,
        rendering=row.rendering,
        language=row.language,
        attributed_to=row.attributed_to,
        attribution_kind=AttributionKind(row.attribution_kind),
        # Written by an earlier version of the code, it may lack what was added since.
        slots=ClaimSlots.model_validate(row.slots, strict=False),
    )
