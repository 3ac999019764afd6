"""An API with routes that fail, echo and wait, for the tests of what surrounds every route."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import APIRouter, Request
from fastapi.testclient import TestClient

from service.access.principal import Principal, PrincipalKind
from service.access.roles import Role
from service.api.app import create_app
from service.api.guard import Editor, Reader, caller
from service.config import Settings
from service.errors import InputError, StoreError
from tests.service.api.conftest import hashing_executor

KEYHOLDER = Principal("desk", Role.EDITOR, PrincipalKind.KEY, key_id="key_1")

router = APIRouter()


@router.post("/echo/{word}")
def echo(word: str, body: dict[str, Any], _: Editor) -> dict[str, Any]:
    """Return what came."""
    return {"word": word, **body}


@router.post("/fail/{how}")
def fail(how: str, body: dict[str, Any]) -> None:
    """Fail with the body's words in the error, as careless code does."""
    try:
        int(str(body))
    except ValueError as error:
        kinds = {"bug": RuntimeError, "input": InputError, "store": StoreError}
        raise kinds[how](f"this is wrong: {body}") from error


@router.get("/read")
def read(_: Reader) -> list[int]:
    """Return an answer that is worth compressing."""
    return list(range(2000))


@router.get("/open")
def for_everybody() -> str:
    """Return something to anybody."""
    return "open"


@router.post("/raw")
async def raw(request: Request) -> int:
    """Return how many bytes came."""
    return len(await request.body())


@contextmanager
def served(
    settings: Settings, principal: Principal | None = None, *, address: str = "testclient"
) -> Iterator[TestClient]:
    """Give a client at *address*; *principal* takes the place of whom the guard would find."""
    app = create_app(settings, executor=hashing_executor)
    app.include_router(router)
    if principal is not None:
        app.dependency_overrides[caller] = lambda: principal
    peer = (address, 50000)
    with TestClient(app, "http://localhost", raise_server_exceptions=False, client=peer) as client:
        yield client
