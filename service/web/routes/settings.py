"""Settings: who one is, this browser, keys, and what the installation works with."""

from datetime import UTC, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from service.access.documents import key_document
from service.access.guard import is_open_here
from service.access.keys import NewKey, create_key, revoke_key
from service.access.principal import Principal
from service.access.roles import Role
from service.api.guard import Admin, Reader
from service.api.problems import Told, tell
from service.api.schemas.ids import KeyId
from service.api.services import Services, ServicesDep
from service.clock import now
from service.errors import ConflictError, InputError
from service.web.overview import in_use, stored, thresholds, variables
from service.web.rendering import render

router = APIRouter(prefix="/settings")

_ROLES = tuple(Role)


@router.get("")
def settings(request: Request, services: ServicesDep, principal: Reader) -> Response:
    """Show all of it; keys and variables to administrators only."""
    return _page(request, services, principal)


@router.post("/keys")
def make_key(
    request: Request,
    services: ServicesDep,
    principal: Admin,
    name: Annotated[str, Form(max_length=400)] = "",
    role: Annotated[Role, Form()] = Role.READER,
    until: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Make a key and show it, this once; what cannot be made comes back in the form."""
    at = now()
    try:
        with services.write(principal) as store:
            made = create_key(
                store, name, role, by=principal.actor, at=at, expires_at=_end_of(until)
            )
    except (InputError, ConflictError) as error:
        filled = {"name": name, "role": role.value, "until": until}
        return _page(request, services, principal, filled=filled, told=tell(error))
    return _page(request, services, principal, made=made)


@router.post("/keys/{key_id}/revoke")
def end_key(key_id: KeyId, services: ServicesDep, principal: Admin) -> Response:
    """End a key and the sessions opened with it, at once."""
    with services.write(principal) as store:
        revoke_key(store, key_id, at=now())
    return RedirectResponse("/settings#keys", status_code=303)


def _end_of(day: str) -> datetime | None:
    """Return the end of a day as a form writes it, UTC; None where none was given."""
    if not day:
        return None
    try:
        found = datetime.combine(datetime.fromisoformat(day).date(), time(), UTC)
        return found + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise InputError("The end of a key is a day, such as 2027-01-31.") from error


def _page(
    request: Request,
    services: Services,
    principal: Principal,
    *,
    filled: dict[str, str] | None = None,
    told: Told | None = None,
    made: NewKey | None = None,
) -> Response:
    at = now()
    is_admin = principal.role.allows(Role.ADMIN)
    with services.read() as store:
        keys = [key_document(key, at) for key in store.api_keys.all()] if is_admin else []
        is_open = is_open_here(store, services.settings)
    return render(
        request,
        "settings.html",
        status=told.status if told else 201 if made else 200,
        at="settings",
        principal=principal,
        is_admin=is_admin,
        is_open=is_open,
        keys=keys,
        roles=_ROLES,
        filled=filled or {"name": "", "role": "reader" if keys else "admin", "until": ""},
        told=told,
        made=made,
        variables=[*variables(services.settings)] if is_admin else [],
        config=in_use(services, request.app.state),
        thresholds=thresholds(),
        stored=stored(services),
    )
