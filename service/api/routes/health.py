"""Whether the service lives, and whether it can work."""

from fastapi import APIRouter
from sqlalchemy import text

from service.api.guard import Anyone
from service.api.services import ServicesDep
from service.contract import Part
from service.store.engine import view

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
    """Tell that the database answers; 503 when it does not."""
    with view(services.engine) as session:
        session.execute(text("SELECT 1"))
    return Health()
