"""Who asks, and whether they may: the dependency that every route declares."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends

from service.access.principal import LOCAL, Principal
from service.access.roles import Role


def caller() -> Principal:
    """Return who sent the request."""
    return LOCAL


def require(role: Role) -> Callable[[Principal], Principal]:
    """Return the dependency of a route that needs at least *role*; it gives the principal."""

    def required(principal: Annotated[Principal, Depends(caller)]) -> Principal:
        principal.require(role)
        return principal

    return required


# A route's signature says what it needs: `principal: Reader`.
Reader = Annotated[Principal, Depends(require(Role.READER))]
Reviewer = Annotated[Principal, Depends(require(Role.REVIEWER))]
Editor = Annotated[Principal, Depends(require(Role.EDITOR))]
Admin = Annotated[Principal, Depends(require(Role.ADMIN))]
