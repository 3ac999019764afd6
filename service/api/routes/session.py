"""Who one is; signing in with a key, and signing out."""

from fastapi import Response
from starlette.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from service.access.documents import WhoDocument, who_document
from service.access.guard import read_key, refuse_foreign, session_cookie
from service.access.sessions import end_session
from service.api.cookies import drop_session, give_session
from service.api.guard import Anyone, CredentialsDep, Reader
from service.api.schemas.access import SignInRequest
from service.api.services import ServicesDep
from service.api.strict_json import resource
from service.clock import now

router = resource("session")


@router.get("")
def get_session(principal: Reader, response: Response) -> WhoDocument:
    """Tell who is asking, and what they may do."""
    response.headers["Cache-Control"] = "no-store"
    return who_document(principal)


@router.post("", status_code=HTTP_201_CREATED)
def sign_in(
    request: SignInRequest,
    services: ServicesDep,
    given: CredentialsDep,
    response: Response,
    _: Anyone,
) -> WhoDocument:
    """Open a session with a key; the cookie that comes back stands for the key's role."""
    refuse_foreign(given, services.settings)
    at = now()
    principal = read_key(request.key.get_secret_value().strip(), services.engine, at=at)
    return who_document(give_session(response, services, given, principal, at=at))


@router.delete("", status_code=HTTP_204_NO_CONTENT)
def sign_out(
    services: ServicesDep, given: CredentialsDep, principal: Reader, response: Response
) -> None:
    """End the session that the cookie stands for; without one there is nothing to end."""
    cookie = session_cookie(given, services.settings)
    if cookie:
        with services.write(principal) as store:
            end_session(store, cookie)
    drop_session(response, services.settings, given)
