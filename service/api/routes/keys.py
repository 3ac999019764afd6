"""API keys: made, listed and revoked by administrators."""

from fastapi import Response
from starlette.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from service.access.documents import (
    KeyList,
    NewKeyDocument,
    key_document,
    new_key_document,
)
from service.access.keys import create_key, revoke_key
from service.api.guard import Admin
from service.api.schemas.access import KeyRequest
from service.api.schemas.ids import KeyId
from service.api.services import ServicesDep
from service.api.strict_json import resource
from service.clock import now

router = resource("keys")


@router.get("")
def list_keys(services: ServicesDep, _: Admin) -> KeyList:
    """List every key there ever was; never the keys themselves."""
    at = now()
    with services.read() as store:
        return KeyList(keys=tuple(key_document(key, at) for key in store.api_keys.all()))


@router.post("", status_code=HTTP_201_CREATED)
def create_api_key(
    request: KeyRequest, services: ServicesDep, principal: Admin, response: Response
) -> NewKeyDocument:
    """Make a key; this answer is the only one that ever shows it."""
    at = now()
    with services.write(principal) as store:
        made = create_key(
            store,
            request.name,
            request.role,
            by=principal.actor,
            at=at,
            expires_at=request.expires_at,
        )
    response.headers["Cache-Control"] = "no-store"
    return new_key_document(made, at)


@router.delete("/{key_id}", status_code=HTTP_204_NO_CONTENT)
def revoke_api_key(key_id: KeyId, services: ServicesDep, principal: Admin) -> None:
    """End a key and the sessions opened with it, at once; twice is once."""
    with services.write(principal) as store:
        revoke_key(store, key_id, at=now())
