"""What a source said, and says otherwise in a later document."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.story.opened import finding_address
from service.story.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Update:
    """The words of the earlier and of the later document; `address` shows the finding."""

    earlier: str
    later: str
    language: str
    address: str


def updates(sheet: Sheet) -> Mapping[str, tuple[Update, ...]]:
    """Return the updates of each later document, in the order of its words."""
    order = {each.document_id: place for place, each in enumerate(sheet.documents)}
    claims = {each.claim_id: each for each in sheet.claims}
    found: dict[str, list[tuple[int, Update]]] = {}
    for finding in sheet.findings:
        if not finding.is_update:
            continue
        sides = [[claims[each] for each in ids] for ids in (finding.left, finding.right)]
        earlier, later = sorted(sides, key=lambda side: order[side[0].document_id])
        told = Update(
            earlier=" […] ".join(each.text for each in earlier),
            later=" […] ".join(each.text for each in later),
            language=later[0].language,
            address=finding_address(finding.comparison_id, finding.finding_id),
        )
        found.setdefault(later[0].document_id, []).append((later[0].start, told))
    return {
        document: tuple(told for _, told in sorted(each, key=lambda one: one[0]))
        for document, each in found.items()
    }
