"""What every page needs: its styles and scripts, and the choice of language."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from service.api.guard import Anyone
from service.errors import NotFoundError
from service.web.assets import asset_response
from service.web.language import COOKIE
from service.web.links import local_path
from service.web.own_page import OwnPage
from service.web.preferences import KEPT_SECONDS, keep_single_keys
from service.words import interface_language

router = APIRouter()


@router.get("/static/{digest}/{name}")
def static(digest: str, name: str, _: Anyone) -> Response:
    """Give a bundle of styles or scripts, whatever version was asked for."""
    found = asset_response(name)
    if found is None or not digest.isalnum():
        raise NotFoundError(f"There is no file {name}.")
    return found


@router.post("/language")
def set_language(
    _: Anyone,
    __: OwnPage,
    language: Annotated[str, Form()],
    here: Annotated[str, Form()] = "/",
) -> Response:
    """Keep the reader's language and go back to the page."""
    answer = RedirectResponse(local_path(here), status_code=303)
    answer.set_cookie(
        COOKIE,
        interface_language(language),
        max_age=KEPT_SECONDS,
        httponly=True,
        samesite="lax",
    )
    return answer


@router.post("/single-keys")
def set_single_keys(
    _: Anyone,
    __: OwnPage,
    state: Annotated[Literal["on", "off"], Form()] = "off",
    here: Annotated[str, Form()] = "/",
) -> Response:
    """Keep whether single keys do something, and go back to the page."""
    answer = RedirectResponse(local_path(here), status_code=303)
    keep_single_keys(answer, on=state == "on")
    return answer
