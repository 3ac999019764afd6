"""Comparisons of two documents."""

from fastapi.responses import Response

from service.api.guard import Reader
from service.api.schemas.comparisons import ComparisonRequest
from service.api.schemas.ids import ComparisonId
from service.api.services import Services, ServicesDep
from service.api.sides import given_of
from service.api.strict_json import resource
from service.contract import ComparisonDocument
from service.convert import comparison_document
from service.errors import NotFoundError
from service.work import tasks

router = resource("comparisons")

_JSON = "application/json"


@router.post("", response_model=ComparisonDocument)
def post_comparison(
    request: ComparisonRequest, services: ServicesDep, principal: Reader
) -> Response:
    """Compare two texts, pages or stored documents, and store them with what was found.

    The same two again are the same comparison.
    """
    left = given_of(request.left, services.settings)
    right = given_of(request.right, services.settings)
    made = services.executor.run(tasks.compare, left, right, principal.actor)
    place = {"Content-Location": f"{router.prefix}/{made}"}
    return Response(_body(services, made), media_type=_JSON, headers=place)


@router.get("/{comparison_id}", response_model=ComparisonDocument)
def get_comparison(comparison_id: ComparisonId, services: ServicesDep, _: Reader) -> Response:
    """Return a stored comparison, as it was made."""
    return Response(_body(services, comparison_id), media_type=_JSON)


def _body(services: Services, comparison_id: str) -> bytes:
    """Return the comparison as it is sent; it never changes, so its bytes are kept."""

    def make() -> bytes:
        with services.read() as store:
            found = store.comparisons.load(comparison_id)
        if found is None:
            raise NotFoundError(f"There is no comparison {comparison_id}.")
        return comparison_document(*found).model_dump_json().encode("utf-8")

    return services.bodies.get(comparison_id, make)
