"""The first page: two accounts go in, a comparison with a lasting address comes out."""

import asyncio

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from matching.errors import MatchingError
from service.access.principal import Principal
from service.api.comparing import compare_given
from service.api.guard import Reader
from service.api.problems import Told, tell
from service.api.services import Services, ServicesDep
from service.errors import ServiceError
from service.store.comparison_lists import ComparisonFilter
from service.web.forms import SideForm, Upload, meant, side_form, uploaded
from service.web.rendering import render

router = APIRouter()

_SIDES = ("left", "right")
_LATEST = 10


@router.get("/")
def start(request: Request, services: ServicesDep, principal: Reader) -> Response:
    """Show the form, and the latest comparisons."""
    return _page(request, services, principal)


@router.post("/compare")
async def compare(request: Request, services: ServicesDep, principal: Reader) -> Response:
    """Compare what the form holds, and lead to the comparison, or to the job that makes it.

    What cannot be compared comes back in the form, with the sentence that says why.
    """
    # A text is refused by the application's own limit, in a sentence of its own.
    async with request.form(max_files=2, max_part_size=4 * services.settings.max_bytes) as form:
        filled = {side: side_form(form, side) for side in _SIDES}
        files = {side: await uploaded(form, side, services.settings) for side in _SIDES}
    try:
        found = await asyncio.to_thread(_compared, services, principal, filled, files)
    except (ServiceError, MatchingError) as error:
        return _page(request, services, principal, filled, tell(error))
    return RedirectResponse(found, status_code=303)


def _compared(
    services: Services,
    principal: Principal,
    filled: dict[str, SideForm],
    files: dict[str, Upload | None],
) -> str:
    """Return the address of what came of it."""
    left, right = (meant(filled[side], files[side], services.settings) for side in _SIDES)
    found = compare_given(services, principal, left, right)
    return f"/comparisons/{found}" if isinstance(found, str) else f"/jobs/{found.job_id}"


def _page(
    request: Request,
    services: Services,
    principal: Principal,
    filled: dict[str, SideForm] | None = None,
    told: Told | None = None,
) -> Response:
    with services.read() as store:
        latest = store.comparison_lists.latest(_LATEST, where=ComparisonFilter())
    return render(
        request,
        "compare.html",
        status=told.status if told else 200,
        at="compare",
        principal=principal,
        values=filled or {side: SideForm() for side in _SIDES},
        told=told,
        latest=latest,
    )
