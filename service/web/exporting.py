"""A stored comparison with what people decided on it, as exports take it."""

from service.exports import Exported, Verdict
from service.store.judgements import Judgement
from service.store.unit import Store


def exported_comparison(store: Store, comparison_id: str, address: str | None) -> Exported | None:
    """Return the comparison to export; None where there is none."""
    found = store.comparisons.load(comparison_id)
    if found is None:
        return None
    comparison, created_at = found
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


def verdict_of(judgement: Judgement) -> Verdict | None:
    """Return what a judgement says; None where it takes back an earlier one."""
    if judgement.label is None:
        return None
    return Verdict(judgement.label, judgement.author, judgement.reason, judgement.judged_at)
