"""How a stored finding came about, found out by doing the comparison again."""

from matching.decision import Decision, explain_finding
from matching.run_config import run_config
from matching.thresholds import DEFAULTS
from service.errors import ConflictError, NotFoundError
from service.store.unit import read_only
from service.work.work import Work


def explain(work: Work, comparison_id: str, finding_id: str) -> tuple[Decision, ...]:
    """Return how each pair of a stored finding was decided; nothing is stored.

    Raises:
        NotFoundError: There is no such comparison, or no such finding in it.
        ConflictError: It was made with another model, thresholds or code: what is found out
            now need not be what decided then.
    """
    with read_only(work.engine) as store:
        comparison, _ = store.comparisons.require(comparison_id)
    finding = next((one for one in comparison.findings if one.finding_id == finding_id), None)
    if finding is None:
        raise NotFoundError(f"There is no finding {finding_id} in {comparison_id}.")
    if comparison.config != run_config(work.encoder, DEFAULTS):
        raise ConflictError(
            "It was compared with another model, thresholds or code; compare the two again to "
            "see how the present ones decide."
        )
    return explain_finding(finding, (comparison.left, comparison.right), work.encoder)
