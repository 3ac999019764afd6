"""Whether the service lives, whether it can work, and how much it does."""

from fastapi import APIRouter, Response

from service.api.guard import Anyone, Reader
from service.api.metrics import MEDIA_TYPE
from service.api.services import ServicesDep
from service.contract import Part
from service.errors import OverloadedError
from service.store.engine import view
from service.store.migrate import check_schema
from service.store.numbers import NumbersRepository

router = APIRouter(tags=["health"])


class Health(Part):
    """The answer of a service that is well; one that is not answers with a problem."""

    status: str = "ok"


@router.get("/healthz")
def healthz(_: Anyone) -> Health:
    """Tell that the process lives."""
    return Health()


@router.get("/readyz")
def readyz(services: ServicesDep, _: Anyone) -> Health:
    """Tell that the database has this version's schema and the model is loaded; 503 if not."""
    check_schema(services.engine)
    if not services.executor.is_ready:
        raise OverloadedError("The model is not loaded yet; see the log if this lasts.")
    return Health()


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {
            "description": "Metrics in the text form of Prometheus.",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        }
    },
)
def metrics(services: ServicesDep, _: Reader) -> Response:
    """Return what this process did, and what is stored, for Prometheus.

    It tells how much a newsroom works, so it needs a key as everything else does; Prometheus
    sends one with `authorization` in its scrape configuration.
    """
    with view(services.engine) as session:
        numbers = NumbersRepository(session)
        text = services.metrics.text(numbers.stored(), numbers.jobs())
    return Response(text, media_type=MEDIA_TYPE)
