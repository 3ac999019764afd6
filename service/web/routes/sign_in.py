"""Signing in with a key or through the provider, and signing out."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from service.access.guard import read_key, session_cookie
from service.access.sessions import end_session
from service.api.cookies import drop_session, give_session
from service.api.guard import Anyone, CredentialsDep, Reader
from service.api.services import Services, ServicesDep
from service.clock import now
from service.errors import UnknownCallerError
from service.web.links import local_path
from service.web.own_page import OwnPage
from service.web.rendering import render

router = APIRouter()

SIGN_IN = "/sign-in"
_LONGEST = 2_000


@router.get(SIGN_IN)
def show_sign_in(
    request: Request,
    services: ServicesDep,
    _: Anyone,
    back: Annotated[str, Query(alias="next", max_length=_LONGEST)] = "/",
) -> Response:
    """Show the form, and the way to the provider where there is one."""
    return _page(request, services, back)


@router.post(SIGN_IN)
def sign_in(
    request: Request,
    services: ServicesDep,
    given: CredentialsDep,
    _: Anyone,
    __: OwnPage,
    key: Annotated[str, Form(max_length=_LONGEST)] = "",
    back: Annotated[str, Form(alias="next", max_length=_LONGEST)] = "/",
) -> Response:
    """Open a session with a key and lead to where the person wanted to go."""
    at = now()
    try:
        principal = read_key(key.strip(), services.engine, at=at)
    except UnknownCallerError:
        return _page(request, services, back, is_wrong=True)
    answer = RedirectResponse(_way_back(back), status_code=303)
    give_session(answer, services, given, principal, at=at)
    return answer


@router.post("/sign-out")
def sign_out(services: ServicesDep, given: CredentialsDep, principal: Reader) -> Response:
    """End the session that the cookie stands for."""
    cookie = session_cookie(given, services.settings)
    if cookie:
        with services.write(principal) as store:
            end_session(store, cookie)
    answer = RedirectResponse(SIGN_IN, status_code=303)
    drop_session(answer, services.settings, given)
    return answer


def _way_back(back: str) -> str:
    """Return the path to go to; signing in does not lead to signing in."""
    found = local_path(back)
    return "/" if found.startswith((SIGN_IN, "/sign-out")) else found


def _page(request: Request, services: Services, back: str, *, is_wrong: bool = False) -> Response:
    return render(
        request,
        "sign_in.html",
        status=401 if is_wrong else 200,
        at=None,
        back=_way_back(back),
        is_wrong=is_wrong,
        has_provider=services.oidc is not None,
    )
