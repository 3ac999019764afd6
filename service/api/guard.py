"""Who asks, and whether they may: the dependency that every route declares."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request, Security
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from fastapi.security import APIKeyCookie, APIKeyHeader, HTTPBearer

from service.access.guard import SESSION_COOKIE, Credentials, identify, read_credentials
from service.access.principal import Principal
from service.access.roles import Role
from service.api.services import ServicesDep
from service.clock import now

# For the OpenAPI document; `identify` reads the headers itself.
_BEARER = HTTPBearer(scheme_name="key", auto_error=False, description="An API key.")
_HEADER = APIKeyHeader(name="X-API-Key", scheme_name="keyHeader", auto_error=False)
_COOKIE = APIKeyCookie(name=SESSION_COOKIE, scheme_name="session", auto_error=False)


def credentials(request: Request) -> Credentials:
    """Return what the request brought that tells who sent it."""
    return read_credentials(
        request.headers,
        method=request.method,
        scheme=request.url.scheme,
        peer=request.client.host if request.client else None,
    )


CredentialsDep = Annotated[Credentials, Depends(credentials)]


def caller(
    given: CredentialsDep,
    services: ServicesDep,
    _bearer: Annotated[object, Security(_BEARER)],
    _header: Annotated[object, Security(_HEADER)],
    _cookie: Annotated[object, Security(_COOKIE)],
) -> Principal:
    """Return who sent the request."""
    return identify(given, services.engine, services.settings, at=now())


@dataclass(frozen=True, slots=True)
class Require:
    """The dependency of a route that needs at least *role*; it gives the principal."""

    role: Role

    def __call__(
        self,
        request: Request,
        services: ServicesDep,
        principal: Annotated[Principal, Depends(caller)],
    ) -> Principal:
        """Return who asks, if their role suffices and they do not ask too often."""
        request.scope["state"]["actor"] = principal.actor  # for the log
        request.scope["state"]["principal"] = principal  # for a page that tells of an error
        services.rates.spend(request, principal)
        principal.require(self.role)
        return principal


def anyone() -> None:
    """Declare that a route is for everybody: health, signing in."""


# A route's signature says what it needs: `principal: Reader`.
Reader = Annotated[Principal, Depends(Require(Role.READER))]
Reviewer = Annotated[Principal, Depends(Require(Role.REVIEWER))]
Editor = Annotated[Principal, Depends(Require(Role.EDITOR))]
Admin = Annotated[Principal, Depends(Require(Role.ADMIN))]
Anyone = Annotated[None, Depends(anyone)]


def ask_first(app: FastAPI) -> None:
    """Let every route of *app* ask who it is before anything else, however it is written.

    FastAPI goes through a signature from left to right; a page's cursor or a report's window
    that makes no sense would be told to people who may not ask at all.
    """
    for route in iter_route_contexts(app.routes):
        dependant: Dependant | None = getattr(route, "dependant", None)
        if dependant is not None:
            dependant.dependencies.sort(key=lambda each: not isinstance(each.call, Require))


def declared_roles(dependant: Dependant) -> tuple[Role | None, ...]:
    """Return what a route declares: a role, None for `Anyone`; a good route declares one."""
    found: list[Role | None] = []
    for each in dependant.dependencies:
        if isinstance(each.call, Require):
            found.append(each.call.role)
        elif each.call is anyone:
            found.append(None)
        else:
            found.extend(declared_roles(each))
    return tuple(found)
