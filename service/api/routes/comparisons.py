"""Comparisons of two documents."""

from fastapi import APIRouter

from service.api.guard import Reader
from service.api.schemas.ids import ComparisonId
from service.api.services import ServicesDep
from service.contract import ComparisonDocument
from service.convert import comparison_document
from service.errors import NotFoundError

router = APIRouter(prefix="/v1/comparisons", tags=["comparisons"])


@router.get("/{comparison_id}")
def get_comparison(
    comparison_id: ComparisonId, services: ServicesDep, _: Reader
) -> ComparisonDocument:
    """Return a stored comparison, as it was made."""
    with services.read() as store:
        found = store.comparisons.load(comparison_id)
    if found is None:
        raise NotFoundError(f"There is no comparison {comparison_id}.")
    return comparison_document(*found)
