"""Signing in through an OpenID Connect provider: there and back, by the browser."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse
from starlette.status import HTTP_303_SEE_OTHER

from service.access.oidc import OidcClient, come_back
from service.api.cookies import drop_sign_in, give_session, give_sign_in, sign_in_cookie
from service.api.guard import Anyone, CredentialsDep
from service.api.services import Services, ServicesDep
from service.clock import now
from service.errors import NotFoundError, UnknownCallerError

router = APIRouter(prefix="/auth/oidc", tags=["session"])

_Path = Annotated[str, Query(max_length=2000, description="Where to go then, on this server.")]
_Sent = Annotated[str, Query(max_length=4000, description="What the provider sends along.")]


@router.get("/login", status_code=HTTP_303_SEE_OTHER)
def oidc_login(
    services: ServicesDep, given: CredentialsDep, _: Anyone, return_to: _Path = "/"
) -> RedirectResponse:
    """Send the browser to the provider."""
    begun = _client(services).begin(services.engine, return_to, at=now())
    response = RedirectResponse(begun.url, HTTP_303_SEE_OTHER)
    give_sign_in(response, begun.cookie, services.settings, given)
    return response


@router.get("/callback", status_code=HTTP_303_SEE_OTHER)
def oidc_callback(
    services: ServicesDep,
    given: CredentialsDep,
    _: Anyone,
    state: _Sent = "",
    code: _Sent = "",
) -> RedirectResponse:
    """Take the browser back from the provider, and open a session for its user."""
    client, at = _client(services), now()
    cookie = sign_in_cookie(given, services.settings)
    begun = come_back(services.engine, state, cookie, at=at)
    if not code:
        # The user or the provider said no; why stands in parameters that anybody could write.
        raise UnknownCallerError("The provider did not sign you in; start it again.")
    principal = client.finish(begun, code, at=at)
    response = RedirectResponse(begun.return_to, HTTP_303_SEE_OTHER)
    drop_sign_in(response, services.settings, given)
    give_session(response, services, given, principal, at=at)
    return response


def _client(services: Services) -> OidcClient:
    if services.oidc is None:
        raise NotFoundError("No OpenID Connect provider is set up here; sign in with a key.")
    return services.oidc
